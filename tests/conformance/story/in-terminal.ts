import { readFileSync } from 'node:fs'
import { openLab } from '../several-accounts.ts'
import { type EndState, readEndState, wordsOf } from './end-state.ts'

/** The story, as commands: `settle` has to be defined before it. */
export const script = readFileSync(new URL('./provider-and-consumer.sh', import.meta.url), 'utf8')

export interface Told {
  readonly stdout: string
  readonly stderr: string
  readonly end: EndState
  /** The world in which the story has happened. */
  readonly world: string
}

/** The story as a learner's terminal tells it. */
export async function tellInTerminal(start: string): Promise<Told> {
  const lab = await openLab(start)
  const { stdout, stderr, exitCode } = await lab.terminal.runScript(`settle() { sleep 600; }\n${script}`)
  if (exitCode !== 0) throw new Error(`The story broke off with ${exitCode}: ${stderr}`)
  const end = await readEndState(async (reading, input) => {
    const asked = await lab.terminal.run(`aws ${wordsOf(reading, input).join(' ')}`)
    if (asked.exitCode !== 0) throw new Error(asked.stderr)
    return JSON.parse(asked.stdout) as Record<string, unknown>
  })
  const { world } = JSON.parse(lab.save()) as { world: string }
  return { stdout, stderr, end, world }
}
