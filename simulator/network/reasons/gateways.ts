import type { DropExplanation } from './explanation.ts'

// Reasons at internet, NAT and egress-only gateways, peering connections and gateway endpoints, and for sizes.

export const gatewayDrops = {
  // Between VPCs and the internet.
  'not-routed-on-the-internet': {
    sentence: 'The destination is an address that the internet does not route.',
    code: 'NO_POSSIBLE_DESTINATION',
    outcome: 'null-routed',
  },
  'destination-is-private': {
    sentence: 'An internet gateway sends nothing to addresses of private ranges (RFC 1918).',
    code: 'IGW_DESTINATION_ADDRESS_NOT_IN_RFC1918_EGRESS',
    outcome: 'denied-in',
  },
  'destination-is-shared': {
    sentence: 'An internet gateway sends nothing to addresses of the shared range 100.64.0.0/10 (RFC 6598).',
    code: 'IGW_DESTINATION_ADDRESS_NOT_IN_RFC6598_EGRESS',
    outcome: 'denied-in',
  },
  'source-is-private': {
    sentence: 'An internet gateway takes nothing from addresses of private ranges (RFC 1918).',
    code: 'IGW_SOURCE_ADDRESS_NOT_IN_RFC1918_INGRESS',
    outcome: 'denied-in',
  },
  'source-is-shared': {
    sentence:
      'An internet gateway takes nothing from addresses of the shared range 100.64.0.0/10 (RFC 6598).',
    code: 'IGW_SOURCE_ADDRESS_NOT_IN_RFC6598_INGRESS',
    outcome: 'denied-in',
  },
  'source-is-reserved': {
    sentence: 'The packet claims to come from an address that the internet does not route.',
    code: 'GATEWAY_REJECTS_SPOOFED_TRAFFIC',
    outcome: 'denied-in',
  },
  'no-public-address': {
    sentence:
      'The sender’s address has no public one: an internet gateway carries only what has a public IPv4 address, an Elastic IP address or a global IPv6 address.',
    code: 'IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS',
    outcome: 'denied-in',
  },
  'not-an-address-of-the-vpc': {
    sentence: 'The packet does not come from an address of the VPC; gateways drop what is spoofed.',
    code: 'GATEWAY_REJECTS_SPOOFED_TRAFFIC',
    outcome: 'denied-in',
  },
  'nobody-has-the-public-address': {
    sentence: 'The public address is Amazon’s, and no network interface has it now.',
    code: 'IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS',
    outcome: 'null-routed',
  },
  'no-internet-gateway': {
    sentence: 'No internet gateway is attached to the VPC, so nothing comes in from the internet.',
    code: 'BAD_STATE_ATTACHMENT',
    outcome: 'no-route',
  },
  'interface-denies-internet': {
    sentence: 'The network interface is kept off internet gateways (denyAllIgwTraffic).',
    outcome: 'denied-in',
  },
  'subnet-is-redirected': {
    sentence:
      'The internet gateway’s route table leads the subnet’s traffic through a middlebox, so the subnet cannot send to the gateway directly.',
    code: 'INGRESS_RTB_TRAFFIC_REDIRECTION',
    outcome: 'denied-in',
  },
  'middlebox-has-no-public-address': {
    sentence:
      'The internet gateway’s route table leads to a network interface that has no public address, so nothing reaches it.',
    code: 'INGRESS_RTB_NO_PUBLIC_IP',
    outcome: 'denied-in',
  },
  'public-access-is-blocked': {
    sentence: 'VPC Block Public Access blocks traffic between this VPC and the internet.',
    code: 'VPC_BLOCK_PUBLIC_ACCESS_ENABLED',
    outcome: 'denied-in',
  },
  'egress-only-lets-nothing-in': {
    sentence: 'An egress-only internet gateway lets in nothing but answers.',
    outcome: 'denied-in',
  },
  'egress-only-knows-no-such-flow': {
    sentence:
      'An egress-only internet gateway carries only connections that began inside; this answer belongs to one that came in another way.',
    outcome: 'denied-in',
  },
  'service-does-not-listen': {
    sentence: 'The AWS service takes no such traffic at its public addresses.',
    outcome: 'denied-in',
  },
  // At a NAT gateway.
  'nat-gateway-not-available': {
    sentence: 'The NAT gateway is not available.',
    code: 'BAD_STATE',
    outcome: 'denied-in',
  },
  'regional-nat-not-simulated': {
    sentence: 'Regional NAT gateways are not simulated, so nobody can tell where the packet goes.',
    outcome: 'no-route',
  },
  'nat-gateway-protocol': {
    sentence: 'NAT gateways translate TCP, UDP and ICMP, and nothing else.',
    code: 'PROTOCOL_RESTRICTION',
    outcome: 'denied-in',
  },
  'nat-gateway-leads-to-ipv4': {
    sentence: 'NAT gateways lead to IPv4 addresses: of IPv6 they take only 64:ff9b::/96, for NAT64.',
    outcome: 'denied-in',
  },
  'nat-gateway-source': {
    sentence:
      'A NAT gateway serves its own VPC and what comes through a transit gateway, not peering connections, VPN or Direct Connect.',
    code: 'NGW_REQUIRES_SOURCE_IN_VPC',
    outcome: 'denied-in',
  },
  'nat-gateway-knows-no-such-flow': {
    sentence: 'A NAT gateway carries only connections that began behind it; it knows nothing of this one.',
    outcome: 'denied-in',
  },
  // At a peering connection.
  'peering-leads-to-the-peer-alone': {
    sentence:
      'A peering connection leads to addresses of the peer VPC and no further: not to its gateways, its gateway endpoints or its other connections.',
    code: 'PCX_REQUIRES_ADDRESS_IN_VPC_CIDR',
    outcome: 'denied-in',
  },
  'peering-is-not-transitive': {
    sentence:
      'A peering connection takes nothing that comes from outside the VPC: peering is not transitive.',
    code: 'PCX_REQUIRES_ADDRESS_IN_VPC_CIDR',
    outcome: 'denied-in',
  },
  // At a gateway endpoint.
  'gateway-endpoint-source': {
    sentence:
      'A gateway endpoint serves only what is in its VPC: nothing that comes over peering, a transit gateway, VPN or Direct Connect.',
    outcome: 'denied-in',
  },
  'gateway-endpoint-protocol': {
    sentence: 'A gateway endpoint carries TCP and ping, and nothing else.',
    code: 'VPCE_GATEWAY_PROTOCOL_RESTRICTION',
    outcome: 'denied-in',
  },
  // Where the way is narrow.
  'larger-than-mtu': {
    sentence:
      'The packet is too large for this way and may not be fragmented. The sender is told the size that fits, unless a network ACL stops that ICMP message.',
    outcome: 'denied-out',
  },
  'larger-than-mtu-in-silence': {
    sentence: 'The packet is too large for this way, and nobody tells the sender.',
    outcome: 'denied-out',
  },
  // Where addresses overlap.
  'answer-goes-astray': {
    sentence:
      'A route led the answer to a machine that never asked: it has the same address as the one that did.',
    outcome: 'denied-in',
  },
} as const satisfies Readonly<Record<string, DropExplanation>>

export const gatewayPasses = {
  'fits-the-mtu': 'The packet is small enough for this way.',
  'public-address-found': 'Something here has the public address.',
  'public-address-is-a-services': 'The address is a public address of an AWS service.',
  'public-address-is-a-tunnels': 'AWS’s end of a VPN tunnel has the address.',
  'public-address-is-outside': 'The address belongs to a host on the internet.',
  'no-service-of-aws': 'The address does not belong to an AWS service.',
  'internet-gateway-attached': 'An internet gateway is attached to the VPC.',
  'address-is-global': 'The internet routes the address.',
  'source-is-public': 'The sender’s address goes out as a public one.',
  'interface-allows-internet': 'The network interface may use internet gateways.',
  'no-middlebox-between': 'No gateway’s route table forbids this way.',
  'middlebox-is-public': 'The middlebox has a public address.',
  'source-is-of-the-vpc': 'The packet comes from an address of the VPC.',
  'public-access-is-open': 'VPC Block Public Access does not block this VPC.',
  'public-access-is-outwards':
    'VPC Block Public Access lets the traffic of NAT gateways and egress-only internet gateways pass.',
  'connection-began-inside': 'The connection began inside.',
  'nat-gateway-is-available': 'The NAT gateway is available.',
  'nat-gateway-translates': 'NAT gateways translate such packets.',
  'came-by-transit-gateway': 'The packet came into the VPC through a transit gateway.',
  'destination-is-of-the-peer': 'The packet is for an address of the peer VPC.',
  'gateway-endpoint-carries': 'Gateway endpoints carry such packets.',
  'is-no-answer': 'The packet is not an answer.',
  'answer-is-expected': 'The answer comes to whoever asked, or to what stands on the way.',
} as const satisfies Readonly<Record<string, string>>
