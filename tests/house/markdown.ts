// Reads the documents as the checks of the house need them.

/** The cells of the first table whose heading row starts with these words. */
export function tableAfter(text: string, heading: string): string[][] {
  const lines = text.split('\n')
  const start = lines.findIndex((line) => line.startsWith(`| ${heading} |`))
  if (start < 0) return []
  const rows = lines.slice(start + 2)
  const end = rows.findIndex((line) => !line.startsWith('|'))
  return rows.slice(0, end < 0 ? rows.length : end).map((line) =>
    line
      .slice(1, -1)
      .split('|')
      .map((cell) => cell.trim()),
  )
}

/** The npm scripts that a document tells its reader to run. */
export function npmScripts(text: string): string[] {
  const runs = [...text.matchAll(/\bnpm (?:run (?:-s )?([a-z-]+(?::[a-z]+)?)|(start|test))\b/g)]
  return [...new Set(runs.map((run) => run[1] ?? run[2]!))]
}

/** The links of a document that lead to files of the repository, without their anchors. */
export function fileLinks(text: string): string[] {
  return [...text.matchAll(/\]\(([^)\s]+)\)/g)]
    .map((link) => link[1]!.split('#')[0]!)
    .filter((link) => link && !/^[a-z]+:/.test(link))
}
