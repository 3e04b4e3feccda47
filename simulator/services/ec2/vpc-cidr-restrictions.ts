import { AwsError } from '../../api/error.ts'
import type { Ec2 } from '../../api/generated/types.d.ts'
import {
  formatPrefix,
  type Ipv4Prefix,
  type Prefix,
  parsePrefix,
  prefixCovers,
  prefixesOverlap,
} from '../../kernel/address.ts'
import { requireSize } from './cidr-blocks.ts'

// VPC user guide, vpc-cidr-blocks: which IPv4 blocks a VPC may have.

const range = (cidr: string): Prefix => parsePrefix(cidr)!.prefix

// Addresses that no host of a VPC could use: this host, loopback, link-local, multicast and reserved.
const unusable = ['0.0.0.0/8', '127.0.0.0/8', '169.254.0.0/16', '224.0.0.0/3'].map(range)

const privateRanges = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'].map(range)
const benchmarking = range('198.19.0.0/16')

/** Refuses a block that no VPC can have. */
export function requireVpcBlock(block: Ipv4Prefix): void {
  requireSize(block, 'InvalidVpc.Range')
  if (unusable.some((range) => prefixesOverlap(range, block))) throw invalidRange(block)
}

/** Refuses a further block that does not go with those that the VPC has already. */
export function requireSecondaryBlock(vpc: Ec2.Vpc, block: Ipv4Prefix): void {
  requireVpcBlock(block)
  const existing = (vpc.CidrBlockAssociationSet ?? [])
    .filter((one) => one.CidrBlockState?.State !== 'disassociated')
    .map((one) => range(one.CidrBlock ?? ''))
  if (existing.some((one) => prefixesOverlap(one, block))) throw invalidRange(block)
  if (isRestricted(range(vpc.CidrBlock ?? ''), existing, block)) throw restricted(block)
}

// "IPv4 CIDR block association restrictions": a row for each range that the VPC's primary block may be in.
function isRestricted(primary: Prefix, existing: readonly Prefix[], block: Prefix): boolean {
  const home = privateRanges.find((range) => prefixCovers(range, primary))
  const within = privateRanges.find((range) => prefixesOverlap(range, block))
  if (within && within !== home) return true
  if (prefixCovers(benchmarking, block) && !prefixCovers(benchmarking, primary)) return true
  if (prefixCovers(range('172.31.0.0/16'), block)) return true
  return (
    existing.some((one) => prefixCovers(range('10.0.0.0/15'), one)) &&
    prefixCovers(range('10.0.0.0/16'), block)
  )
}

const invalidRange = (block: Prefix) =>
  new AwsError('InvalidVpc.Range', `The CIDR '${formatPrefix(block)}' is invalid.`)

const restricted = (block: Prefix) =>
  new AwsError(
    'InvalidVpc.Range',
    `The CIDR '${formatPrefix(block)}' is restricted. Use a CIDR from the same private address range as the ` +
      'current VPC CIDR, or use a publicly-routable CIDR. For additional restrictions, see ' +
      'https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html',
  )
