import { atom } from 'nanostores'

/** What is dragged: a part from the shelf, or a resource that has no place on the map. */
export type Carried =
  | {
      readonly kind: 'part'
      readonly what: string
      readonly label: string
      readonly families: readonly string[]
    }
  | { readonly kind: 'resource'; readonly id: string; readonly label: string }

/** Where in the window it is, while it is dragged and when it is put down. */
export interface Carrying {
  readonly thing: Carried
  readonly x: number
  readonly y: number
  readonly isPut: boolean
}

export const carried = atom<Carrying | undefined>(undefined)
