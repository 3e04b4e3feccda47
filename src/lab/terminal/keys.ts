/** What a terminal was sent, key by key; text that was pasted is one piece. */
export type Typed = { readonly key: string } | { readonly pasted: string }

const pasteStart = '\x1b[200~'
const pasteEnd = '\x1b[201~'

/** Splits what a terminal sends. A paste that has not ended yet is all there is of it. */
export function splitKeys(data: string): Typed[] {
  const typed: Typed[] = []
  for (let rest = data; rest; ) {
    if (rest.startsWith(pasteStart)) {
      const end = rest.indexOf(pasteEnd)
      const text = rest.slice(pasteStart.length, end < 0 ? undefined : end)
      typed.push({ pasted: text.replace(/\r\n?/g, '\n') })
      rest = end < 0 ? '' : rest.slice(end + pasteEnd.length)
      continue
    }
    const [key = ''] = sequence.exec(rest) ?? [[...rest][0] ?? '']
    typed.push({ key })
    rest = rest.slice(key.length)
  }
  return typed
}

/** Keys that are sent as several characters: arrows, Home, Alt with a letter. An Escape before one is a key of its own. */
const sequence = /^\x1b(?:\[[\d;]*[A-Za-z~]|O[A-Za-z]|[^[O\x1b])/u

/** Whether the browser or the page wants the key for itself. */
export function isCommandOfPage(event: KeyboardEvent, hasSelection: boolean): boolean {
  if (!event.ctrlKey && !event.metaKey) return false
  return (event.key === 'c' && hasSelection) || /^v$/i.test(event.key) || event.shiftKey
}

/** The same for a program that gets its keys one by one. */
export const keysIn = (typed: Typed): readonly string[] =>
  'key' in typed ? [typed.key] : [...typed.pasted.replaceAll('\n', '\r')]
