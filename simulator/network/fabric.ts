import type { SiteHost } from '../api/private/onprem.ts'
import type { Address } from '../kernel/address.ts'
import type { Reading } from '../services/context.ts'
import type { NetworkInterface } from '../services/ec2/network-interfaces.ts'

/** The world as the data plane reads it: never written, and the same for every rule of a trace. */
export interface Fabric extends Reading {
  /** Milliseconds since 1970, in simulated time. */
  readonly now: number
  /** Addresses of a name: as a network interface's VPC or a host on premises sees it, or, without one, as the internet does. */
  readonly lookUp?: (fabric: Fabric, name: string, from?: NetworkInterface | SiteHost) => readonly Address[]
}
