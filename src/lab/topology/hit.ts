import type { Picture } from '../../../simulator/views/topology/picture.ts'

export interface Hit {
  /** What it is a part of: what AWS knows it as. */
  readonly id: string
  readonly label: string
  /** Where it is drawn. */
  readonly part: string
}

/** What is drawn at a point of a picture, the innermost first. */
export function hitsAt({ things, frames, boxes }: Picture, x: number, y: number): readonly Hit[] {
  const isHit = ({ id }: { readonly id: string }) => {
    const box = boxes[id]
    return box && x >= box.x && y >= box.y && x <= box.x + box.width && y <= box.y + box.height
  }
  const size = (id: string) => (boxes[id]?.width ?? 0) * (boxes[id]?.height ?? 0)
  const around = frames.filter(isHit).sort((a, b) => size(a.id) - size(b.id))
  return [...things.filter(isHit).map(hitThing), ...around.map(hitFrame)]
}

/** A part of the picture, and the frames around it, the innermost first. */
export function hitsFrom({ things, frames }: Picture, part: string): readonly Hit[] {
  const thing = things.find(({ id }) => id === part)
  const found: Hit[] = thing ? [hitThing(thing)] : []
  let at = thing ? thing.frame : part
  while (at !== undefined) {
    const frame = frames.find(({ id }) => id === at)
    if (!frame) break
    found.push(hitFrame(frame))
    at = frame.parent
  }
  return found
}

const hitThing = ({ id, resource, label }: Picture['things'][number]): Hit => ({
  id: resource,
  label,
  part: id,
})

const hitFrame = ({ id, label }: Picture['frames'][number]): Hit => ({ id, label, part: id })
