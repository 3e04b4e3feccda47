import type { Fabric } from '../../network/fabric.ts'
import { occupantOf } from '../../network/occupants.ts'
import { icmp, udp } from '../../network/packet.ts'
import { classesOf } from '../../network/reach/classes.ts'
import { peopleInterfaces } from '../../network/reach/differences.ts'
import { traceBetween, type Wire } from '../../network/reach/matrix.ts'
import { interestingWires } from '../../network/reach/ports.ts'
import { isWorking } from '../../network/trace.ts'
import { instances } from '../../services/ec2/instances.ts'
import type { NetworkInterface } from '../../services/ec2/network-interfaces.ts'
import { vpcEndpoints } from '../../services/ec2/vpc-endpoints.ts'
import { nameOf } from '../topology/names.ts'

// Who reaches a machine or an endpoint, and whom it reaches: by trace, at the ports that any rule speaks of.

export interface Reaching {
  readonly reaches: readonly Reached[]
  readonly reachedBy: readonly Reached[]
  /** The world is large: no other ports were tried. */
  readonly onlyBy?: readonly string[]
}

export interface Reached {
  readonly id: string
  readonly name: string
  /** `tcp 443`. */
  readonly wires: readonly string[]
}

/** So many ways are walked at once; then whoever typed a command is waited for no longer. */
const atMost = 800

/** Undefined of what neither sends nor receives by itself. */
export function reachingOf(fabric: Fabric, id: string): Reaching | undefined {
  const all = peopleInterfaces(fabric)
  const isOwn = (eni: NetworkInterface) => holderOf(eni) === id || eni.record.NetworkInterfaceId === id
  const own = all.filter(isOwn)
  if (!own.length) return undefined
  const to = new Map<string, Set<string>>()
  const from = new Map<string, Set<string>>()
  const note = (found: Map<string, Set<string>>, others: readonly NetworkInterface[], wire: Wire) => {
    for (const other of others.map(holderOf))
      found.set(other, (found.get(other) ?? new Set()).add(toldWire(wire)))
  }
  const works = (one: NetworkInterface, other: NetworkInterface, wire: Wire) => {
    const walked = traceBetween(fabric, one, other, wire)
    return walked !== undefined && isWorking(walked)
  }
  const alike = classesOf(
    fabric,
    all.filter((eni) => !isOwn(eni)),
  )
  const wires = interestingWires(fabric)
  const some = wires.slice(0, Math.max(1, Math.floor(atMost / (2 * own.length * Math.max(1, alike.length)))))
  for (const wire of some) {
    for (const others of alike) {
      const [other] = others as [NetworkInterface]
      for (const one of own) {
        if (isMachine(one) && works(one, other, wire)) note(to, others, wire)
        if (isMachine(other) && works(other, one, wire)) note(from, others, wire)
      }
    }
  }
  const listed = (found: Map<string, Set<string>>): Reached[] =>
    [...found].map(([other, by]) => ({ id: other, name: nameAt(fabric, other), wires: [...by] }))
  return {
    reaches: listed(to),
    reachedBy: listed(from),
    ...(some.length < wires.length && { onlyBy: some.map(toldWire) }),
  }
}

const isMachine = (eni: NetworkInterface): boolean => occupantOf(eni).kind === 'instance'

function holderOf(eni: NetworkInterface): string {
  const occupant = occupantOf(eni)
  return 'id' in occupant ? occupant.id : (eni.record.NetworkInterfaceId ?? '')
}

function nameAt(fabric: Fabric, id: string): string {
  const { Tags } = (instances.get(fabric, id) ?? vpcEndpoints.get(fabric, id))?.record ?? {}
  return nameOf(undefined, Tags)
}

function toldWire({ protocol, port }: Wire): string {
  if (protocol === icmp) return 'ping'
  return `${protocol === udp ? 'udp' : 'tcp'} ${port}`
}
