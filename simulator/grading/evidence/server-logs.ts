import { z } from 'zod'
import { contains } from '../../kernel/address.ts'
import { type JournalEntry, journalOf, type ServedFact } from '../../world/journal.ts'
import { cidr, listed, machineName, oneOrMore } from '../parameters.ts'
import type { Subject } from '../subject.ts'

/** What a server on a host wrote down of those that it answered. */
export const serverLog = z
  .strictObject({
    on: oneOrMore(machineName).describe(
      'The machine whose servers are asked, by its Name tag, its id or its name on premises; several as a list.',
    ),
    port: z
      .int()
      .min(1)
      .max(65_535)
      .optional()
      .describe('The server’s port; all of its servers unless it is said.'),
    from: cidr
      .optional()
      .describe(
        'CIDR of the client as the server knows it: by the header of proxy protocol where it reads one, else the address that the connection came from.',
      ),
    'forwarded-for': cidr.optional().describe('CIDR of a client that the header X-Forwarded-For names.'),
    method: z.string().max(16).optional().describe('The HTTP method.'),
    path: z.string().max(500).optional().describe('What the path begins with.'),
    status: z.int().min(100).max(599).optional().describe('The HTTP status that the server answered.'),
    host: z.string().max(256).optional().describe('The name that was asked for, without a port.'),
    tls: z.boolean().optional().describe('Whether the server itself spoke TLS with whoever called.'),
  })
  .describe(
    'Requests and connections, as the servers on a machine write them down. What was lost on the way is in no log.',
  )

type ServerLog = z.output<typeof serverLog>

export function tellServerLog({ on, port, ...asked }: ServerLog): string {
  const { from, method, path, status, host, tls } = asked
  const forwarded = asked['forwarded-for']
  const parts = [
    [method, path].filter((one) => one !== undefined).join(' '),
    from === undefined ? '' : `from ${from}`,
    forwarded === undefined ? '' : `for ${forwarded}`,
    host === undefined ? '' : `for the name ${host}`,
    tls === undefined ? '' : tls ? 'over TLS' : 'in the clear',
    status === undefined ? '' : `answered with ${status}`,
  ]
  const what = parts.filter(Boolean).join(', ')
  return `${listed(on, 'or')}${port === undefined ? '' : ` on port ${port}`}: a request${what && ` ${what}`}`
}

/** The lines, or why nobody can ask. */
export function linesOfServers(subject: Subject, asked: ServerLog): readonly JournalEntry[] | string {
  const found: JournalEntry[] = []
  for (const name of asked.on) {
    const machine = subject.machine(name)
    if ('problem' in machine) return machine.problem
    for (const entry of journalOf(subject.cloud.store, machine.id)) {
      if (entry.fact?.kind === 'served' && isSuch(entry.fact, asked)) found.push(entry)
    }
  }
  return found
}

function isSuch(
  fact: ServedFact,
  { port, from, method, path, status, host, tls, ...more }: ServerLog,
): boolean {
  const forwarded = more['forwarded-for']
  const named = (fact.forwardedFor ?? '').split(/,\s*/).filter(Boolean)
  return (
    (port === undefined || fact.port === port) &&
    (from === undefined || contains(from, fact.from)) &&
    (forwarded === undefined || named.some((one) => contains(forwarded, one))) &&
    (method === undefined || fact.method === method) &&
    (path === undefined || (fact.path?.startsWith(path) ?? false)) &&
    (status === undefined || fact.status === status) &&
    (host === undefined || fact.host?.replace(/:\d+$/, '') === host) &&
    (tls === undefined || (fact.tls !== undefined) === tls)
  )
}
