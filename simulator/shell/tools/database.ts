import { familyOf, formatAddress, parseAddress } from '../../kernel/address.ts'
import { type Certificate, certificateOf, covers } from '../../network/session/certificates.ts'
import type { Connection } from '../../network/session/connect.ts'
import { dbInstances } from '../../services/rds/instances.ts'
import type { ToolContext } from '../host.ts'
import type { Machine } from '../machine.ts'
import { ownAddress } from '../probes/own-addresses.ts'

// What clients of databases have in common: who is at the other end, and what it wants before it talks.

export type Speech = 'postgres' | 'mysql'

export interface Database {
  /** One of RDS's, with a master user and its database; a server on a host lets everybody in. */
  readonly managed?: { readonly user: string; readonly name?: string; readonly major: number }
  readonly certificate?: Certificate
}

export type Reached =
  | { readonly kind: 'database'; readonly database: Database; readonly address: string; readonly own: string }
  /** Something else listens there: it speaks first, answers with a letter of its own, or says nothing. */
  | { readonly kind: 'stranger'; readonly isHttp: boolean; readonly address: string }
  | {
      readonly kind: 'failed'
      readonly outcome: Exclude<Connection['outcome'], 'connected'>
      readonly address?: string
    }

export interface Calling {
  readonly host: string
  readonly port: number
  /** Seconds to wait for a connection; as long as Linux does unless it is said. */
  readonly patience?: number
  readonly speech: Speech
}

export function reachDatabase(
  { machine }: Pick<ToolContext, 'machine'>,
  { host, port, patience, speech }: Calling,
): Reached {
  const connection = machine.connect({ host, port }, patience)
  if (connection.outcome === 'connected') {
    machine.observeConnection(connection, { sent: 300, received: 400 })
    machine.advance(machine.secondsFor(connection))
  } else machine.observeFailure(connection, patience)
  const last = connection.attempts.at(-1)
  const address = last && formatAddress(last.address)
  const { peer, outcome } = connection
  if (outcome !== 'connected' || !peer || address === undefined) {
    return {
      kind: 'failed',
      outcome: outcome === 'connected' ? 'refused' : outcome,
      ...(address !== undefined && { address }),
    }
  }
  const certificate = certificateOf(machine.fabric, peer, host)
  const own = ownAddress(machine, familyOf(parseAddress(address) ?? 0)) ?? ''
  const common = { kind: 'database' as const, address, own }
  if (peer.kind === 'server' && peer.listener.Kind === speech) {
    return { ...common, database: certificate ? { certificate } : {} }
  }
  if (peer.kind === 'database' && speaks(peer.engine) === speech) {
    return {
      ...common,
      database: { managed: managedBy(machine, peer.id), ...(certificate && { certificate }) },
    }
  }
  const isHttp = peer.kind !== 'server' || (peer.listener.Kind ?? 'http') === 'http'
  return { kind: 'stranger', isHttp, address }
}

const speaks = (engine: string): Speech | undefined =>
  engine.includes('postgres') ? 'postgres' : /mysql|mariadb/.test(engine) ? 'mysql' : undefined

function managedBy({ fabric }: Machine, id: string): NonNullable<Database['managed']> {
  const record = dbInstances.everyone(fabric).find((held) => held.record.DBInstanceIdentifier === id)?.record
  return {
    user: record?.MasterUsername ?? '',
    ...(record?.DBName !== undefined && { name: record.DBName }),
    major: Number.parseInt(record?.EngineVersion ?? '16', 10),
  }
}

export const isFor = (certificate: Certificate, host: string): boolean => covers(certificate, host)

/** The plainest of queries, whose answers need no tables; undefined for all others. */
export function answerOf(
  query: string,
  facts: Readonly<Record<string, string>>,
): { readonly column: string; readonly value: string; readonly isNumber: boolean } | undefined {
  const [, what = '', name] = /^\s*select\s+(.+?)(?:\s+as\s+"?(\w+)"?)?\s*;?\s*$/i.exec(query) ?? []
  if (/^-?\d+(\.\d+)?$/.test(what)) return { column: name ?? '', value: what, isNumber: true }
  const text = /^'([^']*)'$/.exec(what)?.[1]
  if (text !== undefined) return { column: name ?? '', value: text, isNumber: false }
  const fact = facts[what.toLowerCase()]
  return fact === undefined
    ? undefined
    : { column: name ?? what.toLowerCase().replace('()', ''), value: fact, isNumber: false }
}
