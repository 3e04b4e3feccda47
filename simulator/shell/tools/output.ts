import type { Piece, ToolContext, ToolResult } from '../host.ts'

/** What a tool writes on both streams, in its order. */
export class Output {
  readonly #pieces: Piece[] = []

  /** Of a tool that may be killed: what it has written until then is not lost. */
  constructor(context?: ToolContext) {
    context?.onWriting?.((exitCode) => this.result(exitCode))
  }

  out(text: string | Uint8Array): void {
    this.#add(1, text)
  }

  error(text: string | Uint8Array): void {
    this.#add(2, text)
  }

  result(exitCode: number): ToolResult {
    const pieces = this.#pieces
    return { stdout: this.#all(1), stderr: new TextDecoder().decode(this.#all(2)), exitCode, pieces }
  }

  #add(stream: 1 | 2, text: string | Uint8Array): void {
    const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text
    if (bytes.length) this.#pieces.push({ stream, bytes })
  }

  #all(stream: 1 | 2): Uint8Array {
    return concatenated(this.#pieces.filter((piece) => piece.stream === stream).map(({ bytes }) => bytes))
  }
}

export function concatenated(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((length, part) => length + part.length, 0))
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}
