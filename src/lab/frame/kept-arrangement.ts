import { type Arrangement, readArrangement, untouched } from './arrangement.ts'

// Each kind of lab remembers its own: who works on scenarios wants other panes than who plays in the sandbox.

export type LabKind = 'scenario' | 'sandbox'

const key = (kind: LabKind) => `hopwise:arrangement:${kind}`

export function keptArrangement(kind: LabKind): Arrangement {
  try {
    return readArrangement(JSON.parse(localStorage.getItem(key(kind)) ?? 'null'))
  } catch {
    return untouched
  }
}

export function keepArrangement(kind: LabKind, arrangement: Arrangement): void {
  try {
    localStorage.setItem(key(kind), JSON.stringify(arrangement))
  } catch {
    // Without room or permission to keep it, it holds for this visit.
  }
}
