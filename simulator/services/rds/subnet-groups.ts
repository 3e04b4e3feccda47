import { AwsError } from '../../api/error.ts'
import type { Rds } from '../../api/generated/types.d.ts'
import type { Held } from '../../world/held.ts'
import type { Context } from '../context.ts'
import { subnets } from '../ec2/subnets.ts'
import { defaultVpcOf } from '../ec2/vpcs.ts'
import { family } from '../family.ts'
import { operation } from '../operation.ts'
import { pageByMarker } from '../paging.ts'
import { tagsWith } from '../tag-lists.ts'
import type { Tag } from '../tags.ts'
import { invalidValue, noSuchSubnetGroup, tagRefusals } from './errors.ts'

export interface SubnetGroupSide {
  readonly tags: readonly Tag[]
}

export type SubnetGroup = Held<Rds.DBSubnetGroup, SubnetGroupSide>

export const subnetGroups = family<Rds.DBSubnetGroup, SubnetGroupSide>({
  service: 'rds',
  resource: 'subgrp',
  id: 'DBSubnetGroupArn',
  prefix: 'arn:aws:rds:subgrp',
  missing: (arn) => noSuchSubnetGroup(arn.slice(arn.lastIndexOf(':') + 1)),
  tags: { side: 'tags' },
  // Not a reference: a subnet in a group can be deleted while no database is in it, and the group goes on naming it.
  inUse: (arn) =>
    new AwsError(
      'InvalidDBSubnetGroupStateFault',
      `Cannot delete the subnet group '${arn.slice(arn.lastIndexOf(':') + 1)}' because at least one database instance is still using it.`,
    ),
})

const arnOf = (ctx: Context, name: string) =>
  `arn:aws:rds:${ctx.region}:${ctx.account}:subgrp:${name.toLowerCase()}`

export function requireSubnetGroup(ctx: Context, name: string): SubnetGroup {
  const found = subnetGroups.find(ctx, arnOf(ctx, name))
  if (found) return found
  throw noSuchSubnetGroup(name)
}

/** The subnets as the group lists them, checked: of one VPC, in two zones at least. */
function readSubnets(ctx: Context, ids: readonly string[]): Pick<Rds.DBSubnetGroup, 'VpcId' | 'Subnets'> {
  const found = ids.map((id) => subnets.find(ctx, id)?.record)
  const wrong = ids.filter((_, i) => !found[i])
  if (wrong.length)
    throw new AwsError('InvalidSubnet', `Some input subnets in :[${wrong.join(', ')}] are invalid.`)
  const known = found.flatMap((subnet) => subnet ?? [])
  if (new Set(known.map(({ VpcId }) => VpcId)).size > 1) {
    throw invalidValue('The new Subnets are not in the same Vpc as the existing subnet group')
  }
  const zones = [...new Set(known.map(({ AvailabilityZone = '' }) => AvailabilityZone))]
  if (zones.length < 2) {
    throw new AwsError(
      'DBSubnetGroupDoesNotCoverEnoughAZs',
      `The DB subnet group doesn't meet Availability Zone (AZ) coverage requirement. Current AZ coverage: ${zones.join(', ')}. Add subnets to cover at least 2 AZs.`,
    )
  }
  return {
    VpcId: known[0]?.VpcId,
    Subnets: known.map(({ SubnetId, AvailabilityZone }) => ({
      SubnetIdentifier: SubnetId,
      SubnetAvailabilityZone: { Name: AvailabilityZone },
      SubnetOutpost: {},
      SubnetStatus: 'Active',
    })),
  }
}

function openSubnetGroup(
  ctx: Context,
  name: string,
  description: string,
  ids: readonly string[],
  tags: readonly Tag[] | undefined,
): SubnetGroup {
  const DBSubnetGroupName = name.toLowerCase()
  const { VpcId, Subnets } = readSubnets(ctx, ids)
  return subnetGroups.create(
    ctx,
    {
      DBSubnetGroupName,
      DBSubnetGroupDescription: description,
      VpcId,
      SubnetGroupStatus: 'Complete',
      Subnets,
      DBSubnetGroupArn: arnOf(ctx, name),
      SupportedNetworkTypes: ['IPV4'],
    },
    { tags: tagsWith([], tags, tagRefusals) },
  )
}

/** The group that a database is in that names none: all subnets of the default VPC. */
export function defaultSubnetGroup(ctx: Context): SubnetGroup {
  const known = subnetGroups.find(ctx, arnOf(ctx, 'default'))
  if (known) return known
  const vpc = defaultVpcOf(ctx)?.record.VpcId
  if (vpc === undefined) throw noSuchSubnetGroup('default')
  const ids = subnets.by(ctx, 'vpc', vpc).map((subnet) => subnets.idOf(subnet))
  return openSubnetGroup(ctx, 'default', 'default', ids, undefined)
}

export const createDbSubnetGroup = operation(
  'rds',
  'CreateDBSubnetGroup',
  { fidelity: 'exact', source: 'RDS API reference, CreateDBSubnetGroup' },
  ({ DBSubnetGroupName: name, DBSubnetGroupDescription, SubnetIds, Tags }, ctx) => {
    if (name.toLowerCase() === 'default' || !/^[a-z0-9 ._-]{1,255}$/i.test(name)) {
      throw invalidValue(`The parameter DBSubnetGroupName is not a valid name: ${name}`)
    }
    if (subnetGroups.get(ctx, arnOf(ctx, name))) {
      throw new AwsError('DBSubnetGroupAlreadyExists', `The DB subnet group '${name}' already exists.`)
    }
    return { DBSubnetGroup: openSubnetGroup(ctx, name, DBSubnetGroupDescription, SubnetIds, Tags).record }
  },
)

export const modifyDbSubnetGroup = operation(
  'rds',
  'ModifyDBSubnetGroup',
  { fidelity: 'exact', source: 'RDS API reference, ModifyDBSubnetGroup' },
  ({ DBSubnetGroupName, DBSubnetGroupDescription, SubnetIds }, ctx) => {
    const group = requireSubnetGroup(ctx, DBSubnetGroupName)
    const wanted = readSubnets(ctx, SubnetIds)
    if (wanted.VpcId !== group.record.VpcId) {
      throw invalidValue('The new Subnets are not in the same Vpc as the existing subnet group')
    }
    const { record } = subnetGroups.update(ctx, group, {
      ...wanted,
      ...(DBSubnetGroupDescription !== undefined && { DBSubnetGroupDescription }),
    })
    return { DBSubnetGroup: record }
  },
)

export const describeDbSubnetGroups = operation(
  'rds',
  'DescribeDBSubnetGroups',
  { fidelity: 'exact', source: 'RDS API reference, DescribeDBSubnetGroups' },
  ({ DBSubnetGroupName, MaxRecords = 100, Marker }, ctx) => {
    const found =
      DBSubnetGroupName === undefined ? subnetGroups.list(ctx) : [requireSubnetGroup(ctx, DBSubnetGroupName)]
    const { items, NextMarker } = pageByMarker(found, { PageSize: MaxRecords, Marker })
    return { DBSubnetGroups: items.map(({ record }) => record), ...(NextMarker && { Marker: NextMarker }) }
  },
)

export const deleteDbSubnetGroup = operation(
  'rds',
  'DeleteDBSubnetGroup',
  { fidelity: 'exact', source: 'RDS API reference, DeleteDBSubnetGroup' },
  ({ DBSubnetGroupName }, ctx) => {
    subnetGroups.delete(ctx, requireSubnetGroup(ctx, DBSubnetGroupName))
    return {}
  },
)
