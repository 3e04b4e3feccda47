import { readFile } from 'node:fs/promises'

export interface ServiceFidelity {
  readonly service: string
  /** How many operations are simulated as AWS has them, how many in a simpler way, and how many are not. */
  readonly exact: number
  readonly simplified: number
  readonly missing: number
  /** Markdown: the operations that are simulated, and how near each comes to AWS’s own. */
  readonly text: string
  /** The names of those that are not. */
  readonly missingNames: string
}

/** What is simulated and what is not, as the generated list of the simulator has it. */
export async function fidelity(): Promise<{
  readonly services: readonly ServiceFidelity[]
  /** Markdown: the services that stand for what is around AWS. */
  readonly own: string
}> {
  const [summary = '', ...sections] = (await readFile('simulator/FIDELITY.md', 'utf8')).split(/^## /m)
  const told = sections.map((section) => {
    const end = section.indexOf('\n')
    return { name: section.slice(0, end).trim(), text: section.slice(end).trim() }
  })
  const services = [...summary.matchAll(/^\| (\S+) \| (\d+) \| (\d+) \| (\d+) \|$/gm)].map(
    ([, service = '', exact, simplified, missing]) => {
      const about = told.find(({ name }) => name === service)
      if (!about)
        throw new Error(`simulator/FIDELITY.md counts the operations of ${service}, and does not list them.`)
      const [text = '', missingNames = ''] = about.text.split(/<details><summary>[^<]*<\/summary>/)
      return {
        service,
        exact: Number(exact),
        simplified: Number(simplified),
        missing: Number(missing),
        text: text.trim(),
        missingNames: missingNames.replace('</details>', '').trim(),
      }
    },
  )
  const rest = told.filter(({ name }) => !services.some(({ service }) => service === name))
  return { services, own: rest.map(({ name, text }) => `# ${name}\n\n${text}`).join('\n\n') }
}
