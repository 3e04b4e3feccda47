import type { Denied } from './authorise.ts'
import { type ContextKeys, variableValue } from './context.ts'
import type { Layer } from './layers.ts'
import { refusalStyle } from './refusal-styles.ts'
import type { AccessRequest } from './request.ts'

export interface Refusal {
  readonly code: string
  readonly message: string
  readonly status: number
}

interface RefusalDetail {
  /** What EC2 appends to refusals that name a resource. */
  readonly encoded?: string
  /** The answer has no body to say more in: HeadObject, HeadBucket. */
  readonly isHead?: boolean
}

/** What the service answers when a request was denied. */
export function refusal(
  decision: Denied,
  request: AccessRequest,
  { encoded, isHead }: RefusalDetail = {},
): Refusal {
  const prefix = servicePrefix(request.action)
  if (isHead) return { code: '403', status: 403, message: 'Forbidden' }
  const { code, status } = refusalStyle(prefix)
  return { code, status, message: messageIn(prefix, decision, request, encoded) }
}

function messageIn(
  prefix: string,
  decision: Denied,
  request: AccessRequest,
  encoded: string | undefined,
): string {
  const sentence = explain(decision, request)
  if (prefix === 's3') return saysWhyInS3(decision, request) ? sentence : 'Access Denied'
  if (prefix !== 'ec2') return sentence
  const message = `You are not authorized to perform this operation. ${sentence}`
  // Observed in EC2's answers: what has no resource, such as a describe, has no encoded part either.
  if (encoded === undefined || request.resource === '*') return message
  return `${message}. Encoded authorization failure message: ${encoded}`
}

/**
 * AWS's sentence: who may not do what with what, and which kind of policy is why.
 * IAM user guide, troubleshoot_access-denied, "Access denied error message examples".
 */
export function explain(decision: Denied, request: AccessRequest): string {
  const action = spelled(request.action)
  const where = resourcePhrase(request)
  return `User: ${nameOf(request)} is not authorized to perform: ${action}${where} ${causeOf(decision, request, action)}`
}

function nameOf({ caller }: AccessRequest): string {
  if (caller.type === 'anonymous') return 'anonymous'
  return caller.type === 'service' ? caller.service : caller.arn
}

const servicePrefix = (action: string) => action.split(':', 1)[0]!.toLowerCase()

function spelled(action: string): string {
  const [prefix = '', name = ''] = action.split(':', 2)
  return refusalStyle(prefix.toLowerCase()).spell?.(prefix, name) ?? action
}

/** Observed in the answers of EC2 and S3: a call that concerns no resource names none. S3 quotes the others. */
function resourcePhrase({ action, resource }: AccessRequest): string {
  const prefix = servicePrefix(action)
  if (resource === '*' && (prefix === 'ec2' || prefix === 's3')) return ''
  return ` on resource: ${prefix === 's3' ? `"${resource}"` : resource}`
}

function causeOf({ kind, layer, policy }: Denied, request: AccessRequest, action: string): string {
  const isTrust = layer === 'resource' && isAssumption(request.action)
  const noun = isTrust ? 'role trust policy' : nouns[layer]
  if (kind === 'implicit') return `because no ${noun} allows the ${action} action`
  const article = isTrust ? 'the' : layer === 'identity' ? 'an' : 'a'
  // The policy's ARN follows since 2026, among accounts of one organization and only for policies that have one
  // (AWS Security Blog, "Enhanced access denied error messages with policy ARNs").
  const arn = policy?.arn && isAmongFriends(request) ? `: ${policy.arn}` : ''
  return `with an explicit deny in ${article} ${noun}${arn}`
}

const nouns: Readonly<Record<Layer, string>> = {
  scp: 'service control policy',
  rcp: 'resource control policy',
  endpoint: 'VPC endpoint policy',
  resource: 'resource-based policy',
  identity: 'identity-based policy',
  boundary: 'permissions boundary',
  session: 'session policy',
}

const isAssumption = (action: string) => /^sts:assumerole/i.test(action)

/** S3 user guide, troubleshoot-403-errors: reasons are for the account and its organization. */
function saysWhyInS3({ layer }: Denied, request: AccessRequest): boolean {
  return isHome(request) || (layer !== 'endpoint' && isAmongFriends(request))
}

function isHome({ caller, resourceAccount }: AccessRequest): boolean {
  if (caller.type === 'service' || caller.type === 'anonymous') return false
  return resourceAccount === undefined || resourceAccount === caller.account
}

function isAmongFriends(request: AccessRequest): boolean {
  return isHome(request) || isOneOrganization(request.keys)
}

function isOneOrganization(keys: ContextKeys): boolean {
  const organization = variableValue(keys, 'aws:principalorgid')
  return organization !== undefined && organization === variableValue(keys, 'aws:resourceorgid')
}
