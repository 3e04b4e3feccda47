import { rollText } from '../../kernel/random.ts'
import type { Store } from '../../kernel/store.ts'

// Ids of Route 53: a letter for the kind, seven digits after a nought, and eleven characters.

const digits = '0123456789'
const characters = `ABCDEFGHIJKLMNOPQRSTUVWXYZ${digits}`

export function newId(store: Store, kind: 'Z' | 'C' | 'N'): string {
  return `${kind}0${rollText(store, digits, 7)}${rollText(store, characters, 11)}`
}
