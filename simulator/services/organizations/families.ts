import { AwsError } from '../../api/error.ts'
import type { Organizations } from '../../api/generated/types.d.ts'
import type { Held } from '../../world/held.ts'
import type { Context } from '../context.ts'
import { family } from '../family.ts'
import type { Tag } from '../tags.ts'

// An organization is a tree: its root, organizational units below it, and accounts that hang on either. All of it is
// kept by the management account, in the one Region where Organizations is at home.

interface Tagged {
  readonly tags: readonly Tag[]
}

/** What policies are attached to. */
export interface TargetSide extends Tagged {
  readonly organization: string
  /** Ids of the policies, in the order of attaching. */
  readonly policies: readonly string[]
}

export interface BranchSide extends TargetSide {
  /** The root or the unit that it hangs on. */
  readonly parent: string
}

export type Organization = Held<Organizations.Organization, { readonly trusted: readonly TrustedService[] }>
export type Root = Held<Organizations.Root, TargetSide>
export type Unit = Held<Organizations.OrganizationalUnit, BranchSide>
export type Member = Held<Organizations.Account, BranchSide>
export type OwnPolicy = Held<Organizations.PolicySummary, PolicySide>
export type Target = Root | Unit | Member

export interface TrustedService {
  readonly service: string
  readonly since: string
}

export interface PolicySide extends Tagged {
  readonly organization: string
  readonly content: string
}

const notFound = (code: string, what: string) => () =>
  new AwsError(code, `You specified ${what} that doesn't exist.`)

export const organizations = family<
  Organizations.Organization,
  { readonly trusted: readonly TrustedService[] }
>({
  service: 'organizations',
  resource: 'organization',
  id: 'Id',
  prefix: 'o',
  missing: () =>
    new AwsError('AWSOrganizationsNotInUseException', 'Your account is not a member of an organization.'),
  arn: ({ record }) => record.Arn ?? '',
})

export const roots = family<Organizations.Root, TargetSide>({
  service: 'organizations',
  resource: 'root',
  id: 'Id',
  prefix: 'r',
  missing: notFound('RootNotFoundException', 'a root'),
  tags: { side: 'tags' },
  references: {
    organization: { to: 'organizations:organization', read: ({ side }) => side.organization, blocks: false },
  },
  indexes: { policy: ({ side }) => side.policies },
  arn: ({ record }) => record.Arn ?? '',
})

export const units = family<Organizations.OrganizationalUnit, BranchSide>({
  service: 'organizations',
  resource: 'ou',
  id: 'Id',
  prefix: 'ou',
  missing: notFound('OrganizationalUnitNotFoundException', 'an organizational unit'),
  tags: { side: 'tags' },
  references: {
    organization: { to: 'organizations:organization', read: ({ side }) => side.organization, blocks: false },
  },
  indexes: { parent: ({ side }) => side.parent, policy: ({ side }) => side.policies },
  arn: ({ record }) => record.Arn ?? '',
  view: (held, ctx) => ({ ...held.record, Path: pathText(ctx, held) }),
})

export const members = family<Organizations.Account, BranchSide>({
  service: 'organizations',
  resource: 'account',
  id: 'Id',
  prefix: 'organization-account',
  missing: notFound('AccountNotFoundException', 'an account'),
  tags: { side: 'tags' },
  references: {
    organization: { to: 'organizations:organization', read: ({ side }) => side.organization, blocks: false },
  },
  indexes: {
    parent: ({ side }) => side.parent,
    policy: ({ side }) => side.policies,
    email: ({ record }) => record.Email?.toLowerCase(),
  },
  arn: ({ record }) => record.Arn ?? '',
  view: (held, ctx) => {
    const { JoinedMethod, JoinedTimestamp, ...record } = held.record
    return { ...record, Paths: [pathText(ctx, held)], JoinedMethod, JoinedTimestamp }
  },
})

export const ownPolicies = family<Organizations.PolicySummary, PolicySide>({
  service: 'organizations',
  resource: 'policy',
  id: 'Id',
  prefix: 'p',
  missing: (id) =>
    new AwsError('PolicyNotFoundException', `You specified a policy that doesn't exist: ${id}`),
  tags: { side: 'tags' },
  references: {
    organization: { to: 'organizations:organization', read: ({ side }) => side.organization, blocks: false },
  },
  arn: ({ record }) => record.Arn ?? '',
})

type World = Pick<Context, 'store'>

/** From the root down to the target itself. */
export function pathOf(ctx: World, target: Target): Target[] {
  const path: Target[] = [target]
  for (;;) {
    const [first] = path
    const parent = first && 'parent' in first.side ? first.side.parent : undefined
    const above = parent === undefined ? undefined : (units.get(ctx, parent) ?? roots.get(ctx, parent))
    if (!above) return path
    path.unshift(above)
  }
}

/** `o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/`, with the target's own id at the end. */
export const pathText = (ctx: World, target: Unit | Member): string =>
  `${[target.side.organization, ...pathOf(ctx, target).map(({ record }) => record.Id)].join('/')}/`
