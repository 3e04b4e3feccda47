import {
  type Address,
  addressAt,
  familyOf,
  type Prefix,
  parseAddress,
  parsePrefix,
} from '../../kernel/address.ts'
import type { NetworkInterface } from '../../services/ec2/network-interfaces.ts'
import { propagatedRoutes } from '../../services/ec2/propagated-routes.ts'
import { routeTables } from '../../services/ec2/route-tables.ts'
import { ipv4BlocksOf, vpcs } from '../../services/ec2/vpcs.ts'
import type { Fabric } from '../fabric.ts'
import type { Packet } from '../packet.ts'
import type { Position } from '../positions.ts'
import { targetOf } from '../rules/route.ts'

/** What a path may begin and end at. */
export interface Side {
  readonly id: string
  /** VPCs that it is in or attached to. */
  readonly vpcs: readonly string[]
  readonly interfaces: readonly NetworkInterface[]
  /** Where packets from it set out, on their way to something in a VPC. */
  starts(to: Side): readonly Start[]
  /** What packets for it may be addressed to, as those from the other side write it. */
  addresses(from: Side): readonly Address[]
  /** Whether a packet that this place let pass has come to it. */
  isReached(position: Position, packet: Packet): boolean
  /** Where an answer sets out. */
  answersFrom(position: Position): Position | undefined
  /** What the place drops for reasons that lie beyond the end of the path. */
  readonly beyond?: readonly string[]
  /** It opens no connections. */
  readonly isSilent?: boolean
  /** It deals in public addresses. */
  readonly isPublic?: boolean
}

export interface Start {
  readonly position: Position
  /** What packets may come from. */
  readonly blocks: readonly Prefix[]
  /** One of those addresses, or a few that rules may treat differently. */
  readonly typical: readonly Address[]
}

/** A host on the internet that nobody in the world has: of the addresses kept for documentation (RFC 5737). */
export const someHost = parseAddress('198.51.100.7')!

/** A host on premises, where no route tells which addresses there are. */
export const someSite = parsePrefix('192.168.0.0/16')!.prefix

export const isIpv4 = (address: Address): address is number => familyOf(address) === 4

/** An address of a block as hosts have it: not the base. */
export function hostIn(prefix: Prefix): Address {
  if (prefix.length === 0) return someHost
  return addressAt(prefix, 10) ?? prefix.last
}

/** The blocks of the routes of some VPCs that lead to something. */
export function blocksRoutedTo(fabric: Fabric, vpcIds: readonly string[], target: string): Prefix[] {
  const tables = vpcIds.flatMap((vpc) => routeTables.by(fabric, 'vpc', vpc))
  const cidrs = tables.flatMap(({ record }) =>
    [...(record.Routes ?? []), ...propagatedRoutes(fabric, record)]
      .filter((route) => targetOf(route) === target)
      .map((route) => route.DestinationCidrBlock ?? ''),
  )
  return [...new Set(cidrs)].flatMap((cidr) => {
    const prefix = parsePrefix(cidr)?.prefix
    return prefix ? [prefix] : []
  })
}

export const startAt = (position: Position, blocks: readonly Prefix[]): Start => ({
  position,
  blocks,
  typical: blocks.map(hostIn),
})

export const ipv4Of = (fabric: Fabric, vpc: string): Prefix[] => {
  const held = vpcs.get(fabric, vpc)
  return held ? ipv4BlocksOf(held.record) : []
}

export const vpcsOf = (interfaces: readonly NetworkInterface[]): string[] => [
  ...new Set(interfaces.map(({ record }) => record.VpcId ?? '')),
]
