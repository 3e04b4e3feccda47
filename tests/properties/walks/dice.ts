/** Dice for tests: the same seed, the same walk. */
export class Dice {
  #state: number

  constructor(seed: number) {
    this.#state = seed >>> 0
  }

  /** From 0 up to but not including 1. */
  fraction(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }

  below(bound: number): number {
    return Math.floor(this.fraction() * bound)
  }

  chance(probability: number): boolean {
    return this.fraction() < probability
  }

  pick<T>(from: readonly T[]): T {
    return from[this.below(from.length)]!
  }
}

/** The seed of all that is random in these tests, which `vitest.config.ts` chooses; whoever walks prints it. */
export const walkSeed = (): number => Number(process.env.HOPWISE_SEED)

/** For how long to walk: HOPWISE_SOAK_SECONDS, or the usual while. */
export const walkSeconds = (usual: number): number => Number(process.env.HOPWISE_SOAK_SECONDS ?? usual)
