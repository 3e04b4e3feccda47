import type { HintDepth } from '../../packs/hint-schema.ts'
import type { Scenario } from '../../packs/load.ts'

/** A hint that could be taken. */
export interface HintOffer {
  /** Its place among the scenario's hints. */
  readonly index: number
  readonly depth: HintDepth
  /** In percentage points. */
  readonly cost: number
  readonly for?: string
  readonly text: string
}

/** The hints that help with something that is open and not reached, in the order in which they are told. */
export function hintsOn(
  { document }: Pick<Scenario, 'document'>,
  unmet: ReadonlySet<string>,
  taken: readonly number[],
): readonly HintOffer[] {
  return document.hints.flatMap(({ text, depth, cost, for: goal }, index): HintOffer[] => {
    const helps = goal === undefined ? unmet.size > 0 : unmet.has(goal)
    if (taken.includes(index) || !helps) return []
    const price = cost ?? document['hint-costs'][depth]
    return [{ index, depth, cost: price, text, ...(goal !== undefined && { for: goal }) }]
  })
}

export function takenHint({ document }: Pick<Scenario, 'document'>, index: number) {
  const hint = document.hints[index]
  if (!hint) return []
  const { depth, cost, for: goal } = hint
  return [{ depth, cost: cost ?? document['hint-costs'][depth], ...(goal !== undefined && { for: goal }) }]
}
