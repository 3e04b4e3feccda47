import { readdirSync } from 'node:fs'
import { setImmediate as immediate } from 'node:timers/promises'
import { contract } from '../../simulator/api/contract.ts'
import { Lab } from '../../simulator/lab.ts'
import { readPack } from '../../simulator/node/pack-files.ts'
import type { Scenario } from '../../simulator/packs/load.ts'
import { median, type Result } from './measure.ts'

// How long learners wait for their goals: when they ask, and after each command.

/** Shorter ones are faster, too. */
const largeFrom = 20

export async function gradingBenchmarks(): Promise<Result[]> {
  const results: Result[] = []
  for (const scenario of await largeScenarios()) {
    const solved = await solve(scenario)
    results.push(
      {
        name: `${scenario.name}, full check`,
        value: await fullCheck(solved),
        unit: 'ms',
        goal: { atMost: 50 },
      },
      {
        name: `${scenario.name}, re-check after a change`,
        value: await checkAfter(
          solved,
          (i) =>
            `aws ec2 create-tags --resources $(aws ec2 describe-vpcs --query "Vpcs[0].VpcId" --output text) --tags Key=bench,Value=${i}`,
        ),
        unit: 'ms',
        goal: { atMost: 20 },
      },
      {
        name: `${scenario.name}, re-check after a look`,
        value: await checkAfter(solved, () => 'aws ec2 describe-subnets'),
        unit: 'ms',
        goal: { atMost: 20 },
      },
    )
  }
  return results
}

async function largeScenarios(): Promise<readonly Scenario[]> {
  const found: Scenario[] = []
  for (const pack of readdirSync('content/packs')) {
    const read = await readPack(`content/packs/${pack}`)
    if ('problems' in read) throw new Error(`The pack ${pack} cannot be read.`)
    found.push(...read.pack.scenarios.filter(({ document }) => document.minutes >= largeFrom))
  }
  return found
}

async function solve(scenario: Scenario): Promise<Lab> {
  const lab = await Lab.open({ contract, turn: () => immediate(), scenario, seed: 'bench' })
  const { exitCode, stderr } = await lab.on('workstation', scenario.solution)
  if (exitCode !== 0) throw new Error(`The solution of ${scenario.id} failed: ${stderr}`)
  return lab
}

/** Median milliseconds of judging everything in a world that was never judged. */
async function fullCheck(solved: Lab): Promise<number> {
  const times: number[] = []
  for (let i = 0; i < 40; i++) {
    const lab = solved.fork()
    await lab.run('true')
    const from = performance.now()
    lab.grade()
    times.push(performance.now() - from)
  }
  return median(times.slice(10))
}

/** Median milliseconds by which a line takes longer for somebody who follows the goals. */
async function checkAfter(solved: Lab, line: (i: number) => string): Promise<number> {
  const lab = solved.fork()
  await lab.follow(() => {})
  const alone = solved.fork()
  const times: number[] = []
  for (let i = 0; i < 40; i++) times.push((await timed(lab, line(i))) - (await timed(alone, line(i))))
  return median(times.slice(10))
}

async function timed(lab: Lab, line: string): Promise<number> {
  const from = performance.now()
  const { exitCode, stderr } = await lab.run(line)
  if (exitCode !== 0) throw new Error(`A benchmark's command failed: ${stderr}`)
  return performance.now() - from
}
