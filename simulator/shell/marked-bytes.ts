import type { Bash, Command as LibraryCommand } from 'just-bash'
import { binary, bytesOf } from './byte-strings.ts'

// Bytes that are no text. The library knows of one command's output whether it is bytes or text, but where it puts
// several together, in a group, a function or a variable, it takes all for text, and `ff` becomes `c3bf`. So each byte
// above 7f of an output that is no UTF-8 goes through it as a private character, and is a byte again for whoever reads
// it. Just-bash 3.4.2.

const base = 0x10_ff00

/** The character that a byte from 80 to ff goes as. */
export const markOf = (byte: number): string => String.fromCodePoint(base + byte)

const mark = /[\u{10ff80}-\u{10ffff}]/u
/** In UTF-8, a letter for each byte. */
const encodedMark = /\xf4\x8f([\xbe\xbf])([\x80-\xbf])/g

const utf8 = new TextEncoder()

/** The text as bytes: what is marked is one byte, all else is UTF-8. */
export function encodeMarked(text: string): Uint8Array {
  const bytes = utf8.encode(text)
  return mark.test(text) ? bytesOf(unmarked(binary(bytes))) : bytes
}

const unmarked = (bytes: string): string =>
  bytes.replace(encodedMark, (_, half: string, low: string) =>
    String.fromCharCode((half === '\xbe' ? 0x80 : 0xc0) + (low.charCodeAt(0) & 0x3f)),
  )

function marked(bytes: string): string {
  return bytes.replace(/[\x80-\xff]/g, (letter) => markOf(letter.charCodeAt(0)))
}

type Result = Awaited<ReturnType<LibraryCommand['execute']>>
type Context = Parameters<LibraryCommand['execute']>[1]

interface Registered {
  execute: LibraryCommand['execute']
  readonly internalOriginalCommand?: Registered
}

/** Lets bytes pass through everything that the shell runs. */
export function keepBytes(bash: Bash): void {
  // Nothing that the library offers stands between all of its commands and what they are given.
  const { commands } = bash as unknown as { readonly commands: ReadonlyMap<string, Registered> }
  const known = new Set<Registered>()
  for (const command of commands.values()) {
    for (const one of [command, command.internalOriginalCommand]) {
      if (!one || known.has(one)) continue
      known.add(one)
      const { execute } = one
      one.execute = async (args, context) => asText(await execute(args, readingBytes(context)))
    }
  }
}

function readingBytes(context: Context): Context {
  // Whoever looks at it has read it.
  return Object.create(context, { stdin: { get: () => unmarked(String(context.stdin)), enumerable: true } })
}

function asText(result: Result): Result {
  const { stdout, stdoutKind, stdoutEncoding } = result
  const isBytes = stdoutKind === 'bytes' || (stdoutKind === undefined && stdoutEncoding === 'binary')
  if (!isBytes || isUtf8(String(stdout))) return result
  const { stdoutEncoding: _, ...others } = result
  return { ...others, stdout: marked(String(stdout)), stdoutKind: 'text' } as Result
}

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

function isUtf8(bytes: string): boolean {
  if (!/[\x80-\xff]/.test(bytes)) return true
  try {
    strict.decode(bytesOf(bytes))
    return true
  } catch {
    return false
  }
}
