import type { Lab } from '../../../simulator/lab.ts'
import type { LabState } from './protocol.ts'

/** What a page shows around its panes. */
export const stateOf = (lab: Lab): LabState => ({
  now: lab.now,
  terminals: lab.terminals.map(({ host, prompt, history, exitCode }) => ({
    host: host.name,
    prompt,
    history: history.lines,
    exitCode,
  })),
  hosts: lab.hosts(),
  timeline: lab.timeline().map(({ version: _, ...moment }) => moment),
})

/** Builds a world as its learner finds it: nobody has typed that, and everything in it has settled. */
export async function buildWorld(lab: Lab, setup: string): Promise<void> {
  const { exitCode, stderr } = await lab.run(setup)
  if (exitCode !== 0) throw new Error(`What makes this world ended with status ${exitCode}. ${stderr}`)
  await lab.run('sleep 900')
  lab.terminal.history.clear()
}
