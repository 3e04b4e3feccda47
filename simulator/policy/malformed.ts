import type { PolicyFault, PolicyProblem } from './problems.ts'
import { iamPaths } from './read-arn.ts'

/**
 * The sentence of IAM's MalformedPolicyDocument. IAM tells one thing at a time, in an order of its own.
 * Texts and order were observed in the answers of CreatePolicy; those of principals in CreateRole's.
 */
export function malformedPolicy(problems: readonly PolicyProblem[]): string {
  const ranked = problems.map((problem) => ({ problem, rank: rankOf(problem.fault) }))
  const [first] = ranked.sort((a, b) => a.rank - b.rank)
  return first ? sentence(first.problem) : syntax
}

const syntax = 'Syntax errors in policy.'
const legacy = 'The policy failed legacy parsing'

/** From the fault that is told first. Those of one line are told in the order of the text. */
const order: readonly (readonly PolicyFault[])[] = [
  ['bad-json', 'duplicate-element', 'bad-type', 'unknown-element', 'both-of-a-pair', 'bad-version'],
  ['missing-statement', 'missing-effect', 'bad-effect', 'unknown-operator'],
  ['old-version'],
  ['effect-capitals', 'bad-condition-value', 'bad-arn'],
  ['duplicate-sid', 'bad-sid'],
  ['principal-not-allowed', 'missing-principal', 'not-principal-not-supported', 'resource-not-allowed'],
  ['bad-principal', 'principal-wildcard', 'principal-not-everyone'],
  ['missing-action'],
  ['missing-resource'],
  ['resource-not-arn', 'bad-partition', 'arn-without-service', 'region-in-arn', 'bad-iam-path'],
]

function rankOf(fault: PolicyFault): number {
  const rank = order.findIndex((faults) => faults.includes(fault))
  return rank < 0 ? order.length : rank
}

function sentence({ fault, path, found = '' }: PolicyProblem): string {
  switch (fault) {
    case 'old-version':
      return 'Policy document must be version 2012-10-17 or greater.'
    case 'effect-capitals':
    case 'bad-condition-value':
    case 'bad-arn':
      return legacy
    case 'duplicate-sid':
      return 'Statement IDs (SID) in a single policy must be unique.'
    case 'bad-sid':
      return 'Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*'
    case 'principal-not-allowed':
      return 'Policy document should not specify a principal.'
    case 'resource-not-allowed':
      return 'Has prohibited field Resource'
    case 'missing-principal':
      return 'Missing required field Principal'
    case 'not-principal-not-supported':
      return 'Has prohibited field NotPrincipal'
    case 'bad-principal':
    case 'principal-wildcard':
    case 'principal-not-everyone':
      return `Invalid principal in policy: ${principalName(path, found)}`
    case 'missing-action':
      return 'Policy statement must contain actions.'
    case 'missing-resource':
      return 'Policy statement must contain resources.'
    case 'resource-not-arn':
      return `Resource ${found} must be in ARN format or "*".`
    case 'bad-partition':
      return `Partition "${found.split(':')[1]}" is not valid for resource "${completed(found)}".`
    case 'arn-without-service':
      return 'Resource vendor must be fully qualified and cannot contain regexes.'
    case 'region-in-arn':
      return found.split(':')[2] === 'iam'
        ? `IAM resource ${found} cannot contain region information.`
        : `Resource ${found} can not contain region information.`
    case 'bad-iam-path':
      return `IAM resource path must either be "*" or start with ${iamPaths.join(', ')}.`
    case 'action-without-service':
      return 'Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.'
    case 'action-with-two-colons':
      return 'Actions/Condition can contain only one colon.'
    case 'bad-service':
      return `Vendor ${found.split(':')[0]} is not valid`
    default:
      return syntax
  }
}

/** IAM reads whatever has colons as an ARN: it puts `arn` in front and completes it with `*`. */
function completed(text: string): string {
  const parts = text.split(':').with(0, 'arn')
  while (parts.length < 6) parts.push('*')
  return parts.join(':')
}

function principalName(path: string, found: string): string {
  const type = /\.(?:Not)?Principal\.(\w+)$/.exec(path)?.[1] ?? 'AWS'
  return `"${type.toUpperCase()}":"${found}"`
}
