// What a reason teaches, beside the reasons themselves: the topic of the curriculum to read, and what to build instead
// where changing what is there does not help.

export interface Lesson {
  /** A topic of the curriculum. */
  readonly topic: string
  /** What would lead to the same end, where AWS does not do this by design or no change can be told from here. */
  readonly instead?: string
}

const connectThem =
  'Connect the two networks first: by VPC peering, a transit gateway, or an endpoint service for just the one service.'
const sendFromOwn =
  'Nothing needs mending: gateways keep forged packets out. Send from an address of your own.'
const useTransitGateway =
  'Send it by a transit gateway, which passes on what comes from other networks, or connect the two networks directly.'
const interfaceEndpointInstead =
  'Use an interface endpoint of the service: it has addresses in the VPC, which other networks can reach.'
const smallerPackets =
  'Lower the MTU at the sender, or clamp the MSS of TCP, so that packets fit the narrowest link.'
const farEnd = 'See to the far end of the line: what is on premises decides whether it comes up.'
const overlapping =
  'Give the networks ranges that do not overlap, or offer the service by PrivateLink, which does not care about them.'

export const lessons = {
  // Between VPCs and the internet.
  'not-routed-on-the-internet': {
    topic: 'PL-VPC-04',
    instead:
      'Call the public address of whoever is meant, or build a private way there: the internet has none.',
  },
  'destination-is-private': { topic: 'PL-VPC-04', instead: connectThem },
  'destination-is-shared': { topic: 'PL-VPC-04', instead: connectThem },
  'source-is-private': { topic: 'PL-VPC-04', instead: sendFromOwn },
  'source-is-shared': { topic: 'PL-VPC-04', instead: sendFromOwn },
  'source-is-reserved': { topic: 'PL-VPC-04', instead: sendFromOwn },
  'no-public-address': {
    topic: 'PL-VPC-04',
    instead: 'Send by a public NAT gateway, or use VPC endpoints, which need no public address.',
  },
  'not-an-address-of-the-vpc': {
    topic: 'PL-VPC-04',
    instead: 'Send from an address of the VPC, or through a NAT gateway, which puts its own in.',
  },
  'nobody-has-the-public-address': {
    topic: 'PL-VPC-04',
    instead:
      'Ask for the address that it has now; an Elastic IP address stays the same when a machine stops.',
  },
  'no-internet-gateway': { topic: 'PL-VPC-04' },
  'interface-denies-internet': {
    topic: 'PL-ENI-05',
    instead:
      'Call the endpoint from inside its VPC or over a private connection: it is not meant for the internet.',
  },
  'subnet-is-redirected': { topic: 'PL-GWLB-06' },
  'middlebox-has-no-public-address': { topic: 'PL-VPC-04' },
  'public-access-is-blocked': { topic: 'PL-VPC-04' },
  'egress-only-lets-nothing-in': { topic: 'PL-VPC-04' },
  'egress-only-knows-no-such-flow': { topic: 'PL-VPC-04' },
  'service-does-not-listen': {
    topic: 'PL-IF-01',
    instead: 'Call the service by the protocol and port that its API has: HTTPS on TCP 443.',
  },
  // At a NAT gateway.
  'nat-gateway-not-available': {
    topic: 'PL-VPC-04',
    instead: 'Create another NAT gateway, and lead the routes to it: one that failed stays as it is.',
  },
  'regional-nat-not-simulated': {
    topic: 'PL-VPC-04',
    instead: 'Use a NAT gateway in a subnet: that kind is simulated.',
  },
  'nat-gateway-protocol': {
    topic: 'PL-VPC-04',
    instead:
      'Give the sender a public address, or route it through an appliance that translates this protocol.',
  },
  'nat-gateway-leads-to-ipv4': {
    topic: 'PL-VPC-04',
    instead: 'Lead IPv6 to an egress-only internet gateway; it needs no translation.',
  },
  'nat-gateway-source': {
    topic: 'PL-XR-08',
    instead: 'Put a NAT gateway into the sender’s own VPC, or join the VPCs by a transit gateway.',
  },
  'nat-gateway-knows-no-such-flow': {
    topic: 'PL-VPC-04',
    instead:
      'Publish what is behind the NAT gateway by a load balancer: nothing from outside opens connections to it.',
  },
  // At a peering connection.
  'peering-leads-to-the-peer-alone': { topic: 'PL-XR-08', instead: useTransitGateway },
  'peering-is-not-transitive': { topic: 'PL-XR-08', instead: useTransitGateway },
  // At a gateway endpoint.
  'gateway-endpoint-source': { topic: 'PL-HYB-07', instead: interfaceEndpointInstead },
  'gateway-endpoint-protocol': {
    topic: 'PL-GW-01',
    instead: 'Call the service over HTTPS; a gateway endpoint carries nothing but its API.',
  },
  // Where the way is narrow, and where addresses overlap.
  'larger-than-mtu': { topic: 'PL-QTA-11', instead: smallerPackets },
  'larger-than-mtu-in-silence': { topic: 'PL-QTA-11', instead: smallerPackets },
  'answer-goes-astray': { topic: 'PL-OVR-07', instead: overlapping },
  // At a network interface.
  'interface-not-in-use': {
    topic: 'PL-TRB-03',
    instead: 'Attach the network interface to something that runs, or call the one that took its place.',
  },
  'struck-by-fault': { topic: 'PL-HA-08' },
  'not-its-own-source': { topic: 'PL-VPC-03' },
  'not-its-own-destination': { topic: 'PL-VPC-03' },
  'no-group-rule-admits-egress': { topic: 'PL-SG-05' },
  'no-group-rule-admits-ingress': { topic: 'PL-SG-01' },
  'groups-have-no-egress-rules': { topic: 'PL-SG-05' },
  'groups-have-no-ingress-rules': { topic: 'PL-SG-01' },
  'group-reference-not-preserved': { topic: 'PL-SG-02' },
  // At the border of a subnet, at the VPC's router, at link-local addresses.
  'acl-denies-egress': { topic: 'PL-NACL-01' },
  'acl-denies-ingress': { topic: 'PL-NACL-01' },
  'no-route': { topic: 'PL-VPC-03', instead: connectThem },
  'route-is-blackhole': {
    topic: 'PL-VPC-03',
    instead: 'Build again what the route led to, and lead the route to it.',
  },
  'nobody-has-the-address': {
    topic: 'PL-TRB-12',
    instead: 'Look the address up again: nothing in the VPC has it, so no change of routes or filters helps.',
  },
  'no-subnet-has-the-address': {
    topic: 'PL-VPC-02',
    instead: 'Look the address up again: it is in no subnet, so no change of routes or filters helps.',
  },
  'nothing-at-link-local': {
    topic: 'PL-VPC-03',
    instead:
      'Use an address that AWS serves: 169.254.169.254 for metadata, 169.254.169.253 for DNS, 169.254.169.123 for time.',
  },
  'amazon-dns-is-off': { topic: 'PL-TRB-04' },
  'metadata-is-off': { topic: 'PL-SEC-05' },
  // At a transit gateway.
  'no-attachment-in-zone': {
    topic: 'PL-VPC-02',
    instead: 'Create a subnet in that zone, and attach the VPC by it.',
  },
  'attachment-without-table': { topic: 'PL-CMP-06' },
  'no-transit-route': { topic: 'PL-CMP-06', instead: connectThem },
  'transit-route-is-blackhole': { topic: 'PL-CMP-06' },
  'attachment-leads-nowhere': {
    topic: 'PL-CMP-06',
    instead:
      'Lead the route of the transit gateway to an attachment of the network that has the destination.',
  },
  'attachment-without-ipv6': { topic: 'PL-CMP-06' },
  'group-referencing-is-off': { topic: 'PL-SG-02' },
  // At a VPC endpoint and in what is behind it.
  'endpoint-never-initiates': {
    topic: 'PL-ROLE-09',
    instead: 'Let the consumer call, or build an endpoint the other way round: the provider only answers.',
  },
  'endpoint-not-available': {
    topic: 'PL-TRB-10',
    instead:
      'Ask the provider to accept, or create the endpoint again: one that expired or failed stays as it is.',
  },
  'endpoint-is-for-routes': {
    topic: 'PL-EPT-06',
    instead: 'Make the endpoint the target of a route: packets pass through it, nobody answers there.',
  },
  'endpoint-answers-no-ping': {
    topic: 'PL-TRB-11',
    instead: 'Try a connection to the service’s port, for example with curl or nc.',
  },
  'protocol-not-carried': {
    topic: 'PL-LIM-01',
    instead: 'Offer the service over TCP, or join the networks by VPC peering or a transit gateway.',
  },
  'service-not-on-port': {
    topic: 'PL-IF-01',
    instead: 'Call the service on the port that its API has, which is TCP 443 for nearly all of them.',
  },
  'service-not-in-zone': {
    topic: 'PL-HA-09',
    instead: 'Create the endpoint in a zone in which the service is offered.',
  },
  'resource-is-gone': {
    topic: 'PL-EPT-05',
    instead: 'Create the resource configuration and its resource gateway again, and an endpoint for it.',
  },
  'resource-not-on-port': { topic: 'PL-EPT-05' },
  'resource-gateway-not-in-zone': {
    topic: 'PL-HA-10',
    instead:
      'Make a resource gateway with a subnet in each zone of the callers: its subnets cannot be changed later.',
  },
  'resource-name-does-not-resolve': {
    topic: 'PL-EPT-05',
    instead: 'Define the resource by a name that the resource gateway can resolve, or by its address.',
  },
  'resource-gateway-takes-no-calls': {
    topic: 'PL-EPT-05',
    instead: 'Create a resource endpoint in the caller’s VPC; from inside the VPC, call the resource itself.',
  },
  // At a load balancer.
  'balancer-not-active': {
    topic: 'PL-CLI-01',
    instead: 'Create the load balancer again: one that failed stays as it is.',
  },
  'no-listener': {
    topic: 'PL-CLI-02',
    instead: 'Add a listener for the protocol and port, and a target group that speaks the protocol.',
  },
  'no-listener-for-requests': {
    topic: 'PL-CLI-02',
    instead: 'Add a listener for the port, with a target group behind it.',
  },
  'target-group-is-empty': {
    topic: 'PL-NLB-11',
    instead: 'Register targets that serve the port of the target group.',
  },
  'no-target-in-zone': {
    topic: 'PL-HA-13',
    instead: 'Register targets in each zone of the load balancer.',
  },
  'no-target-for-requests': {
    topic: 'PL-TRB-08',
    instead: 'Register targets that serve the port of the target group.',
  },
  'client-is-the-target': {
    topic: 'PL-NLB-05',
    instead: 'Let the machine call itself directly, or register targets by IP address.',
  },
  'client-address-needs-near-target': { topic: 'PL-NLB-05' },
  // At a Gateway Load Balancer and its appliances.
  'inspection-is-ipv4-only': {
    topic: 'PL-GWLB-07',
    instead:
      'Create a dualstack endpoint: one that is there cannot be changed. Its service has to be dualstack, too.',
  },
  'client-address-not-inspected': { topic: 'PL-NLB-05' },
  'egress-only-after-inspection': { topic: 'PL-GWLB-05' },
  'no-listener-for-inspection': {
    topic: 'PL-GWLB-07',
    instead: 'Create a target group with the protocol GENEVE, and a listener that forwards to it.',
  },
  'no-appliance-registered': {
    topic: 'PL-GWLB-07',
    instead: 'Launch an appliance that inspects, and register it.',
  },
  'no-appliance-in-zone': { topic: 'PL-GWLB-11' },
  'no-appliance-healthy': { topic: 'PL-HA-12' },
  'inspection-knows-no-such-flow': { topic: 'PL-GWLB-06' },
  'appliance-does-not-inspect': { topic: 'PL-GWLB-01' },
  'appliance-denies': { topic: 'PL-GWLB-01' },
  'appliance-missed-the-answer': { topic: 'PL-GWLB-06' },
  'appliance-knows-no-such-flow': { topic: 'PL-GWLB-06' },
  // At a virtual private gateway, on VPN connections and on Direct Connect.
  'vpn-gateway-not-attached': { topic: 'PL-HYB-02' },
  'vpn-gateway-sends-for-its-vpc-only': { topic: 'PL-HYB-01', instead: useTransitGateway },
  'vpn-gateway-leads-to-its-vpc-only': { topic: 'PL-HYB-01', instead: useTransitGateway },
  'resolver-serves-its-vpc-only': {
    topic: 'PL-HYB-03',
    instead: 'Create an inbound Resolver endpoint and ask its addresses.',
  },
  'vpn-gateway-has-no-way': { topic: 'PL-HYB-02', instead: farEnd },
  'vpn-tunnels-are-down': { topic: 'PL-HYB-02', instead: farEnd },
  'outside-the-vpn-networks': { topic: 'PL-HYB-02' },
  'direct-connect-not-associated': { topic: 'PL-HYB-02' },
  'no-virtual-interface-announces': { topic: 'PL-HYB-02', instead: farEnd },
  'virtual-interface-is-down': { topic: 'PL-CMP-08', instead: farEnd },
  'not-announced-by-aws': {
    topic: 'PL-HYB-05',
    instead:
      'Send it by a line that leads there: over public virtual interfaces go only public prefixes of AWS’s.',
  },
  'source-is-not-announced': { topic: 'PL-HYB-05' },
  // On premises.
  'site-host-is-down': { topic: 'PL-HYB-01' },
  'site-is-down': { topic: 'PL-HYB-01' },
  'no-host-at-site': {
    topic: 'PL-HYB-01',
    instead:
      'Look the address up again: no host of the site has it. If the answer took another way, mend the routes.',
  },
  'site-has-no-route': {
    topic: 'PL-HYB-02',
    instead: 'Connect the site by a VPN connection or by Direct Connect.',
  },
  'site-route-is-blackhole': { topic: 'PL-HYB-02' },
  'site-firewall-denies': { topic: 'PL-TRB-01' },
  'site-knows-no-such-connection': {
    topic: 'PL-HYB-02',
    instead:
      'Call the host by its private address over a VPN or Direct Connect: the site’s public address hides it.',
  },
  // Anywhere.
  'forwarding-loop': { topic: 'PL-VPC-03' },
} as const satisfies Readonly<Record<string, Lesson>>
