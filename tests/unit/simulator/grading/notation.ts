import { expect, it } from 'vitest'
import { checkKinds } from '../../../../simulator/grading/checks/index.ts'
import { type GradedGoal, gradeGoal } from '../../../../simulator/grading/grade.ts'
import type { WrittenCheck } from '../../../../simulator/grading/kinds.ts'
import { Subject, type SubjectOptions } from '../../../../simulator/grading/subject.ts'
import { estimateOf } from '../../../../simulator/views/bill/bill.ts'
import { say, type World, worldOf } from '../network/notation/world.ts'
import { account } from '../services/cloud.ts'

// Checks in worlds that are written a line a thing.

export type Judging = Partial<Omit<SubjectOptions, 'cloud'>>

export const subjectOf = ({ cloud }: Pick<World, 'cloud'>, more: Judging = {}): Subject =>
  Subject.of({ cloud, account, costOf: (fabric, asked) => estimateOf(fabric, asked), ...more })

const worth = { points: 10, bonus: false, partial: false, must: false }

/** Names of a world stand in checks as `$name`. */
export function judgeIn(world: World, check: WrittenCheck, more: Judging = {}): GradedGoal {
  const parsed = checkKinds.schema.parse(check)
  return gradeGoal(subjectOf(world, more), { id: 'goal', check: parsed, worth })
}

/** A line a case: what is changed in the world, what is checked, and what is found. `met`, or why it is not. */
export type Case = readonly [change: string, check: WrittenCheck, found: 'met' | RegExp]

export function checks(
  text: string,
  cases: Readonly<Record<string, Case>>,
  more: (world: World) => Judging = () => ({}),
) {
  it.each(Object.entries(cases))('%s', (_, [change, check, found]) => {
    const world = worldOf(text)
    const given = more(world)
    say(world, change.replaceAll(';', '\n'))
    world.pass(600)
    const { verdict } = judgeIn(world, check, given)
    if (found === 'met') expect(verdict, verdict.observed).toMatchObject({ met: true, share: 1 })
    else {
      expect(verdict.observed).toMatch(found)
      expect(verdict.met).toBe(false)
    }
  })
}
