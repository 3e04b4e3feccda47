import { atom } from 'nanostores'

/** What somebody is doing by hand: picking from the shelf, or what they dragged together on the map. */
export type HandWork =
  | { readonly kind: 'shelf' }
  /** Something from the shelf was picked, and wants a place. */
  | {
      readonly kind: 'place'
      readonly what: string
      readonly label: string
      readonly families: readonly string[]
    }
  /** Something from the shelf was put onto these, the innermost first. */
  | {
      readonly kind: 'drop'
      readonly what: string
      readonly label: string
      readonly onto: readonly string[]
      readonly place: string
    }
  | { readonly kind: 'connect'; readonly from: End; readonly to: End }

interface End {
  readonly id: string
  readonly label: string
}

export const handWork = atom<HandWork>({ kind: 'shelf' })
