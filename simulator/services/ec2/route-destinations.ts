import { AwsError } from '../../api/error.ts'
import type { Ec2 } from '../../api/generated/types.d.ts'
import { covers, formatPrefix } from '../../kernel/address.ts'
import type { Context } from '../context.ts'
import { ipv4Block, ipv6Block } from './cidr-blocks.ts'
import { invalidCombination, invalidParameter } from './errors.ts'
import { requirePrefixList } from './prefix-lists.ts'
import { destinationOf } from './route-tables.ts'

export interface DestinationRequest {
  readonly DestinationCidrBlock?: string | undefined
  readonly DestinationIpv6CidrBlock?: string | undefined
  readonly DestinationPrefixListId?: string | undefined
}

/** The one member of a route that says which traffic it is for. */
export type Destination = DestinationRequest & Ec2.Route

/** The destination of a request, in its canonical form: EC2 clears host bits. */
export function readDestination(request: DestinationRequest): Destination {
  const { DestinationCidrBlock, DestinationIpv6CidrBlock, DestinationPrefixListId } = request
  const named = [DestinationCidrBlock, DestinationIpv6CidrBlock, DestinationPrefixListId].filter(
    (one) => one !== undefined,
  )
  if (named.length !== 1) {
    const message =
      'The request must contain exactly one of: destinationCidrBlock, destinationIpv6CidrBlock, destinationPrefixListId'
    throw named.length ? invalidCombination(message) : new AwsError('MissingParameter', message)
  }
  if (DestinationCidrBlock !== undefined) {
    const block = ipv4Block(DestinationCidrBlock, 'destinationCidrBlock')
    return { DestinationCidrBlock: formatPrefix(block) }
  }
  if (DestinationIpv6CidrBlock !== undefined) {
    const block = ipv6Block(DestinationIpv6CidrBlock, 'destinationIpv6CidrBlock')
    return { DestinationIpv6CidrBlock: formatPrefix(block) }
  }
  return { DestinationPrefixListId }
}

/** Refuses a destination that no route may have; a prefix list must exist. */
export function requireAllowed(ctx: Context, destination: Destination): void {
  if (destination.DestinationPrefixListId !== undefined) {
    requirePrefixList(ctx, destination.DestinationPrefixListId)
    return
  }
  const cidr = destinationOf(destination)
  // VPC user guide, RouteTables: link-local and unique local addresses of AWS's own services. A larger range that
  // holds them is allowed. The guide gives the rule; the words are ours.
  const reserved = reservedRanges.find((range) => covers(range, cidr))
  if (reserved === undefined) return
  throw invalidParameter(
    `The destination CIDR block ${cidr} is equal to or more specific than ${reserved}, which is reserved for use by AWS services.`,
  )
}

const reservedRanges = ['169.254.168.0/22', 'fd00:ec2::/32']

const members = {
  DestinationCidrBlock: 'destination-cidr-block',
  DestinationIpv6CidrBlock: 'destination-ipv6-cidr-block',
  DestinationPrefixListId: 'destination-prefix-list-id',
} as const

/** `destination-cidr-block 10.0.0.0/16`, as the errors of EC2 name a route. */
export function nameDestination(destination: Destination): string {
  for (const [member, name] of Object.entries(members)) {
    const value = destination[member as keyof typeof members]
    if (value !== undefined) return `${name} ${value}`
  }
  return ''
}
