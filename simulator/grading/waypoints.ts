import type { Fabric } from '../network/fabric.ts'
import type { Position } from '../network/positions.ts'
import type { Walk } from '../network/trace.ts'
import { vpcEndpoints } from '../services/ec2/vpc-endpoints.ts'

// What a flow passed, in words that authors use: the kind of a thing, its Name tag, its id.

/** Kinds of things on a way, as AWS's documentation calls them, by the places that a packet is at there. */
const kinds: Readonly<Partial<Record<Position['kind'], string>>> = {
  'internet-gateway-out': 'internet-gateway',
  'internet-gateway-in': 'internet-gateway',
  'egress-only-gateway-out': 'egress-only-internet-gateway',
  'egress-only-gateway-in': 'egress-only-internet-gateway',
  'nat-gateway-out': 'nat-gateway',
  'nat-gateway-back': 'nat-gateway',
  'peering-out': 'vpc-peering',
  'transit-gateway-from-vpc': 'transit-gateway',
  'transit-gateway-in': 'transit-gateway',
  'transit-gateway-out': 'transit-gateway',
  'vpn-connection-out': 'vpn',
  'vpn-connection-in': 'vpn',
  'vpn-gateway-out': 'virtual-private-gateway',
  'vpn-gateway-in': 'virtual-private-gateway',
  'direct-connect-gateway-out': 'direct-connect-gateway',
  'virtual-interface-out': 'direct-connect',
  'virtual-interface-in': 'direct-connect',
  'gateway-endpoint-out': 'gateway-endpoint',
  'gateway-endpoint-in': 'gateway-endpoint',
  'inspection-endpoint': 'gateway-load-balancer-endpoint',
  'inspection-back': 'gateway-load-balancer-endpoint',
  'inspection-node': 'gateway-load-balancer',
  'inspection-appliance': 'appliance',
  'appliance-forward': 'appliance',
  'service-endpoint': 'interface-endpoint',
  'balancer-node': 'load-balancer',
  'resource-gateway': 'resource-gateway',
  'site-router': 'on-premises',
  internet: 'internet',
}

const endpointKinds: Readonly<Record<string, string>> = {
  Resource: 'resource-endpoint',
  ServiceNetwork: 'service-network-endpoint',
}

/** The words that a way may be described with, beside names and ids. */
export const wayWords: readonly string[] = [
  ...new Set([...Object.values(kinds), ...Object.values(endpointKinds)]),
].sort()

/** One thing on the way: all that an author may call it. */
export interface Waypoint {
  readonly id: string
  readonly kind?: string
  readonly name?: string
}

export function waypointsOf(fabric: Fabric, { hops, arrival }: Walk): readonly Waypoint[] {
  const passed = hops.map(({ position, id }) => waypoint(fabric, id, kindOf(fabric, position)))
  if (arrival?.kind === 'internet') return [...passed, waypoint(fabric, arrival.id, 'internet')]
  return arrival ? [...passed, waypoint(fabric, arrival.id)] : passed
}

function kindOf(fabric: Fabric, position: Position): string | undefined {
  if (position.kind !== 'service-endpoint') return kinds[position.kind]
  const type = vpcEndpoints.get(fabric, position.endpoint)?.record.VpcEndpointType ?? ''
  return endpointKinds[type] ?? 'interface-endpoint'
}

function waypoint(fabric: Fabric, id: string, kind?: string): Waypoint {
  const family = fabric.families.ofId(id)
  const held = family?.get(fabric, id)
  const name = held && family?.tagsOf(held).find(({ Key }) => Key === 'Name')?.Value
  return { id, ...(kind !== undefined && { kind }), ...(name !== undefined && { name }) }
}

export const isCalled = ({ id, kind, name }: Waypoint, word: string): boolean =>
  id === word || kind === word || name === word

/** Whether a way passes all of these, in this order. The first that it does not, otherwise. */
export function missedOn(way: readonly Waypoint[], wanted: readonly string[]): string | undefined {
  let at = 0
  for (const word of wanted) {
    const found = way.findIndex((one, i) => i >= at && isCalled(one, word))
    if (found < 0) return word
    at = found
  }
  return undefined
}

/** The way in words: what is of a kind that has a name, without what is everywhere. */
export function tellWay(way: readonly Waypoint[]): string {
  const told = way.filter(({ kind }) => kind !== undefined)
  const words = told.map(({ kind, id, name }) => (kind === id ? id : `${kind} ${name ?? id}`))
  const once = words.filter((word, i) => word !== words[i - 1])
  return once.length ? once.join(' → ') : 'no gateway or endpoint'
}
