import { readFileSync } from 'node:fs'
import { setImmediate as immediate } from 'node:timers/promises'
import { contract } from '../../simulator/api/contract.ts'
import { Lab } from '../../simulator/lab.ts'
import { median, type Result } from './measure.ts'

// Whole command lines, as a learner types them: shell, parsing, request, printing.

export async function commandBenchmarks(): Promise<Result[]> {
  return [
    {
      name: 'aws ec2 describe-vpcs, whole command line',
      value: await commandLine('aws ec2 describe-vpcs'),
      unit: 'ms',
      goal: { atMost: 2 },
    },
    {
      name: 'aws ec2 create-tags, whole command line',
      value: await commandLine('aws ec2 create-tags --resources $VPC --tags Key=Name,Value=bench'),
      unit: 'ms',
      goal: { atMost: 2 },
    },
    {
      name: 'a further shell, and its first line',
      value: await furtherShell(),
      unit: 'ms',
      goal: { atMost: 20 },
    },
    {
      name: 'three-tier VPC up and down, 65 commands',
      value: await threeTiers(),
      unit: 'ms',
      goal: { atMost: 250 },
    },
  ]
}

const openLab = () => Lab.open({ contract, turn: () => immediate() })

/** Median milliseconds of one line on a terminal that stays open. */
async function commandLine(line: string): Promise<number> {
  const lab = await openLab()
  await must(lab.run("VPC=$(aws ec2 describe-vpcs --query 'Vpcs[0].VpcId' --output text)"))
  const times: number[] = []
  for (let i = 0; i < 400; i++) {
    const from = performance.now()
    await must(lab.run(line))
    times.push(performance.now() - from)
  }
  return median(times.slice(100))
}

/** Median milliseconds from opening a terminal until its first line is done. */
async function furtherShell(): Promise<number> {
  const lab = await openLab()
  const times: number[] = []
  for (let i = 0; i < 50; i++) {
    const from = performance.now()
    const window = lab.openTerminal()
    await must(lab.run('true', { window }))
    times.push(performance.now() - from)
    lab.closeTerminal(window)
  }
  return median(times.slice(10))
}

async function threeTiers(): Promise<number> {
  const script = readFileSync(new URL('../scripts/three-tier.sh', import.meta.url), 'utf8')
  const times: number[] = []
  for (let i = 0; i < 7; i++) {
    const lab = await openLab()
    await must(lab.run('aws ec2 describe-vpcs'))
    const from = performance.now()
    await must(lab.terminal.runScript(script))
    times.push(performance.now() - from)
  }
  return median(times)
}

async function must(running: Promise<{ exitCode: number; stderr: string }>): Promise<void> {
  const { exitCode, stderr } = await running
  if (exitCode !== 0) throw new Error(`A benchmark's command failed: ${stderr}`)
}
