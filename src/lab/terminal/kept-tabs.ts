// What somebody has called the terminals of a lab, and which of them is in front.

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

const frontOf = (lab: string) => `hopwise:terminal-in-front:${lab}`

export function keepFront(lab: string, front: number): void {
  try {
    if (front) localStorage.setItem(frontOf(lab), String(front))
    else localStorage.removeItem(frontOf(lab))
  } catch {
    // After a reload the first one is in front.
  }
}

export function keptFront(lab: string): number {
  try {
    return Number.parseInt(localStorage.getItem(frontOf(lab)) ?? '', 10) || 0
  } catch {
    return 0
  }
}

const isName = (one: unknown): one is TabName =>
  typeof one === 'object' &&
  one !== null &&
  typeof (one as TabName).host === 'string' &&
  typeof (one as TabName).name === 'string'
