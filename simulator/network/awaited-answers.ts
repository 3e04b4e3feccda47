import { type Flow, memory } from './flow.ts'
import type { Drop } from './rule.ts'

/** By device: what it does to all that follows if it does not see the answer, too. Undefined once it has seen it. */
export const awaitedAnswers = memory<Drop | undefined>('awaited-answer')

/** The first device that waits for an answer which never came by. */
export function missedAnswer({ notes }: Flow): { readonly at: string; readonly drop: Drop } | undefined {
  for (const [key, value] of notes) {
    if (value !== undefined && key.startsWith('awaited-answer/')) {
      return { at: key.slice(key.indexOf('/') + 1), drop: value as Drop }
    }
  }
  return undefined
}
