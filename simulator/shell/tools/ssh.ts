import type { Tool, ToolContext, ToolResult } from '../host.ts'
import { listHosts } from '../hosts/find-host.ts'
import { closeForwards, openForward } from '../hosts/forwarding.ts'
import { noteLogin } from '../ssh/logins.ts'
import { type Reached, type ReachOptions, reach, readDestination } from '../ssh/reach.ts'
import { readOptions } from '../ssh/words.ts'

/** OpenSSH's client, as far as a person sees it: whether it gets through, and as whom. */
export const ssh: Tool = {
  name: 'ssh',
  summary: "Opens a shell on another machine: 'ssh app-1', 'ssh -i key.pem ec2-user@10.0.1.10'.",

  async run(args, context) {
    const { options, operands, problem } = readOptions(args, letters)
    if (problem !== undefined) return failed(`${problem}\n${usage}`)
    if (options.has('V')) return failed(`${version}\n`, 0)
    const [target, ...command] = operands
    if (target === undefined) return failed(usage)
    const destination = readDestination(target)
    if (!destination) return failed(usage)
    const port = options.get('p')?.at(-1)
    if (port !== undefined && !isPort(port)) return failed(`Bad port '${port}'\n`)
    const forwarding = ['R', 'D', 'W', 'w'].find((letter) => options.has(letter))
    if (forwarding !== undefined) return failed(notForwarded(forwarding))
    const asked = options.get('L') ?? []
    const wrong = asked.find((text) => !readForward(text))
    if (wrong !== undefined) return failed(`Bad local forwarding specification '${wrong}'\n`)
    if (options.has('O')) return control(options.get('O')!.at(-1) ?? '', context)
    const user = options.get('l')?.at(-1) ?? destination.user
    const isInteractive = command.length === 0 && !options.has('N') && context.stdin.length === 0
    const shells = context.shells
    const hasTerminal = shells?.enter !== undefined && !options.has('T')
    const isQuiet = options.has('q')
    const warning = isInteractive && !hasTerminal && !options.has('T') ? noTerminal : ''
    const reached = await reach(
      {
        ...destination,
        ...(user !== undefined && { user }),
        ...(port !== undefined && { port: Number(port) }),
      },
      reachOptions(options, context),
      context,
    )
    const said = (isQuiet ? '' : warning) + quietly(reached.said, isQuiet && reached.ok)
    if (!reached.ok) return failed(said)
    const opened = asked.map((text) => readForward(text)!)
    const told = said + forward(opened, reached, context)
    if (options.has('N')) return failed(told + (opened.length ? staying(opened, target) : ''), 0)
    if (!shells) return failed(told, 0)
    try {
      if (isInteractive && hasTerminal) return await converse(reached, told, context)
      return await runThere(reached, told, command.join(' '), context)
    } finally {
      // They last as long as the shell or the command.
      const ports = opened.map(({ port }) => port)
      closeForwards(context.machine.cloud.store, context.machine.id, ({ port }) => ports.includes(port))
    }
  },

  complete(command, { machine }) {
    const word = command.split(/\s+/).at(-1) ?? ''
    if (word.startsWith('-')) return []
    const prefix = word.includes('@') ? word.slice(0, word.lastIndexOf('@') + 1) : ''
    return listHosts(machine.fabric)
      .filter(({ id }) => id !== machine.id && id !== 'workstation')
      .map(({ name }) => `${prefix}${name}`)
  },
}

/** Those of ssh(1). */
const letters = '1246ab:c:e:fgi:kl:m:no:p:qstvxAB:CD:E:F:GI:J:KL:MNO:P:Q:R:S:TVw:W:XYy'

const version = 'OpenSSH_9.9p1, OpenSSL 3.2.2 4 Jun 2024'

const usage = `usage: ssh [-46AaCfGgNnqTtVvXxYy] [-E log_file] [-F configfile] [-i identity_file]
           [-J [user@]host[:port]] [-l login_name] [-o option] [-p port]
           destination [command [argument ...]]
`

const noTerminal = 'Pseudo-terminal will not be allocated because stdin is not a terminal.\n'

interface PortForward {
  readonly port: number
  readonly to: { readonly host: string; readonly port: number }
}

/** ssh(1), -L: `[bind_address:]port:host:hostport`. */
function readForward(text: string): PortForward | undefined {
  const parts = text.match(/\[[^\]]*\]|[^:]+/g) ?? []
  const [hostPort = '', host = '', port = '', bind = 'localhost', ...more] = parts.toReversed()
  if (more.length || !isPort(port) || !isPort(hostPort)) return undefined
  if (!['localhost', '127.0.0.1', '*', '0.0.0.0', '[::1]', '[::]'].includes(bind)) return undefined
  return { port: Number(port), to: { host: host.replace(/^\[(.*)\]$/, '$1'), port: Number(hostPort) } }
}

/** Opens the ports; what ssh says of those that it cannot open. */
function forward(asked: readonly PortForward[], { host }: Reached, { machine, user }: ToolContext): string {
  if (host.kind === 'workstation') return ''
  const via = { kind: host.kind, id: host.id, name: host.name }
  let said = ''
  for (const { port, to } of asked) {
    if (port < 1024 && user !== 'root') {
      said += 'Privileged ports can only be forwarded by root.\n'
      continue
    }
    const isTaken = machine.connect({ host: '127.0.0.1', port }).outcome === 'connected'
    const refused = openForward(machine.cloud.store, { host: machine.id, port, via, to, by: 'ssh' }, isTaken)
    if (refused !== undefined) said += `${refused}Could not request local forwarding.\n`
  }
  return said
}

// NOT MODELLED: with -N, ssh would hold the terminal, or with -f go on behind it. Here the ports are simply open.
const staying = (asked: readonly PortForward[], target: string): string =>
  [
    ...asked.map(
      ({ port, to }) => `hopwise: localhost:${port} leads to ${to.host}:${to.port} now, through ${target}.\n`,
    ),
    `hopwise: 'ssh -O exit ${target}' closes it again.\n`,
  ].join('')

/** ssh(1), -O: of what it can tell a connection that stands, what ends it. */
function control(command: string, { machine }: ToolContext): ToolResult {
  if (!['check', 'exit', 'stop', 'cancel', 'forward', 'proxy'].includes(command))
    return failed('Invalid multiplex command.\n')
  if (command !== 'exit' && command !== 'stop')
    return failed(`hopwise does not simulate ssh -O ${command}.\n`)
  const isClosed = closeForwards(machine.cloud.store, machine.id, ({ by }) => by === 'ssh')
  return isClosed
    ? failed('Exit request sent.\n', 0)
    : failed('Control socket connect: No such file or directory\n')
}

const notForwarded = (letter: string): string =>
  `hopwise does not simulate ${{ R: 'ports of the other machine that lead here', D: 'a SOCKS proxy', W: 'the forwarding of standard input' }[letter] ?? 'tunnels of devices'} (-${letter}). Use -L for a port that leads there, or -J to go through a machine.\n`

const isPort = (text: string): boolean => /^\d+$/.test(text) && Number(text) > 0 && Number(text) < 65_536

const failed = (stderr: string, exitCode = 255): ToolResult => ({ stdout: '', stderr, exitCode })

/** With -q, warnings are not told; errors are. */
const quietly = (said: string, isQuiet: boolean): string =>
  isQuiet ? said.replace(/^(Warning: |debug1: ).*\n/gm, '') : said

export function reachOptions(
  options: ReadonlyMap<string, readonly string[]>,
  { shells }: ToolContext,
): ReachOptions {
  const configFile = options.get('F')?.at(-1)
  const jumps = options.get('J')?.at(-1)
  return {
    identities: options.get('i') ?? [],
    settings: options.get('o') ?? [],
    ...(configFile !== undefined && { configFile }),
    ...(jumps !== undefined && { jumps }),
    ...(options.has('4') && { family: 4 as const }),
    ...(options.has('6') && { family: 6 as const }),
    ...((options.has('A') || options.has('a')) && { forwardsAgent: options.has('A') }),
    isVerbose: options.has('v'),
    isBatch: shells?.enter === undefined,
  }
}

async function converse(reached: Reached, said: string, context: ToolContext): Promise<ToolResult> {
  const { host, user, env, calledName } = reached
  const place = { host, user: user.name, env: { ...env, SSH_TTY: '/dev/pts/0' } }
  const exitCode = await context.shells!.enter!(place, {
    greeting: said + noteLogin(reached, context.machine.cloud.now),
    farewell: 'logout\n',
    broken: `Connection to ${calledName} closed by remote host.\n`,
  })
  return { stdout: '', stderr: `Connection to ${calledName} closed.\n`, exitCode }
}

async function runThere(
  { host, user, env }: Reached,
  said: string,
  command: string,
  context: ToolContext,
): Promise<ToolResult> {
  const { stdin, signal, shells } = context
  const script = command === '' ? new TextDecoder().decode(stdin) : command
  const how = { signal, env, ...(command !== '' && stdin.length && { stdin }) }
  const { stdout, stderr, exitCode, pieces } = await shells!.run({ host, user: user.name }, script, how)
  const before = { stream: 2 as const, bytes: new TextEncoder().encode(said) }
  return { stdout, stderr: said + stderr, exitCode, pieces: said ? [before, ...pieces] : pieces }
}
