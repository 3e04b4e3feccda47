import type { PolicyFault } from './problems.ts'

/** What is wrong with a `Resource`, if anything. */
export function faultOfResource(text: string, strict: boolean): PolicyFault | undefined {
  if (text === '*') return undefined
  if (!text.includes(':')) return 'resource-not-arn'
  return strict ? faultForIam(text.split(':')) : undefined
}

// Observed in the errors of IAM's CreatePolicy.
function faultForIam(parts: readonly string[]): PolicyFault | undefined {
  const [, partition = '', service, region = '', account = '', ...resource] = parts
  if (!/^aws[a-z-]*$|[*?]/.test(partition)) return 'bad-partition'
  if (service === undefined || /[*?]/.test(service)) return 'arn-without-service'
  if (service === '' || (parts.length === 5 && !/^(\*|\d{12})?$/.test(account))) return 'bad-arn'
  if (service === 'iam') return region !== '' ? 'region-in-arn' : faultOfIamPath(resource.join(':'))
  // Access points have a Region and an account; buckets have neither.
  return service === 's3' && region !== '' && account === '' ? 'region-in-arn' : undefined
}

const faultOfIamPath = (path: string): PolicyFault | undefined =>
  path === '' || path === '*' || iamPaths.some((start) => path.startsWith(start)) ? undefined : 'bad-iam-path'

export const iamPaths: readonly string[] = [
  ...['user/', 'federated-user/', 'role/', 'group/', 'instance-profile/', 'mfa/', 'server-certificate/'],
  ...['policy/', 'sms-mfa/', 'saml-provider/', 'oidc-provider/', 'report/', 'access-report/'],
]
