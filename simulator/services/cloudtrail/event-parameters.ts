import type { LedgerEntry } from '../../world/ledger.ts'
import { isMembers, lowerMembers } from '../lower-members.ts'

// What CloudTrail never shows (user guide, cloudtrail-event-reference-record-contents: fields are masked "for
// security reasons").
const hidden = new Set([
  'masterUserPassword',
  'masterPassword',
  'password',
  'newPassword',
  'oldPassword',
  'secretString',
  'secretBinary',
  'privateKey',
  'plaintext',
  'secretAccessKey',
  'sessionToken',
  'authorizationToken',
])

export function requestParameters({ service, operation, input }: LedgerEntry): unknown {
  if (!Object.keys(input).length) return null
  return service === 'ec2' && isNewer(operation)
    ? { [`${operation}Request`]: numbered(input) }
    : lowerMembers(input, hidden)
}

/** Null for calls that failed, and for those that only read. */
export function responseElements({ service, operation, output }: LedgerEntry): unknown {
  if (!output) return null
  const elements = lowerMembers(output, hidden) as object
  if (service === 'ec2' && isNewer(operation)) return { [`${operation}Response`]: elements }
  if (service === 'ec2' && !Object.keys(elements).length) return { _return: true }
  return Object.keys(elements).length ? elements : null
}

// Seen in events: EC2's newer operations come under the name of their request, as its XML has them.
const isNewer = (operation: string): boolean =>
  /VpcEndpoint|NatGateway|FlowLog|TransitGateway|PrefixList|NetworkInsights|EgressOnly|BlockPublicAccess/.test(
    operation,
  )

/** Lists of EC2's newer operations: each item with its number, under the name of one. */
function numbered(value: unknown): unknown {
  if (Array.isArray(value)) {
    const items = value.map((item, i) => ({ tag: i + 1, ...content(numbered(item)) }))
    return items.length === 1 ? items[0] : items
  }
  if (!isMembers(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      Array.isArray(member) ? name.replace(/s$/, '') : name,
      numbered(member),
    ]),
  )
}

const content = (item: unknown): object => (isMembers(item) ? item : { content: item })
