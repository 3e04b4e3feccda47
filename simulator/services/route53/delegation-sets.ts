import { AwsError } from '../../api/error.ts'
import type { Route53 } from '../../api/generated/types.d.ts'
import { roll, rollBelow } from '../../kernel/random.ts'
import type { Store } from '../../kernel/store.ts'
import { family } from '../family.ts'

/** Name servers that several hosted zones of an account have in common. */
export const delegationSets = family<Route53.DelegationSet>({
  service: 'route53',
  resource: 'delegation-set',
  id: 'Id',
  prefix: '/delegationset/N',
  missing: () =>
    new AwsError('NoSuchDelegationSet', 'A reusable delegation set with the specified ID does not exist.'),
  arn: ({ record }) => `arn:aws:route53:::${record.Id?.slice(1)}`,
})

export const delegationSetKey = (id: string): string => `/delegationset/${id}`

// Each top-level domain has 512 name servers, eight to a domain: `ns-331.awsdns-41.com` (observed).
const topLevels = ['com', 'net', 'org', 'co.uk']
const serversEach = 512
const serversPerDomain = 8

function nameServer(topLevel: number, server: number): string {
  const domain = String(Math.floor(server / serversPerDomain)).padStart(2, '0')
  return `ns-${topLevel * serversEach + server}.awsdns-${domain}.${topLevels[topLevel]}`
}

/** Four name servers under four top-level domains, in no order. */
export function rollNameServers(store: Store): string[] {
  const servers = topLevels.map((_, i) => nameServer(i, rollBelow(store, serversEach)))
  const places = servers.map(() => roll(store))
  return servers
    .map((_, i) => i)
    .sort((a, b) => places[a]! - places[b]!)
    .map((i) => servers[i]!)
}

/** The name servers that every private zone has. They answer nobody: the VPC's resolver does. */
export const privateNameServers: readonly string[] = topLevels.map((_, i) => nameServer(i, 0))

/** Route 53 guide, SOA-NSrecords: what every new zone has. A private zone's SOA names its last server (observed). */
export function initialRecords(name: string, nameServers: readonly string[]): Route53.ResourceRecordSet[] {
  const isPrivate = nameServers === privateNameServers
  const primary = isPrivate ? nameServers.at(-1) : nameServers[0]
  return [
    {
      Name: name,
      Type: 'NS',
      TTL: 172800,
      ResourceRecords: nameServers.map((server) => ({ Value: `${server}.` })),
    },
    {
      Name: name,
      Type: 'SOA',
      TTL: 900,
      ResourceRecords: [{ Value: `${primary}. awsdns-hostmaster.amazon.com. 1 7200 900 1209600 86400` }],
    },
  ]
}
