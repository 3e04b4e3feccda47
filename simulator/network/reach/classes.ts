import {
  formatAddress,
  type Prefix,
  parsePrefix,
  prefixContains,
  prefixCovers,
} from '../../kernel/address.ts'
import { networkAcls } from '../../services/ec2/network-acls.ts'
import type { NetworkInterface } from '../../services/ec2/network-interfaces.ts'
import { prefixLists } from '../../services/ec2/prefix-lists.ts'
import { routeTables } from '../../services/ec2/route-tables.ts'
import { securityGroupRules } from '../../services/ec2/security-group-rules.ts'
import { subnets } from '../../services/ec2/subnets.ts'
import { transitGatewayRouteTables } from '../../services/ec2/transit-gateway-route-tables.ts'
import { addressesOf } from '../compiled/addresses.ts'
import type { Fabric } from '../fabric.ts'
import { occupantOf } from '../occupants.ts'
import { perTables } from '../remembered.ts'
import { interfaceInUse } from '../rules/interface-in-use.ts'

// Interfaces that no rule tells apart: in one subnet, with the same groups and attributes, and with addresses on the
// same side of every CIDR that any rule, entry or route names. What holds for one of them holds for all.

/** The interfaces by class, in the order in which they are given. */
export function classesOf(fabric: Fabric, interfaces: readonly NetworkInterface[]): NetworkInterface[][] {
  const classes = new Map<string, NetworkInterface[]>()
  for (const eni of interfaces) {
    const key = classKey(fabric, eni)
    const members = classes.get(key)
    if (members) members.push(eni)
    else classes.set(key, [eni])
  }
  return [...classes.values()]
}

function classKey(fabric: Fabric, eni: NetworkInterface): string {
  const { record } = eni
  const { NetworkInterfaceId = '', SubnetId = '', Groups = [], SourceDestCheck } = record
  // What passes packets on is like nobody else.
  if (occupantOf(eni).kind !== 'instance') return NetworkInterfaceId
  const own = addressesOf(eni)
  // A further address may be matched by a rule that the first one is not.
  if (own.length > 2 || (own.length === 2 && typeof own[0] === typeof own[1])) return NetworkInterfaceId
  const isUp = interfaceInUse.judge({ fabric, at: { eni } } as Parameters<typeof interfaceInUse.judge>[0])
  const sides = cutsOf(fabric, SubnetId).map((cut) => own.some((address) => prefixContains(cut, address)))
  return [
    SubnetId,
    Groups.map(({ GroupId = '' }) => kindOfGroup(fabric.store, GroupId)).sort(),
    SourceDestCheck,
    isUp.verdict,
    record.Association !== undefined,
    own.map((address) => typeof address),
    sides.map(Number).join(''),
  ].join('|')
}

/** What a group does; its id only where a rule names it, so that it matters who has just this one. */
const kindOfGroup = perTables([securityGroupRules.table], (store, id): string => {
  if (securityGroupRules.count({ store }, 'referenced-group', id)) return id
  const rules = securityGroupRules.by({ store }, 'group', id).map(({ record }) => {
    const { IsEgress, IpProtocol, FromPort, ToPort, CidrIpv4, CidrIpv6, PrefixListId, ReferencedGroupInfo } =
      record
    const peer = CidrIpv4 ?? CidrIpv6 ?? PrefixListId ?? ReferencedGroupInfo?.GroupId
    return [IsEgress, IpProtocol, FromPort, ToPort, peer].join(' ')
  })
  return `{${rules.sort().join(',')}}`
})

const ruleCidrs = perTables([securityGroupRules.table], (store) =>
  distinct(securityGroupRules.everyone({ store }).map(({ record }) => record.CidrIpv4 ?? record.CidrIpv6)),
)

const aclCidrs = perTables([networkAcls.table], (store) =>
  distinct(
    networkAcls
      .everyone({ store })
      .flatMap(({ record }) => (record.Entries ?? []).map((entry) => entry.CidrBlock ?? entry.Ipv6CidrBlock)),
  ),
)

const routeCidrs = perTables([routeTables.table, transitGatewayRouteTables.table], (store) =>
  distinct(
    routeTables
      .everyone({ store })
      .flatMap(({ record }) =>
        (record.Routes ?? []).map((route) => route.DestinationCidrBlock ?? route.DestinationIpv6CidrBlock),
      ),
  ),
)

const listCidrs = perTables([prefixLists.table], (store) =>
  distinct(
    prefixLists
      .everyone({ store })
      .flatMap(({ side }) => side.versions.at(-1)?.entries.map(({ Cidr }) => Cidr) ?? []),
  ),
)

function distinct(cidrs: readonly (string | undefined)[]): Prefix[] {
  return [...new Set(cidrs)].flatMap((cidr) => parsePrefix(cidr ?? '')?.prefix ?? [])
}

/** The CIDRs that part the addresses of a subnet: those inside it that anything names. */
function cutsOf(fabric: Fabric, subnetId: string): readonly Prefix[] {
  return cuts(fabric.store, subnetId)
}

const cuts = perTables(
  [securityGroupRules.table, networkAcls.table, routeTables.table, prefixLists.table, subnets.table],
  (store, subnetId): readonly Prefix[] => {
    const record = subnets.get({ store }, subnetId)?.record
    const blocks = distinct([
      record?.CidrBlock,
      ...(record?.Ipv6CidrBlockAssociationSet ?? []).map((one) => one.Ipv6CidrBlock),
    ])
    const named = [ruleCidrs, aclCidrs, routeCidrs, listCidrs].flatMap((read) => read(store, ''))
    const inside = named.filter((prefix) =>
      blocks.some((block) => prefix.length > block.length && prefixCovers(block, prefix)),
    )
    const byText = new Map(
      inside.map((prefix) => [`${formatAddress(prefix.first)}/${prefix.length}`, prefix]),
    )
    return [...byText.values()]
  },
)
