import { PassThrough, Readable } from 'node:stream'
import type { OpenLab } from '../../../../simulator/node/lab-port.ts'
import { runProgram } from '../../../../simulator/node/program.ts'

export interface Ended {
  readonly status: number
  readonly stdout: string
  readonly stderr: string
}

/** Runs the program within this one: what it prints, and its exit status. */
export async function run(
  args: readonly string[],
  input = '',
  openLab: OpenLab = () => Promise.reject(new Error('No lab is wanted here.')),
): Promise<Ended> {
  const [stdout, stderr] = [kept(), kept()]
  const status = await runProgram(args, {
    stdin: Readable.from([input]),
    stdout: stdout.stream,
    stderr: stderr.stream,
    openLab,
  })
  return { status, stdout: stdout.text(), stderr: stderr.text() }
}

function kept() {
  const chunks: Buffer[] = []
  const stream = new PassThrough().on('data', (chunk: Buffer) => chunks.push(chunk))
  return { stream, text: () => Buffer.concat(chunks).toString('utf8') }
}
