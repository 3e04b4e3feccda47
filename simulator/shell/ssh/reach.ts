import type { Family } from '../../kernel/address.ts'
import { formatAddress } from '../../kernel/address.ts'
import type { ConnectOutcome } from '../../network/session/connect.ts'
import { instances } from '../../services/ec2/instances.ts'
import { siteHosts } from '../../services/onprem/tables.ts'
import { failureWords } from '../connect-errors.ts'
import { Files } from '../files.ts'
import type { ToolContext } from '../host.ts'
import { addressFor } from '../hosts/address-for.ts'
import { hostsNamed, type NamedHost } from '../hosts/find-host.ts'
import { filesOf } from '../hosts/host-files.ts'
import { systemOf, type User, userNamed, usersOf } from '../hosts/users.ts'
import { connectPatience, Machine } from '../machine.ts'
import { Rights } from '../rights.ts'
import { addKnown, changedKey, fingerprintOf, hostKeyOf, knownName, lookUpKnown } from './host-keys.ts'
import { identitiesIn, isAuthorized } from './identities.ts'
import { BadSetting, settingsFor } from './settings.ts'

// The way of `ssh` and `scp` to another machine: find it, connect, know it again, be let in.

export interface Destination {
  readonly host: string
  readonly user?: string
  readonly port?: number
}

export interface ReachOptions {
  readonly family?: Family
  /** Files of private keys. */
  readonly identities: readonly string[]
  /** Lines of configuration: `StrictHostKeyChecking=no`. */
  readonly settings: readonly string[]
  readonly configFile?: string
  readonly jumps?: string
  readonly forwardsAgent?: boolean
  readonly isVerbose?: boolean
  /** Whether somebody may be asked. */
  readonly isBatch?: boolean
}

export interface Reached {
  readonly ok: true
  /** What was said on the way. */
  readonly said: string
  readonly host: NamedHost
  readonly user: User
  /** As sshd itself uses them, and as the user does. */
  readonly files: Files
  readonly ownFiles: Files
  /** What the shell there finds in its environment. */
  readonly env: Readonly<Record<string, string>>
  /** As the connection is called when it closes. */
  readonly calledName: string
}

export interface NotReached {
  readonly ok: false
  readonly said: string
}

/** `[user@]host`, or `ssh://[user@]host[:port]`. Undefined where it is neither. */
export function readDestination(text: string): Destination | undefined {
  const [, uri] = /^ssh:\/\/([^/]+)\/?$/.exec(text) ?? []
  const at = (uri ?? text).lastIndexOf('@')
  const user = at >= 0 ? (uri ?? text).slice(0, at) : undefined
  const rest = (uri ?? text).slice(at + 1)
  const [, bracketed, port] = /^\[(.*)\](?::(\d+))?$/.exec(rest) ?? []
  const parts = bracketed !== undefined ? { host: bracketed, port } : splitPort(rest, uri !== undefined)
  if (parts.host === '' || user === '') return undefined
  return {
    host: parts.host,
    ...(user !== undefined && { user }),
    ...(parts.port !== undefined && { port: Number(parts.port) }),
  }
}

function splitPort(
  text: string,
  hasPort: boolean,
): { readonly host: string; readonly port: string | undefined } {
  const [, host, port] = (hasPort && /^([^:]+):(\d+)$/.exec(text)) || []
  return { host: host ?? text, port }
}

/** From whom, and with whose keys. */
interface Origin {
  readonly machine: Machine
  /** The proxy that stands between, whose connection this is. */
  readonly isProxied: boolean
}

export async function reach(
  destination: Destination,
  options: ReachOptions,
  context: ToolContext,
): Promise<Reached | NotReached> {
  try {
    const settings = settingsFor(destination.host, options.settings, options.configFile, context)
    const jumps = options.jumps ?? settings.one('proxyjump')
    if (settings.one('proxycommand') && settings.one('proxycommand') !== 'none') {
      return refused('hopwise does not simulate ProxyCommand. Use ProxyJump, or ssh -J.\n')
    }
    const origin: Origin = { machine: context.machine, isProxied: false }
    if (jumps === undefined || jumps === 'none') return await hop(destination, origin, options, context)
    return await throughJumps(jumps.split(','), destination, options, context)
  } catch (error) {
    if (error instanceof BadSetting) return refused(`${error.message}\n`)
    throw error
  }
}

/** ssh(1), -J: each is reached from the one before, and always with the keys of where it all began. */
async function throughJumps(
  jumps: readonly string[],
  destination: Destination,
  options: ReachOptions,
  context: ToolContext,
): Promise<Reached | NotReached> {
  let origin: Origin = { machine: context.machine, isProxied: false }
  let said = ''
  for (const jump of jumps) {
    const to = readDestination(jump.includes('://') ? jump : `ssh://${jump}`)
    if (!to) return refused('Invalid -J argument\n')
    // The options of the line are for the destination, but for keys, which people mean for both.
    const reached = await hop(to, origin, { ...options, forwardsAgent: false }, context)
    said += reached.said
    if (!reached.ok) {
      return refused(
        `${said}kex_exchange_identification: Connection closed by remote host\nConnection closed by UNKNOWN port 65535\n`,
      )
    }
    origin = { machine: new Machine(context.machine.cloud, reached.host, reached.files), isProxied: true }
  }
  const reached = await hop(destination, origin, options, context)
  return { ...reached, said: said + reached.said }
}

const refused = (said: string): NotReached => ({ ok: false, said })

async function hop(
  destination: Destination,
  { machine, isProxied }: Origin,
  options: ReachOptions,
  context: ToolContext,
): Promise<Reached | NotReached> {
  const settings = settingsFor(destination.host, options.settings, options.configFile, context)
  const named = settings.one('hostname') === undefined ? machineNamed(destination.host, context) : undefined
  if (typeof named === 'string') return refused(named)
  const name = settings.one('hostname')?.replaceAll('%h', destination.host)
  const host = name ?? (named && addressFor(machine, named)) ?? destination.host
  const port = destination.port ?? Number(settings.one('port') ?? 22)
  const userName =
    destination.user ??
    settings.one('user') ??
    (named ? usersOf(machine.fabric, named)[0].name : context.user)
  let said = ''
  const debug = (text: string) => {
    if (options.isVerbose) said += `debug1: ${text}\n`
  }

  const limit = timeLimit(settings.one('connecttimeout'))
  const connection = machine.connect({ host, port, ...(options.family && { family: options.family }) }, limit)
  const last = connection.attempts.at(-1)
  const address = last ? formatAddress(last.address) : host
  debug(`Connecting to ${host} [${address}] port ${port}.`)
  machine.advance(machine.secondsFor(connection, limit))
  machine.observeConnection(connection, { sent: 4_000, received: 6_000, seconds: 1, patience: limit })
  if (connection.outcome !== 'connected') {
    // ssh looks for the files that -i names before it calls anybody.
    const { warnings } = identitiesIn(isProxied ? [] : options.identities, true, context)
    return refused(
      warnings +
        said +
        (isProxied ? lost(connection.outcome) : `ssh: ${failure(connection.outcome, host, port)}\n`),
    )
  }
  debug('Connection established.')
  const { peer } = connection
  const server =
    peer?.kind === 'server' && peer.listener.Kind === 'ssh' ? hostOf(peer.host, machine) : undefined
  if (!server || systemOf(machine.fabric, server) === 'windows') {
    return refused(
      `${said}kex_exchange_identification: Connection closed by remote host\nConnection closed by ${address} port ${port}\n`,
    )
  }

  const isKnown = await know(server, host, address, port, settings.one('stricthostkeychecking'), {
    path: (settings.one('userknownhostsfile') ?? '~/.ssh/known_hosts')
      .split(' ')[0]!
      .replace(/^~(?=\/)/, context.home),
    alias: settings.one('hostkeyalias'),
    isBatch: options.isBatch === true || settings.one('batchmode') === 'yes',
    context,
  })
  said += isKnown.said
  if (!isKnown.ok) return refused(said)
  debug(`Authenticating to ${host}:${port} as '${userName}'`)

  const { cloud, fabric } = machine
  const files = new Files(filesOf(cloud, server), () => cloud.now)
  const isNamedOnly = settings.one('identitiesonly') === 'yes'
  const names = [...options.identities, ...settings.all('identityfile')]
  const own = identitiesIn(names, isNamedOnly, context)
  said += own.warnings
  const keys = [...own.keys, ...forwardedKeys(context)]
  const user = userNamed(fabric, server, userName)
  if (!user || !isAuthorized(keys, files, user.home)) {
    const [first] = usersOf(fabric, server)
    // What the images have in root's authorized_keys.
    if (user?.uid === 0 && server.kind === 'instance' && isAuthorized(keys, files, first.home)) {
      const text = `Please login as the user "${first.name}" rather than the user "root".`
      return refused(`${said}${text}\n\nConnection to ${host} closed.\n`)
    }
    const methods =
      systemOf(fabric, server) === 'amazon' ? 'publickey,gssapi-keyex,gssapi-with-mic' : 'publickey'
    return refused(`${said}${userName}@${host}: Permission denied (${methods}).\n`)
  }
  debug(`Authenticated to ${host} ([${address}]:${port}) using "publickey".`)

  const arrived = last?.trace?.forward.arrival?.packet
  const from = arrived ? `${formatAddress(arrived.source)} ${arrived.sourcePort}` : '127.0.0.1 50000'
  const to = arrived
    ? `${formatAddress(arrived.destination)} ${arrived.destinationPort}`
    : `127.0.0.1 ${port}`
  const rights = new Rights(user.name, user.groups)
  const ownFiles = new Files(filesOf(cloud, server), () => cloud.now, rights)
  const forwards = options.forwardsAgent ?? settings.one('forwardagent') === 'yes'
  const env = {
    SSH_CLIENT: `${from} ${to.split(' ')[1]}`,
    SSH_CONNECTION: `${from} ${to}`,
    ...(forwards && { SSH_AUTH_SOCK: agentOf(context) }),
  }
  return { ok: true, said, host: server, user, files, ownFiles, env, calledName: host }
}

/** The machine that people call so, unless the name is one of DNS; or what is wrong with the name. */
function machineNamed(text: string, { machine }: ToolContext): NamedHost | string | undefined {
  if (text.includes('.') || text.includes(':') || machine.addressesInHosts(text).length) return undefined
  const found = hostsNamed(machine.fabric, text)
  if (found.length < 2) return found[0]
  const ids = found.map(({ id }) => id).join(', ')
  return `ssh: Several machines are called ${text}: ${ids}. Say which one by its id.\n`
}

const hostOf = (id: string, { fabric }: Machine): NamedHost | undefined =>
  instances.get(fabric, id) || fabric.store.has(siteHosts, id) ? hostsNamed(fabric, id)[0] : undefined

function timeLimit(text: string | undefined): number {
  const seconds = Number(text ?? connectPatience)
  return seconds > 0 ? Math.min(seconds, connectPatience) : connectPatience
}

type Failure = Exclude<ConnectOutcome, 'connected'>

function failure(outcome: Failure, host: string, port: number): string {
  const why = failureWords[outcome]
  const isUnknown = outcome === 'no-such-name' || outcome === 'no-dns-answer'
  return isUnknown
    ? `Could not resolve hostname ${host}: ${why}`
    : `connect to host ${host} port ${port}: ${why}`
}

/** What is said where the machine before could not connect. */
function lost(outcome: Failure): string {
  return (
    `channel 0: open failed: connect failed: ${failureWords[outcome]}\nstdio forwarding failed\n` +
    'Connection closed by UNKNOWN port 65535\n'
  )
}

interface Knowing {
  readonly path: string
  readonly alias: string | undefined
  readonly isBatch: boolean
  readonly context: ToolContext
}

/** ssh_config(5), StrictHostKeyChecking: whether the machine is the one that is known by the name. */
async function know(
  server: NamedHost,
  host: string,
  address: string,
  port: number,
  strictness = 'ask',
  { path, alias, isBatch, context }: Knowing,
): Promise<{ readonly ok: boolean; readonly said: string }> {
  const { files, readLine } = context
  const key = hostKeyOf(server.id)
  const name = alias ?? knownName(host, port)
  const known = lookUpKnown(files, path, name, key)
  if (known === 'same') return { ok: true, said: '' }
  const isLax = strictness === 'no' || strictness === 'off'
  if (known !== 'unknown') {
    if (isLax)
      return {
        ok: true,
        said: changedKey(key, path, known.changedAt, name, 'no checking').replace(
          /Host key for.*\n.*\n$/,
          '',
        ),
      }
    return { ok: false, said: changedKey(key, path, known.changedAt, name, 'strict checking') }
  }
  const welcome = `Warning: Permanently added '${name}' (ED25519) to the list of known hosts.\n`
  if (isLax || strictness === 'accept-new') {
    addKnown(files, path, name, key)
    return { ok: true, said: welcome }
  }
  const question =
    `The authenticity of host '${name}${name === address ? ` (${address})` : ` (${address})`}' can't be established.\n` +
    `ED25519 key fingerprint is ${fingerprintOf(key)}.\nThis key is not known by any other names.\n`
  if (strictness === 'yes') {
    return {
      ok: false,
      said: `No ED25519 host key is known for ${name} and you have requested strict checking.\nHost key verification failed.\n`,
    }
  }
  if (!readLine || isBatch) return { ok: false, said: 'Host key verification failed.\n' }
  let prompt = `${question}Are you sure you want to continue connecting (yes/no/[fingerprint])? `
  for (;;) {
    const answer = await readLine(prompt)
    if (answer === undefined || answer.trim() === 'no')
      return { ok: false, said: 'Host key verification failed.\n' }
    if (answer.trim() === 'yes' || answer.trim() === fingerprintOf(key)) break
    prompt = "Please type 'yes', 'no' or the fingerprint: "
  }
  addKnown(files, path, name, key)
  return { ok: true, said: welcome }
}

/** An agent that was taken along holds the keys of the machine that it is of. */
const agentOf = ({ env, machine, user }: ToolContext): string =>
  env['SSH_AUTH_SOCK'] ?? `/tmp/ssh-agent.${machine.id}.${user}`

function forwardedKeys({ env, machine }: ToolContext): readonly string[] {
  const [, id = '', name = ''] =
    /^\/tmp\/ssh-agent\.(.+)\.([a-z0-9-]+)$/.exec(env['SSH_AUTH_SOCK'] ?? '') ?? []
  const [host] = hostsNamed(machine.fabric, id)
  const user = host && userNamed(machine.fabric, host, name)
  if (!host || !user) return []
  const files = new Files(filesOf(machine.cloud, host), () => machine.cloud.now)
  return identitiesIn([], false, { files, cwd: user.home, home: user.home }).keys
}
