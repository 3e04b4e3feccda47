import { setImmediate as turn } from 'node:timers/promises'
import { beforeAll, describe, expect, it } from 'vitest'
import type { ScenarioFiles } from '../../../scripts/site/run-bundle.ts'
import { bundleWorker, writeBundle } from '../../../scripts/site/worker-bundle.ts'
import { runInBundle } from '../../../scripts/worker-size.ts'
import { contract } from '../../../simulator/api/contract.ts'
import { Lab } from '../../../simulator/lab.ts'
import type { SavedLab } from '../../../simulator/views/attempt/opening.ts'
import { scenarioFiles } from '../../../src/packs/shipped.ts'

// A browser's lab is built of pieces that come when they are needed. It has to be the same lab.

let files: readonly ScenarioFiles[] = []
let entry = ''

beforeAll(async () => {
  entry = writeBundle(await bundleWorker(), 'worker-test')
  files = (await scenarioFiles()).map(({ props }) => props)
}, 120_000)

const names = [
  'foundations/a-private-door-to-sqs',
  'foundations/one-gate',
  'foundations/the-free-door-to-s3',
  'private-paths/bucket-in-another-region',
  'private-paths/data-centre-to-s3',
  'private-paths/nothing-uninspected',
]

describe.each(names)('%s, solved in the bundle of the site', (id) => {
  it('comes to the same world and prints the same', async () => {
    const file = files.find(({ scenario }) => scenario.id === id)!
    const { scenario } = file
    const lines = ['aws ec2 describe-vpcs', scenario.solution, 'lab goals', 'aws ec2 create-vpc', 'aws s3 ls']
    const { saved, lines: ran } = await runInBundle(entry, file, lines)

    const lab = await Lab.open({ contract, scenario, seed: id, turn: () => turn() })
    await lab.follow(() => {})
    const said: string[] = []
    for (const line of lines) {
      const { stdout, stderr } = await lab.run(line, { terminal: { columns: 80 } })
      said.push(stdout + stderr)
    }
    expect((JSON.parse(saved) as SavedLab).world).toBe(lab.saveWorld())
    expect(ran[0]?.said).toBe(said[0])
    expect(ran[3]?.said).toContain(said[3])
    expect(lab.grade()?.score.passed).toBe(true)
  }, 60_000)
})

const linesOfBash = `
declare -A ports=([web]=80 [tls]=443); for name in "\${!ports[@]}"; do echo "$name \${ports[$name]}"; done | sort
read -r one two <<< "a b c"; echo "$two"; mapfile -t lines < <(printf "%s\\n" x y); echo "\${lines[1]}"
f() { local x=1; readonly y=2; return 3; }; f; echo $? $x $y; type f
set -u; echo $nothing; set +u; export A=b; unset A; echo "[$A]"; getopts ab: name -b c; echo $name $OPTARG
while true; do break; done; eval "echo $((6 * 7))"; source /dev/stdin <<< "echo sourced"; cd /tmp; pushd /; dirs
builtin help cd; help declare; shopt nullglob; command -v aws; hash; complete -p; nothing
grep -o root /etc/passwd; cat /etc/hostname | tr a-z A-Z; exit 4`

describe('bash in the bundle of the site', () => {
  it.each(linesOfBash.trim().split('\n'))('prints as ever what %s prints', async (line) => {
    const file = files.find(({ scenario }) => scenario.id === 'foundations/one-gate')!
    const { scenario } = file
    const typed = `{ ${line}; } 2>&1`
    const { lines } = await runInBundle(entry, file, [typed])
    const lab = await Lab.open({ contract, scenario, seed: scenario.id, turn: () => turn() })
    const { stdout, exitCode } = await lab.run(typed, { terminal: { columns: 80 } })
    expect(stdout).not.toBe('')
    expect(lines[0]).toMatchObject({ said: stdout, exitCode })
  })
})

describe('what the cloud does not answer', () => {
  it.each([
    'aws ec2 describe-fleets',
    'aws ec2 describe-nothings',
    'aws ec2 describe',
    'aws ec2 wait nothing',
    'aws s3control list-jobs --account-id 111111111111',
    'aws s3 nothing',
  ])('is told of %s as ever', async (line) => {
    const file = files.find(({ scenario }) => scenario.id === 'foundations/one-gate')!
    const { scenario } = file
    const { lines } = await runInBundle(entry, file, ['aws ec2 describe-vpcs', line])
    const lab = await Lab.open({ contract, scenario, seed: scenario.id, turn: () => turn() })
    const { stdout, stderr, exitCode } = await lab.run(line, { terminal: { columns: 80 } })
    expect(lines[1]).toMatchObject({ said: stdout + stderr, exitCode })
  })
})
