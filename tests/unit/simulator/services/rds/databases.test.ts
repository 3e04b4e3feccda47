import { beforeEach, describe, expect, it } from 'vitest'
import { contract } from '../../../../../simulator/api/contract.ts'
import type { Rds } from '../../../../../simulator/api/generated/types.d.ts'
import { account, type TestCloud, testCloud } from '../cloud.ts'

await contract.need('rds')

let world: TestCloud
let vpc: string
let subnets: string[]

beforeEach(() => {
  world = testCloud()
  vpc = world.ask('CreateVpc', { CidrBlock: '10.0.0.0/16' }).Vpc!.VpcId!
  subnets = [makeSubnet('10.0.0.0/24', 'us-east-1a'), makeSubnet('10.0.1.0/24', 'us-east-1b')]
})

const makeSubnet = (CidrBlock: string, AvailabilityZone: string) =>
  world.ask('CreateSubnet', { VpcId: vpc, CidrBlock, AvailabilityZone }).Subnet!.SubnetId!
const group = (SubnetIds = subnets, DBSubnetGroupName = 'private') => ({
  DBSubnetGroupName,
  DBSubnetGroupDescription: 'd',
  SubnetIds,
})
const database = (input: Partial<Rds.CreateDBInstanceMessage> = {}): Rds.CreateDBInstanceMessage => ({
  DBInstanceIdentifier: 'orders',
  DBInstanceClass: 'db.t4g.micro',
  Engine: 'mysql',
  AllocatedStorage: 20,
  MasterUsername: 'admin',
  MasterUserPassword: 'long enough',
  DBSubnetGroupName: 'private',
  ...input,
})
const create = (input: Partial<Rds.CreateDBInstanceMessage> = {}) => {
  const { DBInstance } = world.call('rds', 'CreateDBInstance', database(input))
  world.pass(600)
  return DBInstance!
}
const instance = (DBInstanceIdentifier = 'orders') =>
  world.call('rds', 'DescribeDBInstances', { DBInstanceIdentifier }).DBInstances![0]!
const interfaces = () =>
  world.ask('DescribeNetworkInterfaces', { Filters: [{ Name: 'vpc-id', Values: [vpc] }] }).NetworkInterfaces!

describe('a DB subnet group', () => {
  it('has subnets in two zones at least', () => {
    expect(world.call('rds', 'CreateDBSubnetGroup', group()).DBSubnetGroup).toMatchObject({
      DBSubnetGroupName: 'private',
      VpcId: vpc,
      SubnetGroupStatus: 'Complete',
      DBSubnetGroupArn: `arn:aws:rds:us-east-1:${account}:subgrp:private`,
    })
    expect(world.refusedBy('rds', 'CreateDBSubnetGroup', group())).toBe(
      "DBSubnetGroupAlreadyExists: The DB subnet group 'private' already exists.",
    )
    expect(world.refusedBy('rds', 'CreateDBSubnetGroup', group([subnets[0]!], 'one'))).toBe(
      "DBSubnetGroupDoesNotCoverEnoughAZs: The DB subnet group doesn't meet Availability Zone (AZ) coverage requirement. Current AZ coverage: us-east-1a. Add subnets to cover at least 2 AZs.",
    )
    expect(world.refusedBy('rds', 'CreateDBSubnetGroup', group(['subnet-0123456789abcdef0'], 'none'))).toBe(
      'InvalidSubnet: Some input subnets in :[subnet-0123456789abcdef0] are invalid.',
    )
  })

  it('with a database stays', () => {
    world.call('rds', 'CreateDBSubnetGroup', group())
    create()
    const named = { DBSubnetGroupName: 'private' }
    expect(world.refusedBy('rds', 'DeleteDBSubnetGroup', named)).toMatch(/^InvalidDBSubnetGroupStateFault/)
    expect(world.refused('DeleteSubnet', { SubnetId: subnets[0]! })).toMatch(/^DependencyViolation/)
    world.call('rds', 'DeleteDBInstance', { DBInstanceIdentifier: 'orders', SkipFinalSnapshot: true })
    world.pass(600)
    world.call('rds', 'DeleteDBSubnetGroup', named)
    expect(world.refusedBy('rds', 'DescribeDBSubnetGroups', named)).toBe(
      "DBSubnetGroupNotFoundFault: DB subnet group 'private' does not exist.",
    )
  })
})

describe('a database', () => {
  beforeEach(() => {
    world.call('rds', 'CreateDBSubnetGroup', group())
  })

  it('becomes available, with a name and an interface in a private subnet', () => {
    expect(create()).toMatchObject({ DBInstanceStatus: 'creating', PubliclyAccessible: false })
    expect(instance()).toMatchObject({
      DBInstanceStatus: 'available',
      Endpoint: {
        Address: expect.stringMatching(/^orders\.c[0-9a-z]{11}\.us-east-1\.rds\.amazonaws\.com$/),
        Port: 3306,
      },
      AvailabilityZone: 'us-east-1a',
      DBSubnetGroup: { DBSubnetGroupName: 'private', VpcId: vpc },
    })
    expect(interfaces()).toMatchObject([
      {
        SubnetId: subnets[0],
        Description: 'RDSNetworkInterface',
        RequesterId: 'amazon-rds',
        Status: 'in-use',
      },
    ])
  })

  it('goes with its interface', () => {
    create()
    world.call('rds', 'DeleteDBInstance', { DBInstanceIdentifier: 'orders', SkipFinalSnapshot: true })
    expect(instance().DBInstanceStatus).toBe('deleting')
    world.pass(600)
    expect(interfaces()).toEqual([])
    expect(world.refusedBy('rds', 'DescribeDBInstances', { DBInstanceIdentifier: 'orders' })).toBe(
      'DBInstanceNotFound: DBInstance orders not found.',
    )
  })

  it('changes its security groups, also on its interface', () => {
    create()
    const { GroupId = '' } = world.ask('CreateSecurityGroup', {
      GroupName: 'g',
      Description: 'd',
      VpcId: vpc,
    })
    world.call('rds', 'ModifyDBInstance', { DBInstanceIdentifier: 'orders', VpcSecurityGroupIds: [GroupId] })
    expect(instance()).toMatchObject({
      DBInstanceStatus: 'modifying',
      VpcSecurityGroups: [{ VpcSecurityGroupId: GroupId, Status: 'active' }],
    })
    expect(interfaces()[0]?.Groups?.map((one) => one.GroupId)).toEqual([GroupId])
    expect(world.refused('DeleteSecurityGroup', { GroupId })).toMatch(/^DependencyViolation/)
    world.pass(600)
    expect(instance().DBInstanceStatus).toBe('available')
  })

  it('stops and starts', () => {
    create()
    const DBInstanceIdentifier = 'orders'
    world.call('rds', 'StopDBInstance', { DBInstanceIdentifier })
    expect(world.refusedBy('rds', 'StartDBInstance', { DBInstanceIdentifier })).toMatch(
      /^InvalidDBInstanceState/,
    )
    world.pass(600)
    expect(instance().DBInstanceStatus).toBe('stopped')
    world.call('rds', 'StartDBInstance', { DBInstanceIdentifier })
    world.pass(600)
    expect(instance().DBInstanceStatus).toBe('available')
  })

  it('is in the zone asked for, or in the default VPC when no group is named', () => {
    expect(create({ AvailabilityZone: 'us-east-1b' }).AvailabilityZone).toBe('us-east-1b')
    const other = create({ DBInstanceIdentifier: 'other', DBSubnetGroupName: undefined })
    expect(other.DBSubnetGroup?.DBSubnetGroupName).toBe('default')
  })

  it('that is protected is not deleted', () => {
    create({ DeletionProtection: true })
    const gone = { DBInstanceIdentifier: 'orders', SkipFinalSnapshot: true }
    expect(world.refusedBy('rds', 'DeleteDBInstance', gone)).toMatch(
      /^InvalidParameterCombination: Cannot delete protected/,
    )
    expect(world.refusedBy('rds', 'DeleteDBInstance', { DBInstanceIdentifier: 'orders' })).toMatch(
      /^InvalidParameterCombination: FinalDBSnapshotIdentifier is required/,
    )
  })

  const refusals: [string, Partial<Rds.CreateDBInstanceMessage>, RegExp][] = [
    ['an unknown engine', { Engine: 'dbase' }, /^InvalidParameterValue: Invalid DB engine/],
    ['a wrong name', { DBInstanceIdentifier: '1st' }, /^InvalidParameterValue/],
    ['a wrong class', { DBInstanceClass: 't3.micro' }, /^InvalidParameterValue: Invalid DB Instance class/],
    ['no storage', { AllocatedStorage: undefined }, /^MissingParameter/],
    ['a short password', { MasterUserPassword: 'short' }, /shorter than 8 characters/],
    ['a group that is not there', { DBSubnetGroupName: 'none' }, /^DBSubnetGroupNotFoundFault/],
    ['a zone without a subnet', { AvailabilityZone: 'us-east-1f' }, /^InvalidVPCNetworkStateFault/],
    ['Aurora without a cluster', { Engine: 'aurora-mysql' }, /^InvalidParameterCombination/],
  ]
  it.each(refusals)('is refused with %s', (_, input, expected) => {
    expect(world.refusedBy('rds', 'CreateDBInstance', database(input))).toMatch(expected)
  })

  const filters: [string, string, string[]][] = [
    ['db-instance-id', 'orders', ['orders']],
    ['engine', 'postgres', ['stock']],
    ['db-cluster-id', 'none', []],
  ]
  it.each(filters)('is found by %s %s', (Name, value, expected) => {
    create()
    create({ DBInstanceIdentifier: 'stock', Engine: 'postgres' })
    const { DBInstances } = world.call('rds', 'DescribeDBInstances', { Filters: [{ Name, Values: [value] }] })
    expect(DBInstances?.map((one) => one.DBInstanceIdentifier)).toEqual(expected)
  })

  it('has tags', () => {
    const ResourceName = create({ Tags: [{ Key: 'a', Value: '1' }] }).DBInstanceArn!
    world.call('rds', 'AddTagsToResource', { ResourceName, Tags: [{ Key: 'b', Value: '2' }] })
    world.call('rds', 'RemoveTagsFromResource', { ResourceName, TagKeys: ['a'] })
    expect(world.call('rds', 'ListTagsForResource', { ResourceName }).TagList).toEqual([
      { Key: 'b', Value: '2' },
    ])
    expect(instance().TagList).toEqual([{ Key: 'b', Value: '2' }])
  })
})

describe('an Aurora cluster', () => {
  it('has two endpoints, and instances that keep it', () => {
    world.call('rds', 'CreateDBSubnetGroup', group())
    const DBClusterIdentifier = 'shop'
    const { DBCluster } = world.call('rds', 'CreateDBCluster', {
      DBClusterIdentifier,
      Engine: 'aurora-postgresql',
      DBSubnetGroupName: 'private',
    })
    expect(DBCluster).toMatchObject({ Status: 'creating', Port: 5432 })
    expect(DBCluster?.Endpoint).toMatch(/^shop\.cluster-c/)
    expect(DBCluster?.ReaderEndpoint).toMatch(/^shop\.cluster-ro-c/)
    world.call('rds', 'CreateDBInstance', {
      DBInstanceIdentifier: 'shop-1',
      DBInstanceClass: 'db.r6g.large',
      Engine: 'aurora-postgresql',
      DBClusterIdentifier,
    })
    world.pass(600)
    const [cluster] = world.call('rds', 'DescribeDBClusters', { DBClusterIdentifier }).DBClusters!
    expect(cluster).toMatchObject({
      Status: 'available',
      DBClusterMembers: [{ DBInstanceIdentifier: 'shop-1', IsClusterWriter: true }],
    })
    const gone = { DBClusterIdentifier, SkipFinalSnapshot: true }
    expect(world.refusedBy('rds', 'DeleteDBCluster', gone)).toMatch(/^InvalidDBClusterStateFault/)
    world.call('rds', 'DeleteDBInstance', { DBInstanceIdentifier: 'shop-1' })
    world.pass(600)
    world.call('rds', 'DeleteDBCluster', gone)
    const late = {
      DBInstanceIdentifier: 'late',
      DBInstanceClass: 'db.r6g.large',
      Engine: 'aurora-postgresql',
    }
    expect(world.refusedBy('rds', 'CreateDBInstance', { ...late, DBClusterIdentifier })).toMatch(
      /^InvalidDBClusterStateFault/,
    )
    world.pass(600)
    expect(world.call('rds', 'DescribeDBClusters').DBClusters).toEqual([])
  })
})
