import { AwsError } from '../../api/error.ts'
import type { Context } from '../context.ts'
import { operation } from '../operation.ts'
import { admitGuestsOfOrganizations } from '../ram/admission.ts'
import { accessDenied, constraintViolation } from './errors.ts'
import { type Member, members, type Organization, organizations } from './families.ts'
import { listed } from './listing.ts'
import { requireManaged, requireOrganization, targetOf } from './membership.ts'
import { requireParent } from './units.ts'

export const describeAccount = operation(
  'organizations',
  'DescribeAccount',
  { fidelity: 'exact', source: 'Organizations API reference, DescribeAccount' },
  ({ AccountId }, ctx) => ({
    Account: members.print(ctx, requireMember(ctx, requireManaged(ctx), AccountId)),
  }),
)

export const listAccounts = operation(
  'organizations',
  'ListAccounts',
  { fidelity: 'exact', source: 'Organizations API reference, ListAccounts' },
  (input, ctx) => {
    const all = members.by(ctx, 'organization', organizations.idOf(requireManaged(ctx)))
    return listed(
      'Accounts',
      all.map((member) => members.print(ctx, member)),
      input,
    )
  },
)

export const listAccountsForParent = operation(
  'organizations',
  'ListAccountsForParent',
  { fidelity: 'exact', source: 'Organizations API reference, ListAccountsForParent' },
  (input, ctx) => {
    requireParent(ctx, organizations.idOf(requireManaged(ctx)), input.ParentId)
    const below = members.by(ctx, 'parent', input.ParentId).map((member) => members.print(ctx, member))
    return listed('Accounts', below, input)
  },
)

export const moveAccount = operation(
  'organizations',
  'MoveAccount',
  { fidelity: 'exact', source: 'Organizations API reference, MoveAccount' },
  ({ AccountId, SourceParentId, DestinationParentId }, ctx) => {
    const organization = requireManaged(ctx)
    const member = requireMember(ctx, organization, AccountId)
    if (member.side.parent !== SourceParentId) {
      throw new AwsError(
        'SourceParentNotFoundException',
        "We can't find a source root or OU with the ParentId that you specified.",
      )
    }
    const target = targetOf(ctx, organizations.idOf(organization), DestinationParentId)
    if (!target || members.get(ctx, DestinationParentId)) {
      throw new AwsError(
        'DestinationParentNotFoundException',
        "We can't find the destination container (a root or OU) with the ParentId that you specified.",
      )
    }
    if (SourceParentId === DestinationParentId) {
      throw new AwsError(
        'DuplicateAccountException',
        'That account is already present in the specified destination.',
      )
    }
    members.update(ctx, member, {}, { parent: DestinationParentId })
    admitGuestsOfOrganizations(ctx)
    return {}
  },
)

export const removeAccountFromOrganization = operation(
  'organizations',
  'RemoveAccountFromOrganization',
  { fidelity: 'exact', source: 'Organizations API reference, RemoveAccountFromOrganization' },
  ({ AccountId }, ctx) => {
    leave(ctx, requireMember(ctx, requireManaged(ctx), AccountId))
    return {}
  },
)

export const leaveOrganization = operation(
  'organizations',
  'LeaveOrganization',
  { fidelity: 'exact', source: 'Organizations API reference, LeaveOrganization' },
  (_, ctx) => {
    leave(ctx, requireMember(ctx, requireOrganization(ctx), ctx.account))
    return {}
  },
)

export const closeAccount = operation(
  'organizations',
  'CloseAccount',
  {
    fidelity: { simplified: 'A closed account stays suspended for ever, and what is in it goes on working.' },
    source: 'Organizations API reference, CloseAccount',
  },
  ({ AccountId }, ctx) => {
    const member = requireMember(ctx, requireManaged(ctx), AccountId)
    if (AccountId === ctx.account) throw accessDenied()
    if (member.record.Status !== 'ACTIVE') {
      throw new AwsError('AccountAlreadyClosedException', 'The provided account is already closed.')
    }
    members.update(ctx, member, { Status: 'SUSPENDED', State: 'SUSPENDED' })
    return {}
  },
)

function requireMember(ctx: Context, organization: Organization, id: string): Member {
  const member = members.get(ctx, id)
  if (member?.side.organization !== organizations.idOf(organization)) throw members.spec.missing(id)
  return member
}

function leave(ctx: Context, member: Member): void {
  if (organizations.get(ctx, member.side.organization)?.record.MasterAccountId === member.record.Id) {
    throw new AwsError(
      'MasterCannotLeaveOrganizationException',
      "You can't remove a management account from an organization.",
    )
  }
  // An account that was made by the organization has never been asked for what a standalone one needs.
  if (member.record.JoinedMethod === 'CREATED') {
    throw constraintViolation(
      'MEMBER_ACCOUNT_PAYMENT_INSTRUMENT_REQUIRED',
      'The member account is missing one or more of the prerequisites required to operate as a standalone account. To add what is missing, sign-in to the member account using the AWS Organizations console, then select to leave the organization. You will then be prompted to enter any information that is missing.',
    )
  }
  members.delete(ctx, member)
  admitGuestsOfOrganizations(ctx)
}
