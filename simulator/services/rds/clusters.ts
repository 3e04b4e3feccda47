import { AwsError } from '../../api/error.ts'
import type { Rds } from '../../api/generated/types.d.ts'
import { rollText } from '../../kernel/random.ts'
import type { Held } from '../../world/held.ts'
import { type Context, timestamp } from '../context.ts'
import { groupsFor } from '../ec2/interface-groups.ts'
import { family } from '../family.ts'
import { due, operation } from '../operation.ts'
import { pageByMarker } from '../paging.ts'
import { tagsWith } from '../tag-lists.ts'
import type { Tag } from '../tags.ts'
import { hostName, requireEngine, requireIdentifier } from './engines.ts'
import { invalidCombination, invalidValue, noSuchCluster, tagRefusals } from './errors.ts'
import { defaultSubnetGroup, requireSubnetGroup, subnetGroups } from './subnet-groups.ts'

export interface ClusterSide {
  readonly tags: readonly Tag[]
  readonly subnetGroup: string
}

export type DbCluster = Held<Rds.DBCluster, ClusterSide>

export const dbClusters = family<Rds.DBCluster, ClusterSide>({
  service: 'rds',
  resource: 'cluster',
  id: 'DBClusterArn',
  prefix: 'arn:aws:rds:cluster',
  missing: (arn) => noSuchCluster(arn.slice(arn.lastIndexOf(':') + 1)),
  tags: { side: 'tags' },
  references: {
    'subnet-group': { to: 'rds:subgrp', read: ({ side }) => side.subnetGroup },
    group: {
      to: 'ec2:security-group',
      read: ({ record }) => record.VpcSecurityGroups?.map((one) => one.VpcSecurityGroupId ?? ''),
    },
  },
  indexes: { 'host-name': ({ record }) => [record.Endpoint ?? '', record.ReaderEndpoint ?? ''] },
  inUse: () =>
    new AwsError(
      'InvalidDBClusterStateFault',
      'Cluster cannot be deleted, it still contains DB instances in non-deleting state.',
    ),
  view: ({ record, side }, ctx) => ({
    ...record,
    DBClusterMembers: membersOf(ctx, record.DBClusterArn ?? ''),
    TagList: side.tags,
  }),
})

// The oldest instance of a cluster writes. Instances are declared above clusters, so they are found by name.
function membersOf(ctx: Context, arn: string): Rds.DBClusterMember[] {
  const family = ctx.families.all.find(({ name }) => name === 'rds:db')
  return (family?.by(ctx, 'cluster', arn) ?? []).map(({ record }, i) => ({
    DBInstanceIdentifier: String(record['DBInstanceIdentifier']),
    IsClusterWriter: i === 0,
    DBClusterParameterGroupStatus: 'in-sync',
    PromotionTier: 1,
  }))
}

const arnOf = (ctx: Context, id: string) =>
  `arn:aws:rds:${ctx.region}:${ctx.account}:cluster:${id.toLowerCase()}`

export function requireCluster(ctx: Context, id: string): DbCluster {
  const found = dbClusters.find(ctx, id.startsWith('arn:') ? id : arnOf(ctx, id))
  if (found) return found
  throw noSuchCluster(id)
}

export const createDbCluster = operation(
  'rds',
  'CreateDBCluster',
  {
    fidelity: {
      simplified:
        'Aurora clusters as far as reaching them needs: endpoints, subnet group, security groups; no storage, backups or parameters.',
    },
    source: 'RDS API reference, CreateDBCluster',
  },
  (input, ctx) => {
    const id = input.DBClusterIdentifier.toLowerCase()
    requireIdentifier('DBClusterIdentifier', id)
    const engine = requireEngine(input.Engine)
    if (!engine.cluster) throw invalidValue(`Clusters of the engine ${input.Engine} are not simulated.`)
    if (dbClusters.get(ctx, arnOf(ctx, id))) {
      throw new AwsError('DBClusterAlreadyExistsFault', 'DB Cluster already exists')
    }
    const group =
      input.DBSubnetGroupName === undefined
        ? defaultSubnetGroup(ctx)
        : requireSubnetGroup(ctx, input.DBSubnetGroupName)
    const groups = groupsFor(ctx, group.record.VpcId ?? '', input.VpcSecurityGroupIds)
    const held = dbClusters.create(
      ctx,
      {
        AllocatedStorage: 1,
        AvailabilityZones: [
          ...new Set(group.record.Subnets?.map((one) => one.SubnetAvailabilityZone?.Name ?? '')),
        ],
        BackupRetentionPeriod: input.BackupRetentionPeriod ?? 1,
        ...(input.DatabaseName !== undefined && { DatabaseName: input.DatabaseName }),
        DBClusterIdentifier: id,
        DBSubnetGroup: group.record.DBSubnetGroupName,
        Status: 'creating',
        Endpoint: hostName(ctx, id, 'cluster-'),
        ReaderEndpoint: hostName(ctx, id, 'cluster-ro-'),
        MultiAZ: false,
        Engine: input.Engine,
        EngineVersion: input.EngineVersion ?? engine.version,
        Port: input.Port ?? engine.port,
        MasterUsername: input.MasterUsername ?? 'admin',
        VpcSecurityGroups: groups.map(({ GroupId }) => ({ VpcSecurityGroupId: GroupId, Status: 'active' })),
        StorageEncrypted: input.StorageEncrypted ?? false,
        DbClusterResourceId: `cluster-${rollText(ctx.store, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567', 26)}`,
        DBClusterArn: arnOf(ctx, id),
        IAMDatabaseAuthenticationEnabled: input.EnableIAMDatabaseAuthentication ?? false,
        ClusterCreateTime: timestamp(ctx.now),
        EngineMode: 'provisioned',
        DeletionProtection: input.DeletionProtection ?? false,
        NetworkType: 'IPV4',
      },
      { tags: tagsWith([], input.Tags, tagRefusals), subnetGroup: subnetGroups.idOf(group) },
    )
    ctx.after('db-cluster-available', 'db-cluster-available', { arn: dbClusters.idOf(held) })
    return { DBCluster: dbClusters.print(ctx, held) }
  },
)

export const dbClusterAvailable = due<{ arn: string }>('db-cluster-available', ({ arn }, ctx) => {
  const held = dbClusters.get(ctx, arn)
  if (held?.record.Status === 'creating') dbClusters.update(ctx, held, { Status: 'available' })
})

export const describeDbClusters = operation(
  'rds',
  'DescribeDBClusters',
  {
    fidelity: { simplified: 'Clusters are not chosen by filters, and none is shared.' },
    source: 'RDS API reference, DescribeDBClusters',
  },
  ({ DBClusterIdentifier, MaxRecords = 100, Marker }, ctx) => {
    const found =
      DBClusterIdentifier === undefined ? dbClusters.list(ctx) : [requireCluster(ctx, DBClusterIdentifier)]
    const { items, NextMarker } = pageByMarker(found, { PageSize: MaxRecords, Marker })
    return {
      DBClusters: items.map((held) => dbClusters.print(ctx, held)),
      ...(NextMarker && { Marker: NextMarker }),
    }
  },
)

export const deleteDbCluster = operation(
  'rds',
  'DeleteDBCluster',
  {
    fidelity: { simplified: 'No snapshot is made.' },
    source: 'RDS API reference, DeleteDBCluster',
  },
  ({ DBClusterIdentifier, SkipFinalSnapshot, FinalDBSnapshotIdentifier }, ctx) => {
    const held = requireCluster(ctx, DBClusterIdentifier)
    if (!SkipFinalSnapshot && FinalDBSnapshotIdentifier === undefined) {
      throw invalidCombination('FinalDBSnapshotIdentifier is required unless SkipFinalSnapshot is specified.')
    }
    if (held.record.DeletionProtection) {
      throw invalidCombination(
        'Cannot delete protected Cluster, please disable deletion protection and try again.',
      )
    }
    if (dbClusters.isInUse(ctx, dbClusters.idOf(held))) throw dbClusters.spec.inUse!(dbClusters.idOf(held))
    const changed = dbClusters.update(ctx, held, { Status: 'deleting' })
    ctx.after('db-cluster-deleted', 'db-cluster-deleted', { arn: dbClusters.idOf(held) })
    return { DBCluster: dbClusters.print(ctx, changed) }
  },
)

export const dbClusterDeleted = due<{ arn: string }>('db-cluster-deleted', ({ arn }, ctx) => {
  const held = dbClusters.get(ctx, arn)
  if (held) dbClusters.remove(ctx, held)
})
