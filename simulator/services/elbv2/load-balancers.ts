import { AwsError } from '../../api/error.ts'
import type { Elbv2 } from '../../api/generated/types.d.ts'
import { type Held, scopeKey } from '../../world/held.ts'
import type { Context } from '../context.ts'
import { family } from '../family.ts'
import { operation } from '../operation.ts'
import { pageByMarker } from '../paging.ts'
import type { Tag } from '../tags.ts'
import type { Attributes } from './attributes.ts'
import { loadBalancerNotFound, loadBalancersNotFound, resourceInUse, validationError } from './errors.ts'
import { requireArn } from './names.ts'

export interface LoadBalancerSide {
  readonly tags: readonly Tag[]
  /** Attributes that were set; the others have their defaults. */
  readonly attributes: Attributes
  /** Its nodes: which network interface it has in which subnet. */
  readonly nodes: readonly { readonly subnet: string; readonly interface: string }[]
  /** When it is ready, in milliseconds since 1970. */
  readonly activeAt: number
  /** What it was asked to be, as text: the same request again is answered with the same load balancer. */
  readonly request: string
}

export type LoadBalancer = Held<Elbv2.LoadBalancer, LoadBalancerSide>

export const loadBalancers = family<Elbv2.LoadBalancer, LoadBalancerSide>({
  service: 'elbv2',
  resource: 'load-balancer',
  id: 'LoadBalancerArn',
  prefix: 'loadbalancer',
  missing: loadBalancerNotFound,
  tags: { side: 'tags' },
  // The network interfaces name the subnets, the VPC and the security groups, and keep those from being deleted.
  references: {
    'network-interface': {
      to: 'ec2:network-interface',
      read: ({ side }) => side.nodes.map((node) => node.interface),
      blocks: false,
    },
  },
  indexes: {
    name: (held) => `${scopeKey(held)}/${held.record.LoadBalancerName}`,
    type: (held) => typeKey(held),
    vpc: ({ record }) => record.VpcId,
    'dns-name': ({ record }) => record.DNSName?.toLowerCase(),
  },
  // Quoted in issues about endpoint services whose load balancer was to go first.
  inUse: (arn) =>
    resourceInUse(
      `Load balancer '${arn}' cannot be deleted because it is currently associated with another service`,
    ),
})

const typeKey = (held: LoadBalancer): string => `${scopeKey(held)}/${held.record.Type}`

export const findByName = (ctx: Context, name: string): LoadBalancer | undefined =>
  loadBalancers.by(ctx, 'name', `${scopeKey(ctx)}/${name}`)[0]

export const countOfType = (ctx: Context, type: Elbv2.LoadBalancerTypeEnum): number =>
  loadBalancers.count(ctx, 'type', `${scopeKey(ctx)}/${type}`)

export function requireLoadBalancer(ctx: Context, arn: string): LoadBalancer {
  requireArn('load balancer', arn)
  return loadBalancers.require(ctx, arn)
}

export const describeLoadBalancers = operation(
  'elbv2',
  'DescribeLoadBalancers',
  { fidelity: 'exact', source: 'Elastic Load Balancing API reference, DescribeLoadBalancers' },
  ({ LoadBalancerArns = [], Names = [], ...asked }, ctx) => {
    if (LoadBalancerArns.length && Names.length) {
      throw validationError('Load balancer names and load balancer ARNs cannot be specified at the same time')
    }
    if (LoadBalancerArns.length > mostArns) {
      throw validationError(`The maximum number of load balancers that can be described is ${mostArns}`)
    }
    for (const arn of LoadBalancerArns) requireArn('load balancer', arn)
    const { items, NextMarker } = pageByMarker(selected(ctx, LoadBalancerArns, Names), asked, usualPage)
    return { LoadBalancers: items.map(({ record }) => record), ...(NextMarker && { NextMarker }) }
  },
)

/** "You can specify up to 20 load balancers in a single call." */
const mostArns = 20

/** What PageSize may be at most is what comes without it. */
export const usualPage = 400

function selected(ctx: Context, arns: readonly string[], names: readonly string[]): LoadBalancer[] {
  if (!arns.length && !names.length) return loadBalancers.list(ctx)
  const found = [
    ...arns.map((arn) => loadBalancers.find(ctx, arn)),
    ...names.map((name) => findByName(ctx, name)),
  ]
  const distinct = [...new Set(found)].filter((one) => one !== undefined)
  if (found.includes(undefined)) throw loadBalancersNotFound()
  return distinct
}

/** AWS has one code for a quota of load balancers, whatever the type. */
export const tooManyLoadBalancers = () =>
  new AwsError('TooManyLoadBalancers', 'The maximum number of load balancers has been reached.')
