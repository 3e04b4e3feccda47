/** How a service's refusals look: error code, HTTP status, and how it spells the action. */
interface RefusalStyle {
  readonly code: string
  readonly status: number
  readonly spell?: (prefix: string, name: string) => string
}

// Codes and statuses follow from the services' protocols: XML says AccessDenied with 403, JSON over POST says
// AccessDeniedException with 400, JSON over REST the same with 403. Other spellings were observed in answers.
const xml: RefusalStyle = { code: 'AccessDenied', status: 403 }
const json: RefusalStyle = { code: 'AccessDeniedException', status: 400 }
const rest: RefusalStyle = { code: 'AccessDeniedException', status: 403 }

const styles: ReadonlyMap<string, RefusalStyle> = new Map([
  ['ec2', { code: 'UnauthorizedOperation', status: 403 }],
  ...['s3', 'sts', 'iam', 'elasticloadbalancing', 'route53', 'rds', 'cloudwatch'].map(
    (prefix) => [prefix, xml] as const,
  ),
  ...['ram', 'vpc-lattice', 'arc-zonal-shift'].map((prefix) => [prefix, rest] as const),
  ['sqs', { ...xml, spell: (prefix, name) => `${prefix}:${name.toLowerCase()}` }],
  [
    'sns',
    { code: 'AuthorizationError', status: 403, spell: (prefix, name) => `${prefix.toUpperCase()}:${name}` },
  ],
])

export const refusalStyle = (prefix: string): RefusalStyle => styles.get(prefix) ?? json
