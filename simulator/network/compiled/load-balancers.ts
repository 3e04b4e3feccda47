import type { Elbv2 } from '../../api/generated/types.d.ts'
import { type Address, parseAddress } from '../../kernel/address.ts'
import { instances } from '../../services/ec2/instances.ts'
import { type NetworkInterface, networkInterfaces } from '../../services/ec2/network-interfaces.ts'
import { subnets } from '../../services/ec2/subnets.ts'
import { attributeOf } from '../../services/elbv2/attributes.ts'
import { crossZoneOfBalancer, crossZoneOfGroup } from '../../services/elbv2/cross-zone.ts'
import { type Listener, listeners } from '../../services/elbv2/listeners.ts'
import { loadBalancerAttributes } from '../../services/elbv2/load-balancer-attributes.ts'
import { type LoadBalancer, loadBalancers } from '../../services/elbv2/load-balancers.ts'
import { nodeInterfaces } from '../../services/elbv2/node-interfaces.ts'
import { addressesOfTarget } from '../../services/elbv2/target-addresses.ts'
import { targetGroupAttributes } from '../../services/elbv2/target-group-attributes.ts'
import { type TargetGroup, targetGroups } from '../../services/elbv2/target-groups.ts'
import { zoneOfTarget } from '../../services/elbv2/target-kinds.ts'
import { type Registration, registrations } from '../../services/elbv2/targets.ts'
import type { Fabric } from '../fabric.ts'
import { perRecord, perTables } from '../remembered.ts'
import { zoneIdIn } from './zones.ts'

/** The ARN of the load balancer whose node an interface is. AWS writes it into the description: `ELB net/web/1a2b…`. */
export const balancerArnOf = perRecord(({ record, region, account }: NetworkInterface): string => {
  const path = /^ELB ((?:net|app|gwy)\/\S+)$/.exec(record.Description ?? '')?.[1]
  return path === undefined ? '' : `arn:aws:elasticloadbalancing:${region}:${account}:loadbalancer/${path}`
})

export const balancerOf = (fabric: Fabric, node: NetworkInterface): LoadBalancer | undefined =>
  loadBalancers.get(fabric, balancerArnOf(node))

/** The id of the zone that an interface is in: the same for all accounts. */
export const zoneOf = (fabric: Pick<Fabric, 'store'>, { record }: NetworkInterface): string =>
  record.AvailabilityZoneId ?? subnets.get(fabric, record.SubnetId ?? '')?.record.AvailabilityZoneId ?? ''

export interface Node {
  readonly eni: NetworkInterface
  /** The id of its zone. */
  readonly zone: string
}

const nodes = perTables([loadBalancers.table, networkInterfaces.table], (store, arn): readonly Node[] => {
  const balancer = loadBalancers.get({ store }, arn)
  if (!balancer) return []
  return nodeInterfaces({ store }, balancer).map((eni) => ({ eni, zone: zoneOf({ store }, eni) }))
})

/** The nodes of a load balancer: one in each of its zones. */
export const nodesOf = (fabric: Fabric, arn: string): readonly Node[] => nodes(fabric.store, arn)

const byPort = perTables(
  [listeners.table],
  (store, arn): ReadonlyMap<number | undefined, Listener> =>
    new Map(listeners.by({ store }, 'load-balancer', arn).map((one) => [one.record.Port, one])),
)

/** The listener of a load balancer on a port. */
export const listenerAt = (fabric: Fabric, arn: string, port: number): Listener | undefined =>
  byPort(fabric.store, arn).get(port)

/** A target under one of its addresses. */
export interface Target {
  readonly registration: Registration
  readonly address: Address
  /** The id of its zone; none for one that belongs to every zone. */
  readonly zone?: string
}

export const targetsOf = (fabric: Fabric, group: string): readonly Target[] => targets(fabric.store, group)

const targets = perTables(
  [
    registrations,
    targetGroups.table,
    instances.table,
    networkInterfaces.table,
    loadBalancers.table,
    subnets.table,
  ],
  (store, arn): readonly Target[] => {
    const group = targetGroups.get({ store }, arn)
    if (!group) return []
    return store.by(registrations, 'group', arn).flatMap((registration) => {
      const usual = zoneOfTarget({ store }, registration)
      return addressesOfTarget({ store }, group.record, registration.id).flatMap(
        ({ address: text, zone = usual }) => {
          const address = parseAddress(text)
          const id = zone === undefined || zone === 'all' ? undefined : zoneIdIn(store, group.account, zone)
          return address === undefined
            ? []
            : [{ registration, address, ...(id !== undefined && { zone: id }) }]
        },
      )
    })
  },
)

/** Settings of a target group that decide how it is chosen from. */
export interface GroupSettings {
  /** Undefined: as the load balancer has it. */
  readonly crossZone: boolean | undefined
  readonly preservesClient: boolean
  readonly proxyProtocol: boolean
  readonly staysBySource: boolean
  /** How many targets must be healthy, as a number and as a share, for only those to be used. */
  readonly fewest: number
  readonly leastShare: number
}

export const settingsOf = perRecord((group: TargetGroup): GroupSettings => {
  const { record, side } = group
  const specs = targetGroupAttributes(record)
  const read = (key: string) => attributeOf(specs, side.attributes, key)
  const routing = 'target_group_health.unhealthy_state_routing.minimum_healthy_targets'
  return {
    crossZone: crossZoneOfGroup(group),
    preservesClient: read('preserve_client_ip.enabled') === 'true',
    proxyProtocol: read('proxy_protocol_v2.enabled') === 'true',
    staysBySource: read('stickiness.enabled') === 'true' && read('stickiness.type') === 'source_ip',
    fewest: Number(read(`${routing}.count`) ?? 1),
    leastShare: (Number(read(`${routing}.percentage`)) || 0) / 100,
  }
})

/** Whether a load balancer's nodes use targets in other zones, where the target group does not say. */
export const crossesZones = perRecord(crossZoneOfBalancer)

/** The idle timeout of an Application Load Balancer. */
export const requestIdleSeconds = perRecord(({ record, side }: LoadBalancer): number =>
  Number(attributeOf(loadBalancerAttributes(record), side.attributes, 'idle_timeout.timeout_seconds') ?? 60),
)

export const actionOf = ({ DefaultActions = [] }: Elbv2.Listener): Elbv2.Action | undefined =>
  DefaultActions.at(-1)
