import { table } from '../../kernel/store.ts'
import { scopeKey } from '../../world/held.ts'
import type { Context } from '../context.ts'
import { operation } from '../operation.ts'
import { keysOf } from './access-key-store.ts'
import { alreadyExists, noSuchEntity } from './errors.ts'
import { groups } from './groups.ts'
import { instanceProfiles } from './instance-profiles.ts'
import { listed } from './listing.ts'
import { policies } from './policies.ts'
import { quotas } from './quotas.ts'
import { roles } from './roles.ts'
import { users } from './users.ts'

interface Alias {
  readonly alias: string
  readonly account: string
}

/** An account has one alias at most, and no two accounts have the same. */
export const accountAliases = table<Alias>('iam:account-alias', ({ alias }) => alias, {
  account: ({ account }) => account,
})

export const createAccountAlias = operation(
  'iam',
  'CreateAccountAlias',
  { fidelity: 'exact', source: 'IAM API reference, CreateAccountAlias' },
  ({ AccountAlias: alias }, ctx) => {
    const { store, account } = ctx
    if (store.has(accountAliases, alias)) throw alreadyExists(`The account alias ${alias} already exists.`)
    // The page of CreateAccountAlias: a new alias takes the place of the old one.
    for (const old of store.by(accountAliases, 'account', account)) store.delete(accountAliases, old.alias)
    store.put(accountAliases, { alias, account })
    return {}
  },
)

export const listAccountAliases = operation(
  'iam',
  'ListAccountAliases',
  { fidelity: 'exact', source: 'IAM API reference, ListAccountAliases' },
  (input, { store, account }) =>
    listed(
      'AccountAliases',
      store.by(accountAliases, 'account', account).map(({ alias }) => alias),
      input,
    ),
)

export const deleteAccountAlias = operation(
  'iam',
  'DeleteAccountAlias',
  { fidelity: 'exact', source: 'IAM API reference, DeleteAccountAlias' },
  ({ AccountAlias }, { store, account }) => {
    if (store.get(accountAliases, AccountAlias)?.account !== account) {
      throw noSuchEntity(`The account alias ${AccountAlias} cannot be found.`)
    }
    store.delete(accountAliases, AccountAlias)
    return {}
  },
)

export const getAccountSummary = operation(
  'iam',
  'GetAccountSummary',
  {
    fidelity: { simplified: 'Kinds of things that are not simulated, such as MFA devices, count as none.' },
    source: 'IAM API reference, GetAccountSummary',
  },
  (_, ctx) => ({ SummaryMap: summary(ctx) }),
)

function summary(ctx: Context): Record<string, number> {
  const count = (family: typeof users | typeof groups | typeof roles | typeof instanceProfiles) =>
    ctx.store.count(family.table as never, 'scope', scopeKey(ctx))
  const own = policies.list(ctx)
  return {
    AccessKeysPerUserQuota: quotas.AccessKeysPerUser,
    AccountAccessKeysPresent: keysOf(ctx, ctx.account).length ? 1 : 0,
    AccountMFAEnabled: 0,
    AccountSigningCertificatesPresent: 0,
    AssumeRolePolicySizeQuota: quotas.ACLSizePerRole,
    AttachedPoliciesPerGroupQuota: quotas.PoliciesPerGroup,
    AttachedPoliciesPerRoleQuota: quotas.PoliciesPerRole,
    AttachedPoliciesPerUserQuota: quotas.PoliciesPerUser,
    GroupPolicySizeQuota: 5120,
    Groups: count(groups),
    GroupsPerUserQuota: quotas.GroupsPerUser,
    GroupsQuota: quotas.GroupsPerAccount,
    InstanceProfiles: count(instanceProfiles),
    InstanceProfilesQuota: quotas.InstanceProfilesPerAccount,
    MFADevices: 0,
    MFADevicesInUse: 0,
    Policies: own.length,
    PoliciesQuota: quotas.PoliciesPerAccount,
    PolicySizeQuota: quotas.PolicySize,
    PolicyVersionsInUse: own.reduce((sum, { side }) => sum + side.versions.length, 0),
    PolicyVersionsInUseQuota: 10_000,
    Providers: 0,
    RolePolicySizeQuota: 10_240,
    Roles: count(roles),
    RolesQuota: quotas.RolesPerAccount,
    ServerCertificates: 0,
    ServerCertificatesQuota: 20,
    SigningCertificatesPerUserQuota: 2,
    UserPolicySizeQuota: 2048,
    Users: count(users),
    UsersQuota: quotas.UsersPerAccount,
    VersionsPerPolicyQuota: quotas.VersionsPerPolicy,
  }
}
