import { balancerDrops } from './reasons/balancers.ts'
import type { DropExplanation } from './reasons/explanation.ts'
import { gatewayDrops, gatewayPasses } from './reasons/gateways.ts'
import { type Lesson, lessons } from './reasons/lessons.ts'

export type { DropExplanation, Outcome } from './reasons/explanation.ts'
export type { Lesson } from './reasons/lessons.ts'

// Every reason for which a packet passes or fails. A reason without a sentence does not compile.

const dropExplanations = {
  ...gatewayDrops,
  ...balancerDrops,
  // At a network interface.
  'interface-not-in-use': {
    sentence: 'The network interface is attached to nothing that runs.',
    code: 'BAD_STATE',
    outcome: 'denied-in',
  },
  'struck-by-fault': {
    sentence: 'A fault has been put here to see what happens: this does not work until the fault is cleared.',
    code: 'BAD_STATE',
    outcome: 'denied-in',
  },
  'not-its-own-source': {
    sentence: 'The network interface checks sources: it sends only what comes from one of its own addresses.',
    code: 'ENI_SOURCE_DEST_CHECK_RESTRICTION',
    outcome: 'denied-out',
  },
  'not-its-own-destination': {
    sentence:
      'The network interface checks destinations: it takes only what is for one of its own addresses.',
    code: 'ENI_SOURCE_DEST_CHECK_RESTRICTION',
    outcome: 'denied-in',
  },
  'no-group-rule-admits-egress': {
    sentence: 'No outbound rule of the security groups admits the packet.',
    code: 'ENI_SG_RULES_MISMATCH',
    outcome: 'denied-out',
  },
  'no-group-rule-admits-ingress': {
    sentence: 'No inbound rule of the security groups admits the packet.',
    code: 'ENI_SG_RULES_MISMATCH',
    outcome: 'denied-in',
  },
  'groups-have-no-egress-rules': {
    sentence: 'The security groups have no outbound rule at all.',
    code: 'SG_HAS_NO_RULES',
    outcome: 'denied-out',
  },
  'groups-have-no-ingress-rules': {
    sentence: 'The security groups have no inbound rule at all.',
    code: 'SG_HAS_NO_RULES',
    outcome: 'denied-in',
  },
  'group-reference-not-preserved': {
    sentence:
      'A rule names the sender’s security group, but something on the way hides whose the packet is; name its addresses instead.',
    code: 'SG_REFERENCES_NOT_PRESERVED',
    outcome: 'denied-in',
  },
  // At the border of a subnet.
  'acl-denies-egress': {
    sentence: 'The network ACL does not let the packet out of the subnet.',
    code: 'SUBNET_ACL_RESTRICTION',
    outcome: 'denied-out',
  },
  'acl-denies-ingress': {
    sentence: 'The network ACL does not let the packet into the subnet.',
    code: 'SUBNET_ACL_RESTRICTION',
    outcome: 'denied-in',
  },
  // At the VPC's router.
  'no-route': {
    sentence: 'The route table has no route for the destination.',
    code: 'NO_ROUTE_TO_DESTINATION',
    outcome: 'no-route',
  },
  'route-is-blackhole': {
    sentence: 'The route leads to something that is gone or does not work.',
    code: 'BAD_STATE_ROUTE',
    outcome: 'null-routed',
  },
  'nobody-has-the-address': {
    sentence: 'No network interface of the VPC has the destination address.',
    code: 'NO_POSSIBLE_DESTINATION',
    outcome: 'no-neighbor',
  },
  'no-subnet-has-the-address': {
    sentence: 'The destination address is in the VPC, but in none of its subnets.',
    code: 'NO_POSSIBLE_DESTINATION',
    outcome: 'null-routed',
  },
  // At an address that AWS serves in every subnet.
  'nothing-at-link-local': {
    sentence: 'AWS serves nothing at this link-local address.',
    outcome: 'no-neighbor',
  },
  'amazon-dns-is-off': {
    sentence: 'The VPC has DNS support turned off, so its resolver does not answer.',
    outcome: 'denied-in',
  },
  'metadata-is-off': {
    sentence: 'The instance has its metadata service turned off.',
    outcome: 'denied-in',
  },
  // At a transit gateway.
  'no-attachment-in-zone': {
    sentence:
      'The transit gateway has no attachment subnet in the packet’s Availability Zone, so nothing of that zone reaches it.',
    code: 'TGW_ROUTE_AZ_RESTRICTION',
    outcome: 'null-routed',
  },
  'attachment-without-table': {
    sentence: 'The attachment is associated with no route table of the transit gateway.',
    code: 'TGW_ATTACH_MISSING_TGW_RTB_ASSOCIATION',
    outcome: 'no-route',
  },
  'no-transit-route': {
    sentence: 'The route table of the transit gateway has no route for the destination.',
    code: 'TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT',
    outcome: 'no-route',
  },
  'transit-route-is-blackhole': {
    sentence: 'The route of the transit gateway drops what it matches, or its attachment is gone.',
    code: 'TGW_RTB_BAD_STATE_ROUTE',
    outcome: 'null-routed',
  },
  'attachment-leads-nowhere': {
    sentence: 'Nothing is at the far end of the attachment that could take the packet.',
    code: 'NO_POSSIBLE_DESTINATION',
    outcome: 'no-neighbor',
  },
  'attachment-without-ipv6': {
    sentence: 'The attachment of the VPC has IPv6 support turned off.',
    outcome: 'denied-out',
  },
  'group-referencing-is-off': {
    sentence:
      'A rule names the sender’s security group, but the transit gateway or an attachment has security group referencing turned off.',
    code: 'SG_REFERENCING_SUPPORT',
    outcome: 'denied-in',
  },
  // At a VPC endpoint and in what is behind it.
  'endpoint-never-initiates': {
    sentence: 'Nothing sets out from a VPC endpoint: it only answers those who call it.',
    code: 'VPCE_INTRA_VPC_TRAFFIC',
    outcome: 'denied-out',
  },
  'endpoint-not-available': {
    sentence: 'The VPC endpoint is not in the state available, so it carries nothing.',
    code: 'BAD_STATE',
    outcome: 'denied-in',
  },
  'endpoint-is-for-routes': {
    sentence:
      'A Gateway Load Balancer endpoint takes only what a route leads to it; nobody answers at its own address.',
    outcome: 'no-neighbor',
  },
  'endpoint-answers-no-ping': {
    sentence: 'VPC endpoints do not answer ping; try a connection to the service’s port.',
    code: 'PROTOCOL_RESTRICTION',
    outcome: 'denied-in',
  },
  'protocol-not-carried': {
    sentence: 'The VPC endpoint does not carry this protocol.',
    code: 'PROTOCOL_RESTRICTION',
    outcome: 'denied-in',
  },
  'service-not-on-port': {
    sentence: 'The AWS service does not listen on this port.',
    code: 'ELBV2_LISTENERS_MISMATCH',
    answer: 'reset',
    outcome: 'denied-in',
  },
  'service-not-in-zone': {
    sentence:
      'The endpoint service has no load balancer in the Availability Zone of the endpoint’s network interface.',
    code: 'VPCE_SERVICE_NOT_INSTALLED_IN_AZ',
    outcome: 'denied-in',
  },
  'resource-is-gone': {
    sentence: 'What the VPC endpoint leads to is not there any more, or not ready.',
    code: 'BAD_STATE',
    outcome: 'denied-in',
  },
  'resource-not-on-port': {
    sentence: 'No resource configuration of the endpoint has this port among its port ranges.',
    outcome: 'denied-in',
  },
  'resource-gateway-not-in-zone': {
    sentence:
      'The resource gateway has no network interface in the Availability Zone of the endpoint’s network interface.',
    outcome: 'denied-in',
  },
  'resource-name-does-not-resolve': {
    sentence:
      'The domain name of the resource configuration has no address that the resource gateway can use.',
    outcome: 'no-neighbor',
  },
  'resource-gateway-takes-no-calls': {
    sentence: 'A resource gateway takes only what comes through VPC endpoints and service networks.',
    outcome: 'denied-in',
  },
  // At a virtual private gateway and on VPN connections.
  'vpn-gateway-not-attached': {
    sentence: 'The virtual private gateway is not attached to the VPC.',
    code: 'BAD_STATE_ATTACHMENT',
    outcome: 'denied-in',
  },
  'vpn-gateway-sends-for-its-vpc-only': {
    sentence:
      'A virtual private gateway sends only what is from an address of its own VPC: nothing that came by peering, a transit gateway or another gateway.',
    code: 'VGW_PRIVATE_IP_ASSOCIATION_FOR_EGRESS',
    outcome: 'denied-in',
  },
  'vpn-gateway-leads-to-its-vpc-only': {
    sentence:
      'A virtual private gateway leads only to addresses of its own VPC: not to the internet, NAT gateways, peers or gateway endpoints.',
    code: 'VGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS',
    outcome: 'denied-in',
  },
  'resolver-serves-its-vpc-only': {
    sentence:
      'The resolver at the VPC’s base plus two answers nobody outside the VPC; an inbound Resolver endpoint does.',
    outcome: 'denied-in',
  },
  'vpn-gateway-has-no-way': {
    sentence:
      'No VPN connection and no virtual interface that works brings the gateway a route to the destination.',
    code: 'NO_ROUTE_TO_DESTINATION',
    outcome: 'no-route',
  },
  'vpn-tunnels-are-down': {
    sentence: 'Both tunnels of the VPN connection are down.',
    code: 'BAD_STATE_VPN',
    outcome: 'no-route',
  },
  'outside-the-vpn-networks': {
    sentence: 'The tunnels carry only what is between the local and remote networks of the VPN connection.',
    outcome: 'denied-out',
  },
  // On Direct Connect.
  'direct-connect-not-associated': {
    sentence: 'The gateway is not, or not yet, associated with the Direct Connect gateway.',
    code: 'BAD_STATE_ATTACHMENT',
    outcome: 'denied-out',
  },
  'no-virtual-interface-announces': {
    sentence:
      'Over no virtual interface of the Direct Connect gateway does a router announce the destination.',
    code: 'NO_ROUTE_TO_DESTINATION',
    outcome: 'no-route',
  },
  'virtual-interface-is-down': {
    sentence: 'The virtual interface is down: its connection, or every BGP session on it.',
    code: 'BAD_STATE',
    outcome: 'denied-out',
  },
  'not-announced-by-aws': {
    sentence:
      'AWS does not announce the destination over the virtual interface, so nothing behind it takes the packet.',
    code: 'NO_ROUTE_TO_DESTINATION',
    outcome: 'no-route',
  },
  'source-is-not-announced': {
    sentence:
      'Over a public virtual interface comes only what is from the prefixes that are announced on it.',
    code: 'GATEWAY_REJECTS_SPOOFED_TRAFFIC',
    outcome: 'denied-in',
  },
  // On premises.
  'site-host-is-down': {
    sentence: 'The host on premises, or its whole site, is down.',
    outcome: 'denied-in',
  },
  'site-is-down': {
    sentence: 'The site, or every router of it, is down.',
    outcome: 'denied-in',
  },
  'no-host-at-site': {
    sentence: 'No host of the site has the destination address.',
    outcome: 'no-neighbor',
  },
  'site-has-no-route': {
    sentence: 'The routers of the site have no route for the destination.',
    outcome: 'no-route',
  },
  'site-route-is-blackhole': {
    sentence: 'A static route of the site’s routers drops what is for the destination.',
    outcome: 'null-routed',
  },
  'site-firewall-denies': {
    sentence: 'The firewall of the site denies the packet.',
    code: 'FIREWALL_RULES_RESTRICTION',
    outcome: 'denied-in',
  },
  'site-knows-no-such-connection': {
    sentence: 'From outside, a site’s public address takes only answers to what was sent from it.',
    outcome: 'denied-in',
  },
  // Anywhere.
  'forwarding-loop': {
    sentence: 'The packet goes round in a circle.',
    outcome: 'no-route',
  },
} as const satisfies Readonly<Record<string, DropExplanation>>

export type DropReason = keyof typeof dropExplanations

export const explainDrop = (reason: DropReason): DropExplanation => dropExplanations[reason]

const lessonsByReason: Readonly<Record<DropReason, Lesson>> = lessons

export const lessonOf = (reason: DropReason): Lesson => lessonsByReason[reason]

export const dropReasons = Object.keys(dropExplanations) as readonly DropReason[]

const passSentences = {
  ...gatewayPasses,
  'interface-is-in-use': 'The network interface is attached and what it belongs to runs.',
  'its-own-source': 'The packet comes from one of the interface’s own addresses.',
  'its-own-destination': 'The packet is for one of the interface’s own addresses.',
  'no-source-check': 'The network interface does not check sources and destinations.',
  'group-rule-admits': 'A rule of a security group admits the packet.',
  'flow-is-tracked': 'The security group remembers the flow and lets its answer pass.',
  'has-no-groups': 'The network interface has no security group.',
  'never-filtered': 'AWS never filters traffic to this address.',
  'acl-allows': 'The network ACL lets the packet pass.',
  'same-subnet': 'Both ends are in one subnet, where nothing is routed or filtered.',
  'route-found': 'The route table has a route for the destination.',
  'address-found': 'A network interface of the VPC has the destination address.',
  'link-local-answers': 'AWS serves this address in every subnet.',
  'attached-in-zone': 'The VPC is attached to the transit gateway in the packet’s Availability Zone.',
  'attachment-has-table': 'The attachment is associated with a route table of the transit gateway.',
  'transit-route-found': 'The route table of the transit gateway has a route for the destination.',
  'attachment-carries': 'The attachment takes the packet.',
  'inspection-takes-ip-version': 'The Gateway Load Balancer endpoint takes packets of this IP version.',
  'inspection-takes-source': 'No load balancer on the way has kept somebody else’s source address.',
  'not-inspected-before': 'The packet did not come out of a Gateway Load Balancer endpoint.',
  'inspection-is-in-zone':
    'The endpoint service has a Gateway Load Balancer in the endpoint’s Availability Zone.',
  'inspection-knows-the-flow': 'The flow begins here, or the Gateway Load Balancer saw how it began.',
  'appliance-chosen': 'The Gateway Load Balancer chose an appliance for the flow.',
  'same-appliance-again': 'The flow stays with the appliance that it went to before.',
  'appliance-inspects': 'The appliance gives packets back to the Gateway Load Balancer.',
  'appliance-needs-no-state': 'The flow begins here, or the appliance keeps no state.',
  'appliance-allows': 'The appliance lets the packet pass.',
  'appliance-knows-the-flow': 'The appliance saw how the flow began and lets its answer pass.',
  'may-open-connections': 'What has the network interface may open connections.',
  'endpoint-is-available': 'The VPC endpoint is available.',
  'protocol-is-carried': 'The VPC endpoint carries this protocol.',
  'service-listens': 'The AWS service listens on this port.',
  'endpoint-serves-port': 'What the VPC endpoint leads to listens on this port.',
  'service-is-in-zone':
    'The endpoint service has a load balancer in the zone of the endpoint’s network interface.',
  'service-is-elsewhere': 'The endpoint service is in another Region; any of its zones will do.',
  'service-is-unseen': 'The provider’s side is not in this world; its service is taken to answer.',
  'resource-is-offered': 'A resource configuration of the endpoint has this port.',
  'resource-has-address': 'The resource gateway knows the address of the resource.',
  'balancer-is-active': 'The load balancer is active.',
  'private-link-not-filtered': 'The load balancer’s security groups do not filter PrivateLink traffic.',
  'not-from-private-link': 'The packet did not come through PrivateLink.',
  'listener-found': 'The load balancer has a listener for the protocol and port.',
  'target-chosen': 'The load balancer chose one of the targets.',
  'no-target-healthy': 'No target is healthy, so the load balancer tries all of them.',
  'balancer-answers': 'The load balancer answers by itself.',
  'flow-is-known': 'The device remembers the flow and takes its answer back.',
  // On the way between AWS and on premises.
  'vpn-gateway-is-attached': 'The virtual private gateway is attached to the VPC.',
  'destination-is-of-the-vpc': 'The packet is for an address of the VPC behind the gateway.',
  'way-to-site-found': 'A line to on premises brings the gateway a route to the destination.',
  'tunnel-is-up': 'A tunnel of the VPN connection is up.',
  'within-the-vpn-networks': 'The packet is between the local and remote networks of the VPN connection.',
  'virtual-interface-is-up': 'The virtual interface is up, with a BGP session on it.',
  'direct-connect-is-associated': 'The gateway is associated with the Direct Connect gateway.',
  'announced-by-aws': 'AWS announces the destination over the virtual interface.',
  'line-leads-to-gateway':
    'The virtual interface leads to a virtual private gateway, which says what it takes.',
  'source-is-announced': 'The packet is from a prefix that is announced over the virtual interface.',
  'public-address-is-a-sites': 'The public address leads to a site on premises.',
  'site-host-works': 'The host on premises works.',
  'site-works': 'The site and a router of it work.',
  'site-route-found': 'The routers of the site have a route for the destination.',
  'site-has-no-firewall': 'The site has no firewall.',
  'site-firewall-allows': 'The firewall of the site lets the packet pass.',
  'site-firewall-remembers': 'The firewall of the site remembers the flow and lets its answer pass.',
} as const satisfies Readonly<Record<string, string>>

export type PassReason = keyof typeof passSentences

export const explainPass = (reason: PassReason): string => passSentences[reason]
