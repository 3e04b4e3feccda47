import { describe, expect, it } from 'vitest'
import type { Elbv2 } from '../../../../../simulator/api/generated/types.d.ts'
import { balancingWorld } from './elbv2-world.ts'

type Condition = Elbv2.RuleCondition

const path = (...Values: string[]): Condition => ({ Field: 'path-pattern', Values })
const paths = (...Values: string[]): Condition => ({ Field: 'path-pattern', PathPatternConfig: { Values } })
const host = (...Values: string[]): Condition => ({ Field: 'host-header', HostHeaderConfig: { Values } })
const header = (HttpHeaderName: string, ...Values: string[]): Condition => ({
  Field: 'http-header',
  HttpHeaderConfig: { HttpHeaderName, Values },
})
const method = (...Values: string[]): Condition => ({
  Field: 'http-request-method',
  HttpRequestMethodConfig: { Values },
})
const query = (...Values: Elbv2.QueryStringKeyValuePair[]): Condition => ({
  Field: 'query-string',
  QueryStringConfig: { Values },
})
const from = (...Values: string[]): Condition => ({ Field: 'source-ip', SourceIpConfig: { Values } })

function world() {
  const all = balancingWorld()
  const { elb, refused, open, groupOf, listen, a, b } = all
  const application = open({ Name: 'app', Type: 'application', Subnets: [a, b] })
  const http = groupOf({ Name: 'http', Protocol: 'HTTP' })
  const images = groupOf({ Name: 'images', Protocol: 'HTTP' })
  const listener = listen(application, http, { Protocol: 'HTTP' })
  const ListenerArn = listener.ListenerArn!
  const Actions: Elbv2.Action[] = [{ Type: 'forward', TargetGroupArn: images.TargetGroupArn! }]
  const input = (more: Partial<Elbv2.CreateRuleInput> = {}): Elbv2.CreateRuleInput => ({
    ListenerArn,
    Priority: 10,
    Conditions: [path('/img/*')],
    Actions,
    ...more,
  })
  const create = (more?: Partial<Elbv2.CreateRuleInput>) => elb('CreateRule', input(more)).Rules![0]!
  const refuse = (more: Partial<Elbv2.CreateRuleInput>) => refused('CreateRule', input(more))
  const list = () => elb('DescribeRules', { ListenerArn }).Rules!
  const priorities = () => list().map(({ Priority }) => Priority)
  const byDefault = () => list().at(-1)!.RuleArn!
  return {
    ...all,
    application,
    http,
    images,
    listener,
    ListenerArn,
    create,
    refuse,
    list,
    priorities,
    byDefault,
  }
}

describe('a rule of a listener', () => {
  it('is answered and described as AWS does', () => {
    const { elb, create, listener, images } = world()
    const { TargetGroupArn } = images
    const rule = create()
    expect(rule).toEqual({
      RuleArn: expect.stringMatching(
        new RegExp(`^${listener.ListenerArn!.replace(':listener/', ':listener-rule/')}/[0-9a-f]{16}$`),
      ),
      Priority: '10',
      Conditions: [{ Field: 'path-pattern', Values: ['/img/*'], PathPatternConfig: { Values: ['/img/*'] } }],
      Actions: [
        {
          Type: 'forward',
          TargetGroupArn,
          ForwardConfig: {
            TargetGroups: [{ TargetGroupArn, Weight: 1 }],
            TargetGroupStickinessConfig: { Enabled: false },
          },
        },
      ],
      IsDefault: false,
    })
    expect(elb('DescribeRules', { RuleArns: [rule.RuleArn!] }).Rules).toEqual([rule])
  })

  it('comes before the default one, in the order of the priorities', () => {
    const { create, list, listener, priorities } = world()
    for (const Priority of [10, 9, 100]) create({ Priority })
    expect(priorities()).toEqual(['9', '10', '100', 'default'])
    expect(list().at(-1)).toEqual({
      RuleArn: expect.stringMatching(/:listener-rule\/app\/app\/[0-9a-f/]+$/),
      Priority: 'default',
      Conditions: [],
      Actions: listener.DefaultActions,
      IsDefault: true,
    })
  })

  it('shows in the target group that it forwards to, and keeps it from being deleted', () => {
    const { elb, refused, create, application, images } = world()
    const TargetGroupArn = images.TargetGroupArn!
    const balancers = () =>
      elb('DescribeTargetGroups', { TargetGroupArns: [TargetGroupArn] }).TargetGroups![0]!.LoadBalancerArns
    expect(balancers()).toEqual([])
    const { RuleArn = '' } = create()
    expect(balancers()).toEqual([application.LoadBalancerArn])
    const { LoadBalancerArn = '' } = application
    const behind = elb('DescribeTargetGroups', { LoadBalancerArn }).TargetGroups!
    expect(behind.map(({ TargetGroupName }) => TargetGroupName)).toEqual(['http', 'images'])
    expect(refused('DeleteTargetGroup', { TargetGroupArn })).toBe(
      `ResourceInUse: Target group '${TargetGroupArn}' is currently in use by a listener or a rule`,
    )
    elb('DeleteRule', { RuleArn })
    elb('DeleteTargetGroup', { TargetGroupArn })
  })

  it.each(['DeleteListener', 'DeleteLoadBalancer'] as const)('goes with its listener: %s', (operation) => {
    const { elb, refused, create, ListenerArn, application, images } = world()
    const { RuleArn = '' } = create()
    if (operation === 'DeleteListener') elb(operation, { ListenerArn })
    else elb(operation, { LoadBalancerArn: application.LoadBalancerArn! })
    expect(refused('DescribeRules', { RuleArns: [RuleArn] })).toBe(
      'RuleNotFound: One or more rules not found',
    )
    elb('DeleteTargetGroup', { TargetGroupArn: images.TargetGroupArn! })
  })

  it('has tags', () => {
    const { elb, create } = world()
    const { RuleArn = '' } = create({ Tags: [{ Key: 'team', Value: 'web' }] })
    elb('AddTags', { ResourceArns: [RuleArn], Tags: [{ Key: 'stage', Value: 'test' }] })
    elb('RemoveTags', { ResourceArns: [RuleArn], TagKeys: ['team'] })
    expect(elb('DescribeTags', { ResourceArns: [RuleArn] }).TagDescriptions).toEqual([
      { ResourceArn: RuleArn, Tags: [{ Key: 'stage', Value: 'test' }] },
    ])
  })

  it('may rewrite the host and the URL', () => {
    const { create, refuse } = world()
    const Rewrites = [{ Regex: '^/v1/(.*)', Replace: '/$1' }]
    const url = { Type: 'url-rewrite', UrlRewriteConfig: { Rewrites } } as const
    const other = { Type: 'host-header-rewrite', HostHeaderRewriteConfig: { Rewrites } } as const
    expect(create({ Transforms: [url, other] }).Transforms).toEqual([url, other])
    expect(refuse({ Transforms: [url, url] })).toBe(
      "ValidationError: A rule can only have one 'url-rewrite' transform",
    )
    expect(refuse({ Transforms: [{ Type: 'url-rewrite' }] })).toBe(
      "ValidationError: A 'UrlRewriteConfig' must be specified with 'url-rewrite'",
    )
  })
})

describe('the conditions of a rule', () => {
  const regex: Condition = { Field: 'path-pattern', RegexValues: ['^/api/.+$'] }

  it.each<[string, Condition[], Condition[]]>([
    [
      'a path',
      [path('/api')],
      [{ Field: 'path-pattern', Values: ['/api'], PathPatternConfig: { Values: ['/api'] } }],
    ],
    [
      'several hosts',
      [host('a.example.com', '*.b.example.com')],
      [
        {
          Field: 'host-header',
          Values: ['a.example.com', '*.b.example.com'],
          HostHeaderConfig: { Values: ['a.example.com', '*.b.example.com'] },
        },
      ],
    ],
    ['a regular expression', [regex], [{ ...regex, PathPatternConfig: { RegexValues: ['^/api/.+$'] } }]],
    ['a header', [header('X-Env', 'test')], [header('X-Env', 'test')]],
    ['a method', [method('GET', 'HEAD')], [method('GET', 'HEAD')]],
    [
      'a query',
      [query({ Key: 'v', Value: '1' }, { Value: 'x' })],
      [query({ Key: 'v', Value: '1' }, { Value: 'x' })],
    ],
    ['addresses', [from('10.0.0.0/8', '2001:db8::/32')], [from('10.0.0.0/8', '2001:db8::/32')]],
    ['two headers', [header('A', '1'), header('B', '2')], [header('A', '1'), header('B', '2')]],
  ])('may ask for %s', (_, asked, stored) => {
    expect(world().create({ Conditions: asked }).Conditions).toEqual(stored)
  })

  it.each<[string, Condition[], string]>([
    ['none', [], 'A condition must be specified'],
    [
      'an unknown field',
      [{ Field: 'cookie', Values: ['x'] }],
      "Condition field 'cookie' must be one of '[path-pattern,host-header,http-header,http-request-method,query-string,source-ip]'",
    ],
    ['no value', [{ Field: 'path-pattern' }], 'A condition value must be specified'],
    [
      'two values beside the configuration',
      [path('/a', '/b')],
      "The 'path-pattern' field contains too many values; the limit is '1'",
    ],
    [
      'values both ways',
      [{ ...paths('/a'), Values: ['/b'] }],
      "You cannot provide both Values and 'PathPatternConfig' for a condition of type 'path-pattern'",
    ],
    [
      'a path that is too long',
      [path(`/${'a'.repeat(128)}`)],
      "The 'path-pattern' value is too long; the limit is '128'",
    ],
    ['a path with a space', [path('/a b')], "The 'path-pattern' value contains invalid characters"],
    ['a host with a slash', [host('a.example.com/b')], "The 'host-header' value contains invalid characters"],
    [
      'values where there are none',
      [{ ...method('GET'), Values: ['GET'] }],
      "The 'Values' field is not compatible with 'http-request-method'",
    ],
    [
      'a foreign configuration',
      [{ ...method('GET'), ...from('10.0.0.0/8'), Field: 'source-ip' }],
      "The 'HttpRequestMethodConfig' field is not compatible with 'source-ip'",
    ],
    ['no configuration', [{ Field: 'source-ip' }], "A 'SourceIpConfig' must be specified with 'source-ip'"],
    [
      'an address without length',
      [from('10.0.0.1')],
      "The 'source-ip' value '10.0.0.1' must be in CIDR format",
    ],
    ['no address', [from()], "A 'source-ip' value must be specified"],
    [
      'a method in small letters',
      [method('get')],
      "The 'http-request-method' value is invalid; the allowed characters are A-Z, hyphen and underscore",
    ],
    [
      'the host as a header',
      [header('Host', 'a')],
      "The 'HttpHeaderName' value cannot be 'host'; use a 'host-header' condition",
    ],
    [
      'a long name of a header',
      [header('X'.repeat(41), 'a')],
      "The 'HttpHeaderName' value is too long; the limit is '40'",
    ],
    [
      'a key without value',
      [query({ Key: 'v' })],
      "A 'Value' must be specified in 'QueryStringKeyValuePair'",
    ],
    ['two paths', [path('/a'), path('/b')], "A rule can only have one 'path-pattern' condition"],
    [
      'six values',
      [paths('/1', '/2', '/3'), header('A', '4', '5', '6')],
      "A rule can only have '5' condition values",
    ],
    ['seven wildcards', [paths('/*/*/*/?'), host('*.*.*')], "A rule can only have '6' condition wildcards"],
  ])('cannot be %s', (_, Conditions, text) => {
    expect(world().refuse({ Conditions })).toBe(`ValidationError: ${text}`)
  })
})

describe('CreateRule refuses', () => {
  it('a priority that is taken, or out of range', () => {
    const { create, refuse } = world()
    create()
    expect(refuse({})).toBe("PriorityInUse: Priority '10' is currently in use")
    expect(refuse({ Priority: 50_001 })).toMatch(
      /^ValidationError: 1 validation error detected: Value '50001'/,
    )
  })

  it.each([
    ['network', 'TCP', 'Network'],
    ['gateway', 'GENEVE', 'Gateway'],
  ] as const)('the listeners of a %s load balancer', (Type, Protocol, name) => {
    const { open, groupOf, listen, refuse, a } = world()
    const balancer = open({
      Name: Type,
      Type,
      Subnets: [a],
      ...(Type === 'gateway' && { Scheme: undefined }),
    })
    const target = groupOf({ Name: Type, Protocol, Port: Type === 'gateway' ? 6081 : 80 })
    const { ListenerArn = '' } = listen(
      balancer,
      target,
      Type === 'gateway' ? { Protocol: undefined, Port: undefined } : {},
    )
    expect(refuse({ ListenerArn })).toBe(
      `UnsupportedFeature: Rules are unsupported for ${name} Load Balancer listeners`,
    )
  })

  it('a listener that there is not, and actions that do not fit', () => {
    const { refuse, groupOf, ListenerArn } = world()
    expect(refuse({ ListenerArn: `${ListenerArn}0` })).toBe(
      'ListenerNotFound: One or more listeners not found',
    )
    expect(refuse({ Actions: [] })).toBe('ValidationError: An action must be specified')
    const { TargetGroupArn = '' } = groupOf({ Name: 'tcp' })
    expect(refuse({ Actions: [{ Type: 'forward', TargetGroupArn }] })).toMatch(/^IncompatibleProtocols: /)
  })

  it('the hundred and first rule of a load balancer', () => {
    const { create, refuse } = world()
    for (let Priority = 1; Priority <= 100; Priority++) create({ Priority })
    expect(refuse({ Priority: 101 })).toMatch(/^TooManyRules: /)
  })
})

describe('ModifyRule', () => {
  it('replaces what it names and nothing else', () => {
    const { elb, create, http } = world()
    const Transforms = [
      { Type: 'url-rewrite', UrlRewriteConfig: { Rewrites: [{ Regex: 'a', Replace: 'b' }] } },
    ] as const
    const before = create({ Transforms })
    const RuleArn = before.RuleArn!
    const modify = (more: object) => elb('ModifyRule', { RuleArn, ...more }).Rules![0]!
    expect(modify({ Conditions: [method('GET')] })).toEqual({ ...before, Conditions: [method('GET')] })
    const Actions = [{ Type: 'forward', TargetGroupArn: http.TargetGroupArn }]
    expect(modify({ Actions }).Actions).toMatchObject(Actions)
    expect(modify({ ResetTransforms: true })).not.toHaveProperty('Transforms', Transforms)
    expect(elb('DescribeRules', { RuleArns: [RuleArn] }).Rules).toMatchObject([
      { Priority: '10', Conditions: [method('GET')], Actions },
    ])
  })

  it.each([
    ['bad conditions', { Conditions: [path('/a b')] }, /^ValidationError: /],
    [
      'a missing target group',
      { Actions: [{ Type: 'forward', TargetGroupArn: 'arn:tg' }] },
      /^ValidationError: /,
    ],
    ['transforms that also go', { Transforms: [], ResetTransforms: true }, /^ValidationError: /],
  ] as const)('refuses %s', (_, more, text) => {
    const { refused, create } = world()
    expect(refused('ModifyRule', { RuleArn: create().RuleArn!, ...more } as never)).toMatch(text)
  })
})

describe('SetRulePriorities', () => {
  it('lets rules change places', () => {
    const { elb, create, priorities, list } = world()
    const [one, two] = [create({ Priority: 1 }), create({ Priority: 2 })]
    const { Rules } = elb('SetRulePriorities', {
      RulePriorities: [
        { RuleArn: one.RuleArn!, Priority: 2 },
        { RuleArn: two.RuleArn!, Priority: 1 },
      ],
    })
    expect(Rules).toEqual([
      { ...one, Priority: '2' },
      { ...two, Priority: '1' },
    ])
    expect(priorities()).toEqual(['1', '2', 'default'])
    expect(list()[0]!.RuleArn).toBe(two.RuleArn)
  })

  it('refuses a priority of another rule, one for two, and none at all', () => {
    const { refused, create } = world()
    const [one, two, three] = [1, 2, 3].map((Priority) => create({ Priority }).RuleArn!)
    const set = (...RulePriorities: Elbv2.RulePriorityPair[]) =>
      refused('SetRulePriorities', { RulePriorities })
    expect(set({ RuleArn: one!, Priority: 3 })).toBe("PriorityInUse: Priority '3' is currently in use")
    expect(set({ RuleArn: one!, Priority: 9 }, { RuleArn: two!, Priority: 9 })).toBe(
      "PriorityInUse: Priority '9' is currently in use",
    )
    expect(set()).toBe('ValidationError: At least one rule priority must be specified')
    expect(set({ RuleArn: `${three}0`, Priority: 4 })).toBe('RuleNotFound: One or more rules not found')
  })
})

describe('the default rule', () => {
  it('is described by its ARN', () => {
    const { elb, list, byDefault } = world()
    expect(elb('DescribeRules', { RuleArns: [byDefault()] }).Rules).toEqual(list())
  })

  it('stays as it is', () => {
    const { refused, byDefault } = world()
    const RuleArn = byDefault()
    const text = (verb: string) => `OperationNotPermitted: Default rule '${RuleArn}' cannot be ${verb}`
    expect(refused('DeleteRule', { RuleArn })).toBe(text('deleted'))
    expect(refused('ModifyRule', { RuleArn, Conditions: [path('/')] })).toBe(text('modified'))
    expect(refused('SetRulePriorities', { RulePriorities: [{ RuleArn, Priority: 1 }] })).toBe(
      text('modified'),
    )
  })
})

describe('DescribeRules', () => {
  it('asks for a listener or for rules, and gives pages', () => {
    const { elb, refused, create, ListenerArn, byDefault } = world()
    create()
    expect(refused('DescribeRules')).toBe(
      'ValidationError: You must specify either listener rule ARNs or a listener ARN',
    )
    expect(refused('DescribeRules', { ListenerArn, RuleArns: [byDefault()] })).toBe(
      'ValidationError: Listener rule ARNs and a listener ARN cannot be specified at the same time',
    )
    const first = elb('DescribeRules', { ListenerArn, PageSize: 1 })
    expect(first.Rules).toMatchObject([{ Priority: '10' }])
    expect(elb('DescribeRules', { ListenerArn, Marker: first.NextMarker }).Rules).toMatchObject([
      { Priority: 'default' },
    ])
  })
})
