import { type Address, familyOf, parseAddress } from '../../kernel/address.ts'
import { type NetworkInterface, networkInterfaces } from '../../services/ec2/network-interfaces.ts'
import { siteHosts } from '../../services/onprem/tables.ts'
import { addressesOf } from '../compiled/addresses.ts'
import type { Fabric } from '../fabric.ts'
import { occupantOf } from '../occupants.ts'
import { icmp, type Packet } from '../packet.ts'
import type { Position } from '../positions.ts'
import { isWorking, trace } from '../trace.ts'
import { classesOf } from './classes.ts'
import type { FlowBetween, Wire } from './matrix.ts'

// What goes between VPCs and the world around them: hosts on premises, and the internet.

/** Somebody on the internet, of the addresses kept for documentation (RFC 5737). */
const stranger = parseAddress('198.51.100.7')!

interface Outsider {
  readonly name: string
  readonly start: Position
  readonly address: Address
}

/** Flows that work there and back, by who sends and who receives. */
export function flowsOutside(fabric: Fabric, wire: Wire): Map<string, FlowBetween> {
  const flows = new Map<string, FlowBetween>()
  const note = (from: string, to: string) => flows.set(`${from} ${to}`, { from, to, wire })
  const inside = networkInterfaces.everyone(fabric).filter((eni) => {
    const { kind } = occupantOf(eni)
    return kind === 'instance' || kind === 'vpc-endpoint'
  })
  for (const alike of classesOf(fabric, inside)) {
    const [one] = alike
    if (!one) continue
    const isMachine = occupantOf(one).kind === 'instance'
    for (const outsider of outsidersOf(fabric)) {
      // Public addresses are each one's own: whoever is like another in all else may have none.
      const groups = outsider.name === internet ? alike.map((member) => [member]) : [alike]
      for (const group of groups) {
        const ids = group.map(({ record }) => record.NetworkInterfaceId ?? '')
        const [member = one] = group
        if (isReached(fabric, outsider, member, wire)) for (const id of ids) note(outsider.name, id)
        if (isMachine && reaches(fabric, member, outsider, wire))
          for (const id of ids) note(id, outsider.name)
      }
    }
  }
  return flows
}

const internet = 'internet'

const outsidersOf = ({ store }: Fabric): readonly Outsider[] => [
  { name: internet, start: { kind: 'internet' }, address: stranger },
  ...store.all(siteHosts).flatMap((host): Outsider[] => {
    const address = parseAddress(host.Address)
    return address === undefined
      ? []
      : [{ name: `onprem:${host.Name}`, start: { kind: 'site-host-out', host }, address }]
  }),
]

/** The internet knows public addresses alone. */
function addressFor(eni: NetworkInterface, { name, address }: Outsider): Address | undefined {
  if (name === internet) return parseAddress(eni.record.Association?.PublicIp ?? '')
  return addressesOf(eni).find((own) => familyOf(own) === familyOf(address))
}

function isReached(fabric: Fabric, from: Outsider, eni: NetworkInterface, wire: Wire): boolean {
  const to = addressFor(eni, from)
  return to !== undefined && works(fabric, from.start, { source: from.address, destination: to }, wire)
}

function reaches(fabric: Fabric, eni: NetworkInterface, to: Outsider, wire: Wire): boolean {
  const source = addressesOf(eni).find((address) => familyOf(address) === familyOf(to.address))
  const start: Position = { kind: 'interface-out', eni }
  return source !== undefined && works(fabric, start, { source, destination: to.address }, wire)
}

function works(
  fabric: Fabric,
  start: Position,
  ends: Pick<Packet, 'source' | 'destination'>,
  { protocol, port }: Wire,
): boolean {
  const packet: Packet =
    protocol === icmp
      ? { ...ends, protocol, type: 8, code: 0, sourcePort: 0, destinationPort: 0 }
      : { ...ends, protocol, sourcePort: 49152, destinationPort: port }
  return isWorking(trace(fabric, start, packet))
}
