import { AwsError } from '../../api/error.ts'
import type { Context } from '../context.ts'
import { groupsFor } from '../ec2/interface-groups.ts'
import { closeInterface, networkInterfaces } from '../ec2/network-interfaces.ts'
import { due, operation } from '../operation.ts'
import { invalidCombination } from './errors.ts'
import { type DbInstance, dbInstances, requireInstance } from './instances.ts'
import { subnetGroups } from './subnet-groups.ts'

function requireStatus({ record }: DbInstance, wanted: string): void {
  if (record.DBInstanceStatus === wanted) return
  throw new AwsError(
    'InvalidDBInstanceState',
    `Instance ${record.DBInstanceIdentifier} is not in ${wanted} state.`,
  )
}

/** A status for a while, then another. */
function moveTo(ctx: Context, held: DbInstance, during: string, next: string) {
  const changed = dbInstances.update(ctx, held, { DBInstanceStatus: during })
  ctx.after('db-instance-changed', 'db-instance-changed', { arn: dbInstances.idOf(held), during, next })
  return { DBInstance: dbInstances.print(ctx, changed) }
}

export const dbInstanceChanged = due<{ arn: string; during: string; next: string }>(
  'db-instance-changed',
  ({ arn, during, next }, ctx) => {
    const held = dbInstances.get(ctx, arn)
    if (held?.record.DBInstanceStatus === during) dbInstances.update(ctx, held, { DBInstanceStatus: next })
  },
)

export const modifyDbInstance = operation(
  'rds',
  'ModifyDBInstance',
  {
    fidelity: {
      simplified:
        'Everything is changed at once, as with ApplyImmediately; the subnet group and the engine stay.',
    },
    source: 'RDS API reference, ModifyDBInstance',
  },
  (input, ctx) => {
    const held = requireInstance(ctx, input.DBInstanceIdentifier)
    requireStatus(held, 'available')
    const { AllocatedStorage, DBInstanceClass, MultiAZ, PubliclyAccessible, DeletionProtection } = input
    const { EngineVersion, BackupRetentionPeriod, DBPortNumber, EnableIAMDatabaseAuthentication } = input
    if (AllocatedStorage !== undefined && AllocatedStorage < (held.record.AllocatedStorage ?? 0)) {
      throw invalidCombination('Invalid storage size: storage cannot be reduced.')
    }
    const vpc = subnetGroups.get(ctx, held.side.subnetGroup)?.record.VpcId ?? ''
    const groups = input.VpcSecurityGroupIds && groupsFor(ctx, vpc, input.VpcSecurityGroupIds)
    const eni = networkInterfaces.get(ctx, held.side.interface)
    if (groups && eni) networkInterfaces.update(ctx, eni, { Groups: groups })
    const changed = dbInstances.update(ctx, held, {
      ...(AllocatedStorage !== undefined && { AllocatedStorage }),
      ...(DBInstanceClass !== undefined && { DBInstanceClass }),
      ...(MultiAZ !== undefined && { MultiAZ }),
      ...(PubliclyAccessible !== undefined && { PubliclyAccessible }),
      ...(DeletionProtection !== undefined && { DeletionProtection }),
      ...(EngineVersion !== undefined && { EngineVersion }),
      ...(BackupRetentionPeriod !== undefined && { BackupRetentionPeriod }),
      ...(EnableIAMDatabaseAuthentication !== undefined && {
        IAMDatabaseAuthenticationEnabled: EnableIAMDatabaseAuthentication,
      }),
      ...(DBPortNumber !== undefined && { Endpoint: { ...held.record.Endpoint, Port: DBPortNumber } }),
      ...(groups && {
        VpcSecurityGroups: groups.map(({ GroupId }) => ({ VpcSecurityGroupId: GroupId, Status: 'active' })),
      }),
    })
    return moveTo(ctx, changed, 'modifying', 'available')
  },
)

export const rebootDbInstance = operation(
  'rds',
  'RebootDBInstance',
  { fidelity: { simplified: 'There is no failover.' }, source: 'RDS API reference, RebootDBInstance' },
  ({ DBInstanceIdentifier }, ctx) => {
    const held = requireInstance(ctx, DBInstanceIdentifier)
    requireStatus(held, 'available')
    return moveTo(ctx, held, 'rebooting', 'available')
  },
)

export const stopDbInstance = operation(
  'rds',
  'StopDBInstance',
  {
    fidelity: { simplified: 'No snapshot is made, and AWS does not start it again after seven days.' },
    source: 'RDS API reference, StopDBInstance',
  },
  ({ DBInstanceIdentifier }, ctx) => {
    const held = requireInstance(ctx, DBInstanceIdentifier)
    requireStatus(held, 'available')
    return moveTo(ctx, held, 'stopping', 'stopped')
  },
)

export const startDbInstance = operation(
  'rds',
  'StartDBInstance',
  { fidelity: 'exact', source: 'RDS API reference, StartDBInstance' },
  ({ DBInstanceIdentifier }, ctx) => {
    const held = requireInstance(ctx, DBInstanceIdentifier)
    requireStatus(held, 'stopped')
    return moveTo(ctx, held, 'starting', 'available')
  },
)

export const deleteDbInstance = operation(
  'rds',
  'DeleteDBInstance',
  { fidelity: { simplified: 'No snapshot is made.' }, source: 'RDS API reference, DeleteDBInstance' },
  ({ DBInstanceIdentifier, SkipFinalSnapshot, FinalDBSnapshotIdentifier }, ctx) => {
    const held = requireInstance(ctx, DBInstanceIdentifier)
    const { DeletionProtection, DBInstanceStatus, DBClusterIdentifier } = held.record
    // The page: members of an Aurora cluster have no snapshots of their own.
    if (!SkipFinalSnapshot && FinalDBSnapshotIdentifier === undefined && DBClusterIdentifier === undefined) {
      throw invalidCombination('FinalDBSnapshotIdentifier is required unless SkipFinalSnapshot is specified.')
    }
    if (DeletionProtection) {
      throw invalidCombination(
        'Cannot delete protected DB Instance, please disable deletion protection and try again.',
      )
    }
    if (DBInstanceStatus === 'deleting') {
      throw new AwsError(
        'InvalidDBInstanceState',
        `Instance ${held.record.DBInstanceIdentifier} is already being deleted.`,
      )
    }
    const changed = dbInstances.update(ctx, held, { DBInstanceStatus: 'deleting' })
    ctx.after('db-instance-deleted', 'db-instance-deleted', { arn: dbInstances.idOf(held) })
    return { DBInstance: dbInstances.print(ctx, changed) }
  },
)

export const dbInstanceDeleted = due<{ arn: string }>('db-instance-deleted', ({ arn }, ctx) => {
  const held = dbInstances.get(ctx, arn)
  if (!held) return
  closeInterface(ctx, held.side.interface)
  dbInstances.remove(ctx, held)
})
