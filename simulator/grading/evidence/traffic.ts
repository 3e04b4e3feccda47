import { z } from 'zod'
import { visit } from '../../network/session/visit.ts'
import type { Machine } from '../../shell/machine.ts'
import { type Destination, destination, readDestination } from '../destination.ts'
import { fromMachines } from '../parameters.ts'
import type { NoMachine } from '../subject.ts'

/** What is sent before anybody looks for evidence, in a world that nobody sees. */
export const afterTraffic = z
  .array(
    z.strictObject({
      from: fromMachines,
      to: destination,
      method: z
        .enum(['GET', 'HEAD', 'POST', 'PUT', 'DELETE'])
        .optional()
        .describe('The HTTP method; GET unless it is said.'),
      insecure: z.boolean().optional().describe('Whether any certificate will do, as with `curl -k`.'),
    }),
  )
  .min(1)
  .max(20)
  .describe(
    'Requests that are made before anybody looks: evidence is then what these leave behind, whatever the learner tried.',
  )

export type Traffic = z.output<typeof afterTraffic>

interface Sending {
  machine(name: string): Machine | NoMachine
}

/** Sends it, and tells what could not even be tried. */
export function sendAll(subject: Sending, sent: Traffic): string | undefined {
  for (const { from, to: text, method, insecure } of sent) {
    const to = readDestination(text)
    if (!to || to.scheme === 'ping') return `${text} is nothing that servers write down.`
    for (const name of from) {
      const machine = subject.machine(name)
      if ('problem' in machine) return machine.problem
      send(machine, { ...to, ...(method !== undefined && { method }), ...(insecure && { insecure }) })
    }
  }
  return undefined
}

function send(machine: Machine, { scheme, host, port, url, method = 'GET', insecure }: Destination): void {
  if (scheme === 'tcp' || scheme === 'udp') {
    machine.observeConnection(machine.connect({ host, port, protocol: scheme }))
    return
  }
  const at = new URL(url)
  const made = visit(machine.fabric, machine.clientTo(host), at, {
    ...machine.settingsFor(host),
    method,
    ...(insecure && { insecure }),
  })
  const isAsked = made.answer !== undefined && made.answer.kind !== 'stalled'
  const asked = { method, host, path: `${at.pathname}${at.search}`, isTls: scheme === 'https' }
  machine.observeConnection(made.connection, { ending: 'closed', ...(isAsked && { requests: [asked] }) })
}
