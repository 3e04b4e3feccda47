import type { Contract } from '../../api/model.ts'
import type { Request, Response } from '../../api/request.ts'
import { withoutAliases } from '../../cli/aliases.ts'
import { needYaml } from '../../cli/arguments/yaml-later.ts'
import { aws } from '../../cli/aws.ts'
import { needHelp } from '../../cli/help/later.ts'
import type { CliHost, CliResult, Patience } from '../../cli/host.ts'
import { needsOf } from '../../cli/needs.ts'
import { pagerFailed } from '../../cli/output/pager.ts'
import { needOwnCommands } from '../../cli/own-commands-later.ts'
import { printError } from '../../cli/print-error.ts'
import { rollUuid } from '../../kernel/random.ts'
import type { Tool, ToolContext } from '../host.ts'
import { hostOf } from '../hosts/find-host.ts'
import { instanceSource } from '../hosts/instance-source.ts'
import { kernel } from '../hosts/kernel.ts'
import { connectPatience, type Machine } from '../machine.ts'
import { holdSession, isSessionStart } from '../managed-sessions.ts'

export interface AwsPorts {
  readonly contract: Contract
  /** Whose resources completion offers where the machine is nobody's. */
  readonly account: string
}

export function awsTool({ contract, account }: AwsPorts): Tool {
  return {
    name: 'aws',
    summary: "AWS's command-line interface, version 2. Try 'aws help' or 'aws ec2 describe-vpcs'.",

    async run(args, context) {
      const host = cliHostOf(context, account)
      await load(withoutAliases(args, host), contract)
      if (isSessionStart(args)) return holdSession(args, host, context)
      return paged(await converse(args, host, context.readLine), args, context)
    },

    async complete(command, context) {
      await load(command.split(/\s+/).slice(1), contract, true)
      const { suggest } = await import('../../cli/complete/complete.ts')
      return suggest(command, command.length, cliHostOf(context, account))
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

// AWS CLI user guide, cli-usage-pagination: `less` with the options FRX, unless LESS says others; help with R.
async function paged(result: CliResult, args: readonly string[], context: ToolContext): Promise<CliResult> {
  if (!context.screen || result.stdout === '' || result.exitCode !== 0) return result
  const isHelp = args.includes('help')
  const pager = isHelp ? (context.env['PAGER'] ?? 'less -R') : result.pager
  const [program = '', ...options] = pager?.trim().split(/\s+/) ?? []
  if (pager === undefined || program === '' || program === 'cat') return result
  if (program !== 'less' && program !== 'more') return through(pager, result, context)
  const [{ less, more }, { fitsUsualScreen }] = await Promise.all([
    import('./less.ts'),
    import('../paging/page.ts'),
  ])
  const isAsItComes = !isHelp && pager === 'less' && context.env['LESS'] === undefined
  if (isAsItComes && fitsUsualScreen(result.stdout, context.screen)) return result
  const stdin = new TextEncoder().encode(result.stdout)
  const env = isHelp ? context.env : { LESS: 'FRX', ...context.env }
  const shown = await (program === 'less' ? less : more).run(options, { ...context, env, stdin })
  return { ...result, ...shown, stdout: String(shown.stdout) }
}

async function through(
  pager: string,
  result: CliResult,
  { shells, machine, user, signal }: ToolContext,
): Promise<CliResult> {
  if (!shells) return result
  const stdin = new TextEncoder().encode(result.stdout)
  const { stdout, stderr, exitCode } = await shells.run({ host: hostOf(machine), user }, pager, {
    stdin,
    signal,
  })
  if (exitCode === 127) return { ...result, stdout: '', ...printError(pagerFailed(pager), 'enhanced') }
  return { ...result, stdout: new TextDecoder().decode(stdout), stderr }
}

// A command line is parsed and run without waiting, so what it needs is loaded before.
async function load(args: readonly string[], contract: Contract, isUnfinished = false): Promise<void> {
  const { services, operation, listed, docs, help, own, yaml } = needsOf(args)
  const known = (service: string) => contract.services.includes(service)
  await Promise.all([
    ...services.filter(known).map((service) => contract.need(service, operation)),
    ...(isUnfinished ? services : listed).filter(known).map((service) => contract.needModel(service)),
    ...docs.filter(known).map((service) => contract.needDocs(service)),
    ...(help ? [needHelp()] : []),
    ...(own ? [needOwnCommands()] : []),
    ...(yaml ? [needYaml()] : []),
  ])
}

/** The machine as the command line wants it. */
export function cliHostOf(context: ToolContext, account: string): CliHost {
  const { env, cwd, home, files, stdin, terminal, readLine, machine } = context
  const { cloud } = machine
  return {
    contract: cloud.contract,
    env,
    cwd,
    home,
    kernel,
    files,
    stdin,
    ...(terminal && { terminal }),
    ...(readLine && { interactive: true as const }),
    now: () => cloud.now,
    sleep: (seconds) => machine.advance(seconds),
    uuid: () => rollUuid(cloud.store),
    send: (request, patience) => sendAndWait(machine, request, patience),
    ...(machine.kind === 'instance' && { instance: instanceSource(machine) }),
    simulates: (service, operation) => cloud.simulates(service, operation),
    candidates: ({ member, region }) =>
      cloud.idsFor(member, { account: machine.scope?.account ?? account, region }),
  }
}

/** Every call costs a second of simulated time, so that a script sees states change as it would at AWS. */
function sendAndWait(machine: Machine, request: Request, { connect }: Patience): Response {
  const response = machine.call(request)
  const isSilence = 'unreachable' in response && response.unreachable === 'connect-timeout'
  machine.advance(isSilence ? Math.min(connect ?? connectPatience, connectPatience) : 1)
  return response
}
