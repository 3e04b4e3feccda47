import { describe, expect, it } from 'vitest'
import { raiseQuota } from '../../../../../simulator/world/quotas.ts'
import { account as owner } from '../cloud.ts'
import { balancingWorld } from './elbv2-world.ts'

describe('tags', () => {
  function world() {
    const all = balancingWorld()
    const { elb, open, groupOf, listen } = all
    const balancer = open({ Tags: [{ Key: 'team', Value: 'net' }] })
    const group = groupOf({ Tags: [{ Key: 'team', Value: 'web' }] })
    const listener = listen(balancer, group, { Tags: [{ Key: 'team', Value: 'edge' }] })
    const rule = elb('DescribeRules', { ListenerArn: listener.ListenerArn! }).Rules![0]!
    const arns = [balancer.LoadBalancerArn!, group.TargetGroupArn!, listener.ListenerArn!, rule.RuleArn!]
    const list = () =>
      elb('DescribeTags', { ResourceArns: arns }).TagDescriptions!.map(({ Tags }) =>
        Tags!.map(({ Key, Value }) => `${Key}=${Value}`).join(),
      )
    return { ...all, arns, list }
  }

  it('come with every kind of resource, in the order asked for', () => {
    const { elb, arns, list } = world()
    expect(list()).toEqual(['team=net', 'team=web', 'team=edge', ''])
    expect(elb('DescribeTags', { ResourceArns: [arns[1]!] }).TagDescriptions).toEqual([
      { ResourceArn: arns[1], Tags: [{ Key: 'team', Value: 'web' }] },
    ])
  })

  it('are added, replaced and removed', () => {
    const { elb, arns, list } = world()
    const Tags = [
      { Key: 'team', Value: 'ops' },
      { Key: 'stage', Value: 'test' },
    ]
    elb('AddTags', { ResourceArns: arns, Tags })
    expect(list()).toEqual(Array(4).fill('team=ops,stage=test'))
    elb('RemoveTags', { ResourceArns: arns.slice(1), TagKeys: ['team', 'nothing'] })
    expect(list()).toEqual(['team=ops,stage=test', 'stage=test', 'stage=test', 'stage=test'])
  })

  it('are refused when they cannot be', () => {
    const { refused, arns } = world()
    const [arn = ''] = arns
    const add = (ResourceArns: string[], Tags: { Key: string; Value?: string }[]) =>
      refused('AddTags', { ResourceArns, Tags })
    expect(add([arn], [{ Key: 'k' }, { Key: 'k' }])).toMatch(/^DuplicateTagKeys: /)
    expect(
      add(
        [arn],
        Array.from({ length: 50 }, (_, i) => ({ Key: `k${i}` })),
      ),
    ).toMatch(/^TooManyTags: /)
    expect(add([arn], [{ Key: 'aws:x' }])).toMatch(/^ValidationError: /)
    expect(add([`${arn}0`], [{ Key: 'k' }])).toMatch(/^LoadBalancerNotFound: /)
    expect(add(['arn:aws:s3:::bucket'], [{ Key: 'k' }])).toMatch(/^ValidationError: /)
    expect(refused('DescribeTags', { ResourceArns: Array(21).fill(arn) })).toMatch(/^ValidationError: /)
  })
})

describe('DescribeAccountLimits', () => {
  it('gives the quotas as they are for the account', () => {
    const { cloud, elb } = balancingWorld()
    const limit = (name: string) =>
      elb('DescribeAccountLimits').Limits!.find(({ Name }) => Name === name)?.Max
    expect([limit('network-load-balancers'), limit('gateway-load-balancers')]).toEqual(['50', '100'])
    raiseQuota(cloud.store, { account: owner, region: 'us-east-1' }, 'nlbs-per-region', 75)
    expect(limit('network-load-balancers')).toBe('75')
    expect(elb('DescribeAccountLimits', { PageSize: 3 }).NextMarker).toBeTruthy()
  })
})

describe('DescribeSSLPolicies', () => {
  it('lists protocols and ciphers of a policy in their order', () => {
    const { elb } = balancingWorld()
    const [policy] = elb('DescribeSSLPolicies', { Names: ['ELBSecurityPolicy-TLS13-1-2-Res-2021-06'] })
      .SslPolicies!
    expect(policy).toMatchObject({
      SslProtocols: ['TLSv1.3', 'TLSv1.2'],
      Name: 'ELBSecurityPolicy-TLS13-1-2-Res-2021-06',
      SupportedLoadBalancerTypes: ['application', 'network'],
    })
    expect(policy!.Ciphers!.map(({ Name, Priority }) => `${Priority} ${Name}`)).toEqual([
      '1 TLS_AES_128_GCM_SHA256',
      '2 TLS_AES_256_GCM_SHA384',
      '3 TLS_CHACHA20_POLY1305_SHA256',
      '4 ECDHE-ECDSA-AES128-GCM-SHA256',
      '5 ECDHE-RSA-AES128-GCM-SHA256',
      '6 ECDHE-ECDSA-AES256-GCM-SHA384',
      '7 ECDHE-RSA-AES256-GCM-SHA384',
    ])
  })

  it('is by type of load balancer, too', () => {
    const { elb, refused } = balancingWorld()
    const count = (input: object) => elb('DescribeSSLPolicies', input).SslPolicies!.length
    expect(count({ LoadBalancerType: 'network' })).toBe(count({}))
    expect(count({ LoadBalancerType: 'gateway' })).toBe(0)
    expect(refused('DescribeSSLPolicies', { Names: ['Mine'] })).toBe(
      "SSLPolicyNotFound: SSL policy 'Mine' not found",
    )
  })
})
