import { describe, expect, it } from 'vitest'
import type { Route53resolver } from '../../../../../simulator/api/generated/types.d.ts'
import { firewallGroupsFor } from '../../../../../simulator/services/route53resolver/firewall-associations.ts'
import { listHasDomain } from '../../../../../simulator/services/route53resolver/firewall-domain-lists.ts'
import {
  firewallRuleGroups,
  rulesInOrder,
} from '../../../../../simulator/services/route53resolver/firewall-rule-groups.ts'
import { account, otherAccount } from '../cloud.ts'
import { type Network, network } from './networks.ts'

const domainList = ({ call, pass }: Network, ...Domains: string[]): string => {
  const { Id } = call('route53resolver', 'CreateFirewallDomainList', { Name: 'list' }).FirewallDomainList!
  if (Domains.length) {
    const update = { FirewallDomainListId: Id!, Operation: 'ADD', Domains } as const
    call('route53resolver', 'UpdateFirewallDomains', update)
    pass(30)
  }
  return Id!
}

const ruleGroup = ({ call }: Network): string =>
  call('route53resolver', 'CreateFirewallRuleGroup', { Name: 'group' }).FirewallRuleGroup!.Id!

describe('firewall domain lists', () => {
  it('hold domains, which change in a while', () => {
    const { call, pass, refusedBy } = network()
    const { FirewallDomainList } = call('route53resolver', 'CreateFirewallDomainList', {
      Name: 'bad',
      CreatorRequestId: 'r',
    })
    const FirewallDomainListId = FirewallDomainList!.Id!
    expect(FirewallDomainList).toEqual({
      Id: expect.stringMatching(/^rslvr-fdl-/),
      Arn: `arn:aws:route53resolver:us-east-1:${account}:firewall-domain-list/${FirewallDomainListId}`,
      Name: 'bad',
      DomainCount: 0,
      Status: 'COMPLETE',
      StatusMessage: 'Created Firewall Domain List',
      CreatorRequestId: 'r',
      CreationTime: expect.any(String),
      ModificationTime: expect.any(String),
    })
    const change = (Operation: Route53resolver.FirewallDomainUpdateOperation, ...Domains: string[]) => ({
      FirewallDomainListId,
      Operation,
      Domains,
    })
    expect(
      call('route53resolver', 'UpdateFirewallDomains', change('ADD', 'Bad.example', '*.worse.example')),
    ).toEqual({
      Id: FirewallDomainListId,
      Name: 'bad',
      Status: 'UPDATING',
      StatusMessage: 'Updating the Firewall Domain List',
    })
    expect(refusedBy('route53resolver', 'UpdateFirewallDomains', change('ADD', 'x.example'))).toMatch(
      /^ConflictException/,
    )
    pass(30)
    const list = () => call('route53resolver', 'ListFirewallDomains', { FirewallDomainListId }).Domains
    expect(list()).toEqual(['bad.example.', '*.worse.example.'])
    expect(refusedBy('route53resolver', 'UpdateFirewallDomains', change('REMOVE', 'x.example'))).toBe(
      `ValidationException: [RSLVR-02502] The following domains don't exist in the DNS Firewall domain list '${FirewallDomainListId}'. You can't delete a domain that isn't in a domain list. Example unknown domain: 'x.example.'.`,
    )
    expect(refusedBy('route53resolver', 'UpdateFirewallDomains', change('ADD', 'a b'))).toBe(
      "ValidationException: The domain 'a b' is not a valid domain name.",
    )
    call('route53resolver', 'UpdateFirewallDomains', change('REMOVE', 'bad.example'))
    pass(30)
    call('route53resolver', 'UpdateFirewallDomains', change('REPLACE', 'new.example'))
    expect(list()).toEqual(['new.example.'])
  })

  it('know their domains, by wildcards too', () => {
    const world = network()
    const id = domainList(world, 'a.example', '*.b.example')
    const has = (name: string) => listHasDomain({ store: world.cloud.store }, id, name)
    expect(['a.example.', 'x.a.example.', 'b.example.', 'x.b.example.'].map(has)).toEqual([
      true,
      false,
      false,
      true,
    ])
  })
})

describe('firewall rules', () => {
  const world = network()
  const group = ruleGroup(world)
  const [used, free] = [domainList(world), domainList(world)]
  const rule: Route53resolver.CreateFirewallRuleRequest = {
    FirewallRuleGroupId: group,
    FirewallDomainListId: used,
    Priority: 200,
    Action: 'BLOCK',
    BlockResponse: 'NODATA',
    Name: 'block',
  }
  const made = world.call('route53resolver', 'CreateFirewallRule', rule).FirewallRule!

  it('are made in a group', () => {
    expect(made).toEqual({
      ...rule,
      CreatorRequestId: expect.any(String),
      CreationTime: expect.any(String),
      ModificationTime: expect.any(String),
      FirewallDomainRedirectionAction: 'INSPECT_REDIRECTION_DOMAIN',
    })
    const { FirewallRuleGroup } = world.call('route53resolver', 'GetFirewallRuleGroup', {
      FirewallRuleGroupId: group,
    })
    expect(FirewallRuleGroup!.RuleCount).toBe(1)
  })

  const { BlockResponse: _, ...allow } = {
    ...rule,
    FirewallDomainListId: free,
    Priority: 1,
    Action: 'ALLOW' as const,
  }
  it.each<[string, Partial<Route53resolver.CreateFirewallRuleRequest>, string]>([
    [
      'a taken priority',
      { ...allow, Priority: 200 },
      'The priority 200 is used by another rule of the rule group.',
    ],
    [
      'a block without an answer',
      { ...allow, Action: 'BLOCK' },
      'A block response is required for the action BLOCK.',
    ],
    [
      'an answer without a block',
      { ...allow, BlockResponse: 'NODATA' },
      'A block response cannot be specified for the action ALLOW.',
    ],
    [
      'an override without a domain',
      { ...allow, Action: 'BLOCK', BlockResponse: 'OVERRIDE' },
      'An override domain, DNS type and TTL are required for the block response OVERRIDE.',
    ],
    [
      'a second rule for a list',
      { ...allow, FirewallDomainListId: used },
      `The DNS Firewall rule group '${group}' already has a rule for this domain list.`,
    ],
  ])('refuse %s', (_what, changes, text) => {
    const request = { ...allow, ...changes }
    expect(world.refusedBy('route53resolver', 'CreateFirewallRule', request)).toBe(
      `ValidationException: ${text}`,
    )
  })

  it('are tried by priority, and can be changed and deleted', () => {
    const { call } = world
    call('route53resolver', 'CreateFirewallRule', allow)
    const list = (input: object = {}) =>
      call('route53resolver', 'ListFirewallRules', {
        FirewallRuleGroupId: group,
        ...input,
      }).FirewallRules!.map(({ Priority, Action }) => `${Priority} ${Action}`)
    expect(list()).toEqual(['1 ALLOW', '200 BLOCK'])
    const held = firewallRuleGroups.get({ store: world.cloud.store }, group)!
    expect(rulesInOrder(held).map(({ Priority }) => Priority)).toEqual([1, 200])
    expect(list({ Action: 'BLOCK' })).toEqual(['200 BLOCK'])
    const named = { FirewallRuleGroupId: group, FirewallDomainListId: used }
    const { FirewallRule } = call('route53resolver', 'UpdateFirewallRule', { ...named, Action: 'ALERT' })
    expect(FirewallRule).not.toHaveProperty('BlockResponse')
    expect(list()).toEqual(['1 ALLOW', '200 ALERT'])
    call('route53resolver', 'DeleteFirewallRule', named)
    expect(list()).toEqual(['1 ALLOW'])
    expect(world.refusedBy('route53resolver', 'DeleteFirewallRule', named)).toBe(
      `ResourceNotFoundException: [RSLVR-02025] Can't find the resource with ID '${used}'.`,
    )
  })

  it('keep their lists and groups from being deleted', () => {
    const own = network()
    const [FirewallRuleGroupId, FirewallDomainListId] = [ruleGroup(own), domainList(own)]
    const named = { FirewallRuleGroupId, FirewallDomainListId }
    own.call('route53resolver', 'CreateFirewallRule', { ...named, Priority: 1, Action: 'ALLOW', Name: 'r' })
    expect(own.refusedBy('route53resolver', 'DeleteFirewallDomainList', { FirewallDomainListId })).toMatch(
      /^ConflictException/,
    )
    expect(own.refusedBy('route53resolver', 'DeleteFirewallRuleGroup', { FirewallRuleGroupId })).toMatch(
      /^ConflictException/,
    )
    own.call('route53resolver', 'DeleteFirewallRule', named)
    own.call('route53resolver', 'DeleteFirewallDomainList', { FirewallDomainListId })
    own.call('route53resolver', 'DeleteFirewallRuleGroup', { FirewallRuleGroupId })
    expect(own.call('route53resolver', 'ListFirewallRuleGroups').FirewallRuleGroups).toEqual([])
    expect(own.call('route53resolver', 'ListFirewallDomainLists').FirewallDomainLists).toEqual([])
  })
})

describe('firewall rule groups of a VPC', () => {
  const associate = ({ call, vpc }: Network, FirewallRuleGroupId: string, Priority: number) =>
    call('route53resolver', 'AssociateFirewallRuleGroup', {
      FirewallRuleGroupId,
      VpcId: vpc,
      Priority,
      Name: 'a',
    }).FirewallRuleGroupAssociation!

  it('hold after a while, by priority', () => {
    const world = network()
    const { call, cloud, pass, refusedBy, vpc } = world
    const [first, second] = [ruleGroup(world), ruleGroup(world)]
    const late = associate(world, first, 300)
    expect(late).toMatchObject({
      FirewallRuleGroupId: first,
      VpcId: vpc,
      Priority: 300,
      MutationProtection: 'DISABLED',
      Status: 'UPDATING',
      StatusMessage: 'Creating Firewall Rule Group Association',
    })
    associate(world, second, 200)
    const groups = () => firewallGroupsFor({ store: cloud.store }, vpc).map(({ record }) => record.Id)
    expect(groups()).toEqual([])
    pass(30)
    expect(groups()).toEqual([second, first])
    const id = { FirewallRuleGroupAssociationId: late.Id! }
    call('route53resolver', 'UpdateFirewallRuleGroupAssociation', {
      ...id,
      Priority: 101,
      MutationProtection: 'ENABLED',
    })
    pass(30)
    expect(groups()).toEqual([first, second])
    expect(refusedBy('route53resolver', 'DisassociateFirewallRuleGroup', id)).toBe(
      'ValidationException: [RSLVR-02307] The DNS Firewall rule group association is under mutation protection. Remove the mutation protection and try again.',
    )
    call('route53resolver', 'UpdateFirewallRuleGroupAssociation', { ...id, MutationProtection: 'DISABLED' })
    call('route53resolver', 'DisassociateFirewallRuleGroup', id)
    pass(30)
    expect(groups()).toEqual([second])
    expect(refusedBy('route53resolver', 'DeleteFirewallRuleGroup', { FirewallRuleGroupId: second })).toMatch(
      /^ConflictException/,
    )
  })

  const world = network()
  const group = ruleGroup(world)
  associate(world, group, 200)
  it.each([
    [
      group,
      300,
      `ConflictException: The DNS Firewall rule group '${group}' is already associated with the VPC '${world.vpc}'.`,
    ],
    [
      ruleGroup(world),
      200,
      `ConflictException: The priority 200 is used by another rule group of the VPC '${world.vpc}'.`,
    ],
    [
      ruleGroup(world),
      99,
      "ValidationException: [RSLVR-02017] The priority value you provided is reserved. Provide a number between '100' and '9900'.",
    ],
    [
      'rslvr-frg-1',
      300,
      "ResourceNotFoundException: [RSLVR-02025] Can't find the resource with ID 'rslvr-frg-1'.",
    ],
  ])('refuse %s at %d', (FirewallRuleGroupId, Priority, text) => {
    const request = { FirewallRuleGroupId, VpcId: world.vpc, Priority, Name: 'a' }
    expect(world.refusedBy('route53resolver', 'AssociateFirewallRuleGroup', request)).toBe(text)
  })

  it.each([
    [{ FirewallRuleGroupId: group }, 1],
    [{ VpcId: world.vpc }, 1],
    [{ Priority: 201 }, 0],
    [{ Status: 'DELETING' as const }, 0],
  ])('are listed by %j', (filter, count) => {
    const answer = world.call('route53resolver', 'ListFirewallRuleGroupAssociations', filter)
    expect(answer.FirewallRuleGroupAssociations).toHaveLength(count)
  })

  it('can be shared with other accounts', () => {
    const { call } = world
    const { Arn } = call('route53resolver', 'GetFirewallRuleGroup', { FirewallRuleGroupId: group })
      .FirewallRuleGroup!
    const FirewallRuleGroupPolicy = JSON.stringify({
      Statement: { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${otherAccount}:root` }, Action: '*' },
    })
    call('route53resolver', 'PutFirewallRuleGroupPolicy', { Arn: Arn!, FirewallRuleGroupPolicy })
    const seen = call('route53resolver', 'ListFirewallRuleGroups', {}, { account: otherAccount })
      .FirewallRuleGroups!
    expect(seen.map(({ Id, ShareStatus }) => [Id, ShareStatus])).toEqual([[group, 'SHARED_WITH_ME']])
  })

  it('may be passed over when the firewall fails, if the VPC says so', () => {
    const { call, vpc: ResourceId } = network()
    const get = () => call('route53resolver', 'GetFirewallConfig', { ResourceId }).FirewallConfig!
    expect(get()).toMatchObject({ ResourceId, OwnerId: account, FirewallFailOpen: 'DISABLED' })
    call('route53resolver', 'UpdateFirewallConfig', { ResourceId, FirewallFailOpen: 'ENABLED' })
    expect(get().FirewallFailOpen).toBe('ENABLED')
    expect(call('route53resolver', 'ListFirewallConfigs').FirewallConfigs).toEqual([get()])
  })
})
