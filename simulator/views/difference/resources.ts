import { changesBetween, type Table } from '../../kernel/store.ts'
import type { Fabric } from '../../network/fabric.ts'
import {
  transitGatewayAssociations,
  transitGatewayPropagations,
} from '../../services/ec2/transit-gateway-links.ts'
import { transitGatewayStaticRoutes } from '../../services/ec2/transit-gateway-static-routes.ts'
import { registrations } from '../../services/elbv2/targets.ts'
import { faults } from '../../services/fault/faults.ts'
import { appliances } from '../../services/host/appliances.ts'
import { listeners } from '../../services/host/listeners.ts'
import {
  crossConnects,
  dnsServers,
  firewalls,
  routers,
  siteHosts,
  siteLinks,
  sites,
  uplinks,
} from '../../services/onprem/tables.ts'
import { recordSets } from '../../services/route53/record-sets.ts'
import { hostFiles } from '../../world/files.ts'
import { onPremisesId, siteFrame } from '../topology/on-premises.ts'
import { namedId } from '../trace/named.ts'
import { type FieldChange, fieldChanges } from './fields.ts'

/** A resource that is there, gone, or another than before. */
export interface ResourceChange {
  readonly change: 'added' | 'changed' | 'removed'
  readonly id: string
  readonly name?: string
  /** What it is, as AWS's tags spell it: `route-table`. */
  readonly kind: string
  readonly fields: readonly FieldChange[]
}

interface Other {
  readonly table: Table<object>
  readonly kind: string
  /** By which views know it, where its table has another key. */
  readonly idOf?: (key: string) => string
}

/** What is no family of AWS's, but what people made, too. */
const others: ReadonlyMap<string, Other> = new Map(
  (
    [
      [sites, 'site on premises', siteFrame],
      [siteHosts, 'host on premises', onPremisesId],
      [routers, 'router on premises', onPremisesId],
      [uplinks, 'uplink'],
      [firewalls, 'firewall on premises', siteFrame],
      [dnsServers, 'DNS server', onPremisesId],
      [crossConnects, 'cross connect'],
      [siteLinks, 'line between sites'],
      [faults, 'fault'],
      [appliances, 'appliance'],
      [listeners, 'server'],
      [registrations, 'target'],
      [recordSets, 'record set'],
      [transitGatewayStaticRoutes, 'transit gateway route'],
      [transitGatewayAssociations, 'transit gateway association'],
      [transitGatewayPropagations, 'transit gateway propagation'],
      [hostFiles, 'file'],
    ] as unknown as readonly (readonly [Table<object>, string, Other['idOf']?])[]
  ).map(([table, kind, idOf]) => [table.name, { table, kind, ...(idOf && { idOf }) }]),
)

/** In the order in which people think of them: what is new, what is another, what is gone. */
const order = ['added', 'changed', 'removed'] as const

export function resourceChanges(before: Fabric, after: Fabric): readonly ResourceChange[] {
  const families = new Map(after.families.all.map((family) => [family.table.name, family]))
  const changes = changesBetween(before.store.version, after.store.version).flatMap(
    ({ table, id }): readonly ResourceChange[] => {
      const family = families.get(table)
      if (family) {
        const [was, is] = [family.get(before, id), family.get(after, id)]
        return changeOf(family.spec.resource, id, wholeOf(was), wholeOf(is), namesIn(before, after, id))
      }
      const other = others.get(table)
      if (!other) return []
      const [was, is] = [before.store.get(other.table, id), after.store.get(other.table, id)]
      const { kind, idOf } = other
      return idOf ? changeOf(kind, idOf(id), was, is, { name: id }) : changeOf(kind, id, was, is, {})
    },
  )
  return changes.sort((a, b) => order.indexOf(a.change) - order.indexOf(b.change))
}

function changeOf(
  kind: string,
  id: string,
  was: object | undefined,
  is: object | undefined,
  named: { readonly name?: string },
): readonly ResourceChange[] {
  const change = was ? (is ? 'changed' : 'removed') : 'added'
  const fields = change === 'removed' ? [] : fieldChanges(was, is)
  if (change === 'changed' && !fields.length) return []
  return [{ change, kind, id, ...named, fields }]
}

/** With what AWS does not show in one answer: attributes, policies. */
function wholeOf(held: { readonly record: object; readonly side?: object } | undefined): object | undefined {
  return held && { ...held.side, ...held.record }
}

function namesIn(before: Fabric, after: Fabric, id: string): { readonly name?: string } {
  const name = namedId(after, id).name ?? namedId(before, id).name
  return name === undefined ? {} : { name }
}
