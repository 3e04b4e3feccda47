import type { Picture } from '../../../simulator/views/topology/picture.ts'

export interface Hit {
  /** What it is a part of: what AWS knows it as. */
  readonly id: string
  readonly label: string
}

/** What is drawn at a point of a picture, the innermost first. */
export function hitsAt({ things, frames, boxes }: Picture, x: number, y: number): readonly Hit[] {
  const isHit = ({ id }: { readonly id: string }) => {
    const box = boxes[id]
    return box && x >= box.x && y >= box.y && x <= box.x + box.width && y <= box.y + box.height
  }
  const size = (id: string) => (boxes[id]?.width ?? 0) * (boxes[id]?.height ?? 0)
  const around = frames.filter(isHit).sort((a, b) => size(a.id) - size(b.id))
  return [
    ...things.filter(isHit).map(({ resource, label }) => ({ id: resource, label })),
    ...around.map(({ id, label }) => ({ id, label })),
  ]
}
