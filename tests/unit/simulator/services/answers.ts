import type { StructureShape } from '../../../../simulator/api/model.ts'
import { validate } from '../../../../simulator/api/validate.ts'

// What an answer may have otherwise than its model says. Bounds of a model are for what is asked, and AWS's answers
// keep to them too, but for these.

interface Departure {
  readonly service: string
  /** The problem, but for the path before the member. */
  readonly what: RegExp
  readonly why: string
}

const empty = (members: string): RegExp =>
  new RegExp(`^Invalid length for parameter (.*\\.)?(${members}), value: 0,`)

const departures: readonly Departure[] = [
  { service: 'acm', what: empty('Tags'), why: 'An untagged certificate has an empty list.' },
  { service: 'cloudtrail', what: empty('Value'), why: 'A tag that was given no value has an empty one.' },
  { service: 'configservice', what: empty('unprocessedResourceKeys'), why: 'Nothing was left out.' },
  { service: 'directconnect', what: empty('tags'), why: 'An untagged resource has an empty list.' },
  { service: 'elbv2', what: empty('Tags'), why: 'An untagged resource has an empty list.' },
  { service: 'route53', what: empty('Tags'), why: 'An untagged resource has an empty list.' },
  { service: 'route53', what: empty('VPCs'), why: 'A zone that no VPC may join has an empty list.' },
  {
    service: 'ssm',
    what: empty('Labels|InvalidLabels|DeletedParameters|InvalidParameters'),
    why: 'Both lists are there, whatever is in them.',
  },
  { service: 'ecr', what: empty('imageIds'), why: 'A repository without images has an empty list.' },
  {
    service: 'route53resolver',
    what: empty('CreatorRequestId'),
    why: 'AWS’s own rules were created by nobody.',
  },
  {
    service: 'dynamodb',
    what: /^Invalid value for parameter .*\.NumberOfDecreasesToday, value: 0,/,
    why: 'On most days there is none.',
  },
  {
    service: 'iam',
    what: /^Invalid length for parameter .*\.UserId, value: 12,/,
    why: 'The root user’s id is the account’s number.',
  },
  {
    service: 'route53',
    what: /^Missing required parameter in \w+: "DelegationSet"$/,
    why: 'A private zone has none.',
  },
]

/** What AWS would not answer so, a sentence each. */
export function problemsInAnswer(
  service: string,
  shape: StructureShape | undefined,
  answer: unknown,
): string[] {
  if (!shape) return []
  const known = departures.filter((one) => one.service === service)
  return validate(shape, answer).filter((problem) => !known.some(({ what }) => what.test(problem)))
}
