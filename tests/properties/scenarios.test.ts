import { readdirSync } from 'node:fs'
import { setImmediate as immediate } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { contract } from '../../simulator/api/contract.ts'
import type { GradedGoal } from '../../simulator/grading/grade.ts'
import { Lab } from '../../simulator/lab.ts'
import { readPack } from '../../simulator/node/pack-files.ts'
import type { Scenario } from '../../simulator/packs/load.ts'
import { type SolutionStep, stepsOf } from '../../simulator/views/attempt/steps.ts'
import { Dice, walkSeed } from './walks/dice.ts'

// What holds for every scenario that is shipped, whoever wrote it.

const packs = await Promise.all(readdirSync('content/packs').map((pack) => readPack(`content/packs/${pack}`)))
const scenarios = packs.flatMap((read) => ('pack' in read ? read.pack.scenarios : []))

const turn = () => immediate()
/** A loop that waits for what never comes has to end, too. */
const terminal = { limits: { steps: 2000 } }
const begin = (scenario: Scenario) => Lab.open({ contract, turn, scenario, seed: 'property', terminal })
const patience = { timeout: 120_000 }

/** Names of services have other addresses each time. */
const told = (goals: readonly GradedGoal[]) =>
  goals.map(({ id, points, isClosed, verdict: { met, observed, obstacles } }) => ({
    id,
    points,
    isClosed,
    met,
    observed: observed.replace(/\b\d+\.\d+\.\d+\.\d+\b/g, '*'),
    obstacles: obstacles.map(({ reason }) => reason),
  }))

const stepsIn = (lab: Lab, script: string) => stepsOf(script, (text) => lab.terminal.isIncomplete(text))

describe.each(scenarios.map((scenario) => ({ scenario, id: scenario.id })))('$id', ({ scenario }) => {
  it('is judged after each step as it would be for the first time', patience, async () => {
    const lab = await begin(scenario)
    await lab.follow(() => {})
    const beside = [
      'aws ec2 describe-vpcs > /dev/null',
      'aws ec2 create-dhcp-options --dhcp-configurations Key=ntp-servers,Values=10.0.0.1 > /dev/null',
    ]
    for (const { command } of stepsIn(lab, scenario.solution)) {
      for (const line of [command, ...beside]) await lab.run(line)
      const kept = lab.attempt!.goals.states.map(({ graded }) => graded)
      expect(told(kept), command).toEqual(told(lab.fork().grade()!.goals))
    }
    expect(lab.grade()?.score.passed).toBe(true)
  })

  it('is judged without a trace, and in the same way once more', patience, async () => {
    const lab = await begin(scenario)
    await lab.on('workstation', scenario.solution)
    const before = lab.save()
    const first = lab.fork().grade()
    expect(lab.grade()).toEqual(first)
    expect(lab.save() === before).toBe(true)
  })

  it('comes out the same, to the byte, when all of it is typed once more', patience, async () => {
    const start = await begin(scenario)
    const [lab, again] = [start.fork(), start.fork()]
    for (const { command } of stepsIn(lab, scenario.solution)) await lab.run(command)
    for (const { line } of lab.log) await again.run(line)
    expect(again.save() === lab.save()).toBe(true)
    expect(again.grade()).toEqual(lab.grade())
  })

  it(
    'is solved by the steps of its solution in any order in which each of them succeeds',
    patience,
    async () => {
      const seed = walkSeed()
      const dice = new Dice(seed)
      const start = await begin(scenario)
      const steps = stepsIn(start, scenario.solution)
      for (let i = 0; i < 6; i++) {
        const script = shuffled(steps, dice)
          .map(({ command }) => command)
          .join('\n')
        const lab = start.fork()
        const { stderr, exitCode } = await lab.on('workstation', script)
        // A step that fails depended on another one in a way that its text does not show.
        if (stderr !== '' || exitCode !== 0) continue
        const failed = lab
          .grade()!
          .goals.filter(({ verdict }) => !verdict.met)
          .map(({ id }) => id)
        expect(failed, `HOPWISE_SEED=${seed}, in this order:\n${script}`).toEqual([])
      }
    },
  )
})

/** The steps in another order. What uses a variable stays behind what sets it; what is more than a command stays where it is. */
function shuffled(steps: readonly SolutionStep[], dice: Dice): readonly SolutionStep[] {
  const order = [...steps]
  for (let i = 0; i < order.length * 4; i++) {
    const at = dice.below(order.length - 1)
    const [one, other] = [order[at], order[at + 1]]
    if (one && other && isFree(one, other)) order.splice(at, 2, other, one)
  }
  return order
}

const single = /^(?:([A-Z][A-Z0-9_]*)=\$\()?aws [^|;&]*$/

/** Whether two commands do not show that one is for the other. Where something is taken away, what comes before may be why. */
function isFree(one: SolutionStep, other: SolutionStep): boolean {
  const [first, second] = [single.exec(one.command), single.exec(other.command)]
  if (!first || !second) return false
  const [, set] = first
  const takesAway = /aws \S+ (delete|disassociate|detach|remove|replace|reject|revoke|release|deregister)/
  if (takesAway.test(one.command) || takesAway.test(other.command)) return false
  return set === undefined || !new RegExp(`\\$\\{?${set}\\b`).test(other.command)
}
