import { describe, expect, it } from 'vitest'
import { queryLogConfigsOf } from '../../../../../simulator/services/route53resolver/query-log-configs.ts'
import { hasReverseRules } from '../../../../../simulator/services/route53resolver/vpc-configs.ts'
import { account } from '../cloud.ts'
import { network } from './networks.ts'

const group = `arn:aws:logs:us-east-1:${account}:log-group:/dns:*`
const bucket = 'arn:aws:s3:::queries'

describe('query logging', () => {
  it('begins when a config is associated with a VPC, and must end before the config goes', () => {
    const { call, cloud, pass, refusedBy, vpc: ResourceId } = network()
    const { ResolverQueryLogConfig } = call('route53resolver', 'CreateResolverQueryLogConfig', {
      Name: 'log',
      DestinationArn: group,
      CreatorRequestId: 'r',
    })
    const id = ResolverQueryLogConfig!.Id!
    expect(ResolverQueryLogConfig).toEqual({
      Id: expect.stringMatching(/^rqlc-[0-9a-f]{17}$/),
      OwnerId: account,
      Status: 'CREATING',
      ShareStatus: 'NOT_SHARED',
      AssociationCount: 0,
      Arn: `arn:aws:route53resolver:us-east-1:${account}:resolver-query-log-config/${id}`,
      Name: 'log',
      DestinationArn: group,
      CreatorRequestId: 'r',
      CreationTime: expect.any(String),
    })
    const names = { ResolverQueryLogConfigId: id, ResourceId }
    const made = call('route53resolver', 'AssociateResolverQueryLogConfig', names)
    const association = made.ResolverQueryLogConfigAssociation!
    expect(association).toMatchObject({ ...names, Status: 'CREATING', Error: 'NONE' })
    pass(30)
    const get = { ResolverQueryLogConfigAssociationId: association.Id! }
    const after = call('route53resolver', 'GetResolverQueryLogConfigAssociation', get)
    expect(after.ResolverQueryLogConfigAssociation!.Status).toBe('ACTIVE')
    expect(queryLogConfigsOf({ store: cloud.store }, ResourceId).map(({ Id }) => Id)).toEqual([id])
    const config = call('route53resolver', 'GetResolverQueryLogConfig', { ResolverQueryLogConfigId: id })
    expect(config.ResolverQueryLogConfig).toMatchObject({ Status: 'CREATED', AssociationCount: 1 })
    expect(refusedBy('route53resolver', 'AssociateResolverQueryLogConfig', names)).toBe(
      `ResourceExistsException: Resolver query log config '${id}' is already associated with VPC '${ResourceId}'`,
    )
    expect(
      refusedBy('route53resolver', 'DeleteResolverQueryLogConfig', { ResolverQueryLogConfigId: id }),
    ).toBe(
      `InvalidRequestException: Resolver query log config '${id}' has associations. Disassociate all VPCs before deleting it`,
    )
    call('route53resolver', 'DisassociateResolverQueryLogConfig', names)
    pass(30)
    call('route53resolver', 'DeleteResolverQueryLogConfig', { ResolverQueryLogConfigId: id })
    expect(refusedBy('route53resolver', 'AssociateResolverQueryLogConfig', names)).toBe(
      `InvalidRequestException: Resolver query log config '${id}' is being deleted`,
    )
    pass(30)
    expect(call('route53resolver', 'ListResolverQueryLogConfigs').ResolverQueryLogConfigs).toEqual([])
  })

  it('needs a destination that can take logs', () => {
    const { refusedBy } = network()
    const request = { Name: 'log', DestinationArn: 'arn:aws:sqs:us-east-1:123456789012:queue' }
    expect(refusedBy('route53resolver', 'CreateResolverQueryLogConfig', request)).toBe(
      "InvalidParameterException: The destination ARN 'arn:aws:sqs:us-east-1:123456789012:queue' is invalid",
    )
  })

  const world = network()
  const create = (Name: string, DestinationArn: string, CreatorRequestId: string) =>
    world.call('route53resolver', 'CreateResolverQueryLogConfig', { Name, DestinationArn, CreatorRequestId })
      .ResolverQueryLogConfig!
  const one = create('one', group, '1')
  world.pass(30)
  const two = create('two', bucket, '2')
  world.call('route53resolver', 'AssociateResolverQueryLogConfig', {
    ResolverQueryLogConfigId: one.Id!,
    ResourceId: world.vpc,
  })

  it.each([
    ['Arn', one.Arn!, ['one']],
    ['AssociationCount', '1', ['one']],
    ['CreationTime', two.CreationTime!, ['two']],
    ['CreatorRequestId', '2', ['two']],
    ['Destination', 'S3', ['two']],
    ['DestinationArn', group, ['one']],
    ['Id', two.Id!, ['two']],
    ['Name', 'one', ['one']],
    ['OwnerId', account, ['one', 'two']],
    ['ShareStatus', 'NOT_SHARED', ['one', 'two']],
    ['Status', 'CREATING', ['two']],
  ])('is listed by %s=%s', (Name, value, expected) => {
    const answer = world.call('route53resolver', 'ListResolverQueryLogConfigs', {
      Filters: [{ Name, Values: [value] }],
    })
    expect(answer.ResolverQueryLogConfigs!.map((config) => config.Name)).toEqual(expected)
    expect([answer.TotalCount, answer.TotalFilteredCount]).toEqual([2, expected.length])
  })

  it('is sorted by a member', () => {
    const sorted = world.call('route53resolver', 'ListResolverQueryLogConfigs', {
      SortBy: 'Name',
      SortOrder: 'DESCENDING',
    })
    expect(sorted.ResolverQueryLogConfigs!.map(({ Name }) => Name)).toEqual(['two', 'one'])
  })

  it.each([
    ['ResolverQueryLogConfigId', one.Id!, 1],
    ['ResolverQueryLogConfigId', two.Id!, 0],
    ['ResourceId', world.vpc, 1],
    ['Error', 'NONE', 1],
    ['Status', 'FAILED', 0],
  ])('has associations by %s=%s', (Name, value, count) => {
    const Filters = [{ Name, Values: [value] }]
    const answer = world.call('route53resolver', 'ListResolverQueryLogConfigAssociations', { Filters })
    expect(answer.ResolverQueryLogConfigAssociations).toHaveLength(count)
  })
})

describe('the settings of a VPC', () => {
  it('are the usual ones until somebody changes them', () => {
    const { call, cloud, pass, vpc: ResourceId } = network()
    const hasRules = () => hasReverseRules({ store: cloud.store }, ResourceId)
    expect(hasRules()).toBe(true)
    const config = () => call('route53resolver', 'GetResolverConfig', { ResourceId }).ResolverConfig!
    expect(config()).toEqual({
      Id: expect.stringMatching(/^rslvr-rc-[0-9a-f]{16}$/),
      ResourceId,
      OwnerId: account,
      AutodefinedReverse: 'ENABLED',
    })
    expect(call('route53resolver', 'ListResolverConfigs').ResolverConfigs).toEqual([])
    call('route53resolver', 'UpdateResolverConfig', { ResourceId, AutodefinedReverseFlag: 'DISABLE' })
    expect(config().AutodefinedReverse).toBe('DISABLING')
    pass(60)
    expect(hasRules()).toBe(false)
    expect(call('route53resolver', 'ListResolverConfigs').ResolverConfigs).toEqual([
      { ...config(), AutodefinedReverse: 'DISABLED' },
    ])
  })

  it('say whether answers are validated', () => {
    const { call, pass, refusedBy, vpc: ResourceId } = network()
    const status = () =>
      call('route53resolver', 'GetResolverDnssecConfig', { ResourceId }).ResolverDNSSECConfig!
        .ValidationStatus
    expect(status()).toBe('DISABLED')
    call('route53resolver', 'UpdateResolverDnssecConfig', { ResourceId, Validation: 'ENABLE' })
    expect(status()).toBe('ENABLING')
    pass(60)
    expect(status()).toBe('ENABLED')
    const Filters = [{ Name: 'ValidationStatus', Values: ['ENABLED'] }]
    const { ResolverDnssecConfigs } = call('route53resolver', 'ListResolverDnssecConfigs', { Filters })
    expect(ResolverDnssecConfigs).toHaveLength(1)
    expect(refusedBy('route53resolver', 'GetResolverDnssecConfig', { ResourceId: 'vpc-1' })).toBe(
      "InvalidParameterException: The vpc ID 'vpc-1' does not exist",
    )
  })
})
