import type { Contract } from '../../api/model.ts'
import type { Request, Response } from '../../api/request.ts'
import { aws } from '../../cli/aws.ts'
import { suggest } from '../../cli/complete/complete.ts'
import type { CliHost, CliResult } from '../../cli/host.ts'
import { needsOf } from '../../cli/needs.ts'
import type { Tool, ToolContext } from '../host.ts'

/** The way from a host to the cloud, and the simulated time that passes on it. */
export interface AwsPorts {
  readonly contract: Contract
  send(request: Request): Response
  now(): number
  advance(seconds: number): void
  uuid(): string
  simulates?: CliHost['simulates']
  candidates?: CliHost['candidates']
}

export function awsTool(ports: AwsPorts): Tool {
  return {
    name: 'aws',
    summary: "AWS's command-line interface, version 2. Try 'aws help' or 'aws ec2 describe-vpcs'.",

    async run(args, context) {
      await load(args, ports.contract)
      return converse(args, hostOf(ports, context), context.readLine)
    },

    async complete(command, context) {
      await load(command.split(/\s+/).slice(1), ports.contract)
      return suggest(command, command.length, hostOf(ports, context))
    },
  }
}

// The command cannot wait for an answer, so it is run again with the answers that there are, until it has asked for
// nothing more. It does nothing before.
async function converse(
  args: readonly string[],
  host: CliHost,
  readLine: ToolContext['readLine'],
): Promise<CliResult> {
  let stdin = host.stdin
  let shown = 0
  for (;;) {
    const result = aws(args, { ...host, stdin })
    const stdout = result.stdout.slice(shown)
    if (!result.wantsLine || !readLine) return { ...result, stdout }
    shown = result.stdout.length
    const line = await readLine(stdout)
    if (line === undefined) return { stdout: '\n', stderr: '', exitCode: 130 }
    stdin = new TextEncoder().encode(`${new TextDecoder().decode(stdin)}${line}\n`)
  }
}

// A command line is parsed and run without waiting, so what it needs is loaded before.
async function load(args: readonly string[], contract: Contract): Promise<void> {
  const { services, docs } = needsOf(args)
  const known = (service: string) => contract.services.includes(service)
  await Promise.all([
    ...services.filter(known).map((service) => contract.need(service)),
    ...docs.filter(known).map((service) => contract.needDocs(service)),
  ])
}

function hostOf(ports: AwsPorts, context: ToolContext): CliHost {
  const { env, cwd, home, files, stdin, terminal, readLine } = context
  return {
    contract: ports.contract,
    env,
    cwd,
    home,
    files,
    stdin,
    ...(terminal && { terminal }),
    ...(readLine && { interactive: true as const }),
    now: () => ports.now(),
    sleep: (seconds) => ports.advance(seconds),
    uuid: () => ports.uuid(),
    send: (request) => ports.send(request),
    ...(ports.simulates && { simulates: ports.simulates }),
    ...(ports.candidates && { candidates: ports.candidates }),
  }
}
