import { readFile } from 'node:fs/promises'

export interface ServiceFidelity {
  readonly service: string
  /** Markdown: its operations, and how near each comes to AWS's own. */
  readonly text: string
}

/** What is simulated and what is not, as the generated list of the simulator has it. */
export async function fidelity(): Promise<{
  readonly summary: string
  readonly services: readonly ServiceFidelity[]
}> {
  const [summary = '', ...sections] = (await readFile('simulator/FIDELITY.md', 'utf8')).split(/^## /m)
  return {
    summary: summary.replace(/^# .*\n/, ''),
    services: sections.map((section) => {
      const end = section.indexOf('\n')
      return { service: section.slice(0, end).trim(), text: section.slice(end).trim() }
    }),
  }
}
