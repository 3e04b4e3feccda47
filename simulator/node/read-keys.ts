import type { Asking } from '../shell/host.ts'

interface Board {
  write(text: string): void
  next(): Promise<string | undefined>
}

/** A line that is read key by key: it is not shown, or so many keys are enough. Null where Ctrl-C ended it. */
export async function readKeys(
  prompt: string,
  { isSilent = false, hidesEnter = false, most }: Asking,
  { write, next }: Board,
): Promise<string | undefined | null> {
  write(prompt)
  let typed = ''
  for (;;) {
    const key = await next()
    if (key === '\x03') return null
    if (key === undefined || (key === '\x04' && typed === '')) return undefined
    if (key === '\r' || key === '\n') {
      if (!hidesEnter) write('\n')
      return typed
    }
    if (key === '\x7f' || key === '\b') {
      if (typed && !isSilent) write('\b \b')
      typed = [...typed].slice(0, -1).join('')
    } else if (key === '\x15') {
      if (!isSilent) write('\b \b'.repeat([...typed].length))
      typed = ''
    } else if (!/^[\x00-\x1f]/.test(key)) {
      typed += key
      if (!isSilent) write(key)
      if (most !== undefined && typed.length >= most) return typed
    }
  }
}
