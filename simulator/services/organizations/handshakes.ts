import { AwsError } from '../../api/error.ts'
import type { Organizations } from '../../api/generated/types.d.ts'
import { accounts } from '../../world/accounts.ts'
import type { Held } from '../../world/held.ts'
import { type Context, timestamp } from '../context.ts'
import { due, operation } from '../operation.ts'
import { accessDenied, invalidInput } from './errors.ts'
import { members, type Organization, organizations } from './families.ts'
import { type HandshakeSide, handshakes } from './handshake-records.ts'
import { listed } from './listing.ts'
import { emailOf, newShortId, requireManaged } from './membership.ts'
import { join } from './organization.ts'

type Handshake = Held<Organizations.Handshake, HandshakeSide>

export const inviteAccountToOrganization = operation(
  'organizations',
  'InviteAccountToOrganization',
  {
    fidelity: {
      simplified: 'Invitations reach accounts by their number, or by account-<number>@example.com.',
    },
    source: 'Organizations API reference, InviteAccountToOrganization',
  },
  ({ Target, Notes }, ctx) => {
    const organization = requireManaged(ctx)
    const invited = invitedAccount(ctx, Target)
    const id = organizations.idOf(organization)
    refuseMember(ctx, invited)
    if (handshakes.by(ctx, 'invited', invited).some((one) => isOpen(one) && one.side.organization === id)) {
      throw new AwsError(
        'DuplicateHandshakeException',
        'A handshake for the same action, and with the same parties, already exists.',
      )
    }
    const Id = newShortId(ctx, 'h', 8)
    const handshake = handshakes.create(
      ctx,
      {
        Id,
        Arn: `arn:aws:organizations::${ctx.account}:handshake/${id}/invite/${Id}`,
        Parties: [
          { Id: id, Type: 'ORGANIZATION' },
          { Id: Target.Id, Type: Target.Type },
        ],
        State: 'OPEN',
        RequestedTimestamp: timestamp(ctx.now),
        ExpirationTimestamp: timestamp(ctx.now + fifteenDays),
        Action: 'INVITE',
        Resources: resourcesOf(ctx, organization, Target, Notes),
      },
      { organization: id, invited },
    )
    ctx.after('organization-invitation-expired', 'invitation-expired', { id: Id })
    return { Handshake: handshake.record }
  },
)

/** Organizations user guide, orgs_reference_limits. */
const fifteenDays = 15 * 24 * 60 * 60 * 1000

export const invitationExpired = due<{ id: string }>('invitation-expired', ({ id }, ctx) => {
  const handshake = handshakes.get(ctx, id)
  if (handshake && isOpen(handshake)) handshakes.update(ctx, handshake, { State: 'EXPIRED' })
})

function invitedAccount(ctx: Context, { Id, Type }: Organizations.HandshakeParty): string {
  if (Type === 'ORGANIZATION' || Id === undefined) throw invalidInput()
  const account = Type === 'EMAIL' ? (/^account-(\d{12})@example\.com$/.exec(Id)?.[1] ?? '') : Id
  if (!ctx.store.has(accounts, account))
    throw invalidInput('You specified an account or an email that does not exist.')
  return account
}

function resourcesOf(
  ctx: Context,
  { record }: Organization,
  { Id, Type }: Organizations.HandshakeParty,
  notes: string | undefined,
): Organizations.HandshakeResource[] {
  return [
    {
      Value: record.Id,
      Type: 'ORGANIZATION',
      Resources: [
        { Value: emailOf(ctx.account), Type: 'MASTER_EMAIL' },
        { Value: ctx.store.get(accounts, ctx.account)?.name ?? '', Type: 'MASTER_NAME' },
        { Value: record.FeatureSet, Type: 'ORGANIZATION_FEATURE_SET' },
      ],
    },
    { Value: Id, Type: Type === 'EMAIL' ? 'EMAIL' : 'ACCOUNT' },
    ...(notes === undefined ? [] : [{ Value: notes, Type: 'NOTES' as const }]),
  ]
}

export const acceptHandshake = operation(
  'organizations',
  'AcceptHandshake',
  { fidelity: 'exact', source: 'Organizations API reference, AcceptHandshake' },
  ({ HandshakeId }, ctx) => {
    const handshake = requireInvitation(ctx, HandshakeId)
    refuseMember(ctx, ctx.account)
    join(ctx, ctx.account, handshake.side.organization, 'INVITED')
    return { Handshake: handshakes.update(ctx, handshake, { State: 'ACCEPTED' }).record }
  },
)

export const declineHandshake = operation(
  'organizations',
  'DeclineHandshake',
  { fidelity: 'exact', source: 'Organizations API reference, DeclineHandshake' },
  ({ HandshakeId }, ctx) => ({
    Handshake: handshakes.update(ctx, requireInvitation(ctx, HandshakeId), { State: 'DECLINED' }).record,
  }),
)

export const cancelHandshake = operation(
  'organizations',
  'CancelHandshake',
  { fidelity: 'exact', source: 'Organizations API reference, CancelHandshake' },
  ({ HandshakeId }, ctx) => {
    requireManaged(ctx)
    const handshake = requireHandshake(ctx, HandshakeId)
    if (handshake.account !== ctx.account) throw accessDenied()
    refuseClosed(handshake)
    return { Handshake: handshakes.update(ctx, handshake, { State: 'CANCELED' }).record }
  },
)

export const describeHandshake = operation(
  'organizations',
  'DescribeHandshake',
  { fidelity: 'exact', source: 'Organizations API reference, DescribeHandshake' },
  ({ HandshakeId }, ctx) => ({ Handshake: requireHandshake(ctx, HandshakeId).record }),
)

export const listHandshakesForAccount = operation(
  'organizations',
  'ListHandshakesForAccount',
  { fidelity: 'exact', source: 'Organizations API reference, ListHandshakesForAccount' },
  (input, ctx) =>
    listed('Handshakes', ofAction(handshakes.by(ctx, 'invited', ctx.account), input.Filter), input),
)

export const listHandshakesForOrganization = operation(
  'organizations',
  'ListHandshakesForOrganization',
  { fidelity: 'exact', source: 'Organizations API reference, ListHandshakesForOrganization' },
  (input, ctx) => {
    const id = organizations.idOf(requireManaged(ctx))
    return listed('Handshakes', ofAction(handshakes.by(ctx, 'organization', id), input.Filter), input)
  },
)

const ofAction = (
  found: readonly Handshake[],
  filter: Organizations.HandshakeFilter | undefined,
): Organizations.Handshake[] =>
  found
    .map(({ record }) => record)
    .filter(({ Action }) => filter?.ActionType === undefined || Action === filter.ActionType)

const isOpen = ({ record }: Handshake) => record.State === 'OPEN'

/** Both sides see a handshake, and nobody else. */
function requireHandshake(ctx: Context, id: string): Handshake {
  const handshake = handshakes.get(ctx, id)
  const isParty = handshake?.account === ctx.account || handshake?.side.invited === ctx.account
  if (!handshake || !isParty) throw handshakes.spec.missing(id)
  return handshake
}

function requireInvitation(ctx: Context, id: string): Handshake {
  const handshake = requireHandshake(ctx, id)
  if (handshake.side.invited !== ctx.account) throw accessDenied()
  refuseClosed(handshake)
  return handshake
}

function refuseClosed(handshake: Handshake): void {
  if (isOpen(handshake)) return
  throw new AwsError(
    'InvalidHandshakeTransitionException',
    "You can't perform the operation on the handshake in its current state.",
  )
}

function refuseMember(ctx: Context, account: string): void {
  if (!members.get(ctx, account)) return
  throw new AwsError(
    'HandshakeConstraintViolationException',
    'The account is already a member of an organization.',
    400,
    { Reason: 'ALREADY_IN_AN_ORGANIZATION' },
  )
}
