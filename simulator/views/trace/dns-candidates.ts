import { resourceDomains } from '../../network/dns/lattice-names.ts'
import { absolute, bare } from '../../network/dns/question.ts'
import type { Fabric } from '../../network/fabric.ts'
import { domainKey, vpcEndpoints } from '../../services/ec2/vpc-endpoints.ts'
import { vpcs } from '../../services/ec2/vpcs.ts'
import { parentOf } from '../../services/route53/domain-names.ts'
import { hostedZones } from '../../services/route53/hosted-zones.ts'
import { rulesForVpc } from '../../services/route53resolver/rule-associations.ts'

// Everything in a VPC that a name falls under, in the order in which the resolver prefers it: the longest domain first
// and, of one domain, a Resolver rule before a private hosted zone (Route 53 guide, resolver-overview-forward-vpc-to-
// network-domain-name-matches).

export interface Candidate {
  readonly kind: 'forwarding-rule' | 'system-rule' | 'private-zone' | 'endpoint'
  readonly id: string
  readonly domain: string
  readonly isChosen: boolean
}

export function candidatesFor(
  fabric: Fabric,
  vpc: string,
  name: string,
  chosen: readonly string[],
): readonly Candidate[] {
  const region = vpcs.get(fabric, vpc)?.region ?? ''
  const rules = rulesForVpc(fabric, vpc)
  const found: Candidate[] = []
  const add = (kind: Candidate['kind'], id: string, domain: string) =>
    found.push({ kind, id, domain: bare(domain), isChosen: chosen.includes(id) })
  for (let domain: string | undefined = name; domain !== undefined; domain = parentOf(domain)) {
    for (const { Id = '', DomainName, RuleType } of rules) {
      if (DomainName === undefined || absolute(DomainName) !== domain) continue
      if (RuleType === 'FORWARD') add('forwarding-rule', Id, domain)
      if (RuleType === 'SYSTEM') add('system-rule', Id, domain)
    }
    for (const { record } of hostedZones.by(fabric, 'vpc-name', `${region}/${vpc}/${domain}`))
      add('private-zone', (record.Id ?? '').replace('/hostedzone/', ''), domain)
    for (const { record } of vpcEndpoints.by(fabric, 'private-domain', domainKey(vpc, bare(domain))))
      add('endpoint', record.VpcEndpointId ?? '', domain)
    const resource = resourceDomains(fabric.store, vpc).get(bare(domain))
    if (resource !== undefined) add('endpoint', resource, domain)
  }
  return found
}
