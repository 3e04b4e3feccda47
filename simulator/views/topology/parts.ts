// The world as a picture of it: frames inside frames, things in them, and links between things. It says what there is
// and how it stands, not where it is drawn.

export type FrameKind = 'account' | 'region' | 'vpc' | 'zone' | 'subnet' | 'site'

/** A place that has things in it. */
export interface Frame {
  readonly id: string
  readonly kind: FrameKind
  readonly label: string
  /** What is worth knowing of it at a glance: a CIDR block, a zone id. */
  readonly detail: string
  readonly parent?: string
  /** Whether a route of it leads to an internet gateway; of subnets. */
  readonly isPublic?: boolean
}

export type ThingKind =
  | 'instance'
  | 'appliance'
  | 'network-interface'
  | 'interface-endpoint'
  | 'gateway-endpoint'
  | 'inspection-endpoint'
  | 'resource-endpoint'
  | 'endpoint-service'
  | 'load-balancer'
  | 'nat-gateway'
  | 'internet-gateway'
  | 'egress-only-gateway'
  | 'vpn-gateway'
  | 'customer-gateway'
  | 'transit-gateway'
  | 'direct-connect-gateway'
  | 'virtual-interface'
  | 'resolver-endpoint'
  | 'resource-gateway'
  | 'database'
  | 'bucket'
  | 'aws-service'
  | 'site-host'
  | 'site-router'
  | 'internet'

/** How a thing stands: as it should, on its way there, or not. */
export type Condition = 'working' | 'pending' | 'broken'

export interface Thing {
  /** Its own among all things: one resource may stand in several subnets. */
  readonly id: string
  /** The resource that it is, or a part of. */
  readonly resource: string
  readonly kind: ThingKind
  readonly label: string
  readonly detail: string
  /** The frame that it stands in; none for what belongs to no network. */
  readonly frame?: string
  readonly condition: Condition
  /** Why it is not as it should be. */
  readonly because?: string
}

export type LinkKind =
  | 'attached'
  | 'peering'
  | 'transit'
  | 'private-link'
  | 'targets'
  | 'vpn'
  | 'direct-connect'
  | 'cable'

export interface Link {
  readonly id: string
  readonly resource: string
  readonly kind: LinkKind
  readonly from: string
  readonly to: string
  readonly label: string
  readonly condition: Condition
  readonly because?: string
}

export interface Topology {
  readonly frames: readonly Frame[]
  readonly things: readonly Thing[]
  readonly links: readonly Link[]
}

/** A part of the picture. */
export type Part = Partial<Topology>
