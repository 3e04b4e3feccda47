import type { Ec2 } from '../api/generated/types.d.ts'
import type { SiteHost } from '../api/private/onprem.ts'
import type { NetworkInterface } from '../services/ec2/network-interfaces.ts'
import type { HeldRouteTable } from '../services/ec2/route-tables.ts'
import type { Held } from '../world/held.ts'

// Every place that a packet can be at, with what is known of it there. One file for all, so that places may name
// each other without importing each other.

export type HeldSubnet = Held<Ec2.Subnet>

/** It leaves a network interface for its subnet. */
export interface InterfaceOut {
  readonly kind: 'interface-out'
  readonly eni: NetworkInterface
}

/** It has come to a network interface. */
export interface InterfaceIn {
  readonly kind: 'interface-in'
  readonly eni: NetworkInterface
}

/** The VPC's router looks up where it goes, by the route table of the subnet or gateway that it comes from. */
export interface Router {
  readonly kind: 'router'
  readonly vpc: string
  readonly table: HeldRouteTable
  /** The subnet that it leaves; a packet from a gateway with a route table of its own leaves none. */
  readonly subnet?: HeldSubnet
  /** The interface that it left, where it left one. */
  readonly eni?: NetworkInterface
}

/** Its destination is in the VPC, and nothing stands between. */
export interface VpcLocal {
  readonly kind: 'vpc-local'
  readonly vpc: string
  /** The subnet that it leaves; none for a packet that comes in by a gateway. */
  readonly subnet?: HeldSubnet
}

/** It crosses the border of a subnet on its way out. */
export interface SubnetOut {
  readonly kind: 'subnet-out'
  readonly subnet: HeldSubnet
  readonly onward: Position
}

/** It crosses the border of a subnet on its way in. */
export interface SubnetIn {
  readonly kind: 'subnet-in'
  readonly subnet: HeldSubnet
  readonly onward: Position
}

/** It enters a VPC through a gateway or connection of that id. */
export interface VpcIn {
  readonly kind: 'vpc-in'
  readonly vpc: string
  readonly gateway: string
}

/** It is for one of the addresses that AWS serves in every subnet: DNS, instance metadata, time. */
export interface LinkLocal {
  readonly kind: 'link-local'
  readonly eni: NetworkInterface
}

/** A machine that was sent a packet for somebody else. */
export interface ApplianceForward {
  readonly kind: 'appliance-forward'
  readonly eni: NetworkInterface
}

/** It leaves the VPC for the internet. */
export interface InternetGatewayOut {
  readonly kind: 'internet-gateway-out'
  readonly gateway: string
  readonly vpc: string
  readonly subnet?: HeldSubnet
}

/** It comes from the internet for a public address of the VPC's. */
export interface InternetGatewayIn {
  readonly kind: 'internet-gateway-in'
  /** Empty where the VPC has none. */
  readonly gateway: string
  readonly vpc: string
  /** Whoever has the public IPv4 address. */
  readonly eni?: NetworkInterface
}

/** It leaves the VPC for the IPv6 internet, by a gateway that lets nothing in. */
export interface EgressOnlyGatewayOut {
  readonly kind: 'egress-only-gateway-out'
  readonly gateway: string
  readonly vpc: string
  readonly subnet?: HeldSubnet
}

/** It comes from the IPv6 internet to a gateway that lets in nothing but answers. */
export interface EgressOnlyGatewayIn {
  readonly kind: 'egress-only-gateway-in'
  readonly gateway: string
  readonly vpc: string
}

/** A route leads it to a NAT gateway. */
export interface NatGatewayOut {
  readonly kind: 'nat-gateway-out'
  readonly nat: string
  readonly vpc: string
}

/** An answer has come to the address of a NAT gateway. */
export interface NatGatewayBack {
  readonly kind: 'nat-gateway-back'
  readonly nat: string
  readonly eni: NetworkInterface
}

/** It leaves a VPC by a peering connection. */
export interface PeeringOut {
  readonly kind: 'peering-out'
  readonly connection: string
  readonly vpc: string
}

/** A VPC's route leads it to a transit gateway. */
export interface TransitGatewayFromVpc {
  readonly kind: 'transit-gateway-from-vpc'
  readonly gateway: string
  readonly vpc: string
  readonly subnet?: HeldSubnet
}

/** It comes to a transit gateway out of one of its attachments. */
export interface TransitGatewayIn {
  readonly kind: 'transit-gateway-in'
  readonly gateway: string
  readonly attachment: string
  /** The id of the zone that it comes from, where it comes from a VPC. */
  readonly zone?: string
}

/** It leaves a transit gateway by one of its attachments. */
export interface TransitGatewayOut {
  readonly kind: 'transit-gateway-out'
  readonly gateway: string
  readonly attachment: string
  /** The attachment that it came by. */
  readonly from: string
  /** The id of the zone that it comes from, where it comes from a VPC. */
  readonly zone?: string
}

/** It leaves AWS for the customer's side of a VPN connection. */
export interface VpnConnectionOut {
  readonly kind: 'vpn-connection-out'
  readonly connection: string
}

/** It leaves a virtual private or transit gateway for the virtual interfaces of a Direct Connect gateway. */
export interface DirectConnectGatewayOut {
  readonly kind: 'direct-connect-gateway-out'
  readonly gateway: string
  readonly from: string
}

/** It leaves a VPC by its virtual private gateway. */
export interface VpnGatewayOut {
  readonly kind: 'vpn-gateway-out'
  readonly gateway: string
  readonly vpc: string
}

/** It comes over a VPN connection from the customer's side. */
export interface VpnConnectionIn {
  readonly kind: 'vpn-connection-in'
  readonly connection: string
}

/** It comes to a virtual private gateway over a VPN connection or a virtual interface. */
export interface VpnGatewayIn {
  readonly kind: 'vpn-gateway-in'
  readonly gateway: string
  /** The line that it comes by. */
  readonly line: string
}

/** It leaves AWS over a virtual interface of Direct Connect. */
export interface VirtualInterfaceOut {
  readonly kind: 'virtual-interface-out'
  readonly line: string
}

/** It comes over a virtual interface of Direct Connect from the customer's side. */
export interface VirtualInterfaceIn {
  readonly kind: 'virtual-interface-in'
  readonly line: string
}

/** It leaves a host on premises. */
export interface SiteHostOut {
  readonly kind: 'site-host-out'
  readonly host: SiteHost
}

/** It has come to a host on premises. */
export interface SiteHostIn {
  readonly kind: 'site-host-in'
  readonly host: SiteHost
}

/** It is at the routers of a site, which act as one. */
export interface SiteRouter {
  readonly kind: 'site-router'
  readonly site: string
  /** Where it comes from: a line to AWS, another site by `onprem:NAME`, `internet`, or `inside`. */
  readonly from: string
}

/** A route of a gateway endpoint's own takes it to the service. */
export interface GatewayEndpointOut {
  readonly kind: 'gateway-endpoint-out'
  readonly endpoint: string
  readonly vpc: string
}

/** The service answers, by way of its gateway endpoint. */
export interface GatewayEndpointIn {
  readonly kind: 'gateway-endpoint-in'
  readonly endpoint: string
  readonly vpc: string
}

/** A route leads it through a Gateway Load Balancer endpoint. */
export interface InspectionEndpoint {
  readonly kind: 'inspection-endpoint'
  readonly endpoint: string
  readonly vpc: string
}

/** It has come to the node of a Gateway Load Balancer that an endpoint leads to. */
export interface InspectionNode {
  readonly kind: 'inspection-node'
  readonly eni: NetworkInterface
  /** The load balancer's ARN. */
  readonly balancer: string
  readonly endpoint: string
}

/** It has come to an appliance behind a Gateway Load Balancer, inside the packet that carries it. */
export interface InspectionAppliance {
  readonly kind: 'inspection-appliance'
  readonly eni: NetworkInterface
}

/** It comes back out of the Gateway Load Balancer endpoint that it went into. */
export interface InspectionBack {
  readonly kind: 'inspection-back'
  readonly endpoint: string
}

/** It has come to an interface, resource or service-network endpoint. */
export interface ServiceEndpoint {
  readonly kind: 'service-endpoint'
  readonly endpoint: string
  readonly eni: NetworkInterface
}

/** It has come to a node of a load balancer. */
export interface BalancerNode {
  readonly kind: 'balancer-node'
  readonly eni: NetworkInterface
  /** The consumer's endpoint that PrivateLink brought it from. */
  readonly through?: ServiceEndpoint
}

/** It has come to an interface of a resource gateway. */
export interface ResourceGatewayNode {
  readonly kind: 'resource-gateway'
  readonly eni: NetworkInterface
  /** The endpoint that it was brought from, and the resource that it is for. */
  readonly through?: { readonly endpoint: ServiceEndpoint; readonly configuration: string }
}

/** An answer has come back to what took the flow over: a load balancer's node, a resource gateway, an endpoint. */
export interface HandBack {
  readonly kind: 'hand-back'
  readonly eni: NetworkInterface
}

/** Out on the internet. */
export interface Internet {
  readonly kind: 'internet'
}

export type Position =
  | ApplianceForward
  | BalancerNode
  | DirectConnectGatewayOut
  | EgressOnlyGatewayIn
  | EgressOnlyGatewayOut
  | GatewayEndpointIn
  | GatewayEndpointOut
  | InspectionAppliance
  | InspectionBack
  | HandBack
  | InspectionEndpoint
  | InspectionNode
  | InterfaceIn
  | InterfaceOut
  | Internet
  | InternetGatewayIn
  | InternetGatewayOut
  | LinkLocal
  | NatGatewayBack
  | NatGatewayOut
  | PeeringOut
  | ResourceGatewayNode
  | Router
  | ServiceEndpoint
  | SiteHostIn
  | SiteHostOut
  | SiteRouter
  | SubnetIn
  | SubnetOut
  | TransitGatewayFromVpc
  | TransitGatewayIn
  | TransitGatewayOut
  | VpcIn
  | VpcLocal
  | VirtualInterfaceIn
  | VirtualInterfaceOut
  | VpnConnectionIn
  | VpnConnectionOut
  | VpnGatewayIn
  | VpnGatewayOut
