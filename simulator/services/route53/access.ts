import type { Route53 } from '../../api/generated/types.d.ts'
import type { ContextKeys } from '../../policy/context.ts'
import { access, type RequestInput } from '../access.ts'
import { readName } from './domain-names.ts'
import { bareId } from './errors.ts'

// Route 53's ARNs have neither Region nor account, and its ids do not tell what they are of: the members do (service
// authorization reference, Amazon Route 53).

export const route53Access = access((operation, input) => {
  const keys = keysOf(operation, input)
  const arns = resourcesOf(operation, input).map((resource) => `arn:aws:route53:::${resource}`)
  return (arns.length ? arns : ['*']).map((arn) => ({ arn, keys }))
})

const kinds = {
  HostedZoneId: 'hostedzone',
  HealthCheckId: 'healthcheck',
  CollectionId: 'cidrcollection',
  DelegationSetId: 'delegationset',
} as const

function resourcesOf(operation: string, input: RequestInput): string[] {
  // Creating a zone is asked about no zone, whatever it is made with; lists of zones know none either.
  if (/^(CreateHostedZone|ListHostedZones\w*|CreateReusableDelegationSet)$/.test(operation)) return []
  const named = Object.entries(kinds)
    .filter(([member]) => typeof input[member] === 'string')
    .map(([member, kind]) => `${kind}/${bareId(String(input[member]))}`)
  const kind = kindOfId(operation)
  if (kind !== undefined) named.push(`${kind}/${bareId(String(input['Id']))}`)
  const type = input['ResourceType']
  const ids = [input['ResourceId'], input['ResourceIds']].flat().filter((id) => typeof id === 'string')
  return [...named, ...ids.map((id) => `${type}/${bareId(id)}`)]
}

/** What the member that is called Id alone is the id of. */
function kindOfId(operation: string): string | undefined {
  if (operation === 'GetChange') return 'change'
  if (/^(Get|Delete|Update)HostedZone(Comment)?$/.test(operation)) return 'hostedzone'
  if (/^(Get|Delete)ReusableDelegationSet$/.test(operation)) return 'delegationset'
  return /^(Change|Delete)CidrCollection$/.test(operation) ? 'cidrcollection' : undefined
}

function keysOf(operation: string, input: RequestInput): ContextKeys {
  const vpc = input['VPC'] as Route53.VPC | undefined
  if (vpc) return { 'route53:vpcs': [`VPCId=${vpc.VPCId},VPCRegion=${vpc.VPCRegion}`] }
  if (operation !== 'ChangeResourceRecordSets') return {}
  const changes = (input['ChangeBatch'] as Route53.ChangeBatch | undefined)?.Changes ?? []
  const sets = changes.map(({ ResourceRecordSet }) => ResourceRecordSet)
  // Route 53 guide, specifying-rrset-conditions: names in lower case, escaped, without the dot at the end.
  const names = sets.map(({ Name = '' }) => (readName(Name).name ?? Name).replace(/\.$/, ''))
  return {
    'route53:changeresourcerecordsetsnormalizedrecordnames': names,
    'route53:changeresourcerecordsetsrecordtypes': sets.map(({ Type }) => Type ?? ''),
    'route53:changeresourcerecordsetsactions': changes.map(({ Action }) => Action),
  }
}
