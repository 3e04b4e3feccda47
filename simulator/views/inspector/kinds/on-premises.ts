import type { Cloud } from '../../../cloud.ts'
import { dnsServers, routers, siteHosts, sites } from '../../../services/onprem/tables.ts'
import { onPremisesId, siteFrame } from '../../topology/on-premises.ts'
import type { Asking } from '../asking.ts'
import type { Chapter } from '../inspection.ts'
import { type Looks, type Seen, someOf } from '../seen.ts'

// The customer's side: sites, hosts and routers, by their names.

export interface OnPremises {
  /** By which every view knows it, however it was asked for. */
  readonly id: string
  readonly kind: 'onprem:site' | 'onprem:host' | 'onprem:router'
  readonly name: string
}

/** What is on premises under an id or a name: as the map, a trace, a table or a person writes it. */
export function foundOnPremises({ store }: Pick<Cloud, 'store'>, text: string): OnPremises | undefined {
  const name = text.replace(/^(site\/|onprem:)/, '')
  if (!text.startsWith('site/')) {
    if (store.has(siteHosts, name)) return { id: onPremisesId(name), kind: 'onprem:host', name }
    if (store.has(routers, name)) return { id: onPremisesId(name), kind: 'onprem:router', name }
  }
  const isSite = text !== name && store.has(sites, name)
  return isSite ? { id: siteFrame(name), kind: 'onprem:site', name } : undefined
}

async function routesAt({ ask }: Asking, site: string): Promise<Chapter> {
  const { Routes = [] } = await ask('onprem', 'DescribeRoutes', { Sites: [site] })
  return {
    kind: 'routes',
    of: `site/${site}`,
    note: 'most-specific',
    table: {
      columns: ['destination', 'target', 'origin', 'state'],
      rows: Routes.map(({ Destination, Target, Origin, Chosen }) => ({
        cells: [Destination, Target, Origin, Chosen ? 'chosen' : ''],
      })),
    },
  }
}

async function firewallAt({ ask }: Asking, site: string): Promise<Chapter[]> {
  const { Firewalls = [] } = await ask('onprem', 'DescribeFirewalls', { Sites: [site] })
  return Firewalls.map(({ DefaultAction = 'deny', Rules = [] }) => ({
    kind: 'firewall',
    note: 'first-entry',
    table: {
      columns: ['direction', 'action', 'protocol', 'ports', 'source', 'destination'],
      rows: [
        ...Rules.map((rule) => ({
          cells: [
            rule.Direction,
            rule.Action,
            rule.Protocol ?? 'all',
            rule.Ports ?? 'all',
            rule.Source ?? '',
            rule.Destination ?? '',
          ],
        })),
        { cells: ['', DefaultAction, 'all', 'all', '', ''] },
      ],
    },
  }))
}

export const onPremisesLooks: Looks = {
  async 'onprem:site'(asking): Promise<Seen> {
    const { id, ask } = asking
    const name = id.slice('site/'.length)
    const { Sites } = await ask('onprem', 'DescribeSites', { Names: [name] })
    const { Hosts = [] } = await ask('onprem', 'DescribeHosts', { Site: name })
    const { Routers = [] } = await ask('onprem', 'DescribeRouters', { Site: name })
    return {
      record: Sites?.[0],
      chapters: [
        {
          kind: 'hosts',
          table: {
            columns: ['name', 'address'],
            rows: Hosts.map(({ Name, Address }) => ({ cells: [Name, Address] })),
          },
        },
        {
          kind: 'routers',
          table: {
            columns: ['name', 'asn'],
            rows: Routers.map(({ Name, Asn }) => ({ cells: [Name, String(Asn ?? '')] })),
          },
        },
        await routesAt(asking, name),
        ...(await firewallAt(asking, name)),
      ],
    }
  },

  async 'onprem:host'(asking): Promise<Seen> {
    const { id, ask, cloud } = asking
    const name = id.replace(/^onprem:/, '')
    const { Hosts } = await ask('onprem', 'DescribeHosts', { Names: [name] })
    const record = Hosts?.[0]
    const server = cloud.store.get(dnsServers, name)
    return {
      record,
      chapters: [
        ...(server
          ? [
              {
                kind: 'name-servers' as const,
                table: {
                  columns: ['name', 'target'] as const,
                  rows: [
                    ...(server.Zones ?? []).map((zone) => ({ cells: [zone.Name, 'zone'] })),
                    ...(server.Forwarders ?? []).map((one) => ({
                      cells: [one.Domain, one.Addresses.join(', ')],
                    })),
                  ],
                },
              },
            ]
          : []),
        ...(record ? [await routesAt(asking, record.Site), ...(await firewallAt(asking, record.Site))] : []),
      ],
    }
  },

  async 'onprem:router'(asking): Promise<Seen> {
    const { id, ask } = asking
    const name = id.replace(/^onprem:/, '')
    const { Routers } = await ask('onprem', 'DescribeRouters', { Names: [name] })
    const { Uplinks = [] } = await ask('onprem', 'DescribeUplinks', { Routers: [name] })
    const record = Routers?.[0]
    return {
      record,
      chapters: [
        {
          kind: 'uplinks',
          table: {
            columns: ['target', 'state', 'prefixes', 'why'],
            rows: Uplinks.map((one) => ({
              cells: [one.Target, one.Status ?? '', someOf(one.LearnedPrefixes), one.StatusReason ?? ''],
              ...(one.Status !== 'up' && { isBroken: true }),
            })),
          },
        },
        ...(record ? [await routesAt(asking, record.Site)] : []),
      ],
      troubles: Uplinks.filter(({ Status }) => Status !== 'up').map(
        ({ Target, StatusReason }) => `${Target} is down${StatusReason ? `: ${StatusReason}` : '.'}`,
      ),
    }
  },
}
