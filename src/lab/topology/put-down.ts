import type { FrameKind } from '../../../simulator/views/topology/parts.ts'
import type { Picture } from '../../../simulator/views/topology/picture.ts'
import type { Carried } from '../stores/carried.ts'
import { handWork } from '../stores/hand-work.ts'
import type { Hit } from './hit.ts'

// What becomes of something that was dragged onto the map, or of a part whose place was chosen there.

const families: Readonly<Partial<Record<FrameKind, string>>> = {
  vpc: 'ec2:vpc',
  subnet: 'ec2:subnet',
  site: 'onprem:site',
}

/** What takes it, of all that lies there: the innermost that can hold a part, the innermost at all for a resource. */
export function receiverOf(thing: Carried, hits: readonly Hit[], { frames }: Picture): Hit | undefined {
  const holds = (hit: Hit) => {
    const kind = frames.find(({ id }) => id === hit.part)?.kind
    return thing.kind === 'part' && kind !== undefined && thing.families.includes(families[kind] ?? '')
  }
  return hits.find(holds) ?? hits[0]
}

/** The innermost place comes first. */
export function putDown(thing: Carried, hits: readonly Hit[], nowhere: string): void {
  const [to] = hits
  if (thing.kind === 'part') {
    const { what, label } = thing
    handWork.set({ kind: 'drop', what, label, onto: hits.map(({ id }) => id), place: to?.label ?? nowhere })
  } else if (to && to.id !== thing.id) {
    handWork.set({ kind: 'connect', from: { id: thing.id, label: thing.label }, to })
  }
}
