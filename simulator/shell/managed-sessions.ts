import { aws } from '../cli/aws.ts'
import type { CliHost } from '../cli/host.ts'
import { wordsOf } from '../cli/needs.ts'
import type { ToolContext, ToolResult } from './host.ts'
import { hostsNamed, type NamedHost } from './hosts/find-host.ts'
import { openForward } from './hosts/forwarding.ts'
import { systemOf } from './hosts/users.ts'

// `aws ssm start-session`: the CLI hands what Systems Manager answers over to its plugin, which holds the session.
// Systems Manager guide, session-manager-working-with-sessions-start.

export function isSessionStart(args: readonly string[]): boolean {
  const [service, command, help] = wordsOf(args)
  return service === 'ssm' && command === 'start-session' && help !== 'help'
}

interface Started {
  readonly SessionId: string
  readonly StreamUrl: string
}

export async function holdSession(
  args: readonly string[],
  host: CliHost,
  context: ToolContext,
): Promise<ToolResult> {
  const plain = args.filter((word, i) => !isPrinting(word) && !isPrinting(args[i - 1]))
  const { terminal: _, ...inPipe } = host
  const result = aws([...plain, '--output', 'json'], inPipe)
  const asked = args.find((word) => word === '--generate-cli-skeleton')
  if (result.exitCode !== 0 || asked !== undefined) return { ...result, stdout: String(result.stdout) }
  const started = JSON.parse(result.stdout) as Started
  const { SessionId } = started
  const say = (stdout: string, exitCode = 0): ToolResult => ({ stdout, stderr: '', exitCode })
  const starting = `\nStarting session with SessionId: ${SessionId}\n`
  const broken = reachStream(started, context)
  if (broken !== undefined) return { stdout: starting, stderr: `${broken}\n`, exitCode: 255 }

  const document = optionOf(args, '--document-name') ?? 'SSM-SessionManagerRunShell'
  const [target] = hostsNamed(context.machine.fabric, optionOf(args, '--target') ?? '')
  const end = () => {
    aws(['ssm', 'terminate-session', '--session-id', SessionId, ...regionIn(args)], inPipe)
    return `\n\nExiting session with sessionId: ${SessionId}.\n\n`
  }
  if (!target || !context.shells) return say(starting + end())
  if (document === 'AWS-StartInteractiveCommand' || document === 'AWS-StartNonInteractiveCommand') {
    const command = commandIn(args)
    const { stdout, stderr } = await context.shells.run({ host: target, user: 'ssm-user' }, command, {
      signal: context.signal,
    })
    return { stdout: starting + new TextDecoder().decode(stdout) + end(), stderr, exitCode: 0 }
  }
  if (target && /^AWS-StartPortForwardingSession(ToRemoteHost)?$/.test(document)) {
    const told = openPort(parametersIn(args), target, SessionId, context)
    if ('wrong' in told) {
      end()
      return { stdout: starting, stderr: told.wrong, exitCode: 255 }
    }
    return { stdout: starting + told.opened, stderr: '', exitCode: 0 }
  }
  if (document !== 'SSM-SessionManagerRunShell') {
    end()
    return {
      stdout: '',
      stderr: `hopwise does not simulate sessions of ${document}. Use a shell: leave --document-name away.\n`,
      exitCode: 255,
    }
  }
  if (systemOf(context.machine.fabric, target) === 'windows') {
    end()
    return { stdout: '', stderr: 'hopwise does not simulate the shells of Windows.\n', exitCode: 255 }
  }
  const place = { host: target, user: 'ssm-user', promptStyle: 'bare' as const }
  if (context.shells.enter) {
    await context.shells.enter(place, { greeting: starting, farewell: 'exit\n' })
    return say(end())
  }
  const script = new TextDecoder().decode(context.stdin)
  const { stdout, stderr } = await context.shells.run(place, script, { signal: context.signal })
  return { stdout: starting + new TextDecoder().decode(stdout) + end(), stderr, exitCode: 0 }
}

/** The plugin speaks to another endpoint than the command. What it says when it does not get there. */
function reachStream({ StreamUrl }: Started, { machine }: ToolContext): string | undefined {
  const { hostname } = new URL(StreamUrl.replace(/^wss:/, 'https:'))
  const connection = machine.connect({ host: hostname, port: 443 })
  machine.observeConnection(connection, { sent: 2_000, received: 4_000 })
  if (connection.outcome === 'connected') return undefined
  machine.advance(Math.min(30, machine.secondsFor(connection)))
  const reason =
    connection.outcome === 'no-such-name' || connection.outcome === 'no-dns-answer'
      ? `lookup ${hostname}: no such host`
      : connection.outcome === 'refused'
        ? 'connect: connection refused'
        : 'i/o timeout'
  return `SessionId: ${StreamUrl.replace(/^.*data-channel\/|\?.*$/g, '')} : Failed to open data channel: dial tcp: ${reason}`
}

const isPrinting = (word: string | undefined): boolean => word === '--output' || word === '--query'

function optionOf(args: readonly string[], name: string): string | undefined {
  const at = args.findIndex((word) => word === name || word.startsWith(`${name}=`))
  if (at < 0) return undefined
  return args[at]!.includes('=') ? args[at]!.slice(name.length + 1) : args[at + 1]
}

/** So that the session is ended where it was begun. */
function regionIn(args: readonly string[]): string[] {
  return ['--region', '--profile', '--endpoint-url'].flatMap((name) => {
    const value = optionOf(args, name)
    return value === undefined ? [] : [name, value]
  })
}

// Systems Manager guide, session-manager-working-with-sessions-start, "Starting a session (port forwarding …)".
// NOT MODELLED: the plugin would hold the terminal until Ctrl-C. Here the port is simply open.
function openPort(
  parameters: ReadonlyMap<string, string>,
  target: NamedHost,
  session: string,
  { machine }: ToolContext,
): { readonly opened: string } | { readonly wrong: string } {
  const port =
    Number(parameters.get('localPortNumber') ?? 0) || 49_152 + (Number(parameters.get('portNumber')) % 16_384)
  const to = { host: parameters.get('host') ?? 'localhost', port: Number(parameters.get('portNumber') ?? 80) }
  const via = { kind: 'instance' as const, id: target.id, name: target.name }
  const isTaken = machine.connect({ host: '127.0.0.1', port }).outcome === 'connected'
  if (
    openForward(machine.cloud.store, { host: machine.id, port, via, to, by: session }, isTaken) !== undefined
  ) {
    return { wrong: `Unable to start listener: listen tcp 127.0.0.1:${port}: bind: address already in use\n` }
  }
  return {
    opened:
      `Port ${port} opened for sessionId ${session}.\nWaiting for connections...\n\n` +
      `hopwise: the port stays open; 'aws ssm terminate-session --session-id ${session}' closes it.\n`,
  }
}

/** `--parameters portNumber=80,localPortNumber=8080`, or the same as JSON. */
function parametersIn(args: readonly string[]): ReadonlyMap<string, string> {
  const text = optionOf(args, '--parameters') ?? ''
  if (text.trim().startsWith('{')) {
    const given = JSON.parse(text) as Readonly<Record<string, readonly string[]>>
    return new Map(Object.entries(given).map(([name, [value = '']]) => [name, value]))
  }
  const pairs = [...text.matchAll(/(\w+)=(?:\["']?([^"'\]]*)["']?\]|"([^"]*)"|([^,]*))/g)]
  return new Map(pairs.map(([, name = '', listed, quoted, plain = '']) => [name, listed ?? quoted ?? plain]))
}

/** `--parameters command="cat /etc/hosts"`, or the same as JSON. */
function commandIn(args: readonly string[]): string {
  const text = optionOf(args, '--parameters') ?? ''
  if (text.startsWith('{')) {
    const [command] = (JSON.parse(text) as { readonly command?: readonly string[] }).command ?? []
    return command ?? ''
  }
  return text
    .replace(/^command=/, '')
    .replace(/^\["?(.*?)"?\]$/, '$1')
    .replace(/^"(.*)"$/, '$1')
}
