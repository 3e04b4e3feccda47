import { familyOf, formatAddress, parseAddress, parsePrefix, prefixContains } from '../../kernel/address.ts'
import type { Fabric } from '../../network/fabric.ts'
import type { Connection, Target } from '../../network/session/connect.ts'
import { instances } from '../../services/ec2/instances.ts'
import { listenerAt } from '../../services/host/listeners.ts'
import { siteHosts } from '../../services/onprem/tables.ts'
import type { Card } from './cards.ts'
import type { HostRef } from './find-host.ts'

interface Local extends HostRef {
  readonly fabric: Fabric
  readonly cards: readonly Card[]
}

const loopback = parsePrefix('127.0.0.0/8')!.prefix
const loopback6 = parseAddress('::1')!

/** A connection to the machine's own address; undefined where the target is somebody else. */
export function listenLocally(machine: Local, target: Target): Connection | undefined {
  const { host, port, protocol = 'tcp', family, pinned = [] } = target
  const literal = parseAddress(host.replace(/^\[(.*)\]$/, '$1'))
  const known = literal === undefined ? pinned.flatMap((text) => parseAddress(text) ?? []) : [literal]
  const addresses = known.filter((one) => family === undefined || familyOf(one) === family)
  if (!addresses.length || !addresses.every((one) => isOwn(machine, one))) return undefined
  const attempts: Connection['attempts'][number][] = []
  for (const address of addresses) {
    const at = { protocol, address: formatAddress(address), port }
    const listener = listenerAt(machine.fabric, machine.id, at) ?? secureShell(machine, at)
    attempts.push({ address, outcome: listener ? 'connected' : 'refused' })
    if (!listener) continue
    const peer = { kind: 'server', host: machine.id, listener, passages: [] } as const
    return { lookups: [], attempts, outcome: 'connected', peer }
  }
  return { lookups: [], attempts, outcome: 'refused' }
}

/** What every machine runs but the learner's own. */
function secureShell(
  { fabric, id }: Local,
  { protocol, port }: { readonly protocol: string; readonly port: number },
) {
  if (protocol !== 'tcp' || port !== 22) return undefined
  if (!instances.get(fabric, id) && !fabric.store.has(siteHosts, id)) return undefined
  return { Host: id, Port: 22, Protocol: 'tcp', Kind: 'ssh' } as const
}

export const isLoopback = (address: number | bigint): boolean =>
  address === loopback6 || prefixContains(loopback, address)

function isOwn({ cards }: Local, address: number | bigint): boolean {
  if (isLoopback(address)) return true
  const text = formatAddress(address)
  return cards.some((card) => card.addresses.some((one) => one.address === text))
}
