import type { Shareable } from './shareable.ts'

// Policies that owners put on a resource themselves, and that share it as RAM does.

interface Statement {
  readonly Effect?: string
  readonly Principal?: { readonly AWS?: string | readonly string[] }
  readonly Action?: string | readonly string[]
}

/** The statements of a policy; undefined where the text is none. */
export function readStatements(policy: string): readonly Statement[] | undefined {
  let parsed: unknown
  try {
    parsed = JSON.parse(policy)
  } catch {
    return undefined
  }
  if (typeof parsed !== 'object' || parsed === null || !('Statement' in parsed)) return undefined
  const statements = [parsed.Statement].flat()
  const isWhole = statements.length > 0 && statements.every((one) => typeof one === 'object' && one !== null)
  return isWhole ? (statements as Statement[]) : undefined
}

/** The accounts that a policy names, and which uses of the resource it leaves to each. */
export function usesByPolicy(policy: string, { uses }: Shareable): Map<string, readonly string[]> {
  const found = new Map<string, readonly string[]>()
  for (const { Effect, Principal, Action = [] } of readStatements(policy) ?? []) {
    if (Effect !== 'Allow') continue
    const left = uses.filter((use) => [Action].flat().some((action) => covers(action, use)))
    for (const principal of [Principal?.AWS ?? []].flat()) {
      const account = /\d{12}/.exec(principal)?.[0]
      if (account !== undefined) found.set(account, [...(found.get(account) ?? []), ...left])
    }
  }
  return found
}

const covers = (action: string, use: string): boolean => {
  const [, name = action] = action.split(':')
  return name.endsWith('*') ? use.startsWith(name.slice(0, -1)) : name === use
}
