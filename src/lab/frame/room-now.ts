import type { Room } from './arrangement.ts'

const widths = { wide: '(min-width: 64rem)', widest: '(min-width: 100rem)' } as const

/** How much room there is: known before anything is drawn, so that nothing is laid out twice. */
export const roomNow = (): Room =>
  matchMedia(widths.widest).matches ? 'widest' : matchMedia(widths.wide).matches ? 'wide' : 'narrow'

/** Tells of every change, until what it gives back is called. */
export function followRoom(tell: (room: Room) => void): () => void {
  const look = () => tell(roomNow())
  const queries = Object.values(widths).map((one) => matchMedia(one))
  for (const query of queries) query.addEventListener('change', look)
  return () => {
    for (const query of queries) query.removeEventListener('change', look)
  }
}
