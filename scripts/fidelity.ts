import { readFileSync, writeFileSync } from 'node:fs'
import { contract } from '../simulator/api/contract.ts'
import { privateServices } from '../simulator/api/private/index.ts'
import { allServices } from '../simulator/services/index.ts'
import type { OperationUnit } from '../simulator/services/operation.ts'

// Writes simulator/FIDELITY.md out of what the operations say of themselves and what AWS's model has beside them.

const place = new URL('../simulator/FIDELITY.md', import.meta.url)

export const readFidelity = (): string => readFileSync(place, 'utf8')

export async function printFidelity(): Promise<string> {
  const parts = [
    '# Fidelity',
    '',
    'What the simulator does as AWS does, what it simplifies, and what it does not simulate. Generated from the',
    "operations' own declarations by `npm run fidelity`; a test holds it against the code. An operation that is not",
    'simulated says so by name and ends with exit status 255.',
    '',
    '| Service | Exact | Simplified | Not simulated |',
    '|---|---:|---:|---:|',
  ]
  const sections: string[] = []
  const simulated = new Map((await allServices()).map((service) => [service.name, service]))
  for (const name of contract.services) {
    const model = await contract.need(name)
    const units = [...(simulated.get(name)?.operations.values() ?? [])]
    const exact = units.filter(({ about }) => about.fidelity === 'exact')
    const missing = model.operations.filter(
      (operation) => !units.some((unit) => unit.name === operation.name),
    )
    parts.push(`| ${name} | ${exact.length} | ${units.length - exact.length} | ${missing.length} |`)
    if (units.length)
      sections.push(
        ...section(
          name,
          units,
          missing.map(({ cliName }) => cliName),
        ),
      )
  }
  return `${[...parts, ...sections, ...ownSections()].join('\n')}\n`
}

/** What is no AWS's has nothing to be true to: its operations are only named. */
function ownSections(): string[] {
  return [
    '',
    "## The lab's own",
    '',
    'These services are not AWS’s. They stand for what is around it: sites on premises, servers on hosts, faults.',
    '',
    '| Service | What it is for | Operations |',
    '|---|---|---|',
    ...Object.values(privateServices).map(({ model, docs }) => {
      const names = model.operations.map(({ cliName }) => cliName).join(', ')
      return `| ${model.name} | ${docs.description} | ${names} |`
    }),
  ]
}

function section(name: string, units: readonly OperationUnit[], missing: readonly string[]): string[] {
  const rows = units
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ name, about: { fidelity, source } }) => {
      const how = fidelity === 'exact' ? 'exact' : `simplified: ${fidelity.simplified}`
      return `| ${name} | ${how} | ${source} |`
    })
  return [
    '',
    `## ${name}`,
    '',
    '| Operation | Fidelity | AWS says so in |',
    '|---|---|---|',
    ...rows,
    '',
    '<details><summary>Not simulated</summary>',
    '',
    `${missing.join(', ')}`,
    '',
    '</details>',
  ]
}

if (process.argv[1]?.endsWith('fidelity.ts')) writeFileSync(place, await printFidelity())
