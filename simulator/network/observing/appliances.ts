import { formatAddress } from '../../kernel/address.ts'
import { applianceOn } from '../../services/host/appliances.ts'
import type { JournalSeen, PassedFact } from '../../world/journal.ts'
import type { Fabric } from '../fabric.ts'
import { hasPorts, protocolName } from '../packet.ts'
import { machineOf } from '../rules/appliance.ts'
import type { Hop, Walk } from '../trace.ts'
import type { ObservedFlow } from './observed.ts'

// What appliances write down that were told to: each packet that came to be judged, both ways.

const unit = 'appliance.service'

export function passedBy(fabric: Fabric, { trace: { forward, reply } }: ObservedFlow): JournalSeen[] {
  return [...passedOn(fabric, forward, 'there'), ...(reply ? passedOn(fabric, reply, 'back') : [])]
}

function passedOn(fabric: Fabric, { hops, dropped }: Walk, way: PassedFact['way']): JournalSeen[] {
  return hops.flatMap((hop, i): JournalSeen[] => {
    const { position } = hop
    if (position.kind !== 'inspection-appliance' && position.kind !== 'appliance-forward') return []
    const host = machineOf(position.eni)
    if (!applianceOn(fabric, host)?.Log) return []
    const isEnd = dropped !== undefined && i === hops.length - 1
    const fact = factOf(
      hop,
      way,
      isEnd ? { reason: dropped.reason, note: dropped.judgement.detail?.note } : undefined,
    )
    return [{ host, unit, at: fabric.now, message: tellPassed(fact), fact }]
  })
}

interface Refused {
  readonly reason: string
  readonly note: string | undefined
}

function factOf({ packet, judged }: Hop, way: PassedFact['way'], refused: Refused | undefined): PassedFact {
  const inner = packet.carries?.packet ?? packet
  const passed = judged.findLast(({ rule }) => rule === 'appliance-allows')?.judgement
  const note = refused ? refused.note : passed?.detail?.note
  return {
    kind: 'passed',
    verdict: refused ? 'drop' : 'pass',
    way,
    protocol: protocolName(inner.protocol),
    from: formatAddress(inner.source),
    to: formatAddress(inner.destination),
    ...(hasPorts(inner) && { fromPort: inner.sourcePort, toPort: inner.destinationPort }),
    because: note ?? (refused ? refused.reason : 'It answers what was let pass.'),
    ...(packet.carries && { endpoint: packet.carries.endpoint }),
  }
}

const end = (address: string, port: number | undefined): string => {
  if (port === undefined) return address
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`
}

function tellPassed({
  verdict,
  protocol,
  from,
  fromPort,
  to,
  toPort,
  way,
  because,
  endpoint,
}: PassedFact): string {
  const ends = `${end(from, fromPort)} > ${end(to, toPort)}`
  const by = endpoint === undefined ? '' : ` endpoint=${endpoint}`
  return `${verdict.toUpperCase()} ${protocol} ${ends}${way === 'back' ? ' answer' : ''}${by} (${because.replace(/\.$/, '')})`
}
