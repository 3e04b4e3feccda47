import { AwsError } from '../../api/error.ts'
import {
  formatPrefix,
  type Ipv4Prefix,
  type Ipv6Prefix,
  type Prefix,
  parsePrefix,
  prefixAt,
} from '../../kernel/address.ts'
import { invalidParameter } from './errors.ts'

/** Reads an IPv4 CIDR block of a request; EC2 clears host bits (`10.0.0.5/16` becomes `10.0.0.0/16`). */
export function ipv4Block(text: string, parameter: string): Ipv4Prefix {
  const prefix = parsePrefix(text)?.prefix
  if (prefix?.family === 4) return prefix
  throw notABlock(text, parameter)
}

export function ipv6Block(text: string, parameter: string): Ipv6Prefix {
  const prefix = parsePrefix(text)?.prefix
  if (prefix?.family === 6) return prefix
  throw notABlock(text, parameter)
}

const notABlock = (text: string, parameter: string) =>
  invalidParameter(`Value (${text}) for parameter ${parameter} is invalid. This is not a valid CIDR block.`)

/** VPCs and subnets are from /16 to /28 (VPC user guide, vpc-cidr-blocks and subnet-sizing). */
export function requireSize(prefix: Ipv4Prefix, code: 'InvalidVpc.Range' | 'InvalidSubnet.Range'): void {
  if (prefix.length >= 16 && prefix.length <= 28) return
  throw new AwsError(code, `The CIDR '${formatPrefix(prefix)}' is invalid.`)
}

const largestSubnet = { 4: 16, 6: 44 } as const

/** A block and the larger ones that a subnet could have and that hold it, smallest first, `step` bits apart. */
export function blocksAround(prefix: Prefix, step = 1): string[] {
  const around: string[] = []
  for (let { length } = prefix; length >= largestSubnet[prefix.family]; length -= step) {
    around.push(formatPrefix(prefixAt(prefix.first, length)))
  }
  return around
}
