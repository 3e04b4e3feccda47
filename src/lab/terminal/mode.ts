import type { ReadableAtom } from 'nanostores'
import type { Asking } from '../../../simulator/shell/host.ts'

/** What a terminal is at. */
export type Mode =
  | { readonly kind: 'prompt' }
  | { readonly kind: 'running' }
  /** A program shows something page by page, and waits for a key. */
  | { readonly kind: 'paging' }
  | { readonly kind: 'question'; readonly prompt: string; readonly how: Asking }
  | { readonly kind: 'search'; readonly wanted: string; readonly at: number; readonly before: string }

export type Doing = 'prompt' | 'running' | 'question' | 'paging'

/** Resolves when the prompt is there. */
export async function untilPrompt(doing: ReadableAtom<Doing>): Promise<void> {
  while (doing.get() !== 'prompt')
    await new Promise<void>((resolve) => {
      const stop = doing.listen(() => {
        stop()
        resolve()
      })
    })
}
