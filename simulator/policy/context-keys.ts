import { type Caller, type IamCaller, isIamCaller, type Membership, principalArnOf } from './callers.ts'
import type { ContextKeys } from './context.ts'

type Values = Record<string, string | readonly string[]>
type Tags = Readonly<Record<string, string>>

/** What a request's condition keys follow from. */
export interface Circumstances {
  readonly caller: Caller
  /** `ec2:CreateVpc`. */
  readonly action: string
  readonly region: string
  /** Milliseconds since 1970. */
  readonly now: number
  /** The address that AWS sees, where the request comes over the internet. */
  readonly sourceIp?: string
  /** Where it comes through a VPC endpoint. */
  readonly arrival?: Arrival
  /** Sent over TLS, unless it is said that it was not. */
  readonly secure?: boolean
  readonly userAgent?: string
  /** Service principals that call each other on the caller's behalf, first to last. */
  readonly via?: readonly string[]
  readonly resource?: ResourceFacts
  /** Tags that the request wants to set. */
  readonly requestTags?: Tags
  /** Their keys, and those of tags that it wants to remove. */
  readonly tagKeys?: readonly string[]
  /** The service's own keys, such as `ec2:VpceServiceName`, in any capitals. */
  readonly serviceKeys?: ContextKeys
}

export interface Arrival {
  readonly endpointId: string
  readonly vpcId: string
  /** The client's private address. */
  readonly sourceIp: string
  /** Only where the service has the key: IAM user guide, reference_policies_condition-keys, aws:SourceVpcArn. */
  readonly vpcArn?: string
  /** Who owns the endpoint; only where the service has the keys, as S3 does. */
  readonly owner?: { readonly account: string; readonly organization?: Membership }
}

export interface ResourceFacts {
  readonly account?: string
  readonly organization?: Membership
  readonly tags?: Tags
}

/**
 * The condition keys of a request. Which are there and when follows the paragraphs "Availability" of the IAM user
 * guide, reference_policies_condition-keys.
 */
export function contextKeys(circumstances: Circumstances): ContextKeys {
  const values: Values = {}
  addRequest(values, circumstances)
  addCaller(values, circumstances.caller)
  addOrigin(values, circumstances)
  addTags(values, circumstances)
  addResource(values, circumstances.resource, servicePrefix(circumstances))
  for (const [key, value] of Object.entries(circumstances.serviceKeys ?? {}))
    values[key.toLowerCase()] = value
  return values
}

const servicePrefix = ({ action }: Circumstances) => action.split(':', 1)[0]!.toLowerCase()

function addRequest(
  values: Values,
  { region, now, secure = true, userAgent, via = [] }: Circumstances,
): void {
  values['aws:requestedregion'] = region
  values['aws:currenttime'] = new Date(now).toISOString().replace(/\.\d+Z$/, 'Z')
  values['aws:epochtime'] = String(Math.floor(now / 1000))
  values['aws:securetransport'] = String(secure)
  if (userAgent !== undefined) values['aws:useragent'] = userAgent
  values['aws:viaawsservice'] = String(via.length > 0)
  const [first] = via
  const last = via.at(-1)
  if (first === undefined || last === undefined) return
  values['aws:calledvia'] = via
  values['aws:calledviafirst'] = first
  values['aws:calledvialast'] = last
}

function addCaller(values: Values, caller: Caller): void {
  values['aws:principalisawsservice'] = String(caller.type === 'service')
  if (caller.type === 'anonymous') values['aws:principaltype'] = 'Anonymous'
  else if (caller.type === 'service') {
    values['aws:principalservicename'] = caller.service
    values['aws:principalservicenameslist'] = [...new Set([caller.service, ...(caller.names ?? [])])]
    if (caller.sourceArn) values['aws:sourcearn'] = caller.sourceArn
    if (caller.sourceAccount) values['aws:sourceaccount'] = caller.sourceAccount
    addMembership(values, 'aws:sourceorg', caller.sourceOrganization)
  } else addIamCaller(values, caller)
}

function addIamCaller(values: Values, caller: IamCaller): void {
  const { type, account, arn, userId, tags, organization, session } = caller
  values['aws:principalarn'] = principalArnOf(caller)
  values['aws:principalaccount'] = account
  values['aws:principaltype'] = principalTypes[type]
  values['aws:userid'] = userId
  if (type === 'user') values['aws:username'] = arn.slice(arn.lastIndexOf('/') + 1)
  addMembership(values, 'aws:principalorg', organization)
  addEach(values, 'aws:principaltag/', tags)
  if (!session) return
  values['aws:tokenissuetime'] = new Date(session.issuedAt).toISOString().replace(/\.\d+Z$/, 'Z')
  values['aws:multifactorauthpresent'] = String(session.mfaAt !== undefined)
}

const principalTypes: Readonly<Record<IamCaller['type'], string>> = {
  root: 'Account',
  user: 'User',
  'assumed-role': 'AssumedRole',
  'federated-user': 'FederatedUser',
}

function addOrigin(values: Values, { caller, arrival, sourceIp, via = [], now }: Circumstances): void {
  const mfaAt = isIamCaller(caller) ? caller.session?.mfaAt : undefined
  if (mfaAt !== undefined) values['aws:multifactorauthage'] = String(Math.floor((now - mfaAt) / 1000))
  // A service that goes on for the caller comes from a place of its own, which is no public address.
  if (via.length > 0) return
  if (!arrival) {
    if (sourceIp !== undefined) values['aws:sourceip'] = sourceIp
    return
  }
  values['aws:sourcevpce'] = arrival.endpointId
  values['aws:sourcevpc'] = arrival.vpcId
  values['aws:vpcsourceip'] = arrival.sourceIp
  if (arrival.vpcArn) values['aws:sourcevpcarn'] = arrival.vpcArn
  if (!arrival.owner) return
  values['aws:vpceaccount'] = arrival.owner.account
  addMembership(values, 'aws:vpceorg', arrival.owner.organization)
}

function addTags(values: Values, { requestTags, tagKeys, resource }: Circumstances): void {
  addEach(values, 'aws:requesttag/', requestTags)
  const keys = [...new Set([...Object.keys(requestTags ?? {}), ...(tagKeys ?? [])])]
  if (keys.length) values['aws:tagkeys'] = keys
  addEach(values, 'aws:resourcetag/', resource?.tags)
}

function addResource(values: Values, resource: ResourceFacts | undefined, prefix: string): void {
  if (!resource) return
  if (resource.account) values['aws:resourceaccount'] = resource.account
  addMembership(values, 'aws:resourceorg', resource.organization)
  if (prefix === 's3' && resource.account) values['s3:resourceaccount'] = resource.account
  if (ownTagKeys.has(prefix)) addEach(values, `${prefix}:resourcetag/`, resource.tags)
}

// Service authorization reference: services with a key of their own for what aws:ResourceTag holds.
const ownTagKeys: ReadonlySet<string> = new Set([
  'ec2',
  'iam',
  'elasticloadbalancing',
  'secretsmanager',
  'ssm',
])

function addMembership(values: Values, start: string, organization: Membership | undefined): void {
  if (!organization) return
  values[`${start}id`] = organization.id
  if (organization.path) values[`${start}paths`] = [organization.path]
}

function addEach(values: Values, start: string, tags: Tags | undefined): void {
  for (const [key, value] of Object.entries(tags ?? {})) values[start + key.toLowerCase()] = value
}
