// What somebody has called the terminals of a lab.

/** A terminal that has a name of its own; of which host it is, so that another lab's terminal does not take it. */
export interface TabName {
  readonly host: string
  readonly name: string
}

export type TabNames = readonly (TabName | null)[]

const keyOf = (lab: string) => `hopwise:terminal-names:${lab}`

export function keepNames(lab: string, names: TabNames): void {
  try {
    if (names.some(Boolean)) localStorage.setItem(keyOf(lab), JSON.stringify(names))
    else localStorage.removeItem(keyOf(lab))
  } catch {
    // Without room or permission to keep them, they hold for this visit.
  }
}

export function keptNames(lab: string): TabNames {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keyOf(lab)) ?? '[]')
    return Array.isArray(kept) ? kept.map((one) => (isName(one) ? one : null)) : []
  } catch {
    return []
  }
}

const isName = (one: unknown): one is TabName =>
  typeof one === 'object' &&
  one !== null &&
  typeof (one as TabName).host === 'string' &&
  typeof (one as TabName).name === 'string'
