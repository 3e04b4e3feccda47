import type { Command as LibraryCommand } from 'just-bash'
import { markOf } from '../marked-bytes.ts'
import { adapted } from './adapted.ts'

// `printf '\xff'` writes one byte. The library writes the letter that has this number, so bytes that are no ASCII go
// through it as marked ones. Just-bash 3.4.2.

export const rawByteCommands: readonly LibraryCommand[] = [
  adapted('printf', async (args, original) => {
    // What goes into a variable stays text.
    if (args[0] === '-v') return original([...args])
    const at = args[0] === '--' ? 1 : 0
    const hasText = /%[-\d.*]*b/.test(args[at] ?? '')
    const escapes = /\\(?:x([0-9a-fA-F]{1,2})|0?([0-7]{1,3}))/g
    return original(args.map((arg, i) => (i === at || hasText ? marked(arg, escapes) : arg)))
  }),
  adapted('echo', async (args, original) => {
    const interprets = /^-[nE]*e[neE]*$/.test(args.find((arg) => arg.startsWith('-')) ?? '')
    if (!interprets) return original([...args])
    return original(args.map((arg) => marked(arg, /\\(?:x([0-9a-fA-F]{1,2})|0([0-7]{1,3}))/g)))
  }),
]

function marked(text: string, escapes: RegExp): string {
  if (!text.includes('\\')) return text
  // A backslash in front of another one makes it a letter.
  return text.replace(/\\\\|\\[x0-7][0-9a-fA-F]*/g, (found) =>
    found === '\\\\'
      ? found
      : found.replace(escapes, (sequence, hex: string | undefined, octal: string | undefined) => {
          const byte =
            (hex === undefined ? Number.parseInt(octal ?? '0', 8) : Number.parseInt(hex, 16)) & 0xff
          return byte < 0x80 ? sequence : markOf(byte)
        }),
  )
}
