import './jitless.ts'
import { deflateSync, Inflate } from 'fflate'
import { z } from 'zod'
import { submissionSchema } from '../../../simulator/packs/submission-schema.ts'

// A lab in the fragment of an address: what was done in it, compressed. Browsers send no fragment to anybody. Whoever
// opens one may have it from a stranger, so it is read with the limits of a submission.

const { engine, pack, seed, world, log } = submissionSchema.shape

const schema = z.strictObject({
  kind: z.literal('hopwise-lab'),
  format: z.literal(1),
  /** Its id; missing in a lab without one. */
  scenario: z.string().max(200).optional(),
  engine: engine.optional(),
  pack: pack.optional(),
  seed,
  /** The hash of the world that it comes to. */
  world,
  log,
})

export type SharedLab = z.output<typeof schema>

export const fragmentKey = 'lab='

export const shareLimits = {
  /** Of the fragment. Browsers and what sends links cut longer ones off. */
  characters: 128 * 1024,
  /** Of what is in it, unpacked. */
  bytes: 4 * 1024 * 1024,
} as const

/** The fragment, without its #; or how long it would be, where that is too long. */
export function fragmentOf(shared: SharedLab): { readonly fragment: string } | { readonly tooLong: number } {
  const packed = deflateSync(new TextEncoder().encode(JSON.stringify(shared)), { level: 9 })
  const fragment = fragmentKey + base64Of(packed)
  return fragment.length <= shareLimits.characters ? { fragment } : { tooLong: fragment.length }
}

export type SharedProblem = 'too-long' | 'damaged' | 'not-a-lab'

/** What is in a fragment. It is only read: nothing of it runs. */
export function readFragment(
  fragment: string,
): { readonly shared: SharedLab } | { readonly problem: SharedProblem } {
  if (fragment.length > shareLimits.characters) return { problem: 'too-long' }
  let contents: unknown
  try {
    const bytes = unpacked(bytesOf(fragment.slice(fragmentKey.length)))
    if (!bytes) return { problem: 'too-long' }
    contents = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    return { problem: 'damaged' }
  }
  const read = schema.safeParse(contents)
  return read.success ? { shared: read.data } : { problem: 'not-a-lab' }
}

/** Piece by piece, so that a small link that unpacks to a large text is given up in time. */
function unpacked(packed: Uint8Array): Uint8Array | undefined {
  const pieces: Uint8Array[] = []
  let length = 0
  let isWhole = false
  const inflate = new Inflate((piece, isLast) => {
    length += piece.length
    if (length <= shareLimits.bytes) pieces.push(piece)
    isWhole ||= isLast
  })
  const step = 1024
  for (let at = 0; at < packed.length && length <= shareLimits.bytes; at += step)
    inflate.push(packed.subarray(at, at + step), at + step >= packed.length)
  if (length > shareLimits.bytes) return undefined
  if (!isWhole) throw new Error('It breaks off.')
  const all = new Uint8Array(length)
  let at = 0
  for (const piece of pieces) {
    all.set(piece, at)
    at += piece.length
  }
  return all
}

function base64Of(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) text += String.fromCharCode(byte)
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')
}

const bytesOf = (text: string): Uint8Array =>
  Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (one) => one.charCodeAt(0))
