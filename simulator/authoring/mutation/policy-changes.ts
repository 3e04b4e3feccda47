// What somebody may have written otherwise into a policy: each variant differs in one thing.

export interface ChangedPolicy {
  /** "Without the condition aws:SourceVpce of statement 1". */
  readonly how: string
  readonly policy: string
}

type Statement = Readonly<Record<string, unknown>>

/** Variants of a policy; none of a text that is no policy. */
export function changedPolicies(text: string | undefined): readonly ChangedPolicy[] {
  if (text === undefined) return []
  let document: Readonly<Record<string, unknown>>
  try {
    document = JSON.parse(text) as Readonly<Record<string, unknown>>
  } catch {
    return []
  }
  const written = document['Statement']
  const statements = (Array.isArray(written) ? written : [written]) as readonly Statement[]
  if (statements.some((one) => typeof one !== 'object' || one === null)) return []
  const policyOf = (changed: readonly Statement[]) => JSON.stringify({ ...document, Statement: changed })
  return statements.flatMap((statement, at) => {
    const name = typeof statement['Sid'] === 'string' ? statement['Sid'] : `statement ${at + 1}`
    const replaced = (change: Statement) => policyOf(statements.map((one, i) => (i === at ? change : one)))
    const rest = statements.filter((_, i) => i !== at)
    return [
      ...(rest.length ? [{ how: `Without ${name}`, policy: policyOf(rest) }] : []),
      ...variantsOf(statement).map(({ how, changed }) => ({
        how: `${how} of ${name}`,
        policy: replaced(changed),
      })),
    ]
  })
}

interface Variant {
  readonly how: string
  readonly changed: Statement
}

function variantsOf(statement: Statement): Variant[] {
  const found: Variant[] = []
  const { Condition: conditions, ...bare } = statement
  const operators = Object.entries((conditions ?? {}) as Record<string, Record<string, unknown>>)
  for (const [operator, keys] of operators) {
    for (const key of Object.keys(keys)) {
      const { [key]: _, ...others } = keys
      const left = Object.fromEntries(
        operators.flatMap(([name, all]) =>
          name !== operator ? [[name, all]] : Object.keys(others).length ? [[name, others]] : [],
        ),
      )
      const changed = Object.keys(left).length ? { ...bare, Condition: left } : bare
      found.push({ how: `Without the condition ${key}`, changed })
    }
  }
  const isDeny = statement['Effect'] === 'Deny'
  for (const member of ['Principal', 'Action', 'Resource'] as const) {
    const value = statement[member]
    if (value === undefined || isAll(value)) continue
    // What a denial is about is made smaller by a mistake, and what an allowance is about larger.
    if (isDeny) {
      if (Array.isArray(value) && value.length > 1) {
        found.push({
          how: `One ${member} less`,
          changed: { ...statement, [member]: value.slice(1) },
        })
      }
    } else found.push({ how: `${member} *`, changed: { ...statement, [member]: allOf(member, value) } })
  }
  return found
}

const isAll = (value: unknown): boolean =>
  value === '*' || (typeof value === 'object' && value !== null && (value as { AWS?: unknown }).AWS === '*')

/** `s3:*` rather than `*`: resource policies take only actions of their own service. */
function allOf(member: string, value: unknown): unknown {
  if (member !== 'Action') return '*'
  const first = Array.isArray(value) ? String(value[0]) : String(value)
  return first.includes(':') ? `${first.split(':')[0]}:*` : '*'
}
