/** The options that a help text speaks of: `--max-time`, `-z`. */
export function flagsIn(help: string): readonly string[] {
  const found = new Set<string>()
  for (const [, long] of help.matchAll(/(?<![\w-])(--[a-z][\w-]*)/gi)) found.add(long!)
  // Short ones stand where an option may stand: in front of a line, behind a comma or a bracket.
  for (const [, short] of help.matchAll(/(?:^|[\s,[|])(-[a-zA-Z0-9])(?=[\s,=\]|<]|$)/gm)) found.add(short!)
  // `[-46dkz]`
  for (const [, letters = ''] of help.matchAll(/\[-([a-zA-Z0-9]{2,})\]/g))
    for (const letter of letters) found.add(`-${letter}`)
  return [...found]
}
