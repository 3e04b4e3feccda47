import type { MomentView } from '../../../simulator/views/timeline/moments.ts'

// Moments as a tree beside a list: each branch has a lane of its own.

export interface PlacedMoment {
  readonly moment: MomentView
  readonly lane: number
  /** Lanes that go past it, from older moments to newer ones. */
  readonly passing: readonly number[]
  /** Lanes that begin at it. */
  readonly branches: readonly number[]
  /** Whether anything came of it in its own lane. */
  readonly goesOn: boolean
  /** Whether it came out of a moment that is still there. */
  readonly hasBefore: boolean
}

/** The oldest first, as they are given. */
export function placeMoments(moments: readonly MomentView[]): readonly PlacedMoment[] {
  const lanes = new Map<number, number>()
  /** The newest moment of each lane. */
  const tips: (number | undefined)[] = []
  const last = new Map<number, number>()
  for (const { id, parent } of moments) {
    const own = parent === undefined ? -1 : tips.indexOf(parent)
    const lane = own >= 0 ? own : tips.length
    tips[lane] = id
    lanes.set(id, lane)
    last.set(lane, id)
  }
  const begun = new Map<number, number>()
  for (const [id, lane] of lanes) if (!begun.has(lane)) begun.set(lane, id)
  const order = moments.map(({ id }) => id)
  const at = new Map(order.map((id, i) => [id, i]))
  const parents = new Map(moments.map(({ id, parent }) => [id, parent]))
  /** From where to where a lane is drawn: a branch begins at the moment that it came out of. */
  const spans = [...begun].map(([lane, first]) => {
    const from = parents.get(first)
    return { lane, from: at.get(from ?? first) ?? at.get(first)!, to: at.get(last.get(lane)!)! }
  })
  return moments.map((moment, i): PlacedMoment => {
    const lane = lanes.get(moment.id)!
    return {
      moment,
      lane,
      passing: spans.filter((one) => one.lane !== lane && one.from < i && i < one.to).map((one) => one.lane),
      branches: spans.filter((one) => one.lane !== lane && one.from === i).map((one) => one.lane),
      goesOn: last.get(lane) !== moment.id,
      hasBefore: moment.parent !== undefined && lanes.has(moment.parent),
    }
  })
}
