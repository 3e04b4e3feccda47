import type { Ec2 } from '../../api/generated/types.d.ts'
import { invalidParameter } from './errors.ts'

// EC2 user guide, security-group-connection-tracking: the least and most of each timeout, in seconds.
const bounds = {
  TcpEstablishedTimeout: [60, 432_000],
  UdpStreamTimeout: [60, 180],
  UdpTimeout: [30, 60],
} as const

/** The timeouts that a request sets, within their bounds. */
export function connectionTracking(
  asked: Ec2.ConnectionTrackingSpecificationRequest | undefined,
): Ec2.ConnectionTrackingConfiguration | undefined {
  if (!asked) return undefined
  for (const [name, [least, most]] of Object.entries(bounds)) {
    const seconds = asked[name as keyof typeof bounds]
    if (seconds === undefined || (seconds >= least && seconds <= most)) continue
    throw invalidParameter(
      `Value (${seconds}) for parameter ${name} is invalid. The value must be between ${least} and ${most} seconds.`,
    )
  }
  return asked
}
