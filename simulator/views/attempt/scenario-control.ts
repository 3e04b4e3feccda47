import type { Cloud } from '../../cloud.ts'
import { castOf, isTelling, tellCast } from '../../packs/cast.ts'
import { withoutParts } from '../../packs/directives.ts'
import type { ScenarioControl } from '../../shell/lab/control.ts'
import type { Attempt } from './attempt.ts'
import { nextStep, stepsOf } from './steps.ts'
import { tellGoal } from './tell-grade.ts'

/** What the `lab` command's words about scenarios need of the lab around them. */
export interface ScenarioPorts {
  readonly cloud: Cloud
  /** Looks at the goals, and opens what comes next. */
  tick(): Promise<unknown>
  /** The lines that were typed so far. */
  typed(): readonly string[]
  isIncomplete(text: string): boolean
  /** Runs a line as soon as this one is done, as if it were typed. */
  runNext(line: string): void
  submit: ScenarioControl['submit']
  /** Whether changes are told with what was found; switches it. */
  switchDetails(): boolean
}

export function scenarioControl(attempt: Attempt, ports: ScenarioPorts): ScenarioControl {
  const { scenario } = attempt
  const { cloud } = ports
  const cast = castOf(scenario.document)
  const steps = () => stepsOf(withoutParts(scenario.solution), ports.isIncomplete)
  return {
    title: scenario.document.title,
    cast,
    goals: scenario.goals.map(({ id }) => id),
    brief: () => [attempt.brief(cloud), ...(isTelling(cast) ? [tellCast(cast)] : [])].join('\n\n'),
    debrief: () => ({
      ...(scenario.debrief !== undefined && { text: scenario.debrief }),
      isEarly: !attempt.sawSolution && !attempt.grade(cloud).score.passed,
    }),
    async tellGoals() {
      await ports.tick()
      return attempt.tellGoals(cloud)
    },
    async tellCheck(id) {
      await ports.tick()
      return attempt.tellCheck(cloud, id)
    },
    watch: () => ports.switchDetails(),
    tellMend: (id) => attempt.tellMend(cloud, id),
    hints: (id) => attempt.hintsOffered(cloud, id),
    takeHint: (offer) => attempt.takeHint(offer),
    question: (id) => attempt.question(id),
    answer(id, letters) {
      const graded = attempt.answer(id, letters)
      return graded && tellGoal(graded, true)
    },
    solution() {
      attempt.seeSolution()
      return withoutParts(scenario.solution)
    },
    steps() {
      attempt.seeSolution()
      return steps()
    },
    nextStep: () => nextStep(steps(), ports.typed()),
    runNext: (line) => ports.runNext(line),
    submit: (name) => ports.submit(name),
    reset: () => cloud.store.goto(attempt.start.store.version),
  }
}
