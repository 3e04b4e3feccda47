import { setImmediate as immediate } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { contract } from '../../../../simulator/api/contract.ts'
import { proveScenario } from '../../../../simulator/authoring/prove.ts'
import type { Scenario } from '../../../../simulator/packs/load.ts'
import { tellProblem } from '../../../../simulator/packs/problem.ts'
import { scenarioNamed } from './read-pack.ts'

const good = scenarioNamed('foundations', 'a-private-door-to-sqs')
const ports = { contract, turn: () => immediate() }

describe('a scenario does not prove', () => {
  it.each<[string, Partial<Scenario>, RegExp]>([
    ['a solution that is none', { solution: 'true' }, /solution\.sh: found queue-is-reached not met/],
    [
      'a solution with a command that fails',
      { solution: `${good.solution}\naws ec2 delete-vpc --vpc-id vpc-0` },
      /solution\.sh: found .*InvalidVpcID/,
    ],
    [
      'a start that is solved',
      { setup: `${good.setup}\n${good.solution}` },
      /setup\.sh: found a start that meets every check/,
    ],
    [
      'a setup that fails',
      { setup: 'set -e\naws ec2 delete-vpc --vpc-id vpc-0' },
      /setup\.sh: found The setup of .* ended with status 254/,
    ],
    ['a setup that never ends', { setup: 'while true; do :; done' }, /stopped after 20,000 steps/],
    [
      'a solution that never ends',
      { solution: 'while true; do :; done' },
      /solution\.sh: found hopwise: stopped after 20,000 steps/,
    ],
    [
      'a near miss that fails other checks than it names',
      { nearMisses: [{ ...good.nearMisses[0]!, fails: ['is-cheap'] }] },
      /near-misses\/default-group\.sh: found queue-is-reached failing, expected exactly what it names: is-cheap/,
    ],
    [
      'a near miss without its signature',
      {
        nearMisses: [
          { name: 'x', script: good.nearMisses[0]!.script, because: 'y', fails: good.nearMisses[0]!.fails },
        ],
      },
      /near-misses\/x\.sh: found no signature, expected a line "# signature: queue-is-reached\(no-group-rule-admits-ingress/,
    ],
    [
      'near misses that look the same',
      { nearMisses: [good.nearMisses[0]!, { ...good.nearMisses[0]!, name: 'twin' }] },
      /near-misses\/twin\.sh: found the same failures as of default-group/,
    ],
    [
      'a near miss that is right',
      { nearMisses: [{ ...good.nearMisses[0]!, script: good.solution }] },
      /found no check failing/,
    ],
    [
      'an alternative that is none',
      { alternatives: [{ name: 'idle', script: 'true' }] },
      /alternatives\/idle\.sh: found queue-is-reached not met/,
    ],
  ])('%s', async (_, change, problem) => {
    const { problems } = await proveScenario(ports, { ...good, ...change })
    expect(problems.map(tellProblem).join('\n')).toMatch(problem)
  })
})
