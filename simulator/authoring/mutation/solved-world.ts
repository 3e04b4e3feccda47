import type { Table } from '../../kernel/store.ts'
import type { Fabric } from '../../network/fabric.ts'
import { networkInterfaces } from '../../services/ec2/network-interfaces.ts'
import { appliances } from '../../services/host/appliances.ts'
import { listeners } from '../../services/host/listeners.ts'
import { dnsServers, firewalls, routers, siteHosts, sites, uplinks } from '../../services/onprem/tables.ts'
import type { SolvedWorld } from './mutator.ts'

/** `start` is the world that the learner found. */
export function solvedWorld(
  fabric: Fabric,
  start: Fabric,
  variables: Readonly<Record<string, string>>,
): SolvedWorld {
  const named = new Map(
    Object.entries(variables)
      .reverse()
      .map(([name, value]) => [value, `$${name}`]),
  )
  const vpcs = new Set(networkInterfaces.everyone(fabric).flatMap(({ record }) => record.VpcId ?? []))
  return {
    fabric,
    vpcs,
    called: (id = '') => nameOf(fabric, id) ?? named.get(id) ?? id,
    isOwn(name, key) {
      const now = rowsOf(fabric, name).get(key)
      return now !== undefined && rowsOf(start, name).get(key) !== now
    },
  }
}

/** The Name tag, or the name that a thing cannot be without. */
function nameOf(fabric: Fabric, id: string): string | undefined {
  const family = fabric.families.ofId(id) ?? fabric.families.all.find((one) => one.get(fabric, id))
  const held = family?.get(fabric, id)
  if (!family || !held) return undefined
  const tag = family.tagsOf(held).find(({ Key }) => Key === 'Name')?.Value
  if (tag !== undefined && tag !== '') return tag
  const record = held.record as Readonly<Record<string, unknown>>
  const own = ownNames.map((member) => record[member]).find((one) => typeof one === 'string' && one !== '')
  return own as string | undefined
}

const ownNames = [
  'GroupName',
  'LoadBalancerName',
  'TargetGroupName',
  'RoleName',
  'PolicyName',
  'TopicName',
  'QueueName',
  'Name',
  'name',
  'virtualInterfaceName',
  'directConnectGatewayName',
  'PrefixListName',
]

/** The rows of one of the lab's own tables, by their keys, as text that can be compared. */
function rowsOf({ store }: Fabric, name: string): ReadonlyMap<string, string> {
  const table = ownTables.get(name)
  return new Map(table ? store.all(table).map((row) => [table.key(row), JSON.stringify(row)]) : [])
}

const ownTables = new Map<string, Table<object>>(
  [listeners, appliances, dnsServers, firewalls, routers, siteHosts, sites, uplinks].map((one) => [
    one.name,
    one as unknown as Table<object>,
  ]),
)
