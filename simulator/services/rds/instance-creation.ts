import { AwsError } from '../../api/error.ts'
import type { Rds } from '../../api/generated/types.d.ts'
import { rollText } from '../../kernel/random.ts'
import { type Context, timestamp } from '../context.ts'
import { groupsFor } from '../ec2/interface-groups.ts'
import { networkInterfaces, openInterface } from '../ec2/network-interfaces.ts'
import { subnets } from '../ec2/subnets.ts'
import { due, operation } from '../operation.ts'
import { tagsWith } from '../tag-lists.ts'
import { type DbCluster, dbClusters, requireCluster } from './clusters.ts'
import { hostName, requireEngine, requireIdentifier } from './engines.ts'
import { invalidCombination, invalidValue, tagRefusals } from './errors.ts'
import { dbInstances, instanceArn } from './instances.ts'
import { defaultSubnetGroup, requireSubnetGroup, type SubnetGroup, subnetGroups } from './subnet-groups.ts'

type Request = Readonly<Rds.CreateDBInstanceMessage>

function groupOf(ctx: Context, { DBSubnetGroupName }: Request, cluster: DbCluster | undefined): SubnetGroup {
  if (cluster) {
    const group = subnetGroups.get(ctx, cluster.side.subnetGroup)
    if (group) return group
  }
  return DBSubnetGroupName === undefined
    ? defaultSubnetGroup(ctx)
    : requireSubnetGroup(ctx, DBSubnetGroupName)
}

/** A subnet of the group in the zone asked for; the first one when none is. */
function placeOf(ctx: Context, { record }: SubnetGroup, zone: string | undefined) {
  const ids = (record.Subnets ?? []).map((one) => one.SubnetIdentifier ?? '')
  const found = ids
    .map((id) => subnets.get(ctx, id)?.record)
    .find((subnet) => subnet && (zone === undefined || subnet.AvailabilityZone === zone))
  if (found) return found
  throw new AwsError(
    'InvalidVPCNetworkStateFault',
    `Cannot create a database in the Availability Zone ${zone}: the DB subnet group ${record.DBSubnetGroupName} has no subnet there.`,
  )
}

function check(input: Request, cluster: DbCluster | undefined): void {
  requireIdentifier('DBInstanceIdentifier', input.DBInstanceIdentifier)
  const engine = requireEngine(input.Engine)
  if (!/^db\.[a-z0-9-]+\.[a-z0-9]+$/.test(input.DBInstanceClass)) {
    throw invalidValue(`Invalid DB Instance class: ${input.DBInstanceClass}`)
  }
  if (engine.cluster && !cluster) {
    throw invalidCombination(`The engine ${input.Engine} needs a DBClusterIdentifier.`)
  }
  if (cluster) {
    if (cluster.record.Status === 'deleting') {
      throw new AwsError(
        'InvalidDBClusterStateFault',
        `DB cluster ${cluster.record.DBClusterIdentifier} is being deleted.`,
      )
    }
    if (cluster.record.Engine !== input.Engine) {
      throw invalidCombination(
        "The engine name requested for your DB Instance doesn't match that of your DB cluster.",
      )
    }
    return
  }
  const { AllocatedStorage, MasterUsername, MasterUserPassword, ManageMasterUserPassword } = input
  if (AllocatedStorage === undefined) {
    throw new AwsError('MissingParameter', 'The request must contain the parameter AllocatedStorage')
  }
  if (MasterUsername === undefined || (MasterUserPassword === undefined && !ManageMasterUserPassword)) {
    throw new AwsError('MissingParameter', 'The request must contain the parameter MasterUserPassword')
  }
  if (MasterUserPassword !== undefined && MasterUserPassword.length < 8) {
    throw invalidValue(
      'The parameter MasterUserPassword is not a valid password because it is shorter than 8 characters.',
    )
  }
  if (input.MultiAZ && input.AvailabilityZone !== undefined) {
    throw invalidCombination('Requesting a specific availability zone is not valid for Multi-AZ instances.')
  }
}

export const createDbInstance = operation(
  'rds',
  'CreateDBInstance',
  {
    fidelity: {
      simplified:
        'A database as far as reaching it needs: name, port, network interface, security groups. A standby of Multi-AZ has no interface, and there are no backups, parameter or option groups.',
    },
    source: 'RDS API reference, CreateDBInstance',
  },
  (input, ctx) => {
    const cluster =
      input.DBClusterIdentifier === undefined ? undefined : requireCluster(ctx, input.DBClusterIdentifier)
    check(input, cluster)
    const id = input.DBInstanceIdentifier.toLowerCase()
    if (dbInstances.get(ctx, instanceArn(ctx, id))) {
      throw new AwsError('DBInstanceAlreadyExists', 'DB instance already exists')
    }
    const group = groupOf(ctx, input, cluster)
    const subnet = placeOf(ctx, group, input.AvailabilityZone)
    const engine = requireEngine(input.Engine)
    const inherited = cluster?.record.VpcSecurityGroups?.map((one) => one.VpcSecurityGroupId ?? '')
    const groups = groupsFor(ctx, group.record.VpcId ?? '', input.VpcSecurityGroupIds ?? inherited)
    const eni = openInterface(ctx, {
      subnet,
      groups,
      description: 'RDSNetworkInterface',
      requesterId: 'amazon-rds',
      requesterManaged: true,
    })
    const held = dbInstances.create(
      ctx,
      {
        DBInstanceIdentifier: id,
        DBInstanceClass: input.DBInstanceClass,
        Engine: input.Engine,
        DBInstanceStatus: 'creating',
        MasterUsername: input.MasterUsername ?? cluster?.record.MasterUsername,
        ...(input.DBName !== undefined && { DBName: input.DBName }),
        AllocatedStorage: input.AllocatedStorage ?? 1,
        BackupRetentionPeriod: input.BackupRetentionPeriod ?? 1,
        DBSecurityGroups: [],
        VpcSecurityGroups: groups.map(({ GroupId }) => ({ VpcSecurityGroupId: GroupId, Status: 'active' })),
        AvailabilityZone: subnet.AvailabilityZone,
        MultiAZ: input.MultiAZ ?? false,
        EngineVersion: input.EngineVersion ?? cluster?.record.EngineVersion ?? engine.version,
        AutoMinorVersionUpgrade: input.AutoMinorVersionUpgrade ?? true,
        LicenseModel: input.LicenseModel ?? engine.licence,
        PubliclyAccessible: input.PubliclyAccessible ?? false,
        StorageType: input.StorageType ?? (cluster ? 'aurora' : 'gp3'),
        DbInstancePort: 0,
        ...(cluster && { DBClusterIdentifier: cluster.record.DBClusterIdentifier }),
        StorageEncrypted: input.StorageEncrypted ?? cluster?.record.StorageEncrypted ?? false,
        DbiResourceId: `db-${rollText(ctx.store, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567', 26)}`,
        CACertificateIdentifier: 'rds-ca-rsa2048-g1',
        CopyTagsToSnapshot: input.CopyTagsToSnapshot ?? false,
        DBInstanceArn: instanceArn(ctx, id),
        IAMDatabaseAuthenticationEnabled: input.EnableIAMDatabaseAuthentication ?? false,
        DeletionProtection: input.DeletionProtection ?? false,
        NetworkType: 'IPV4',
      },
      {
        tags: tagsWith([], input.Tags, tagRefusals),
        interface: networkInterfaces.idOf(eni),
        subnetGroup: subnetGroups.idOf(group),
        ...(cluster && { cluster: dbClusters.idOf(cluster) }),
      },
    )
    const port = input.Port ?? cluster?.record.Port ?? engine.port
    ctx.after('db-instance-available', 'db-instance-available', { arn: dbInstances.idOf(held), port })
    return { DBInstance: dbInstances.print(ctx, held) }
  },
)

/** A new instance has an endpoint once it is available. */
export const dbInstanceAvailable = due<{ arn: string; port: number }>(
  'db-instance-available',
  ({ arn, port }, ctx) => {
    const held = dbInstances.get(ctx, arn)
    if (held?.record.DBInstanceStatus !== 'creating') return
    const Address = hostName(ctx, held.record.DBInstanceIdentifier ?? '')
    dbInstances.update(ctx, held, {
      DBInstanceStatus: 'available',
      Endpoint: { Address, Port: port },
      InstanceCreateTime: timestamp(ctx.now),
    })
  },
)
