import { AwsError } from '../../api/error.ts'
import type { Organizations } from '../../api/generated/types.d.ts'
import { readPolicy } from '../../policy/read-policy.ts'
import type { Context } from '../context.ts'
import { operation } from '../operation.ts'
import { awsPolicies } from './aws-policies.ts'
import { accessDenied, constraintViolation } from './errors.ts'
import { members, type OwnPolicy, organizations, ownPolicies, roots, units } from './families.ts'
import { type Content, contentOf } from './guardrails.ts'
import { listed } from './listing.ts'
import { newShortId, requireManaged } from './membership.ts'

const fidelity = {
  simplified:
    'Service and resource control policies only; other types, such as tag policies, cannot be made.',
}

export const createPolicy = operation(
  'organizations',
  'CreatePolicy',
  { fidelity, source: 'Organizations API reference, CreatePolicy' },
  ({ Content, Description, Name, Type, Tags = [] }, ctx) => {
    const organization = organizations.idOf(requireManaged(ctx))
    requireContent(Content, Type)
    refuseTaken(ctx, organization, Name)
    const Id = newShortId(ctx, 'p', 8)
    const policy = ownPolicies.create(
      ctx,
      {
        Id,
        Arn: `arn:aws:organizations::${ctx.account}:policy/${organization}/${Type.toLowerCase()}/${Id}`,
        Name,
        Description,
        Type,
        AwsManaged: false,
      },
      { organization, content: Content, tags: Tags },
    )
    return { Policy: printed({ record: policy.record, content: Content }) }
  },
)

export const updatePolicy = operation(
  'organizations',
  'UpdatePolicy',
  { fidelity, source: 'Organizations API reference, UpdatePolicy' },
  ({ PolicyId, Name, Description, Content }, ctx) => {
    const policy = requireOwnPolicy(ctx, PolicyId)
    if (Content !== undefined) requireContent(Content, policy.record.Type)
    if (Name !== undefined && Name !== policy.record.Name) refuseTaken(ctx, policy.side.organization, Name)
    const { record, side } = ownPolicies.update(
      ctx,
      policy,
      { ...(Name !== undefined && { Name }), ...(Description !== undefined && { Description }) },
      Content === undefined ? {} : { content: Content },
    )
    return { Policy: printed({ record, content: side.content }) }
  },
)

export const describePolicy = operation(
  'organizations',
  'DescribePolicy',
  { fidelity: 'exact', source: 'Organizations API reference, DescribePolicy' },
  ({ PolicyId }, ctx) => ({ Policy: printed(requirePolicy(ctx, PolicyId)) }),
)

export const deletePolicy = operation(
  'organizations',
  'DeletePolicy',
  { fidelity: 'exact', source: 'Organizations API reference, DeletePolicy' },
  ({ PolicyId }, ctx) => {
    const policy = requireOwnPolicy(ctx, PolicyId)
    if ([roots, units, members].some((family) => family.count(ctx, 'policy', PolicyId) > 0)) {
      throw new AwsError(
        'PolicyInUseException',
        'The policy is attached to one or more entities. You must detach it from all roots, OUs, and accounts before performing this operation.',
      )
    }
    ownPolicies.delete(ctx, policy)
    return {}
  },
)

export const listPolicies = operation(
  'organizations',
  'ListPolicies',
  { fidelity, source: 'Organizations API reference, ListPolicies' },
  (input, ctx) => {
    const organization = organizations.idOf(requireManaged(ctx))
    const own = ownPolicies.by(ctx, 'organization', organization).map(({ record }) => record)
    const all = [...[...awsPolicies.values()].map(({ record }) => record), ...own]
    return listed(
      'Policies',
      all.filter(({ Type }) => Type === input.Filter),
      input,
    )
  },
)

const printed = ({ record, content }: Content): Organizations.Policy => ({
  PolicySummary: record,
  Content: content,
})

export function requirePolicy(ctx: Context, id: string): Content {
  const organization = organizations.idOf(requireManaged(ctx))
  const own = ownPolicies.get(ctx, id)
  const content = own && own.side.organization !== organization ? undefined : contentOf(ctx, id)
  if (!content) throw missing()
  return content
}

function requireOwnPolicy(ctx: Context, id: string): OwnPolicy {
  const organization = organizations.idOf(requireManaged(ctx))
  if (awsPolicies.has(id)) throw accessDenied()
  const own = ownPolicies.get(ctx, id)
  if (own?.side.organization !== organization) throw missing()
  return own
}

const missing = () =>
  new AwsError('PolicyNotFoundException', "We can't find a policy with the PolicyId that you specified.")

/** Organizations user guide, orgs_reference_limits, "Maximum size of a policy document". */
const mostContent = { SERVICE_CONTROL_POLICY: 10_240, RESOURCE_CONTROL_POLICY: 5120 } as const

function requireContent(content: string, type: Organizations.PolicyType | undefined): void {
  if (type !== 'SERVICE_CONTROL_POLICY' && type !== 'RESOURCE_CONTROL_POLICY') {
    throw new AwsError(
      'PolicyTypeNotAvailableForOrganizationException',
      "You can't use the specified policy type with the feature set currently enabled for this organization.",
    )
  }
  const { policy } = readPolicy(content, type === 'SERVICE_CONTROL_POLICY' ? 'scp' : 'rcp')
  if (!policy) {
    throw new AwsError(
      'MalformedPolicyDocumentException',
      "The provided policy document doesn't meet the requirements of the specified policy type.",
    )
  }
  if (content.length > mostContent[type]) {
    throw constraintViolation(
      'POLICY_CONTENT_LIMIT_EXCEEDED',
      'You have exceeded the content size limits for policies.',
    )
  }
}

function refuseTaken(ctx: Context, organization: string, name: string): void {
  if (ownPolicies.by(ctx, 'organization', organization).some(({ record }) => record.Name === name)) {
    throw new AwsError('DuplicatePolicyException', 'A policy with the same name already exists.')
  }
}
