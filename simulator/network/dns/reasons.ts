// Every reason that a lookup can give for what it did. A reason without a sentence does not compile.

const sentences = {
  // On the way to a server.
  'server-answers': 'The query reached the server.',
  'query-was-dropped': 'The query did not reach the server.',
  'answer-was-dropped': 'The query reached the server, but its answer does not come back.',
  'no-dns-server-there': 'The query arrived, but nothing there serves DNS.',
  'no-dns-server-configured': 'The asker has no DNS server to ask.',
  'dns-support-is-off': 'The VPC has DNS support turned off, so its resolver does not answer.',
  // DNS Firewall.
  'firewall-blocks': 'A rule of DNS Firewall blocks the name.',
  'firewall-alerts': 'A rule of DNS Firewall lets the name pass and says so in the log.',
  'firewall-allows': 'A rule of DNS Firewall allows the name.',
  // Who is responsible for a name in a VPC.
  'forwarding-rule': 'A Resolver rule forwards queries for this domain.',
  'system-rule': 'A Resolver rule keeps queries for this domain in the VPC.',
  'delegation-rule': 'A Resolver rule delegates the domain to name servers outside.',
  'outbound-endpoint-not-ready': 'The outbound endpoint of the rule is not operational.',
  'all-targets-failed': 'None of the rule’s target addresses answered.',
  'private-zone': 'A private hosted zone of the VPC is responsible for the name.',
  'private-zones-are-off':
    'Private hosted zones answer only where the VPC has both DNS support and DNS hostnames turned on.',
  'endpoint-private-name': 'A VPC endpoint has taken over the name in this VPC.',
  'endpoint-name-for-inbound-only':
    'The endpoint’s private name is only for queries that come in by an inbound Resolver endpoint.',
  'vpc-name': 'The VPC’s resolver makes up names for the addresses of the VPC.',
  'peer-name': 'The peering connection lets the name of the peer’s instance resolve to its private address.',
  'locally-served': 'The resolver answers for this domain itself and asks nobody.',
  'public-dns': 'Nothing in the VPC is responsible for the name, so the public DNS is asked.',
  'asked-in-a-circle': 'Servers forward the query to each other in a circle.',
  'too-many-aliases': 'One CNAME record leads to another too many times.',
  dns64: 'The subnet has DNS64: an IPv6 address was made of the IPv4 address.',
  // What answered.
  'zone-answers': 'The hosted zone has records for the name.',
  'zone-lacks-type': 'The hosted zone has the name, but no record of this type.',
  'zone-lacks-name': 'The hosted zone is responsible for the name and does not have it.',
  'zone-delegates': 'The hosted zone delegates the domain to other name servers.',
  'delegation-is-lame': 'The domain is delegated to name servers that do not answer for it.',
  'aws-service-name': 'The name is a public name of an AWS service.',
  'endpoint-name': 'The name is one of a VPC endpoint; it is public, its addresses are private.',
  'load-balancer-name': 'The name is one of a load balancer.',
  'unhealthy-zones-left-out': 'Zones in which the load balancer has no healthy target are left out.',
  'all-zones-unhealthy': 'No zone has a healthy target, so all zones are answered.',
  'instance-name': 'The name is one of an instance.',
  'database-name': 'The name is one of a database.',
  'lattice-name': 'The name is one of VPC Lattice.',
  'name-server-name': 'The name is one of a name server of Route 53.',
  'internet-name': 'The name is one of a host on the internet.',
  'reverse-name': 'The name is made of an address that somebody has.',
  'not-in-public-dns': 'The public DNS has no such name.',
  'not-a-zone-of-server': 'The name server has no such zone.',
  // On premises.
  'site-zone': 'A zone of the site’s DNS server is responsible for the name.',
  'site-forwarder': 'The site’s DNS server forwards queries for this domain.',
  'site-recursion': 'The site’s DNS server asks the public DNS.',
  'no-way-to-public-dns':
    'The site’s DNS server does not reach the internet, so it cannot ask the public DNS.',
  'site-does-not-recurse': 'The site’s DNS server has no such zone and asks nobody else.',
  // An inbound delegation endpoint.
  'no-delegated-zone':
    'No private hosted zone of the VPC is responsible for the name, and the endpoint only answers for these.',
} as const satisfies Readonly<Record<string, string>>

export type DnsReason = keyof typeof sentences

export const explainDns = (reason: DnsReason): string => sentences[reason]

export const dnsReasons = Object.keys(sentences) as readonly DnsReason[]
