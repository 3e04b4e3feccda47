import type { Piece } from './piece.ts'

/**
 * Puts what a tool wrote on both streams back into its order, where both go to the shell's own output: the library
 * hands over all of one stream and then all of the other. Where only one comes, the other went elsewhere.
 */
export class Weaving {
  #pieces: readonly Piece[] | undefined
  #held: Piece | undefined

  /** What the next command wrote, in its order. */
  expect(pieces: readonly Piece[]): void {
    const streams = new Set(pieces.map(({ stream }) => stream))
    this.#pieces = streams.size === 2 ? pieces : undefined
  }

  /** What may be written now. */
  take(piece: Piece): readonly Piece[] {
    const pieces = this.#pieces
    if (!pieces) return [piece]
    const isWhole = isSame(piece.bytes, pieces, piece.stream)
    if (isWhole && !this.#held) {
      this.#held = piece
      return []
    }
    const held = this.rest()
    return isWhole && held[0] && held[0].stream !== piece.stream ? pieces : [...held, piece]
  }

  /** What was kept back for the other stream, which did not come. */
  rest(): readonly Piece[] {
    const held = this.#held
    this.#held = undefined
    this.#pieces = undefined
    return held ? [held] : []
  }
}

/** What was written on both streams, as one. */
export function woven(pieces: readonly Piece[]): Uint8Array {
  const bytes = new Uint8Array(pieces.reduce((length, piece) => length + piece.bytes.length, 0))
  let at = 0
  for (const piece of pieces) {
    bytes.set(piece.bytes, at)
    at += piece.bytes.length
  }
  return bytes
}

function isSame(bytes: Uint8Array, pieces: readonly Piece[], stream: 1 | 2): boolean {
  let at = 0
  for (const piece of pieces) {
    if (piece.stream !== stream) continue
    for (const byte of piece.bytes) if (bytes[at++] !== byte) return false
  }
  return at === bytes.length
}
