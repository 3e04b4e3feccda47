import { AwsError } from '../../api/error.ts'
import type { Context } from '../context.ts'
import { members, organizations, pathOf } from '../organizations/families.ts'

type World = Pick<Context, 'store'>

/** RAM user guide, getting-started-sharing, "Enable resource sharing within AWS Organizations". */
export const trustedName = 'ram.amazonaws.com'

/** The organization of an account, where it lets RAM share without invitations. */
export function sharingOrganization(ctx: World, account: string): string | undefined {
  const id = members.get(ctx, account)?.side.organization
  const organization = id === undefined ? undefined : organizations.get(ctx, id)
  return organization?.side.trusted.some(({ service }) => service === trustedName) ? id : undefined
}

/** The accounts that a principal of a share stands for at this moment. */
export function accountsBehind(ctx: World, principal: string): string[] {
  const [, kind, path = ''] = /^arn:aws:organizations::\d{12}:(organization|ou)\/(.+)$/.exec(principal) ?? []
  if (kind === undefined) return [accountIn(principal)]
  const [organization = '', unit] = path.split('/')
  const all = members.by(ctx, 'organization', organization)
  const below =
    unit === undefined ? all : all.filter((one) => pathOf(ctx, one).some(({ record }) => record.Id === unit))
  return below.map(({ record }) => record.Id ?? '')
}

/** Of an account's number, or of the ARN of a user or role in it. */
const accountIn = (principal: string): string => /\d{12}/.exec(principal)?.[0] ?? ''

/** Whether a principal belongs to the sharer's organization, so that no invitation is needed. */
export function isInside(ctx: World, sharer: string, principal: string): boolean {
  const organization = sharingOrganization(ctx, sharer)
  if (organization === undefined) return false
  if (principal.startsWith('arn:aws:organizations:')) return principal.split('/')[1] === organization
  return members.get(ctx, accountIn(principal))?.side.organization === organization
}

export function refusePrincipal(ctx: World, sharer: string, principal: string): void {
  const isAccount = /^\d{12}$/.test(principal)
  const isIdentity = /^arn:aws:iam::\d{12}:(user|role)\/.+$/.test(principal)
  const [, organization] =
    /^arn:aws:organizations::\d{12}:(?:organization|ou)\/(o-[a-z0-9]+)/.exec(principal) ?? []
  if (!isAccount && !isIdentity && organization === undefined) {
    throw new AwsError(
      'InvalidParameterException',
      `Principal ID ${principal} is malformed. Verify the ID and try again.`,
    )
  }
  if (organization !== undefined && sharingOrganization(ctx, sharer) !== organization) {
    throw new AwsError('UnknownResourceException', `Organization ${organization} could not be found.`)
  }
}
