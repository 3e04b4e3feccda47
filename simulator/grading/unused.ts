import type { Fabric } from '../network/fabric.ts'
import { elasticIps } from '../services/ec2/elastic-ips.ts'
import { internetGateways } from '../services/ec2/internet-gateways.ts'
import { natGateways } from '../services/ec2/nat-gateways.ts'
import { networkInterfaces } from '../services/ec2/network-interfaces.ts'
import { routeTables } from '../services/ec2/route-tables.ts'
import { isDefaultGroup, securityGroups } from '../services/ec2/security-groups.ts'
import { targetGroups } from '../services/elbv2/target-groups.ts'

// What is there and does nothing.

/** For each kind, the ids of those that nothing uses. */
export const unusedKinds = {
  'elastic-ip': (fabric) =>
    elasticIps
      .everyone(fabric)
      .filter(({ record }) => record.AssociationId === undefined)
      .map(elasticIps.idOf.bind(elasticIps)),

  'network-interface': (fabric) =>
    networkInterfaces
      .everyone(fabric)
      .filter(({ record }) => record.Status === 'available')
      .map(networkInterfaces.idOf.bind(networkInterfaces)),

  'internet-gateway': (fabric) =>
    internetGateways
      .everyone(fabric)
      .filter(({ record }) => !record.Attachments?.length)
      .map(internetGateways.idOf.bind(internetGateways)),

  'nat-gateway': (fabric) => {
    const used = new Set(
      routeTables
        .everyone(fabric)
        .flatMap(({ record }) => record.Routes?.map((one) => one.NatGatewayId) ?? []),
    )
    return natGateways
      .everyone(fabric)
      .filter(({ record }) => record.State === 'available' && !used.has(record.NatGatewayId))
      .map(natGateways.idOf.bind(natGateways))
  },

  'route-table': (fabric) =>
    routeTables
      .everyone(fabric)
      .filter(({ record }) => !record.Associations?.length)
      .map(routeTables.idOf.bind(routeTables)),

  'security-group': (fabric) =>
    securityGroups
      .everyone(fabric)
      .filter(
        (held) =>
          !isDefaultGroup(held) && !isReferredTo(fabric, 'ec2:security-group', securityGroups.idOf(held)),
      )
      .map(securityGroups.idOf.bind(securityGroups)),

  'target-group': (fabric) =>
    targetGroups
      .everyone(fabric)
      .filter(({ record }) => !record.LoadBalancerArns?.length)
      .map(targetGroups.idOf.bind(targetGroups)),
} as const satisfies Readonly<Record<string, (fabric: Fabric) => readonly string[]>>

export type UnusedKind = keyof typeof unusedKinds

export const unusedKindNames = Object.keys(unusedKinds) as [UnusedKind, ...UnusedKind[]]

/** A group's own rules do not use it. */
const isReferredTo = (fabric: Fabric, family: string, id: string): boolean =>
  fabric.families
    .referringTo(family)
    .some(({ family: other, reference }) =>
      other.by(fabric, reference, id).some((held) => held.record['GroupId'] !== id),
    )
