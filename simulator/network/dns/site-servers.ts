import type { DnsServer, DnsServerRecord, DnsZone } from '../../api/private/onprem.ts'
import { parseAddress } from '../../kernel/address.ts'
import { isWithin, parentOf } from '../../services/route53/domain-names.ts'
import { ephemeralPort } from '../ephemeral-ports.ts'
import { udp } from '../packet.ts'
import { type DnsRecord, failed, found, noData, noSuchName, type Reply } from './answer.ts'
import type { Client } from './clients.ts'
import { askOnce, followAliases, type Lookup, note, type Sender, type ServerAddress } from './lookup.ts'
import { askPublic } from './public-dns.ts'
import { absolute, type Question, valueFor } from './question.ts'

// DNS servers that people run themselves, on premises or on instances: zones of their own, conditional forwarders, and
// the internet for the rest. They do as BIND and Windows do: the longest domain that fits decides, a zone before a
// forwarder.

/** What a server on a host answers; `sender` is where its own queries set out. */
export function askSiteServer(
  lookup: Lookup,
  server: DnsServer,
  sender: Sender | undefined,
  question: Question,
  client: Client,
): Reply {
  return askOnce(lookup, server.Host, question, () =>
    followAliases(lookup, question, (one) => askOwn(lookup, server, sender, one, client)),
  )
}

function askOwn(
  lookup: Lookup,
  { Host, Zones = [], Forwarders = [], Recursion = true }: DnsServer,
  sender: Sender | undefined,
  question: Question,
  client: Client,
): Reply {
  for (let domain: string | undefined = question.name; domain !== undefined; domain = parentOf(domain)) {
    const zone = Zones.find(({ Name }) => absolute(Name) === domain)
    const below = zone && delegationIn(zone, question.name)
    if (zone && below === undefined) return askZone(lookup, Host, zone, question)
    if (zone && below !== undefined) return askDelegate(lookup, Host, zone, below, sender, question, client)
    const forwarder = Forwarders.find(({ Domain }) => absolute(Domain) === domain)
    if (!forwarder) continue
    note(lookup, Host, question, 'site-forwarder', [forwarder.Domain, ...forwarder.Addresses])
    return forwardTo(lookup, sender, forwarder.Addresses, question)
  }
  if (!Recursion) {
    note(lookup, Host, question, 'site-does-not-recurse', [Host])
    return failed('REFUSED')
  }
  return recurse(lookup, Host, sender, question, client)
}

/** One of the root servers, which every recursive server must reach. */
const root = parseAddress('198.41.0.4')!

/** Asks the servers of the public DNS, which must be reached over the internet as all else there. */
function recurse(
  lookup: Lookup,
  host: string,
  sender: Sender | undefined,
  question: Question,
  client: Client,
): Reply {
  note(lookup, host, question, 'site-recursion', [host])
  const header = {
    protocol: udp,
    destination: root,
    source: sender?.source ?? 0,
    sourcePort: 0,
    destinationPort: 53,
  }
  const sent = sender && lookup.probe(sender.position, { ...header, sourcePort: ephemeralPort(header) })
  if (sent?.forward.arrival && sent.reply?.arrival) return askPublic(lookup, question, client)
  note(lookup, host, question, 'no-way-to-public-dns', [
    sent?.forward.dropped?.at ?? sent?.reply?.dropped?.at ?? host,
  ])
  return failed('SERVFAIL')
}

/** In the order in which they stand: the next one is asked when one does not answer. */
function forwardTo(
  lookup: Lookup,
  sender: Sender | undefined,
  addresses: readonly string[],
  question: Question,
): Reply {
  for (const server of addresses.flatMap((text) => serverAt(text))) {
    if (!sender) break
    const reply = lookup.query(lookup, sender, server, question)
    if (reply.status === 'NOERROR' || reply.status === 'NXDOMAIN') return reply
  }
  return failed('SERVFAIL')
}

function serverAt(text: string): readonly ServerAddress[] {
  const address = parseAddress(text)
  return address === undefined ? [] : [{ address, port: 53 }]
}

/** The domain in a zone that it delegates the name by. */
function delegationIn({ Name, Records = [] }: DnsZone, name: string): DnsServerRecord | undefined {
  const apex = absolute(Name)
  return Records.find((one) => {
    const cut = absolute(one.Name)
    return one.Type === 'NS' && cut !== apex && isWithin(name, cut) && isWithin(cut, apex)
  })
}

/** Name servers with addresses in the same zone are asked for what is delegated to them. */
function askDelegate(
  lookup: Lookup,
  host: string,
  { Records = [] }: DnsZone,
  delegation: DnsServerRecord,
  sender: Sender | undefined,
  question: Question,
  client: Client,
): Reply {
  const servers = delegation.Values.map((value) => absolute(value))
  note(lookup, host, question, 'zone-delegates', [delegation.Name, ...delegation.Values])
  const glue = Records.filter(({ Name, Type }) => Type === 'A' && servers.includes(absolute(Name)))
  const addresses = glue.flatMap(({ Values }) => Values)
  if (addresses.length) return forwardTo(lookup, sender, addresses, question)
  // Without addresses beside it, the delegation leads to servers of the public DNS.
  return recurse(lookup, host, sender, question, client)
}

const usualTtl = 300

function askZone(lookup: Lookup, host: string, { Name, Records = [] }: DnsZone, question: Question): Reply {
  note(lookup, host, question, 'site-zone', [Name])
  const { name, type } = question
  const at = recordsFor(Records, absolute(Name), name)
  const fitting = at.filter((one) => one.Type === type)
  const chosen = fitting.length ? fitting : at.filter((one) => one.Type === 'CNAME')
  const records = chosen.flatMap(({ Type, Values, Ttl = usualTtl }) =>
    Values.map((value): DnsRecord => ({ name, type: Type, ttl: Ttl, value: valueFor(Type, value) })),
  )
  if (records.length) return found(records)
  const exists =
    at.length > 0 || name === absolute(Name) || Records.some((one) => isWithin(absolute(one.Name), name))
  note(lookup, host, question, exists ? 'zone-lacks-type' : 'zone-lacks-name', [Name])
  return exists ? noData() : noSuchName()
}

/** The records of a name, or those of the nearest wildcard above it. */
function recordsFor(
  records: readonly DnsServerRecord[],
  apex: string,
  name: string,
): readonly DnsServerRecord[] {
  const at = (wanted: string) => records.filter((one) => absolute(one.Name) === wanted)
  const exact = at(name)
  if (exact.length) return exact
  for (
    let domain = parentOf(name);
    domain !== undefined && isWithin(domain, apex);
    domain = parentOf(domain)
  ) {
    const wild = at(`*.${domain}`)
    if (wild.length) return wild
    if (at(domain).length) return []
  }
  return []
}
