import { spawn } from 'node:child_process'
import { setImmediate as immediate } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { contract } from '../../simulator/api/contract.ts'
import { Lab } from '../../simulator/lab.ts'
import { median, type Result } from './measure.ts'

// The terminal as it feels: from Enter to output, from the start of the program to its prompt.

export async function shellBenchmarks(): Promise<Result[]> {
  const lab = await openLab()
  const typed: Result[] = []
  for (const [name, line] of Object.entries(lines)) {
    const goal = { atMost: 5 } as const
    typed.push({ name: `${name}, from Enter to output`, value: await lineTime(lab, line), unit: 'ms', goal })
  }
  return [
    ...typed,
    { name: 'a loop of 200 aws calls', value: await loopTime(), unit: 'ms', goal: { atMost: 1000 } },
    {
      name: 'hopwise shell, from start to prompt',
      value: await promptTime(),
      unit: 'ms',
      goal: { atMost: 450 },
    },
  ]
}

const lines = {
  dig: 'dig +short sqs.us-east-1.amazonaws.com',
  curl: 'curl -sI https://sqs.us-east-1.amazonaws.com',
  aws: 'aws ec2 describe-vpcs',
  'a pipe of three with jq': "aws ec2 describe-subnets | jq -r '.Subnets[].SubnetId' | sort",
  'a function whose streams are one':
    'f() { for i in 1 2 3; do aws ec2 describe-vpcs; done; }; f 2>&1 | wc -l',
}

const openLab = () => Lab.open({ contract, turn: () => immediate() })

async function lineTime(lab: Lab, line: string): Promise<number> {
  const times: number[] = []
  for (let i = 0; i < 150; i++) {
    const from = performance.now()
    const { stdout } = await lab.run(line, { terminal: { columns: 80 } })
    times.push(performance.now() - from)
    if (stdout === '') throw new Error(`'${line}' printed nothing.`)
  }
  return median(times.slice(50))
}

async function loopTime(): Promise<number> {
  const times: number[] = []
  for (let i = 0; i < 5; i++) {
    const lab = await openLab()
    await lab.run('aws ec2 describe-vpcs')
    const from = performance.now()
    const { exitCode } = await lab.run(
      'for i in $(seq 200); do aws ec2 describe-vpcs > /dev/null || exit; done',
    )
    if (exitCode !== 0) throw new Error('The loop failed.')
    times.push(performance.now() - from)
  }
  return median(times)
}

const program = fileURLToPath(new URL('../../simulator/node/hopwise.ts', import.meta.url))

/** From the start of the process until an empty script has run: a prompt is there no later. */
async function promptTime(): Promise<number> {
  const times: number[] = []
  for (let i = 0; i < 9; i++) {
    const from = performance.now()
    const child = spawn(process.execPath, [program, 'shell', '-'], { stdio: ['pipe', 'pipe', 'inherit'] })
    child.stdin.end('echo ready\n')
    await new Promise<void>((resolve) => child.stdout.once('data', () => resolve()))
    times.push(performance.now() - from)
    await new Promise((resolve) => child.once('close', resolve))
  }
  return median(times.slice(2))
}
