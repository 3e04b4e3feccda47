import type { Fabric } from '../../network/fabric.ts'
import { ask, type Question } from '../../network/question.ts'
import type { Trace } from '../../network/trace.ts'
import { endNamed } from '../../shell/lab/names.ts'
import { type LookupView, viewOfLookup } from './lookup-view.ts'
import type { Sent } from './recent-ways.ts'
import { type TraceView, viewOfTrace } from './trace-view.ts'

// All that a page may ask of ways, in one piece that is loaded when somebody does.

export { endsOf } from './ends.ts'
export { lookupView } from './lookup-view.ts'
export { traceView } from './trace-view.ts'

/** What a tool did. */
export type WayView = { readonly trace: TraceView } | { readonly lookup: LookupView }

export const viewOfObserved = (fabric: Fabric, observed: Sent): WayView =>
  observed.kind === 'flow'
    ? { trace: viewOfTrace(fabric, observed.trace) }
    : { lookup: viewOfLookup(fabric, observed.answer) }

/** Follows a packet in whatever world it is given; undefined where there is nothing to follow in this one. */
export function followerOf(fabric: Fabric, asked: Question): ((world: Fabric) => Trace) | undefined {
  const question = { ...asked, from: endNamed(fabric, asked.from), to: endNamed(fabric, asked.to) }
  const first = ask(fabric, question)
  if ('cannotSay' in first) return undefined
  return (world) => {
    const again = ask(world, question)
    return 'cannotSay' in again ? first : again
  }
}
