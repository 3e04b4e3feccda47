import { expect, it } from 'vitest'
import type { Lab } from '../../../../../simulator/lab.ts'
import { openLab, smallScenario } from '../../lab/small-scenario.ts'

// A trouble as somebody meets it, with nothing but the terminal: what works; what goes wrong, and what is seen of it; how
// the cause is found; what mends it. Lines are typed on the workstation behind `$`, and at a machine's console behind its
// name; below each is what its output holds.
//
//   cause:
//     $ aws ec2 revoke-security-group-ingress --group-id $EP_GROUP --protocol tcp --port 80 --cidr 10.0.0.0/8
//   symptom:
//     client$ curl -sS -m 5 http://api.corp.example/
//     curl: (28)
//   diagnosis: …
//   fix: …

const steps = ['cause', 'symptom', 'diagnosis', 'fix'] as const

type Step = (typeof steps)[number]

interface Typed {
  readonly host?: string
  readonly line: string
  readonly holds: readonly string[]
}

/** A network as a script of the shell, what works in it, and how it fails. */
export interface Clinic {
  readonly setup: string
  readonly works: string
  readonly troubles: Readonly<Record<string, string>>
}

export function clinic({ setup, works, troubles }: Clinic): void {
  const scenario = smallScenario(
    `actors: { consumer: '123456789012', provider: '210987654321' }
checks: { never: { query: { run: aws ec2 describe-vpcs, query: length(Vpcs), is: 99 } } }
`,
    { 'setup.sh': setup },
  )
  let begun: string | undefined
  it.each(Object.entries(troubles))(
    '%s',
    async (_, text) => {
      begun ??= (await openLab(scenario)).save()
      const lab = await openLab(scenario, begun)
      const parts = readParts(text)
      await type(lab, readLines(works))
      for (const step of steps) {
        expect(parts[step].length, step).toBeGreaterThan(0)
        await type(lab, parts[step])
      }
      await type(lab, readLines(works))
    },
    30_000,
  )
}

async function type(lab: Lab, lines: readonly Typed[]): Promise<void> {
  for (const { host, line, holds } of lines) {
    const { stdout, stderr, exitCode } = await (host === undefined ? lab.run(line) : lab.on(host, line))
    const said = `${stdout}${stderr}[${exitCode}]`
    for (const part of holds) expect(said, `${host ?? ''}$ ${line}`).toContain(part)
    // Whoever expects nothing expects no complaint.
    if (!holds.length) expect(said, `${host ?? ''}$ ${line}`).toMatch(/\[0\]$/)
  }
}

function readParts(text: string): Record<Step, readonly Typed[]> {
  const found: Record<Step, readonly Typed[]> = { cause: [], symptom: [], diagnosis: [], fix: [] }
  for (const part of text.split(/^(?=\s*\w+:$)/m)) {
    const [, step, lines = ''] = /^\s*(\w+):\n([\s\S]*)$/.exec(part) ?? []
    const named = steps.find((one) => one === step)
    if (named) found[named] = readLines(lines)
    else if (part.trim()) throw new Error(`No part of a trouble: ${part}`)
  }
  return found
}

function readLines(text: string): Typed[] {
  const typed: { host?: string; line: string; holds: string[] }[] = []
  for (const row of text.split('\n').map((one) => one.trim())) {
    const [, host, line] = /^([a-z][a-z0-9-]*)?\$ (.*)$/.exec(row) ?? []
    if (line !== undefined) typed.push({ ...(host !== undefined && { host }), line, holds: [] })
    else if (row !== '') typed.at(-1)?.holds.push(row)
  }
  return typed
}
