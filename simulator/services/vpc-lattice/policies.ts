import { table } from '../../kernel/store.ts'
import { type Context, timestamp } from '../context.ts'
import { operation } from '../operation.ts'
import { invalid, notFound } from './errors.ts'
import { latticeServices } from './lattice-services.ts'
import { resourceConfigurations } from './resource-configurations.ts'
import { idIn } from './resources.ts'
import { serviceNetworks } from './service-networks.ts'

// Auth policies say who may use a service network or a service; resource policies, with whom one is shared.

function requirePolicy(text: string): void {
  try {
    const document: unknown = JSON.parse(text)
    if (typeof document === 'object' && document !== null && 'Statement' in document) return
  } catch {
    // No JSON at all: the same refusal as for JSON that is no policy.
  }
  throw invalid('The policy is not a valid JSON policy document.', 'policy')
}

/** Networks and services have auth policies alike. */
function authorised(ctx: Context, identifier: string) {
  const id = idIn(identifier)
  if (id.startsWith('svc-')) {
    const held = latticeServices.require(ctx, id)
    type Policy = typeof held.side.authPolicy
    const set = (authPolicy: Policy) => {
      const { authPolicy: _, ...side } = held.side
      latticeServices.update(ctx, { ...held, side: authPolicy ? { ...side, authPolicy } : side }, {})
    }
    return { authType: held.record.authType, policy: held.side.authPolicy, set }
  }
  const held = serviceNetworks.require(ctx, id)
  type Policy = typeof held.side.authPolicy
  const set = (authPolicy: Policy) => {
    const { authPolicy: _, ...side } = held.side
    serviceNetworks.update(ctx, { ...held, side: authPolicy ? { ...side, authPolicy } : side }, {})
  }
  return { authType: held.record.authType, policy: held.side.authPolicy, set }
}

// The page of PutAuthPolicy: without AWS_IAM as the auth type, the policy stays inactive.
const stateFor = (authType: string | undefined) =>
  authType === 'AWS_IAM' ? ('Active' as const) : ('Inactive' as const)

export const putAuthPolicy = operation(
  'vpc-lattice',
  'PutAuthPolicy',
  {
    fidelity: { simplified: 'The policy is kept; requests through VPC Lattice are not judged by it.' },
    source: 'VPC Lattice API reference, PutAuthPolicy',
  },
  ({ resourceIdentifier, policy }, ctx) => {
    requirePolicy(policy)
    const { authType, policy: before, set } = authorised(ctx, resourceIdentifier)
    const lastUpdatedAt = timestamp(ctx.now)
    set({ policy, createdAt: before?.createdAt ?? lastUpdatedAt, lastUpdatedAt })
    return { policy, state: stateFor(authType) }
  },
)

export const getAuthPolicy = operation(
  'vpc-lattice',
  'GetAuthPolicy',
  { fidelity: 'exact', source: 'VPC Lattice API reference, GetAuthPolicy' },
  ({ resourceIdentifier }, ctx) => {
    const { authType, policy } = authorised(ctx, resourceIdentifier)
    if (!policy) throw notFound('Auth policy of', 'AUTH_POLICY', resourceIdentifier)
    const { createdAt, lastUpdatedAt } = policy
    return { policy: policy.policy, state: stateFor(authType), createdAt, lastUpdatedAt }
  },
)

export const deleteAuthPolicy = operation(
  'vpc-lattice',
  'DeleteAuthPolicy',
  { fidelity: 'exact', source: 'VPC Lattice API reference, DeleteAuthPolicy' },
  ({ resourceIdentifier }, ctx) => {
    const { policy, set } = authorised(ctx, resourceIdentifier)
    if (!policy) throw notFound('Auth policy of', 'AUTH_POLICY', resourceIdentifier)
    set(undefined)
    return {}
  },
)

interface ResourcePolicy {
  readonly arn: string
  readonly policy: string
}

export const resourcePolicies = table<ResourcePolicy>('lattice-resource-policies', ({ arn }) => arn)

function requireShareable(ctx: Context, arn: string): void {
  const id = idIn(arn)
  if (id.startsWith('svc-')) latticeServices.require(ctx, id)
  else if (id.startsWith('rcfg-')) resourceConfigurations.require(ctx, id)
  else serviceNetworks.require(ctx, id)
}

export const putResourcePolicy = operation(
  'vpc-lattice',
  'PutResourcePolicy',
  {
    fidelity: { simplified: 'The policy is kept; resources are shared by AWS RAM alone.' },
    source: 'VPC Lattice API reference, PutResourcePolicy',
  },
  ({ resourceArn, policy }, ctx) => {
    requireShareable(ctx, resourceArn)
    requirePolicy(policy)
    ctx.store.put(resourcePolicies, { arn: resourceArn, policy })
    return {}
  },
)

export const getResourcePolicy = operation(
  'vpc-lattice',
  'GetResourcePolicy',
  { fidelity: 'exact', source: 'VPC Lattice API reference, GetResourcePolicy' },
  ({ resourceArn }, ctx) => {
    requireShareable(ctx, resourceArn)
    const kept = ctx.store.get(resourcePolicies, resourceArn)
    if (!kept) throw notFound('Resource policy of', 'RESOURCE_POLICY', resourceArn)
    return { policy: kept.policy }
  },
)

export const deleteResourcePolicy = operation(
  'vpc-lattice',
  'DeleteResourcePolicy',
  { fidelity: 'exact', source: 'VPC Lattice API reference, DeleteResourcePolicy' },
  ({ resourceArn }, ctx) => {
    requireShareable(ctx, resourceArn)
    if (!ctx.store.has(resourcePolicies, resourceArn)) {
      throw notFound('Resource policy of', 'RESOURCE_POLICY', resourceArn)
    }
    ctx.store.delete(resourcePolicies, resourceArn)
    return {}
  },
)
