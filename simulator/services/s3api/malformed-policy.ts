import { AwsError } from '../../api/error.ts'
import type { Policy } from '../../policy/policy.ts'
import type { PolicyProblem } from '../../policy/problems.ts'
import { readPolicy } from '../../policy/read-policy.ts'

// S3 says in a few words what is wrong with a policy. Texts as quoted in AWS's knowledge centre ("s3-bucket-policy"
// articles) and in issues of infrastructure tools.

/** The policy that a text is, or S3's refusal. `arn` is what its resources must be or lie in. */
export function requirePolicy(text: string, arn: string): Policy {
  if (text.length > mostCharacters) {
    throw new AwsError('PolicyTooLarge', 'Your policy exceeds the maximum allowed document size.')
  }
  const { policy, problems } = readPolicy(text, 'resource')
  if (!policy) throw malformed(sentence(problems[0]))
  for (const { resource, action } of policy.statements) {
    if (!resource) throw malformed('Missing required field Resource')
    for (const { text: name } of resource.names) {
      if (!isWithin(name, arn)) throw malformed('Policy has invalid resource')
    }
    for (const { text: name } of action.names) {
      if (name !== '*' && !/^s3(express|-object-lambda)?:/i.test(name)) {
        throw malformed('Policy has invalid action')
      }
    }
    if (resource.not || action.not) continue
    const names = resource.names.map((name) => name.text)
    if (!action.names.some((name) => fits(name.text, names, arn))) {
      throw malformed('Action does not apply to any resource(s) in statement')
    }
  }
  return policy
}

/** S3 user guide, BucketRestrictions: "Bucket policies are limited to 20 KB in size." */
const mostCharacters = 20 * 1024

const malformed = (message: string) => new AwsError('MalformedPolicy', message)

function isWithin(resource: string, arn: string): boolean {
  if (resource === '*') return true
  // Wildcards may stand for a part of the bucket's name, so only what comes before the first one is compared.
  const fixed = resource.split(/[*?$]/, 1)[0]!
  return fixed.length < resource.length && arn.startsWith(fixed)
    ? true
    : fixed === arn || fixed.startsWith(`${arn}/`)
}

const objectActions = /^s3:(\w*Object(?!Lock)\w*|AbortMultipartUpload|ListMultipartUploadParts)$/i

/** Whether an action is for one of the resources: buckets and objects have different ones. */
function fits(action: string, resources: readonly string[], arn: string): boolean {
  if (/[*?]/.test(action)) return true
  const isForObjects = objectActions.test(action)
  return resources.some((resource) => {
    if (/^[^/]*[*?]/.test(resource)) return true
    return isForObjects ? resource.startsWith(`${arn}/`) : resource === arn
  })
}

function sentence(problem: PolicyProblem | undefined): string {
  const { fault, path = '', found = '' } = problem ?? { fault: 'bad-json' }
  switch (fault) {
    case 'bad-json':
      return "Policies must be valid JSON and the first byte must be '{'"
    case 'unknown-element':
      return `Unknown field ${path.split('.').at(-1)}`
    case 'bad-version':
      return 'The policy must contain a valid version string'
    case 'missing-statement':
      return 'Missing required field Statement'
    case 'missing-effect':
      return 'Missing required field Effect'
    case 'bad-effect':
    case 'effect-capitals':
      return `Invalid effect: ${found}`
    case 'missing-principal':
      return 'Missing required field Principal'
    case 'missing-action':
      return 'Missing required field Action'
    case 'bad-principal':
    case 'principal-wildcard':
      return 'Invalid principal in policy'
    case 'action-without-service':
    case 'action-with-two-colons':
    case 'bad-service':
      return 'Policy has invalid action'
    case 'resource-not-arn':
    case 'bad-arn':
    case 'bad-partition':
    case 'arn-without-service':
      return 'Policy has invalid resource'
    case 'unknown-operator':
      return `Invalid Condition type : ${path.split('.').at(-1)}`
    default:
      return 'Invalid policy syntax.'
  }
}
