import type { Route53resolver } from '../../api/generated/types.d.ts'
import { type Address, familyOf, parseAddress } from '../../kernel/address.ts'
import { type NetworkInterface, networkInterfaces } from '../../services/ec2/network-interfaces.ts'
import { type ResolverEndpoint, resolverEndpoints } from '../../services/route53resolver/endpoints.ts'
import { addressesOf } from '../compiled/addresses.ts'
import { failed, type Reply } from './answer.ts'
import type { Client } from './clients.ts'
import { type Lookup, note, rotate, type ServerAddress } from './lookup.ts'
import type { Question } from './question.ts'

// Queries that leave a VPC by an outbound endpoint. Route 53 guide, resolver-forwarding-outbound-queries: a target is
// picked at random, and another one when it does not answer.

export function forward(
  lookup: Lookup,
  endpointId: string | undefined,
  targets: readonly ServerAddress[],
  question: Question,
  client: Client,
): Reply {
  const endpoint = resolverEndpoints.get(lookup.fabric, endpointId ?? '')
  if (!endpoint || !isReady(endpoint)) {
    note(lookup, endpointId ?? '', question, 'outbound-endpoint-not-ready', [endpointId ?? ''])
    return failed('SERVFAIL')
  }
  const senders = rotate(sendersOf(lookup, endpoint), lookup, question.name)
  for (const target of rotate(targets, lookup, question.name)) {
    const fitting = senders.filter((sender) => sourceFor(sender, target.address) !== undefined)
    for (const eni of fitting) {
      const source = sourceFor(eni, target.address)!
      const sender = { position: { kind: 'interface-out', eni } as const, source, client }
      const reply = lookup.query(lookup, sender, target, question)
      if (reply.status === 'NOERROR' || reply.status === 'NXDOMAIN') return reply
      // A server that answered in whatever way is not asked again from elsewhere.
      if (reply.status !== 'TIMEOUT') break
    }
  }
  note(lookup, endpoint.record.Id ?? '', question, 'all-targets-failed', [endpoint.record.Id ?? ''])
  return failed('SERVFAIL')
}

export const isReady = ({ record }: ResolverEndpoint): boolean =>
  record.Status === 'OPERATIONAL' || record.Status === 'AUTO_RECOVERING' || record.Status === 'UPDATING'

const sendersOf = (lookup: Lookup, { side }: ResolverEndpoint): NetworkInterface[] =>
  side.addresses.flatMap((one) => networkInterfaces.get(lookup.fabric, one.interface) ?? [])

const sourceFor = (eni: NetworkInterface, to: Address): Address | undefined =>
  addressesOf(eni).find((own) => familyOf(own) === familyOf(to))

/** Where a rule sends queries. */
export const targetsOf = ({ TargetIps = [] }: Route53resolver.ResolverRule): ServerAddress[] =>
  TargetIps.flatMap(({ Ip, Ipv6, Port = 53, Protocol }) => {
    const address = parseAddress(Ip ?? Ipv6 ?? '')
    if (address === undefined) return []
    const isSecure = Protocol === 'DoH' || Protocol === 'DoH-FIPS'
    return { address, port: isSecure && Port === 53 ? 443 : Port, isSecure }
  })
