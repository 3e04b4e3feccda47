import type { Cloud } from '../../cloud.ts'
import type { Moment } from '../../kernel/history.ts'
import type { Fabric } from '../../network/fabric.ts'
import type { Step } from './control.ts'

/** What was done on the way to the current moment, the last step first. */
export function* stepsBack(timeline: readonly Moment[], cloud: Cloud): Generator<Step> {
  const moments = new Map(timeline.map((moment) => [moment.id, moment]))
  const worldAt = ({ version }: Moment): Fabric => {
    const fork = cloud.fork()
    fork.store.goto(version)
    return fork.fabric
  }
  let moment = timeline.find(({ isCurrent }) => isCurrent)
  while (moment) {
    const before: Moment | undefined = moment.parent === undefined ? undefined : moments.get(moment.parent)
    if (!before) return
    yield { line: moment.label, before: worldAt(before), after: worldAt(moment) }
    moment = before
  }
}
