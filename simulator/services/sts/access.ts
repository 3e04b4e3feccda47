import { readPolicy } from '../../policy/read-policy.ts'
import { access, type RequestInput, type Touched } from '../access.ts'
import type { Context } from '../context.ts'
import { roles, trustTextOf } from '../iam/roles.ts'

// Who may become whom is asked of the role's own trust policy too, however powerful the caller is.
export const stsAccess = access(
  (operation, input, ctx) => {
    if (operation === 'AssumeRole') return assumption(input, ctx)
    if (operation !== 'GetFederationToken') return [{ arn: '*' }]
    return [{ arn: `arn:aws:sts::${ctx.account}:federated-user/${input['Name']}` }]
  },
  { hasPolicies: true },
)

function assumption(input: RequestInput, ctx: Context): Touched[] {
  const arn = String(input['RoleArn'])
  const [role] = roles.by(ctx, 'arn', arn)
  const { policy } = role ? readPolicy(trustTextOf(role), 'trust') : {}
  const touched: Touched = {
    arn,
    account: role?.account ?? arn.split(':')[4] ?? '',
    ...(role?.record.Tags && { tags: role.record.Tags }),
    policies: policy ? [{ policy }] : [],
    needsPolicy: true,
    keys: keysOf(input),
  }
  // IAM user guide, id_session-tags: tags and a source identity need leave of their own, on both sides.
  const more = [
    ...(Array.isArray(input['Tags']) && input['Tags'].length ? ['sts:TagSession'] : []),
    ...(input['SourceIdentity'] === undefined ? [] : ['sts:SetSourceIdentity']),
  ]
  return [touched, ...more.map((action) => ({ ...touched, action }))]
}

/** Service authorization reference, AWS Security Token Service, condition keys. */
function keysOf(input: RequestInput): Record<string, string | readonly string[]> {
  const keys: Record<string, string | readonly string[]> = {}
  for (const member of ['ExternalId', 'RoleSessionName', 'SourceIdentity']) {
    const value = input[member]
    if (typeof value === 'string') keys[`sts:${member.toLowerCase()}`] = value
  }
  const transitive = input['TransitiveTagKeys']
  if (Array.isArray(transitive)) keys['sts:transitivetagkeys'] = transitive
  return keys
}
