import { type NetworkInterface, networkInterfaces } from '../../services/ec2/network-interfaces.ts'
import { subnets } from '../../services/ec2/subnets.ts'
import { applianceOn } from '../../services/host/appliances.ts'
import { addressesOf } from '../compiled/addresses.ts'
import { chooseRoute, tableOfSubnet } from '../compiled/routes.ts'
import type { Fabric } from '../fabric.ts'
import type { Packet } from '../packet.ts'
import { place } from '../place.ts'
import type { ApplianceForward } from '../positions.ts'
import { applianceAllows, applianceState, machineOf, masquerades, notesOf } from '../rules/appliance.ts'
import { isInSubnet, targetOf } from '../rules/route.ts'

/**
 * A machine whose interface does not check destinations sends on what is for somebody else: a router or firewall, as
 * AWS's examples of middleboxes have it. One in mode `nat` puts its own address in, as a NAT instance does.
 */
export const applianceForward = place<ApplianceForward>({
  kind: 'appliance-forward',
  idOf: ({ eni }) => machineOf(eni),
  rules: [applianceState, applianceAllows],
  next(step) {
    const { fabric, flow, at } = step
    const machine = machineOf(at.eni)
    const known = flow.direction === 'reply' ? masquerades.recall(flow, machine) : undefined
    const packet = known ? answerTo(known, step.packet) : step.packet
    const eni = wayOut(fabric, at.eni, packet)
    const to = { kind: 'interface-out', eni } as const
    const notes = notesOf(step)
    const isTranslated = flow.direction === 'forward' && applianceOn(fabric, machine)?.Mode === 'nat'
    if (!isTranslated) return { to, packet, notes }
    return {
      to,
      packet: { ...packet, source: ownAddress(eni, packet) },
      notes: [...notes, masquerades.note(machine, packet)],
    }
  },
})

/** The answer as the machine behind the appliance waits for it. */
const answerTo = (asked: Packet, { sender: _, ...answer }: Packet): Packet => ({
  ...answer,
  destination: asked.source,
})

/** The first address of the packet's own kind: IPv4 or IPv6. */
const ownAddress = (eni: NetworkInterface, { source }: Packet): Packet['source'] =>
  addressesOf(eni).find((address) => typeof address === typeof source) ?? source

/** Out of the interface that is next to the destination; else where it came in, unless only another one leads on. */
function wayOut(fabric: Fabric, eni: NetworkInterface, packet: Packet): NetworkInterface {
  const others = otherInterfacesOf(fabric, eni)
  if (!others.length) return eni
  const all = [eni, ...others]
  const ids = all.map(({ record }) => record.NetworkInterfaceId ?? '')
  return (
    all.find(({ record }) => isNextTo(fabric, record.SubnetId ?? '', packet.destination)) ??
    all.find((one) => leadsOn(fabric, one, packet.destination, ids)) ??
    eni
  )
}

function otherInterfacesOf(fabric: Fabric, eni: NetworkInterface): NetworkInterface[] {
  const { NetworkInterfaceId, Attachment } = eni.record
  const instance = Attachment?.InstanceId
  if (instance === undefined) return []
  return networkInterfaces
    .by(fabric, 'instance', instance)
    .filter(
      ({ record }) => record.NetworkInterfaceId !== NetworkInterfaceId && record.SourceDestCheck === false,
    )
    .sort((a, b) => (a.record.Attachment?.DeviceIndex ?? 0) - (b.record.Attachment?.DeviceIndex ?? 0))
}

function isNextTo(fabric: Fabric, subnetId: string, address: Packet['destination']): boolean {
  const subnet = subnets.get(fabric, subnetId)
  return subnet !== undefined && isInSubnet(subnet, address)
}

/** Whether the interface's subnet has a route that does not come back to the same machine. */
function leadsOn(
  fabric: Fabric,
  { record }: NetworkInterface,
  destination: Packet['destination'],
  own: readonly string[],
): boolean {
  const table = tableOfSubnet(fabric, record.VpcId ?? '', record.SubnetId ?? '')
  const route = table && chooseRoute(fabric, table, destination)
  return route !== undefined && route.State !== 'blackhole' && !own.includes(targetOf(route))
}
