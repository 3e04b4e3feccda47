import { setImmediate as immediate } from 'node:timers/promises'
import { contract } from '../../../../simulator/api/contract.ts'
import { Lab } from '../../../../simulator/lab.ts'
import { loadPack, type Scenario } from '../../../../simulator/packs/load.ts'
import { tellProblem } from '../../../../simulator/packs/problem.ts'
import { filesOf, packYaml } from '../packs/notation.ts'

// Scenarios as small as what a test is about.

const head = `title: A small one
summary: For tests.
level: beginner
minutes: 5
teaches: [PL-SG-01]
`

/** A check that holds when there is one set of DHCP options of this name: they cost nothing and need nothing. */
export const thingNamed = (name: string): string =>
  `query: { run: 'aws ec2 describe-dhcp-options --filters Name=tag:Name,Values=${name}', query: 'length(DhcpOptions)', is: 1 }`

/** What a learner types to meet it. */
export const makeThing = (name: string): string =>
  `aws ec2 create-dhcp-options --dhcp-configurations Key=ntp-servers,Values=10.0.0.1 --tag-specifications 'ResourceType=dhcp-options,Tags=[{Key=Name,Value=${name}}]' > /dev/null`

export function smallScenario(yaml: string, files: Readonly<Record<string, string>> = {}): Scenario {
  const room = 'scenarios/small'
  const hints = /^hints:/m.test(yaml) ? '' : 'hints: [Look.]\n'
  const { pack, problems } = loadPack(
    filesOf({
      'pack.yaml': packYaml,
      [`${room}/scenario.yaml`]: `${head}${hints}${yaml}`,
      [`${room}/brief.md`]: 'Do it.\n',
      [`${room}/setup.sh`]: 'true\n',
      [`${room}/solution.sh`]: 'true\n',
      ...Object.fromEntries(
        Object.entries(files).map(([name, text]) => [name === 'pack.yaml' ? name : `${room}/${name}`, text]),
      ),
    }),
  )
  if (!pack) throw new Error(problems.map(tellProblem).join('\n'))
  return pack.scenarios[0]!
}

export const openLab = (scenario: Scenario, saved?: string): Promise<Lab> =>
  Lab.open({
    contract,
    turn: () => immediate(),
    scenario,
    seed: 'ann',
    ...(saved !== undefined && { saved }),
  })

/** What a line prints, with its exit status where that is not 0. */
export async function said(lab: Lab, line: string): Promise<string> {
  const { stdout, stderr, exitCode } = await lab.run(line)
  return `${stdout}${stderr}${exitCode ? `[${exitCode}]` : ''}`
}

/** The ids of the goals that are reached. */
export const reached = (lab: Lab): readonly string[] =>
  lab.grade()!.goals.flatMap(({ id, verdict }) => (verdict.met ? [id] : []))
