import type { DnsServer, DnsZone } from '../../api/private/onprem.ts'
import { parseAddress } from '../../kernel/address.ts'
import { requireHost } from '../host/known-hosts.ts'
import { invalid, notFound } from '../lab-errors.ts'
import { operation } from '../operation.ts'
import { own } from './names.ts'
import { dnsServers } from './tables.ts'

const usualTtl = 300

export const putDnsServer = operation('onprem', 'PutDnsServer', own, (input, ctx) => {
  requireHost(ctx, input.Host)
  for (const zone of input.Zones ?? []) requireSound(zone)
  for (const { Addresses } of input.Forwarders ?? []) for (const one of Addresses) requireAddress(one)
  const server: DnsServer = {
    Host: input.Host,
    Zones: (input.Zones ?? []).map((zone) => ({
      Name: plain(zone.Name),
      Records: (zone.Records ?? []).map((one) => ({
        ...one,
        Name: plain(one.Name),
        Ttl: one.Ttl ?? usualTtl,
      })),
    })),
    Forwarders: (input.Forwarders ?? []).map((one) => ({ ...one, Domain: plain(one.Domain) })),
    Recursion: input.Recursion ?? true,
  }
  return { DnsServer: ctx.store.put(dnsServers, server) }
})

/** Names are kept as they are compared: in small letters, without the dot at the end. */
const plain = (name: string) => (name === '.' ? '.' : name.toLowerCase().replace(/\.$/, ''))

function requireSound({ Name, Records = [] }: DnsZone): void {
  for (const record of Records) {
    const name = plain(record.Name)
    if (name !== plain(Name) && !name.endsWith(`.${plain(Name)}`)) {
      throw invalid(`"${record.Name}" does not belong to the zone ${Name}.`)
    }
    // RFC 1034, section 3.6.2: a CNAME stands alone, and a zone's own name has its SOA and NS records.
    if (record.Type === 'CNAME' && name === plain(Name)) {
      throw invalid(`A zone can have no CNAME record at its own name, ${Name}: other records are there.`)
    }
    if (!record.Values.length) throw invalid(`The record ${record.Name} ${record.Type} has no value.`)
    if (record.Type !== 'A' && record.Type !== 'AAAA') continue
    for (const value of record.Values) {
      const address = parseAddress(value)
      const fits = address !== undefined && (typeof address === 'number') === (record.Type === 'A')
      if (!fits) throw invalid(`"${value}" is no value of a record of the type ${record.Type}.`)
    }
  }
}

function requireAddress(text: string): void {
  if (parseAddress(text) === undefined) throw invalid(`"${text}" is no IP address.`)
}

export const deleteDnsServer = operation('onprem', 'DeleteDnsServer', own, ({ Host }, ctx) => {
  if (!ctx.store.has(dnsServers, Host)) throw notFound(`No DNS server runs on ${Host}.`)
  ctx.store.delete(dnsServers, Host)
  return {}
})

export const describeDnsServers = operation('onprem', 'DescribeDnsServers', own, ({ Hosts }, ctx) => ({
  DnsServers: ctx.store.all(dnsServers).filter(({ Host }) => !Hosts?.length || Hosts.includes(Host)),
}))
