import type { Failure } from './failure.ts'

// What becomes of a connection, whichever tool tells of it.

export const onTheWire = {
  'time-out': {
    means:
      'Packets were sent and nothing came back. Nobody refused anything: something on the way dropped them, there or back.',
    causes: [
      'The security group of the target, or of the endpoint, does not admit this source and port.',
      'The own security group, or a network ACL, does not let the packet out, or its answer in (ports 1024 to 65535).',
      'A route is missing, here or on the way back; or it leads into a gateway, a peering connection or an endpoint that is gone.',
      'The name leads to a public address, and this subnet has no way to the internet: private DNS of the endpoint is off.',
      'The endpoint is not available yet, or has no network interface in a zone that can be reached.',
    ],
    look: [
      'lab trace FROM TO --port 443',
      'dig +short NAME',
      'nc -vz -w 5 HOST 443',
      'aws ec2 describe-security-groups --group-ids SG',
      'aws ec2 describe-route-tables --filters Name=association.subnet-id,Values=SUBNET',
      'aws ec2 describe-network-acls --filters Name=association.subnet-id,Values=SUBNET',
      'aws ec2 describe-vpc-endpoints',
    ],
    mend: 'lab trace names the rule that drops the packet. Open exactly that: a rule for this source and port, or the missing route.',
    topic: 'PL-TRB-01',
  },
  refused: {
    means:
      'The packet arrived, and the answer was a reset: nobody listens on that port, or a load balancer has nobody to pass it to.',
    causes: [
      'No server listens on the port, or it was stopped.',
      'The port is not the one of the listener of the load balancer.',
      'The target group has no healthy target, in this zone or at all.',
      'The name leads to another machine than you think.',
    ],
    look: [
      'ss -tln',
      'systemctl list-units',
      'dig +short NAME',
      'aws elbv2 describe-listeners --load-balancer-arn ARN',
      'aws elbv2 describe-target-health --target-group-arn ARN',
    ],
    mend: 'Start the server, or call the port that it has. Behind a load balancer: mend what keeps its targets from being healthy.',
    topic: 'PL-TRB-03',
  },
  unreachable: {
    means: 'This machine has no route for the address, or nobody at that address answers on its own network.',
    causes: [
      'The address is IPv6, and this machine has no IPv6 address or route, or the other way round.',
      'The address belongs to nobody on this subnet.',
    ],
    look: ['ip route get ADDRESS', 'ip addr', 'ip neigh', 'dig +short NAME'],
    mend: 'Call an address of a family that both sides have, and look whether the name gives the right one.',
    topic: 'PL-TRB-02',
  },
  reset: {
    means: 'The connection was there, and the other side, or something between, ended it without a goodbye.',
    causes: [
      'The flow was idle longer than a load balancer, an endpoint or a NAT gateway remembers it (350 seconds).',
      'The server expects the proxy protocol and gets none, or gets one that it does not expect.',
      'The server stopped, or its target was deregistered.',
      'TLS is spoken to a server that does not speak it.',
    ],
    look: [
      'curl -v URL',
      'openssl s_client -connect HOST:443 -servername NAME',
      'aws elbv2 describe-target-group-attributes --target-group-arn ARN',
      'aws elbv2 describe-target-health --target-group-arn ARN',
    ],
    mend: 'Send keepalives more often than every 350 seconds, and let both ends agree on TLS and on the proxy protocol.',
    topic: 'PL-TRB-03',
  },
  'empty-reply': {
    means: 'The connection was made, the request was sent, and the server hung up without a word.',
    causes: [
      'The server speaks TLS on this port, and the URL says http.',
      'It is no web server: a database, or one that expects the proxy protocol.',
    ],
    look: ['curl -v https://HOST:PORT/', 'openssl s_client -connect HOST:PORT', 'ss -tlnp'],
    mend: 'Speak to the port what its server speaks.',
    topic: 'PL-TRB-03',
  },
  certificate: {
    means:
      'The server was reached, and its certificate is not one for the name that was called, or of nobody trusted here.',
    causes: [
      'The endpoint is called by its own name (vpce-….vpce.amazonaws.com), or by an alias, and the certificate of the service covers neither.',
      'A private zone leads the name to the wrong endpoint or load balancer.',
      'The certificate has run out, or was issued by a private authority.',
    ],
    look: [
      'openssl s_client -connect HOST:443 -servername NAME',
      'dig +short NAME',
      'curl -v --connect-to NAME:443:HOST:443 https://NAME/',
    ],
    mend: 'Call the server by a name of its certificate: a private DNS name of the endpoint service does that. curl -k only hides it.',
    topic: 'PL-TLS-01',
  },
  'tls-handshake': {
    means: 'The connection was made, and the two sides could not agree on TLS.',
    causes: [
      'The server does not speak TLS on this port: it is plain HTTP, or something else.',
      'The connection was reset in the middle: the target is not healthy, or expects the proxy protocol.',
      'The server expects a certificate of the client, or another TLS version.',
    ],
    look: ['openssl s_client -connect HOST:443 -servername NAME', 'curl -v http://HOST:PORT/', 'ss -tlnp'],
    mend: 'Call the port that speaks TLS, or give the server a certificate: serve --tls NAME, or a TLS listener.',
    topic: 'PL-TLS-01',
  },
  'no-such-name': {
    means: 'Whoever was asked says that there is no such name, or has no address for it.',
    causes: [
      'The name is misspelt, or of another Region.',
      'It is a name in a private hosted zone, and this VPC is not associated with the zone.',
      'Private DNS of the endpoint is off, or it is a name of another VPC: private DNS ends at the VPC.',
      'A private hosted zone has taken over the whole domain and lacks this record.',
      'On premises: the DNS server does not forward the domain to an inbound Resolver endpoint.',
    ],
    look: [
      'dig NAME',
      'getent hosts NAME',
      'cat /etc/resolv.conf',
      'aws ec2 describe-vpc-endpoints --query "VpcEndpoints[].[ServiceName,PrivateDnsEnabled,DnsEntries[].DnsName]"',
      'aws route53 list-hosted-zones-by-vpc --vpc-id VPC --vpc-region REGION',
    ],
    mend: 'Turn private DNS on for the endpoint (the VPC needs DNS support and DNS hostnames), associate the private zone with this VPC, or forward the domain.',
    topic: 'PL-TRB-05',
  },
  'no-dns-answer': {
    means: 'No DNS server answered, so nothing is known about the name.',
    causes: [
      'DNS support of the VPC is off (enableDnsSupport): its resolver keeps silent.',
      'The resolver of this machine is one that cannot be reached from here.',
      'A Resolver rule forwards the name to servers that do not answer, or its outbound endpoint is blocked (UDP and TCP 53).',
    ],
    look: [
      'cat /etc/resolv.conf',
      'dig NAME',
      'aws ec2 describe-vpc-attribute --vpc-id VPC --attribute enableDnsSupport',
      'aws route53resolver list-resolver-rule-associations',
      'aws route53resolver list-resolver-endpoints',
    ],
    mend: 'Turn DNS support on, or open the way to the server that the resolver or the rule names.',
    topic: 'PL-TRB-04',
  },
} as const satisfies Readonly<Record<string, Failure>>

export type WireFailure = keyof typeof onTheWire
