// Signals as Linux numbers them.

const signals = new Map([
  ['HUP', 1],
  ['INT', 2],
  ['QUIT', 3],
  ['ABRT', 6],
  ['KILL', 9],
  ['USR1', 10],
  ['USR2', 12],
  ['PIPE', 13],
  ['ALRM', 14],
  ['TERM', 15],
  ['CHLD', 17],
  ['CONT', 18],
  ['WINCH', 28],
])

export const signalNames: readonly string[] = [...signals.keys()]

export const numberedSignals: readonly (readonly [name: string, number: number])[] = [...signals]

/** `INT` for `INT`, `SIGINT`, `int` and `2`. */
export function signalNamed(word: string): string | undefined {
  const name = word.toUpperCase().replace(/^SIG/, '')
  return signals.has(name) ? name : [...signals].find(([, number]) => String(number) === word)?.[0]
}

/** Its name and its number, by either. */
export function signalNumbered(word: string): { readonly name: string; readonly number: number } | undefined {
  const name = signalNamed(word)
  return name === undefined ? undefined : { name, number: signals.get(name)! }
}
