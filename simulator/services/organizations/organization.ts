import { AwsError } from '../../api/error.ts'
import type { Organizations } from '../../api/generated/types.d.ts'
import { accounts } from '../../world/accounts.ts'
import { type Context, timestamp } from '../context.ts'
import { ensureLinkedRole } from '../iam/service-linked-roles.ts'
import { operation } from '../operation.ts'
import { admitGuestsOfOrganizations } from '../ram/admission.ts'
import { members, organizations, ownPolicies, roots, units } from './families.ts'
import { handshakes } from './handshake-records.ts'
import { listed } from './listing.ts'
import {
  emailOf,
  firstPolicies,
  newShortId,
  requireManaged,
  requireOrganization,
  rootOf,
} from './membership.ts'

export const createOrganization = operation(
  'organizations',
  'CreateOrganization',
  { fidelity: 'exact', source: 'Organizations API reference, CreateOrganization' },
  ({ FeatureSet = 'ALL' }, ctx) => {
    if (members.get(ctx, ctx.account)) {
      throw new AwsError(
        'AlreadyInOrganizationException',
        'The AWS account is already a member of an organization.',
      )
    }
    const { account } = ctx
    const Id = newShortId(ctx, 'o', 10)
    const organization = organizations.create(
      ctx,
      {
        Id,
        Arn: `arn:aws:organizations::${account}:organization/${Id}`,
        FeatureSet,
        MasterAccountArn: accountArn(account, Id, account),
        MasterAccountId: account,
        MasterAccountEmail: emailOf(account),
        // The member's page: this says nothing about what is enabled in the root.
        AvailablePolicyTypes:
          FeatureSet === 'ALL' ? [{ Type: 'SERVICE_CONTROL_POLICY', Status: 'ENABLED' }] : [],
      },
      { trusted: [] },
    )
    const root = newShortId(ctx, 'r', 4)
    const Arn = `arn:aws:organizations::${account}:root/${Id}/${root}`
    roots.create(
      ctx,
      { Id: root, Arn, Name: 'Root', PolicyTypes: [] },
      { organization: Id, policies: [], tags: [] },
    )
    join(ctx, account, Id, 'INVITED')
    return { Organization: organization.record }
  },
)

const accountArn = (management: string, organization: string, account: string): string =>
  `arn:aws:organizations::${management}:account/${organization}/${account}`

/** Hangs an account on the root of an organization. */
export function join(
  ctx: Context,
  account: string,
  organizationId: string,
  JoinedMethod: Organizations.AccountJoinedMethod,
  more: {
    readonly Email?: string
    readonly Name?: string
    readonly tags?: readonly Organizations.Tag[]
  } = {},
): void {
  const { record, account: management, region } = organizations.get(ctx, organizationId)!
  ctx.store.put(members.table, {
    account: management,
    region,
    record: {
      Id: account,
      Arn: accountArn(management, organizationId, account),
      Email: more.Email ?? emailOf(account),
      Name: more.Name ?? ctx.store.get(accounts, account)?.name ?? `account ${account}`,
      Status: 'ACTIVE',
      State: 'ACTIVE',
      JoinedMethod,
      JoinedTimestamp: timestamp(ctx.now),
    },
    side: {
      organization: organizationId,
      parent: rootOf(ctx, organizationId).record.Id ?? '',
      policies: firstPolicies(ctx, organizationId),
      tags: more.tags ?? [],
    },
  })
  admitGuestsOfOrganizations(ctx)
  if (record.FeatureSet === 'ALL') ensureLinkedRole({ ...ctx, account }, 'organizations.amazonaws.com')
}

export const describeOrganization = operation(
  'organizations',
  'DescribeOrganization',
  { fidelity: 'exact', source: 'Organizations API reference, DescribeOrganization' },
  (_, ctx) => ({ Organization: requireOrganization(ctx).record }),
)

export const deleteOrganization = operation(
  'organizations',
  'DeleteOrganization',
  { fidelity: 'exact', source: 'Organizations API reference, DeleteOrganization' },
  (_, ctx) => {
    const organization = requireManaged(ctx)
    const id = organizations.idOf(organization)
    const own = members.by(ctx, 'organization', id)
    if (own.length > 1) {
      throw new AwsError(
        'OrganizationNotEmptyException',
        'To delete an organization you must first remove all member accounts (except the master).',
      )
    }
    for (const family of [members, units, roots, ownPolicies, handshakes]) {
      for (const held of family.by(ctx, 'organization', id)) family.remove(ctx, held as never)
    }
    organizations.remove(ctx, organization)
    return {}
  },
)

export const listRoots = operation(
  'organizations',
  'ListRoots',
  { fidelity: 'exact', source: 'Organizations API reference, ListRoots' },
  (input, ctx) => {
    const id = organizations.idOf(requireManaged(ctx))
    return listed('Roots', [rootOf(ctx, id).record], input)
  },
)
