import { AwsError } from '../api/error.ts'
import { actionPrefix } from '../policy/action-names.ts'
import { refusalStyle } from '../policy/refusal-styles.ts'
import type { RequestInput } from './access.ts'
import type { Context } from './context.ts'
import type { OperationUnit } from './operation.ts'
import { hasShares } from './ram/admission.ts'
import { namedIn } from './touched-resources.ts'

const onlyReads = /^(Describe|Get|List|Search)/

/**
 * Refuses to change what is shared with the caller beyond what the share's permission leaves to it, whatever its own
 * policies say: the owner alone decides about the rest. RAM user guide, security-ram-permissions.
 */
export function refuseBeyondShare({ service, name }: OperationUnit, input: RequestInput, ctx: Context): void {
  if (!hasShares(ctx) || onlyReads.test(name)) return
  for (const text of namedIn(input, ctx)) {
    const id = text.slice(text.lastIndexOf('/') + 1)
    const family = ctx.families.ofId(id)
    const held = family?.get(ctx, id)
    if (!family || !held || held.account === ctx.account) continue
    const uses = family.usesOf(ctx, held)
    if (uses === undefined || uses.includes(name)) continue
    const { code, status } = refusalStyle(actionPrefix(service))
    throw new AwsError(code, 'You are not authorized to perform this operation.', status)
  }
}
