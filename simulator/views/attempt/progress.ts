import type { Cloud } from '../../cloud.ts'
import { cell } from '../../kernel/store.ts'
import type { Scenario } from '../../packs/load.ts'
import type { Stage } from '../../packs/stages.ts'

// How far a learner has come through the stages of a scenario. It is part of the world, so that undo takes it back.

const opened = cell('stages-opened', 0)

/** The stages that are open, the first one always. */
export function openStages({ stages }: Scenario, { store }: Pick<Cloud, 'store'>): readonly Stage[] {
  return stages.slice(0, store.read(opened) + 1)
}

export const nextStage = ({ stages }: Scenario, { store }: Pick<Cloud, 'store'>): Stage | undefined =>
  stages.length ? stages[store.read(opened) + 1] : undefined

export function openNextStage({ store }: Pick<Cloud, 'store'>): void {
  store.set(opened, store.read(opened) + 1)
}

/** The ids of the checks that count already. */
export function openChecks(scenario: Scenario, cloud: Pick<Cloud, 'store'>): ReadonlySet<string> {
  if (!scenario.stages.length) return new Set(scenario.goals.map(({ id }) => id))
  return new Set(openStages(scenario, cloud).flatMap(({ checks }) => checks))
}

/** Whether the stage that was opened last is done: what must be met is, or everything where nothing must. */
export function isStageDone(
  scenario: Scenario,
  cloud: Pick<Cloud, 'store'>,
  met: ReadonlySet<string>,
): boolean {
  const stage = openStages(scenario, cloud).at(-1)
  if (!stage) return false
  const needed = stage.checks.filter((id) => scenario.goals.some((goal) => goal.id === id && goal.worth.must))
  return (needed.length ? needed : stage.checks).every((id) => met.has(id))
}
