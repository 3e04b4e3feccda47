import { contract } from '../../../../simulator/api/contract.ts'
import type { Request, Response } from '../../../../simulator/api/request.ts'
import { needYaml } from '../../../../simulator/cli/arguments/yaml-later.ts'
import { aws, privateCommand } from '../../../../simulator/cli/aws.ts'
import { needHelp } from '../../../../simulator/cli/help/later.ts'
import type { CliHost, CliResult } from '../../../../simulator/cli/host.ts'
import { needOwnCommands } from '../../../../simulator/cli/own-commands-later.ts'
import { splitWords } from '../../../conformance/words.ts'

await Promise.all([needHelp(), needOwnCommands(), needYaml()])

export interface Typed extends CliResult {
  readonly sent: readonly Request[]
  readonly files: Readonly<Record<string, string>>
  /** Seconds of simulated time that the command let pass. */
  readonly slept: number
}

export interface Machine {
  readonly files?: Readonly<Record<string, string>>
  readonly env?: Readonly<Record<string, string>>
  answer?(request: Request): Response
}

/** Types a line on a machine with credentials, a Region and a cloud that answers as told. */
export function type(line: string | readonly string[], machine: Machine = {}): Typed {
  const encoder = new TextEncoder()
  const files = new Map<string, Uint8Array>(
    Object.entries(machine.files ?? {}).map(([path, text]) => [path, encoder.encode(text)]),
  )
  const sent: Request[] = []
  let slept = 0
  const host: CliHost = {
    contract,
    env: {
      AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'secret',
      AWS_DEFAULT_REGION: 'us-east-1',
      ...machine.env,
    },
    cwd: '/home/learner',
    home: '/home/learner',
    files: {
      read: (path) => files.get(path.replace('/home/learner/', '')),
      write: (path, bytes) => void files.set(path.replace('/home/learner/', ''), bytes),
    },
    stdin: new Uint8Array(),
    now: () => 0,
    sleep: (seconds) => {
      slept += seconds
    },
    uuid: () => '00000000-0000-4000-8000-000000000000',
    send(request) {
      sent.push(request)
      return machine.answer?.(request) ?? { output: {} }
    },
  }
  const [command = 'aws', ...words] = typeof line === 'string' ? splitWords(line) : ['aws', ...line]
  const result = command === 'aws' ? aws(words, host) : privateCommand(command, words, host)
  const decoder = new TextDecoder()
  const texts = [...files].map(([path, bytes]) => [path, decoder.decode(bytes)])
  return { ...result, sent, slept, files: Object.fromEntries(texts) }
}
