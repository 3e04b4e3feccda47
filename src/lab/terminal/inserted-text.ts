import type { Terminal } from '@xterm/xterm'

/**
 * Text that comes without a key: dictated, or from a panel of emoji. Where xterm.js serves screen readers it leaves that
 * out, because they read in the same field what was typed with keys.
 */
export function takeInserted({ textarea, options }: Terminal, take: (text: string) => void): void {
  if (!options.screenReaderMode) return
  let isKeyDown = false
  textarea?.addEventListener('keydown', () => {
    isKeyDown = true
  })
  textarea?.addEventListener('keyup', () => {
    isKeyDown = false
  })
  textarea?.addEventListener('input', (event) => {
    const { inputType, data } = event as InputEvent
    if (!isKeyDown && inputType === 'insertText' && data) take(data)
  })
}
