import { describe, expect, it } from 'vitest'
import type { Route53resolver } from '../../../../../simulator/api/generated/types.d.ts'
import { rulesForVpc } from '../../../../../simulator/services/route53resolver/rule-associations.ts'
import { account, otherAccount } from '../cloud.ts'
import { network } from './networks.ts'

type RuleRequest = Route53resolver.CreateResolverRuleRequest

const elsewhere = { account: otherAccount }

describe('Resolver rules', () => {
  it('are complete at once, with the domain as DNS writes it and the usual port', () => {
    const { call, endpoint } = network()
    const ResolverEndpointId = endpoint({ Direction: 'OUTBOUND' })
    const { ResolverRule } = call('route53resolver', 'CreateResolverRule', {
      CreatorRequestId: 'r',
      Name: 'corp',
      RuleType: 'FORWARD',
      DomainName: 'Corp.Example',
      ResolverEndpointId,
      TargetIps: [{ Ip: '192.168.0.53' }, { Ip: '192.168.1.53', Port: 5353 }],
    })
    expect(ResolverRule).toEqual({
      Id: expect.stringMatching(/^rslvr-rr-[0-9a-f]{17}$/),
      CreatorRequestId: 'r',
      Arn: `arn:aws:route53resolver:us-east-1:${account}:resolver-rule/${ResolverRule!.Id}`,
      DomainName: 'corp.example.',
      Status: 'COMPLETE',
      StatusMessage: expect.stringMatching(/^\[Trace id: .*\] Successfully created Resolver Rule\.$/),
      RuleType: 'FORWARD',
      Name: 'corp',
      TargetIps: [
        { Ip: '192.168.0.53', Port: 53 },
        { Ip: '192.168.1.53', Port: 5353 },
      ],
      ResolverEndpointId,
      OwnerId: account,
      ShareStatus: 'NOT_SHARED',
      CreationTime: ResolverRule!.CreationTime,
      ModificationTime: ResolverRule!.CreationTime,
    })
  })

  it('begin with the one that the Resolver made', () => {
    const { call } = network()
    const { ResolverRules, MaxResults } = call('route53resolver', 'ListResolverRules')
    expect(MaxResults).toBe(100)
    expect(ResolverRules).toEqual([
      {
        Id: 'rslvr-autodefined-rr-internet-resolver',
        CreatorRequestId: '',
        Arn: 'arn:aws:route53resolver:us-east-1::autodefined-rule/rslvr-autodefined-rr-internet-resolver',
        DomainName: '.',
        Status: 'COMPLETE',
        RuleType: 'RECURSIVE',
        Name: 'Internet Resolver',
        OwnerId: 'Route 53 Resolver',
        ShareStatus: 'NOT_SHARED',
      },
    ])
    const ResolverRuleId = ResolverRules![0]!.Id!
    expect(call('route53resolver', 'GetResolverRule', { ResolverRuleId }).ResolverRule).toEqual(
      ResolverRules![0],
    )
  })

  const world = network()
  const out = world.endpoint({ Direction: 'OUTBOUND' })
  const inbound = world.endpoint()
  const both = world.endpoint({ Direction: 'OUTBOUND', Protocols: ['Do53', 'DoH'] })
  const rule = world.forward(out, 'corp.example')
  world.call('route53resolver', 'CreateResolverRule', {
    CreatorRequestId: 'taken',
    RuleType: 'SYSTEM',
    DomainName: 'aws.corp.example',
    Name: 'exception',
  })
  const forward: RuleRequest = {
    CreatorRequestId: 'new',
    RuleType: 'FORWARD',
    DomainName: 'a.example',
    ResolverEndpointId: out,
    TargetIps: [{ Ip: '192.168.0.53' }],
  }
  const { TargetIps: _, ...noTargets } = forward
  const { ResolverEndpointId: __, ...noEndpoint } = forward

  it.each<[string, RuleRequest, string]>([
    [
      'a request made before',
      { ...forward, CreatorRequestId: 'taken' },
      "ResourceExistsException: Resolver rule with creator request ID 'taken' already exists",
    ],
    [
      'a recursive rule',
      { ...forward, RuleType: 'RECURSIVE' },
      'InvalidRequestException: [RSLVR-00718] Cannot create a rule with type RECURSIVE',
    ],
    [
      'a system rule with targets',
      { ...forward, RuleType: 'SYSTEM' },
      'InvalidRequestException: Cannot specify resolver endpoint ID and target IP for SYSTEM type resolver rule',
    ],
    [
      'a delegation without a name server',
      { ...noTargets, RuleType: 'DELEGATE' },
      'InvalidRequestException: Delegate resolver rules need to specify a nameserver name',
    ],
    [
      'no targets',
      noTargets,
      'InvalidRequestException: Target IPs must be specified for FORWARD type resolver rule',
    ],
    [
      'no endpoint',
      noEndpoint,
      'InvalidRequestException: Resolver endpoint ID must be specified for FORWARD type resolver rule',
    ],
    [
      'an endpoint that does not exist',
      { ...forward, ResolverEndpointId: 'rslvr-out-1' },
      'ResourceNotFoundException: [RSLVR-00703] Resolver endpoint with ID "rslvr-out-1" does not exist.',
    ],
    [
      'an endpoint in the wrong direction',
      { ...forward, ResolverEndpointId: inbound },
      `InvalidRequestException: Cannot use the Resolver endpoint '${inbound}' in a rule: its direction is INBOUND`,
    ],
    [
      'a bad name',
      { ...forward, DomainName: '..' },
      'InvalidParameterException: [RSLVR-00711] Invalid domain name',
    ],
    [
      'a bad address',
      { ...forward, TargetIps: [{ Ip: '192.168.0.256' }] },
      "InvalidParameterException: Invalid IP address: '192.168.0.256'",
    ],
    [
      'addresses of both families',
      { ...forward, TargetIps: [{ Ip: '192.168.0.53' }, { Ipv6: '2001:db8::53' }] },
      'InvalidRequestException: Cannot specify both IPv4 and IPv6 target addresses in the same resolver rule',
    ],
    [
      'too many targets',
      { ...forward, TargetIps: Array.from({ length: 7 }, (_one, i) => ({ Ip: `192.168.0.${i + 1}` })) },
      `LimitExceededException: Account '${account}' has exceeded 'max-target-ips-per-rule'`,
    ],
    [
      'a choice of protocols not made',
      { ...forward, ResolverEndpointId: both },
      'InvalidRequestException: [RSLVR-00726] Endpoint has more than 1 protocol. Add one of the endpoint protocol for rule creation',
    ],
  ])('refuse %s', (_what, request, text) => {
    expect(world.refusedBy('route53resolver', 'CreateResolverRule', request)).toBe(text)
  })

  it.each([
    ['DomainName', 'corp.example.', ['corp.example.']],
    ['DOMAIN_NAME', 'corp.example.', ['corp.example.']],
    ['Name', 'exception', ['aws.corp.example.']],
    ['CreatorRequestId', 'taken', ['aws.corp.example.']],
    ['ResolverEndpointId', out, ['corp.example.']],
    ['Status', 'COMPLETE', ['.', 'corp.example.', 'aws.corp.example.']],
    ['TYPE', 'SYSTEM', ['aws.corp.example.']],
  ])('are listed by %s=%s', (Name, value, expected) => {
    const Filters = [{ Name, Values: [value] }]
    const { ResolverRules } = world.call('route53resolver', 'ListResolverRules', { Filters })
    expect(ResolverRules!.map(({ DomainName }) => DomainName)).toEqual(expected)
  })

  it('can be changed', () => {
    const { ResolverRule } = world.call('route53resolver', 'UpdateResolverRule', {
      ResolverRuleId: rule,
      Config: { Name: 'renamed', TargetIps: [{ Ip: '192.168.9.53', Port: 53 }] },
    })
    expect(ResolverRule).toMatchObject({
      Name: 'renamed',
      TargetIps: [{ Ip: '192.168.9.53', Port: 53 }],
      ResolverEndpointId: out,
    })
    expect(ResolverRule!.StatusMessage).toMatch(/\] Successfully updated Resolver Rule\.$/)
  })

  it('are associated with VPCs, and hold there a little later', () => {
    const { call, cloud, endpoint, forward: make, pass, vpc } = network()
    const ResolverRuleId = make(endpoint({ Direction: 'OUTBOUND' }), 'corp.example')
    const holding = () => rulesForVpc({ store: cloud.store }, vpc).map(({ DomainName }) => DomainName)
    const { ResolverRuleAssociation } = call('route53resolver', 'AssociateResolverRule', {
      ResolverRuleId,
      Name: 'mine',
      VPCId: vpc,
    })
    expect(ResolverRuleAssociation).toEqual({
      Id: expect.stringMatching(/^rslvr-rrassoc-[0-9a-f]{17}$/),
      ResolverRuleId,
      Name: 'mine',
      VPCId: vpc,
      Status: 'CREATING',
      StatusMessage: expect.stringMatching(/\] Creating the association\.$/),
    })
    expect(holding()).toEqual([])
    pass(60)
    expect(holding()).toEqual(['corp.example.'])
    const Filters = [{ Name: 'VPCId', Values: [vpc] }]
    const list = () =>
      call('route53resolver', 'ListResolverRuleAssociations', { Filters }).ResolverRuleAssociations!
    expect(list()).toEqual([
      {
        Id: `rslvr-autodefined-assoc-${vpc}-internet-resolver`,
        ResolverRuleId: 'rslvr-autodefined-rr-internet-resolver',
        Name: 'System Rule Association',
        VPCId: vpc,
        Status: 'COMPLETE',
        StatusMessage: '',
      },
      { ...ResolverRuleAssociation, Status: 'COMPLETE', StatusMessage: '' },
    ])
    const ended = call('route53resolver', 'DisassociateResolverRule', { ResolverRuleId, VPCId: vpc })
    expect(ended.ResolverRuleAssociation).toMatchObject({
      Status: 'DELETING',
      StatusMessage: expect.stringMatching(/\] Deleting Association$/),
    })
    expect(holding()).toEqual([])
    pass(60)
    expect(list()).toHaveLength(1)
  })

  it('are deleted only when they hold nowhere', () => {
    const { call, endpoint, forward: make, pass, refusedBy, vpc: VPCId } = network()
    const ResolverRuleId = make(endpoint({ Direction: 'OUTBOUND' }), 'corp.example')
    call('route53resolver', 'AssociateResolverRule', { ResolverRuleId, VPCId })
    expect(refusedBy('route53resolver', 'DeleteResolverRule', { ResolverRuleId })).toBe(
      'ResourceInUseException: Please disassociate this resolver rule from VPC first before deleting',
    )
    call('route53resolver', 'DisassociateResolverRule', { ResolverRuleId, VPCId })
    pass(60)
    const { ResolverRule } = call('route53resolver', 'DeleteResolverRule', { ResolverRuleId })
    expect(ResolverRule!.Status).toBe('DELETING')
    pass(60)
    expect(refusedBy('route53resolver', 'GetResolverRule', { ResolverRuleId })).toBe(
      `ResourceNotFoundException: [RSLVR-00703] Resolver rule with ID "${ResolverRuleId}" does not exist.`,
    )
  })

  it('cannot hold twice for one domain, nor send questions round in circles', () => {
    const { call, endpoint, forward: make, refusedBy, subnets, vpc: VPCId } = network()
    const outbound = endpoint({ Direction: 'OUTBOUND' })
    endpoint({ IpAddresses: [{ SubnetId: subnets[0], Ip: '10.0.1.53' }, { SubnetId: subnets[1] }] })
    const [first, second] = [make(outbound, 'corp.example'), make(outbound, 'corp.example', '192.168.7.53')]
    call('route53resolver', 'AssociateResolverRule', { ResolverRuleId: first, VPCId })
    expect(refusedBy('route53resolver', 'AssociateResolverRule', { ResolverRuleId: second, VPCId })).toBe(
      `InvalidRequestException: Cannot associate rules with same domain name with same VPC. Conflict with resolver rule '${first}'`,
    )
    const loop = make(outbound, 'loop.example', '10.0.1.53')
    expect(refusedBy('route53resolver', 'AssociateResolverRule', { ResolverRuleId: loop, VPCId })).toBe(
      `InvalidRequestException: [RSLVR-00804] Cannot associate rule ${loop} to VPC ${VPCId} because the VPC include an INBOUND resolver endpoints with rule's target IP. Please try a different rule or update rule's target IP.`,
    )
    expect(
      refusedBy('route53resolver', 'AssociateResolverRule', { ResolverRuleId: first, VPCId: 'vpc-1' }),
    ).toBe("InvalidParameterException: The vpc ID 'vpc-1' does not exist")
  })

  it('can be shared: the guest uses them with VPCs of its own and cannot change them', () => {
    const { ask, call, endpoint, forward: make, refusedBy } = network()
    const ResolverRuleId = make(endpoint({ Direction: 'OUTBOUND' }), 'corp.example')
    const { Arn } = call('route53resolver', 'GetResolverRule', { ResolverRuleId }).ResolverRule!
    const VPCId = ask('CreateVpc', { CidrBlock: '10.0.0.0/16' }, elsewhere).Vpc!.VpcId!
    const associate = { ResolverRuleId, VPCId }
    expect(refusedBy('route53resolver', 'AssociateResolverRule', associate, elsewhere)).toBe(
      `ResourceNotFoundException: [RSLVR-00703] Resolver rule with ID "${ResolverRuleId}" does not exist.`,
    )
    const ResolverRulePolicy = JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { AWS: [otherAccount] },
          Action: ['route53resolver:AssociateResolverRule'],
        },
      ],
    })
    expect(call('route53resolver', 'PutResolverRulePolicy', { Arn: Arn!, ResolverRulePolicy })).toEqual({
      ReturnValue: true,
    })
    expect(call('route53resolver', 'GetResolverRulePolicy', { Arn: Arn! })).toEqual({ ResolverRulePolicy })
    const status = (where?: { account: string }) =>
      call('route53resolver', 'GetResolverRule', { ResolverRuleId }, where).ResolverRule!.ShareStatus
    expect([status(), status(elsewhere)]).toEqual(['SHARED_BY_ME', 'SHARED_WITH_ME'])
    call('route53resolver', 'AssociateResolverRule', associate, elsewhere)
    expect(refusedBy('route53resolver', 'DeleteResolverRule', { ResolverRuleId }, elsewhere)).toBe(
      'AccessDeniedException: You are not authorized to perform this operation.',
    )
    expect(
      refusedBy('route53resolver', 'PutResolverRulePolicy', { Arn: Arn!, ResolverRulePolicy: '{' }),
    ).toBe('InvalidPolicyDocument: The specified resource policy is invalid')
  })

  it('have tags', () => {
    const { call, endpoint, forward: make, refusedBy } = network()
    const ResolverRuleId = make(endpoint({ Direction: 'OUTBOUND' }), 'corp.example')
    const ResourceArn = call('route53resolver', 'GetResolverRule', { ResolverRuleId }).ResolverRule!.Arn!
    const tags = () => call('route53resolver', 'ListTagsForResource', { ResourceArn }).Tags
    call('route53resolver', 'TagResource', { ResourceArn, Tags: [{ Key: 'a', Value: '1' }] })
    call('route53resolver', 'TagResource', { ResourceArn, Tags: [{ Key: 'b', Value: '2' }] })
    expect(tags()).toEqual([
      { Key: 'a', Value: '1' },
      { Key: 'b', Value: '2' },
    ])
    call('route53resolver', 'UntagResource', { ResourceArn, TagKeys: ['a'] })
    expect(tags()).toEqual([{ Key: 'b', Value: '2' }])
    expect(refusedBy('route53resolver', 'ListTagsForResource', { ResourceArn: `${ResourceArn}0` })).toBe(
      `ResourceNotFoundException: Resource with ARN '${ResourceArn}0' does not exist`,
    )
  })
})
