import type { PolicyFault, PolicyProblem } from '../../policy/problems.ts'

// What is wrong with a policy, in words that tell how to mend it. What AWS itself says is less: see the terminal.

const complaints: Readonly<Record<PolicyFault, (found: string) => string>> = {
  'bad-json': () => 'This is not JSON.',
  'duplicate-element': (found) => `“${found}” is there twice.`,
  'bad-type': () => 'Something else belongs here: a text, a list or an object.',
  'unknown-element': (found) => `A policy has no element “${found}” here.`,
  'both-of-a-pair': (found) =>
    `Only one of ${found.replace(/^Not/, '')} and ${found} can stand in a statement.`,
  'bad-version': () =>
    'Version is of the policy language, not of your policy: "2012-10-17", or the old "2008-10-17".',
  'old-version': () => 'IAM wants "Version": "2012-10-17" here.',
  'missing-statement': () => 'A policy needs at least one statement.',
  'missing-effect': () => 'The statement has no Effect: "Allow" or "Deny".',
  'bad-effect': (found) => `“${found}” is no effect: "Allow" or "Deny".`,
  'effect-capitals': (found) =>
    `Capitals count: "${found[0]?.toUpperCase() ?? ''}${found.slice(1).toLowerCase()}".`,
  'effect-not-supported': () => 'This kind of policy allows nothing but everything: write Deny statements.',
  'bad-sid': () => 'A Sid is made of letters and digits alone here.',
  'duplicate-sid': (found) => `Another statement has the Sid “${found}”.`,
  'missing-principal': () => 'The statement does not say who it is about: it has no Principal.',
  'principal-not-allowed': () => 'A policy of a user or role has no Principal: it is about whoever has it.',
  'bad-principal': (found) =>
    `“${found}” is no principal: an account id, an ARN, a service, or "*" for everybody.`,
  'principal-wildcard': (found) =>
    `“${found}”: a wildcard cannot stand in part of a principal. Name it whole, or use a condition.`,
  'principal-not-everyone': () => 'Only "*" can be the Principal here.',
  'not-principal-not-supported': () => 'NotPrincipal cannot stand here.',
  'missing-action': () => 'The statement names no Action.',
  'action-without-service': (found) => `“${found}” lacks the service in front: "s3:${found}", for one.`,
  'action-with-two-colons': (found) => `“${found}” has a colon too many.`,
  'bad-service': (found) => `“${found.split(':')[0]}” is no prefix of a service.`,
  'service-not-supported': (found) => `This kind of policy does not apply to “${found}”.`,
  'not-action-not-supported': () => 'NotAction cannot stand here.',
  'missing-resource': () => 'The statement names no Resource: "*" for all of them.',
  'resource-not-allowed': () => 'A trust policy has no Resource: it is about the role that has it.',
  'resource-not-arn': (found) => `“${found}” is no ARN, and not "*".`,
  'bad-arn': (found) =>
    `“${found}” is no whole ARN: arn:aws:service:region:account:resource has five colons at least.`,
  'bad-partition': (found) => `“${found.split(':')[1]}” is no partition: arn:aws:…`,
  'region-in-arn': (found) => `ARNs of this service have no Region: “${found}”.`,
  'bad-iam-path': () => 'IAM knows no resource of this type: user/, role/, policy/ …',
  'arn-without-service': () => 'The ARN does not say of which service: arn:aws:s3:::…',
  'unknown-operator': (found) => `“${found}” is no operator of conditions. Capitals count.`,
  'bad-condition-value': (found) => `“${found}” is no value that this operator can compare.`,
  'pattern-for-id': () => 'Ids are compared whole here: StringEquals and not StringLike.',
}

export function complaintOf({ fault, found, path }: PolicyProblem): string {
  return complaints[fault](found ?? path.split('.').at(-1) ?? '')
}
