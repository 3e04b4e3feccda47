import type { Context } from '../context.ts'
import { accessDenied } from './errors.ts'

/** S3 Control names the account in every request. NOT MODELLED: working on another account by its policies. */
export function requireOwnAccount(ctx: Context, accountId: string | undefined): void {
  if (accountId !== ctx.account) throw accessDenied()
}
