import { checkKinds } from '../grading/checks/index.ts'
import type { Goal } from '../grading/grade.ts'
import type { ScenarioDocument } from './scenario-schema.ts'

/** A scenario's checks as what is judged and what that is worth. */
export const goalsOf = ({ checks, says: common }: ScenarioDocument): readonly Goal[] =>
  Object.entries(checks).map(
    ([id, { title, points, weight, bonus, partial, must, says, lesson, ...written }]) => {
      const check = Object.fromEntries(
        checkKinds.types.flatMap(({ type }) => {
          const params = (written as Record<string, unknown>)[type]
          return params === undefined ? [] : [[type, params]]
        }),
      )
      return {
        id,
        check,
        worth: { points: points * weight, bonus, partial, must },
        ...(title !== undefined && { title }),
        ...((says ?? common) && { says: { ...common, ...says } }),
        ...(lesson !== undefined && { lesson }),
      }
    },
  )
