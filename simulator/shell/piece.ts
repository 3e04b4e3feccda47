/** A part of what a command wrote: to its standard output (1), or to its standard error (2). */
export interface Piece {
  readonly stream: 1 | 2
  readonly bytes: Uint8Array
}
