import type { Rds } from '../../api/generated/types.d.ts'
import type { Held } from '../../world/held.ts'
import type { Context } from '../context.ts'
import { family } from '../family.ts'
import { operation } from '../operation.ts'
import { pageByMarker } from '../paging.ts'
import type { Tag } from '../tags.ts'
import { noSuchInstance } from './errors.ts'
import { subnetGroups } from './subnet-groups.ts'

export interface InstanceSide {
  readonly tags: readonly Tag[]
  /** Where it is reached. */
  readonly interface: string
  readonly subnetGroup: string
  readonly cluster?: string
}

export type DbInstance = Held<Rds.DBInstance, InstanceSide>

export const dbInstances = family<Rds.DBInstance, InstanceSide>({
  service: 'rds',
  resource: 'db',
  id: 'DBInstanceArn',
  prefix: 'arn:aws:rds:db',
  missing: (arn) => noSuchInstance(arn.slice(arn.lastIndexOf(':') + 1)),
  tags: { side: 'tags' },
  references: {
    'network-interface': {
      to: 'ec2:network-interface',
      read: ({ side }) => side.interface,
      blocks: false,
    },
    'subnet-group': { to: 'rds:subgrp', read: ({ side }) => side.subnetGroup },
    cluster: { to: 'rds:cluster', read: ({ side }) => side.cluster },
    group: {
      to: 'ec2:security-group',
      read: ({ record }) => record.VpcSecurityGroups?.map((one) => one.VpcSecurityGroupId ?? ''),
    },
  },
  indexes: { 'host-name': ({ record }) => record.Endpoint?.Address },
  view: ({ record, side }, ctx) => ({
    ...record,
    DBSubnetGroup: subnetGroups.get(ctx, side.subnetGroup)?.record,
    TagList: side.tags,
  }),
  filters: {
    'db-cluster-id': ({ record }) => record.DBClusterIdentifier,
    'db-instance-id': ({ record }) => [record.DBInstanceIdentifier, record.DBInstanceArn],
    'dbi-resource-id': ({ record }) => record.DbiResourceId,
    domain: () => undefined,
    engine: ({ record }) => record.Engine,
  },
})

export const instanceArn = (ctx: Context, id: string): string =>
  `arn:aws:rds:${ctx.region}:${ctx.account}:db:${id.toLowerCase()}`

/** By its identifier or ARN. */
export function requireInstance(ctx: Context, id: string): DbInstance {
  const found = dbInstances.find(ctx, id.startsWith('arn:') ? id : instanceArn(ctx, id))
  if (found) return found
  throw noSuchInstance(id.slice(id.lastIndexOf(':') + 1))
}

export const describeDbInstances = operation(
  'rds',
  'DescribeDBInstances',
  { fidelity: 'exact', source: 'RDS API reference, DescribeDBInstances' },
  ({ DBInstanceIdentifier, Filters, MaxRecords = 100, Marker }, ctx) => {
    const asked = Filters?.map(({ Name, Values }) => ({ Name, Values }))
    const found =
      DBInstanceIdentifier === undefined
        ? dbInstances.list(ctx)
        : [requireInstance(ctx, DBInstanceIdentifier)]
    const selected = dbInstances.filter(ctx, found, asked)
    const { items, NextMarker } = pageByMarker(selected, { PageSize: MaxRecords, Marker })
    return {
      DBInstances: items.map((held) => dbInstances.print(ctx, held)),
      ...(NextMarker && { Marker: NextMarker }),
    }
  },
)
