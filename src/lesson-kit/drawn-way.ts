import type { Picture } from '../../simulator/views/topology/picture.ts'
import { wayLine } from '../lab/topology/way-lines.ts'
import type { Stop } from './way.ts'

// A way on the picture of its world: lines from stop to stop, and the stops' numbers. The ways there and back are drawn
// beside each other.

interface Mark {
  readonly number: number
  readonly x: number
  readonly y: number
}

export interface DrawnWay {
  readonly lines: readonly string[]
  readonly marks: readonly Mark[]
}

type Direction = 'there' | 'back'

const markWidth = 22

export function drawnWay(picture: Picture, stops: readonly Stop[], direction: Direction): DrawnWay {
  const boxes = stops.map(({ thing }) => picture.boxes[thing])
  const lines = stops.slice(1).flatMap((_, i) => {
    const [from, to] = [boxes[i], boxes[i + 1]]
    return from && to ? wayLine(picture, from, to, direction === 'there' ? 'first' : 'second') : []
  })
  const marks = stops.flatMap(({ thing }, i): Mark[] => {
    const box = boxes[i]
    if (!box) return []
    const later = stops.slice(i + 1).filter((stop) => stop.thing === thing).length
    const x = box.x + box.width - 12 - later * markWidth
    return [{ number: i + 1, x, y: direction === 'there' ? box.y : box.y + box.height }]
  })
  return { lines, marks }
}
