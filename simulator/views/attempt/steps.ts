/** One command of a solution, with the comment that stands above it. */
export interface SolutionStep {
  readonly comment: string
  readonly command: string
}

/** A script, a command at a time. `isIncomplete` says whether a shell would go on reading. */
export function stepsOf(script: string, isIncomplete: (text: string) => boolean): readonly SolutionStep[] {
  const steps: SolutionStep[] = []
  let comment: string[] = []
  let command = ''
  for (const line of script.split('\n')) {
    if (!command && /^\s*#/.test(line)) {
      if (!line.startsWith('#!')) comment.push(line.replace(/^\s*#\s?/, ''))
      continue
    }
    if (!command && line.trim() === '') {
      // A comment with nothing right behind it is about what follows as a whole, and is kept for it.
      continue
    }
    command += command ? `\n${line}` : line
    if (isIncomplete(command)) continue
    steps.push({ comment: comment.join('\n'), command })
    comment = []
    command = ''
  }
  return command ? [...steps, { comment: comment.join('\n'), command }] : steps
}

/** The first step that nobody has typed yet. */
export function nextStep(steps: readonly SolutionStep[], typed: readonly string[]): number | undefined {
  const isDone = doneIn(typed)
  const found = steps.findIndex((step) => !isDone(step))
  return found < 0 ? undefined : found
}

/** Whether a step has been typed, since the scenario was begun anew. */
export function doneIn(typed: readonly string[]): (step: SolutionStep) => boolean {
  const lines = typed.map(plain)
  const done = new Set(lines.slice(lines.lastIndexOf('lab reset') + 1))
  return ({ command }) => done.has(plain(command))
}

const plain = (line: string): string => line.replace(/\\\n/g, ' ').replace(/\s+/g, ' ').trim()
