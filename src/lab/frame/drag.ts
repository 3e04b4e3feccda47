/** A place in the window. */
export interface Point {
  readonly x: number
  readonly y: number
}
