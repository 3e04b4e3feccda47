import type { JsonNode, JsonScalar } from './json-text.ts'
import type { PrincipalNames } from './principals.ts'
import type { PolicyFault } from './problems.ts'

interface PrincipalProblem {
  readonly fault: PolicyFault
  /** Below the element: `AWS`. */
  readonly path?: string
  readonly node: JsonNode
  readonly found?: string
}

/** Reads `"*"`, or names under `AWS`, `Service`, `Federated` and `CanonicalUser`. */
export function readPrincipal(node: JsonNode): { names: PrincipalNames; problems: PrincipalProblem[] } {
  const problems: PrincipalProblem[] = []
  const listed = new Map<string, string[]>()
  if (node.kind === 'string') {
    if (node.text !== '*') problems.push({ fault: 'bad-principal', node, found: node.text })
  } else if (node.kind !== 'object') problems.push({ fault: 'bad-type', node })
  else {
    if (node.members.size === 0) problems.push({ fault: 'bad-principal', node })
    for (const [type, member] of node.members) {
      if (!types.has(type)) problems.push({ fault: 'bad-principal', path: type, node: member, found: type })
      const texts = textsOf(member, type, problems)
      for (const item of texts) {
        const fault = types.get(type)?.(item.text)
        if (fault) problems.push({ fault, path: type, node: item, found: item.text })
      }
      listed.set(
        type,
        texts.map(({ text }) => text),
      )
    }
  }
  const aws = listed.get('AWS') ?? []
  const names: PrincipalNames = {
    everyone: node.kind === 'string' || aws.includes('*'),
    aws: new Set(aws),
    services: new Set(listed.get('Service')),
    canonicalUsers: new Set(listed.get('CanonicalUser')),
  }
  return { names, problems }
}

function textsOf(node: JsonNode, path: string, problems: PrincipalProblem[]): JsonScalar[] {
  const items = node.kind === 'array' ? node.items : [node]
  const isText = (item: JsonNode): item is JsonScalar => item.kind === 'string'
  for (const item of items) if (!isText(item)) problems.push({ fault: 'bad-type', path, node: item })
  return items.filter(isText)
}

// IAM user guide, reference_policies_elements_principal. NOT MODELLED: sessions that come from outside of AWS, so
// what stands under `Federated` names nobody.
const types: ReadonlyMap<string, (text: string) => PolicyFault | undefined> = new Map([
  ['AWS', faultOfAws],
  ['Service', (text) => (/^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(text) ? undefined : 'bad-principal')],
  ['Federated', (text) => (text === '' ? 'bad-principal' : undefined)],
  ['CanonicalUser', (text) => (/^[0-9a-f]{64}$/.test(text) ? undefined : 'bad-principal')],
])

function faultOfAws(text: string): PolicyFault | undefined {
  if (text === '*' || /^\d{12}$/.test(text) || /^A[A-Z0-9]{15,}$/.test(text)) return undefined
  if (/[*?]/.test(text)) return 'principal-wildcard'
  return /^arn:aws[a-z-]*:(iam|sts)::[^:]+:(root|[a-z-]+\/.+)$/.test(text) ? undefined : 'bad-principal'
}
