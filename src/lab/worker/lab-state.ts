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
