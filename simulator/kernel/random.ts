import { cell, type Store } from './store.ts'

// Dice that belong to the world: the same seed and the same requests give the same ids, and undoing a
// request puts the dice back too.

type Dice = readonly [number, number, number, number]

const dice = cell<Dice>('dice', [0x9e3779b9, 0x243f6a88, 0xb7e15162, 1])

/** Sets the dice by a seed; every text is a seed. */
export function seedDice(store: Store, seed: string): void {
  let state: Dice = [...scramble(seed), 1]
  // The first rolls of a fresh state still look like the seed, so they are thrown away.
  for (let i = 0; i < 12; i++) state = next(state).state
  store.set(dice, state)
}

/** Rolls dice of their own, so that what `work` gets depends on the seed alone and on no roll before or after. */
export function withDice<T>(store: Store, seed: string, work: () => T): T {
  const kept = store.read(dice)
  seedDice(store, seed)
  const result = work()
  store.set(dice, kept)
  return result
}

/** A whole number from 0 to 2^32 - 1. */
export function roll(store: Store): number {
  const { state, value } = next(store.read(dice))
  store.set(dice, state)
  return value
}

/** A whole number from 0 to `bound` - 1. */
export function rollBelow(store: Store, bound: number): number {
  return below(roll(store), bound)
}

export function rollText(store: Store, alphabet: string, length: number): string {
  let state = store.read(dice)
  let text = ''
  for (let i = 0; i < length; i++) {
    const rolled = next(state)
    state = rolled.state
    text += alphabet[below(rolled.value, alphabet.length)]
  }
  store.set(dice, state)
  return text
}

/** A version 4 UUID. */
export function rollUuid(store: Store): string {
  const hex = rollText(store, '0123456789abcdef', 30)
  const variant = '89ab'[rollBelow(store, 4)]
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(12, 15)}-${variant}${hex.slice(15, 18)}-${hex.slice(18, 30)}`
}

/** Three 32-bit numbers made of a text, for whoever needs a choice that depends on that text alone. */
export function scramble(text: string): [number, number, number] {
  let a = 0x811c9dc5
  let b = 0x01000193
  let c = 0x5bd1e995
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    a = Math.imul(a ^ code, 0x01000193)
    b = Math.imul(b + code, 0x85ebca6b) ^ (a >>> 13)
    c = Math.imul(c ^ (code + i), 0xc2b2ae35) + b
  }
  return [a >>> 0, b >>> 0, c >>> 0]
}

const below = (value: number, bound: number) => Math.floor((value / 0x1_0000_0000) * bound)

// Chris Doty-Humphrey's "small fast counter" generator, 32-bit: passes the usual batteries of tests.
function next([a, b, c, counter]: Dice): { state: Dice; value: number } {
  const value = (a + b + counter) >>> 0
  return {
    value,
    state: [b ^ (b >>> 9), (c + (c << 3)) | 0, (((c << 21) | (c >>> 11)) + value) | 0, (counter + 1) | 0],
  }
}
