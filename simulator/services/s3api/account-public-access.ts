import type { S3control } from '../../api/generated/types.d.ts'
import { table } from '../../kernel/store.ts'
import type { Context } from '../context.ts'

/** Block Public Access of a whole account: over the settings of its buckets, in every Region. */
export interface AccountPublicAccess {
  readonly account: string
  readonly configuration: S3control.PublicAccessBlockConfiguration
}

export const accountPublicAccess = table<AccountPublicAccess>(
  's3-account-public-access',
  ({ account }) => account,
)

export const accountPublicAccessBlock = (
  ctx: Pick<Context, 'store'>,
  account: string,
): S3control.PublicAccessBlockConfiguration | undefined =>
  ctx.store.get(accountPublicAccess, account)?.configuration
