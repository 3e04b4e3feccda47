import { AwsError } from '../../api/error.ts'
import type { Organizations } from '../../api/generated/types.d.ts'
import { newId } from '../../kernel/ids.ts'
import { rollText } from '../../kernel/random.ts'
import { accounts, openAccount } from '../../world/accounts.ts'
import { type Context, timestamp } from '../context.ts'
import { family } from '../family.ts'
import { encodeDocument } from '../iam/documents.ts'
import { bare } from '../iam/entities.ts'
import { iamArn, iamRegion, newUniqueId, second } from '../iam/identifiers.ts'
import { roles } from '../iam/roles.ts'
import { due, operation } from '../operation.ts'
import { members, organizations } from './families.ts'
import { listed } from './listing.ts'
import { requireManaged } from './membership.ts'
import { join } from './organization.ts'

interface CreationSide {
  readonly organization: string
  readonly email: string
  readonly role: string
  readonly tags: readonly Organizations.Tag[]
}

export const accountCreations = family<Organizations.CreateAccountStatus, CreationSide>({
  service: 'organizations',
  resource: 'create-account-status',
  id: 'Id',
  prefix: 'car',
  missing: () =>
    new AwsError(
      'CreateAccountStatusNotFoundException',
      "We can't find a create account request with the CreateAccountRequestId that you specified.",
    ),
})

export const createAccount = operation(
  'organizations',
  'CreateAccount',
  { fidelity: 'exact', source: 'Organizations API reference, CreateAccount' },
  ({ AccountName, Email, RoleName = 'OrganizationAccountAccessRole', Tags = [] }, ctx) => {
    const organization = organizations.idOf(requireManaged(ctx))
    const Id = newId(ctx.store, 'car', { alphabet: '0123456789abcdef', length: 32 })
    const { record } = accountCreations.create(
      ctx,
      { Id, AccountName, State: 'IN_PROGRESS', RequestedTimestamp: timestamp(ctx.now) },
      { organization, email: Email, role: RoleName, tags: Tags },
    )
    ctx.after('organization-account-created', 'account-created', { id: Id })
    return { CreateAccountStatus: record }
  },
)

export const accountCreated = due<{ id: string }>('account-created', ({ id }, ctx) => {
  const creation = accountCreations.get(ctx, id)
  if (!creation || !organizations.get(ctx, creation.side.organization)) return
  const { organization, email, role, tags } = creation.side
  const CompletedTimestamp = timestamp(ctx.now)
  if (members.count(ctx, 'email', email.toLowerCase()) > 0) {
    accountCreations.update(ctx, creation, {
      State: 'FAILED',
      CompletedTimestamp,
      FailureReason: 'EMAIL_ALREADY_EXISTS',
    })
    return
  }
  const AccountId = newAccountNumber(ctx)
  openAccount(ctx.store, AccountId, creation.record.AccountName)
  openAccessRole(ctx, AccountId, role, creation.account)
  join(ctx, AccountId, organization, 'CREATED', {
    Email: email,
    Name: creation.record.AccountName ?? '',
    tags,
  })
  accountCreations.update(ctx, creation, { State: 'SUCCEEDED', CompletedTimestamp, AccountId })
})

function newAccountNumber({ store }: Context): string {
  for (;;) {
    const id = rollText(store, '123456789', 1) + rollText(store, '0123456789', 11)
    if (!store.has(accounts, id)) return id
  }
}

/** Organizations user guide, orgs_manage_accounts_access: the way in for the management account. */
function openAccessRole(ctx: Context, account: string, RoleName: string, management: string): void {
  const trust = {
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${management}:root` }, Action: 'sts:AssumeRole' },
    ],
  }
  ctx.store.put(roles.table, {
    account,
    region: iamRegion,
    record: {
      Path: '/',
      RoleName,
      RoleId: newUniqueId(ctx, 'AROA'),
      Arn: iamArn(account, 'role', '/', RoleName),
      CreateDate: second(ctx.now),
      AssumeRolePolicyDocument: encodeDocument(JSON.stringify(trust)),
      MaxSessionDuration: 3600,
    },
    side: { ...bare, attached: ['arn:aws:iam::aws:policy/AdministratorAccess'] },
  })
}

export const describeCreateAccountStatus = operation(
  'organizations',
  'DescribeCreateAccountStatus',
  { fidelity: 'exact', source: 'Organizations API reference, DescribeCreateAccountStatus' },
  ({ CreateAccountRequestId }, ctx) => {
    requireManaged(ctx)
    return { CreateAccountStatus: accountCreations.require(ctx, CreateAccountRequestId).record }
  },
)

export const listCreateAccountStatus = operation(
  'organizations',
  'ListCreateAccountStatus',
  { fidelity: 'exact', source: 'Organizations API reference, ListCreateAccountStatus' },
  (input, ctx) => {
    requireManaged(ctx)
    const all = accountCreations
      .list(ctx)
      .map(({ record }) => record)
      .filter(({ State }) => !input.States?.length || (State !== undefined && input.States.includes(State)))
    return listed('CreateAccountStatuses', all, input)
  },
)
