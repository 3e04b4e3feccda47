import { authorise } from '../policy/authorise.ts'
import type { ServiceCaller } from '../policy/callers.ts'
import { contextKeys } from '../policy/context-keys.ts'
import type { Touched } from './access.ts'
import type { Context } from './context.ts'
import { guardrailsOf } from './organizations/guardrails.ts'

/** A service that acts for itself, and on whose behalf. */
export interface ActingService {
  /** `vpce.amazonaws.com`. */
  readonly service: string
  readonly sourceArn: string
  readonly sourceAccount: string
}

/** Whether a resource's own policy lets a service do something with it. */
export function serviceMay(
  ctx: Context,
  { service, sourceArn, sourceAccount }: ActingService,
  action: string,
  { arn, account = ctx.account, policies, tags = [] }: Touched,
): boolean {
  const { membership: sourceOrganization } = guardrailsOf(ctx, sourceAccount)
  const { rcps, membership: organization } = guardrailsOf(ctx, account)
  const caller: ServiceCaller = {
    type: 'service',
    service,
    sourceArn,
    sourceAccount,
    ...(sourceOrganization && { sourceOrganization }),
  }
  const keys = contextKeys({
    caller,
    action,
    region: ctx.region,
    now: ctx.now,
    resource: {
      account,
      ...(organization && { organization }),
      tags: Object.fromEntries(tags.map(({ Key = '', Value = '' }) => [Key, Value])),
    },
  })
  const request = { caller, action, resource: arn, resourceAccount: account, keys }
  const decision = authorise(request, {
    identity: [],
    resource: policies ?? [],
    ...(rcps && { rcps }),
  })
  return decision.outcome === 'allowed'
}
