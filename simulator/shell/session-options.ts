import { binary } from './byte-strings.ts'

/**
 * The library reads `signal` once for the accounts of the whole session, which a stop would spoil for good,
 * and then for running statements. Only the second may see ours.
 */
export class SessionOptions {
  readonly rawScript = true
  readonly stdin: string
  readonly stdinKind = 'bytes'
  readonly #signal: AbortSignal
  #reads = 0

  constructor(signal: AbortSignal, stdin: Uint8Array = new Uint8Array()) {
    this.#signal = signal
    this.stdin = binary(stdin)
  }

  get signal(): AbortSignal | undefined {
    return this.#reads++ === 0 ? undefined : this.#signal
  }
}
