import { bindVariables, type Variables } from '../../grading/variables.ts'
import type { ScenarioStart } from '../../packs/scenario.ts'
import { SetupFailed } from '../../packs/setup.ts'
import type { Locks } from '../../services/locks.ts'

/** What a scenario's learner may not change, with what the setup exported in place. */
export function locksOf({ id, document }: ScenarioStart, variables: Variables): Locks {
  const { bound, missing } = bindVariables(document.locked, variables)
  if (missing.length) {
    throw new SetupFailed(`What ${id} locks wants $${missing.join(', $')}, which its setup does not export.`)
  }
  return {
    requests: bound.flatMap(({ actions, resources, says }) =>
      actions ? [{ actions, resources, says }] : [],
    ),
    files: bound.flatMap(({ files, says }) => (files ? [{ files, says }] : [])),
  }
}
