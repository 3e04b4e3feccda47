import { labelsOf, parentOf } from '../../services/route53/domain-names.ts'
import { type HostedZone, hostedZones } from '../../services/route53/hosted-zones.ts'
import { failed, found, noData, noSuchName, type Reply } from './answer.ts'
import { awsName, isAwsDomain } from './aws-names.ts'
import type { Client } from './clients.ts'
import { publicReverseName } from './instance-names.ts'
import { internetHost } from './internet-hosts.ts'
import { followAliases, type Lookup, note } from './lookup.ts'
import { type Named, recordsOf } from './named.ts'
import { bare, type Question } from './question.ts'
import { askZone, delegationOf } from './zone-answers.ts'

// The public DNS: what anybody on the internet finds out about a name. A domain that nobody's zone lies above counts as
// registered, with the name servers of the oldest public hosted zone of that name; a domain below another one needs NS
// records there (Route 53 guide, CreatingNewSubdomain).

/** The whole answer, CNAME records followed. */
export const resolvePublicly = (lookup: Lookup, question: Question, client: Client): Reply =>
  followAliases(lookup, question, (one) => askPublic(lookup, one, client))

/** The answer of whoever is responsible for the name, CNAME records not followed. */
export function askPublic(lookup: Lookup, question: Question, client: Client): Reply {
  const host = bare(question.name)
  const named = isAwsDomain(host)
    ? (awsName(lookup, question, client) ?? internetHost(host))
    : question.name.endsWith('.arpa.')
      ? publicReverseName(lookup.fabric, question.name)
      : undefined
  if (named) return tell(lookup, question, named)
  const zone = isAwsDomain(host) ? undefined : registeredZone(lookup, question.name)
  if (zone) return askDown(lookup, zone, question, client)
  const known = internetHost(host)
  if (known) return tell(lookup, question, known)
  note(lookup, 'public DNS', question, 'not-in-public-dns')
  return noSuchName()
}

function tell(lookup: Lookup, question: Question, named: Named): Reply {
  note(lookup, 'public DNS', question, named.reason, named.evidence)
  const records = recordsOf(lookup, named, question)
  return records.length ? found(records) : noData()
}

/** The public zone with the shortest name that the name lies in. No one can register a top-level domain. */
function registeredZone(lookup: Lookup, name: string): HostedZone | undefined {
  let zone: HostedZone | undefined
  for (let domain: string | undefined = name; domain !== undefined; domain = parentOf(domain)) {
    if (labelsOf(domain).length < 2) break
    zone = hostedZones.by(lookup.fabric, 'public-name', domain)[0] ?? zone
  }
  return zone
}

/** Asks a zone, and on from zone to zone as they delegate. */
function askDown(lookup: Lookup, top: HostedZone, question: Question, client: Client): Reply {
  let zone = top
  for (;;) {
    const delegation = delegationOf(lookup, zone, question)
    if (!delegation) return askZone(lookup, zone, question, client)
    const { domain, servers } = delegation
    const zoneId = bareId(zone)
    note(lookup, zoneId, question, 'zone-delegates', [zoneId, ...servers.map(bare)])
    const below = zoneOn(lookup, servers, domain)
    if (!below || below.record.Id === zone.record.Id) {
      note(lookup, domain, question, 'delegation-is-lame', servers.map(bare))
      return failed('SERVFAIL')
    }
    zone = below
  }
}

const bareId = ({ record }: HostedZone) => (record.Id ?? '').replace('/hostedzone/', '')

/** The zone of a name that one of the name servers has. */
function zoneOn(lookup: Lookup, servers: readonly string[], domain: string): HostedZone | undefined {
  for (const server of servers) {
    const [zone] = hostedZones.by(lookup.fabric, 'server-name', `${bare(server)}/${domain}`)
    if (zone) return zone
  }
  return undefined
}

/** What one of Route 53's name servers answers by itself: it has its own zones, and asks nobody. */
export function askNameServer(lookup: Lookup, server: string, question: Question, client: Client): Reply {
  for (let domain: string | undefined = question.name; domain !== undefined; domain = parentOf(domain)) {
    const [zone] = hostedZones.by(lookup.fabric, 'server-name', `${server}/${domain}`)
    if (!zone) continue
    const delegation = delegationOf(lookup, zone, question)
    if (!delegation) return askZone(lookup, zone, question, client)
    note(lookup, bareId(zone), question, 'zone-delegates', [bareId(zone), ...delegation.servers.map(bare)])
    const authority = delegation.servers.map((value) => ({
      name: delegation.domain,
      type: 'NS',
      ttl: 300,
      value,
    }))
    return noData(authority)
  }
  note(lookup, server, question, 'not-a-zone-of-server', [server])
  return failed('REFUSED')
}
