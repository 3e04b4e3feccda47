// How many changes a solution makes, as `hopwise pack lint --record` writes it into its file: `# commands: 12`. What a loop
// repeats counts each time, as it does for learners.

export function recordedCommands(script: string): number | undefined {
  const [, digits] = /^# commands: (\d{1,6})$/m.exec(script) ?? []
  return digits === undefined ? undefined : Number(digits)
}

export function withCommands(script: string, count: number): string {
  const line = `# commands: ${count}`
  return recordedCommands(script) === undefined
    ? `${line}\n${script}`
    : script.replace(/^# commands: \d+$/m, line)
}
