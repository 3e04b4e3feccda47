import { rollText } from './random.ts'
import type { Store } from './store.ts'

export interface IdShape {
  readonly alphabet: string
  readonly length: number
  /** What every such id starts with behind the prefix. */
  readonly lead?: string
}

/** EC2's long ids: seventeen hexadecimal digits of which the first has been 0 since 2016. */
export const longId: IdShape = { alphabet: '0123456789abcdef', length: 16, lead: '0' }

/** A fresh id such as `vpc-0a1b2c3d4e5f60718`. */
export function newId(store: Store, prefix: string, shape: IdShape = longId): string {
  return `${prefix}-${shape.lead ?? ''}${rollText(store, shape.alphabet, shape.length)}`
}
