import type { Packet } from './packet.ts'
import type { Position } from './positions.ts'

/** Where a packet's way ends well. */
export interface Arrival {
  readonly kind: ArrivalKind
  /** Who has it now: a network interface, an endpoint, a host, an address. */
  readonly id: string
  /** As whoever has it sees it. */
  readonly packet: Packet
  /** Where the answer sets out from. Nobody answers where there is none. */
  readonly answersFrom?: Position
  /** The VPC endpoint that it came through, as conditions of policies see it. */
  readonly endpoint?: string
  /** The AWS service that it reached, as its endpoint's service name ends: `s3`, in a Region. */
  readonly service?: { readonly name: string; readonly region: string }
}

export type ArrivalKind =
  | 'interface'
  /** An AWS service, by whichever way. */
  | 'service'
  /** Out on the internet, at a host that the world knows nothing more of. */
  | 'internet'
  /** A machine on premises. */
  | 'site-host'
  /** What every subnet has by itself: DNS, instance metadata, time, DHCP. */
  | 'link-local'
