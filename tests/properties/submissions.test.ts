import { setImmediate as immediate, setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { contract } from '../../simulator/api/contract.ts'
import { replay } from '../../simulator/authoring/replay/replay.ts'
import { Lab, type LabOptions } from '../../simulator/lab.ts'
import { submissionSchema } from '../../simulator/packs/submission-schema.ts'
import { scenarioNamed } from '../unit/simulator/authoring/read-pack.ts'
import { Dice, walkSeconds, walkSeed } from './walks/dice.ts'

// Whatever people do in a lab, in however many terminals: doing again what its log tells comes to the same bytes.

const scenario = scenarioNamed('foundations', 'a-private-door-to-sqs')
const origin = { engine: { version: '1.0.0' }, pack: { id: 'foundations', version: '1.0.0' } }
const options: LabOptions = {
  contract,
  turn: () => immediate(),
  scenario,
  seed: 'walk',
  // What never ends is ended soon.
  terminal: { limits: { steps: 2000 } },
  origin: async () => origin,
}

/** Lines that do something, or that wait, or that go wrong. */
const lines = [
  'aws ec2 create-vpc --cidr-block 10.$((RANDOM % 200)).0.0/16 > /dev/null',
  'aws ec2 create-tags --resources $APP_SUBNET --tags Key=Name,Value=walk-$RANDOM',
  'aws ec2 describe-vpcs --query "length(Vpcs)" | tee -a count.txt',
  'cat count.txt',
  'X=$RANDOM; echo $X >> numbers',
  'echo $X "$(date)" >> numbers; wc -l numbers',
  'ssh app-1',
  'exit',
  'cd /tmp && mktemp',
  'set -e; false',
  'for i in 1 2 3; do echo $i >> loop; sleep 1; done',
  'while true; do echo $RANDOM >> endless; sleep 1; done',
  'ping -c 3 10.20.1.10',
  'curl -s -m 3 https://sqs.us-east-1.amazonaws.com/ > page',
  'aws configure set output text',
  'aws configure',
  'lab undo',
  'lab redo',
  'lab skip 10m',
  'lab hint --take',
  'lab goals > goals.txt',
  'lab check',
  'lab checkpoint here',
  'lab goto here',
  'lab reset',
  'lab solution --step --run',
  "lab submit --name 'A. Walker' mine.json",
  'nobody knows this',
  'f() { f; }; f',
]

const hosts = ['workstation', 'app-1', 'other-1']

async function walk(lab: Lab, dice: Dice): Promise<Lab> {
  const running: Promise<unknown>[] = []
  const stops: AbortController[] = []
  for (let i = 0; i < 14; i++) {
    const what = dice.below(20)
    await lab.inputs.settled()
    if (what === 0) lab.undo()
    else if (what === 1) lab.redo()
    else if (what === 2) lab.checkpoint('there')
    else if (what === 3) lab.goto(dice.chance(0.5) ? 'there' : 1)
    else if (what === 4) lab.openTerminal(dice.pick(hosts))
    else if (what === 5) lab.closeTerminal(dice.pick(lab.terminals))
    else if (what === 6) lab.writeFile('/home/learner/notes.txt', `note ${i}\n`)
    else if (what === 7) await lab.on(dice.pick(hosts), dice.pick(lines)).catch(() => {})
    else if (what === 8) await lab.runScript(dice.pick(lines), ['a'], { name: 'own.sh' })
    else if (what === 9) await lab.follow(() => {})
    else if (what === 10 && !running.length) lab = await Lab.open({ ...options, saved: lab.save() })
    else {
      const stop = new AbortController()
      const window = dice.pick(lab.terminals)
      const answers = ['AKIAWALKER', undefined, 'eu-west-1']
      const done = lab.run(dice.pick(lines), {
        window,
        signal: stop.signal,
        ...(dice.chance(0.5) && { terminal: { columns: 60 + dice.below(40) } }),
        // Who answers does so before anybody else does anything.
        ...(!running.length && dice.chance(0.5) && { readLine: async () => answers.shift() }),
      })
      stops.push(stop)
      running.push(done)
      for (let turns = 1 + dice.below(30); turns > 0; turns--) await immediate()
      // Somebody waits for it to end, or presses Ctrl-C, or goes on in another terminal.
      if (dice.chance(0.3)) {
        if (dice.chance(0.5)) for (const one of stops) one.abort()
        await Promise.all(running)
        running.length = 0
        stops.length = 0
      } else if (dice.chance(0.7)) {
        stop.abort()
        await Promise.all(running)
        running.length = 0
        stops.length = 0
      }
    }
  }
  for (const one of stops) one.abort()
  await Promise.all(running)
  return lab
}

describe('what was done in a lab', () => {
  it('comes to the same world, to the byte, when it is done again', { timeout: 240_000 }, async () => {
    const seed = walkSeed()
    const end = performance.now() + walkSeconds(20) * 1000
    const start = await Lab.open(options)
    for (let round = 0; performance.now() < end || round < 3; round++) {
      const label = `HOPWISE_SEED=${seed + round}`
      const lab = await walk(start.fork(), new Dice(seed + round))
      const made = await lab.submission('A. Walker')
      if ('refused' in made) throw new Error(made.refused)
      const submission = submissionSchema.parse(JSON.parse(made.text))
      const again = await replay(start, submission.log, {
        options,
        rest: () => sleep(5),
        isOver: () => false,
      })
      expect(again.otherwise, label).toEqual([])
      expect(again.lab.saveWorld() === lab.saveWorld(), `${label}\n${tell(submission)}`).toBe(true)
      expect(again.lab.grade(), label).toEqual(lab.grade())
    }
  })
})

const tell = ({ log }: { log: readonly object[] }) => log.map((entry) => JSON.stringify(entry)).join('\n')
