import type { Appliance, ApplianceRule, Listener } from '../../api/private/host.ts'
import type { Context } from '../context.ts'
import { appliances, withUsualRules } from './appliances.ts'
import { startListener, withUsualSettings } from './listeners.ts'

// What an instance runs from its first start: the lines of its user data that begin with `serve` or `appliance`. All
// other lines are for people; nothing runs them.

export interface StartUp {
  readonly listeners: readonly Listener[]
  readonly appliances: readonly Appliance[]
  /** One sentence for each line that could not be read. */
  readonly problems: readonly string[]
}

/** Starts what the user data says. As on a real instance, a line that is wrong does not keep it from starting. */
export function startServers(ctx: Pick<Context, 'store'>, host: string, userData: string | undefined): void {
  if (userData === undefined) return
  const started = readUserData(host, atob(userData))
  for (const one of started.listeners) startListener(ctx, one)
  for (const one of started.appliances) ctx.store.put(appliances, one)
}

export function readUserData(host: string, text: string): StartUp {
  const found = { listeners: [] as Listener[], appliances: [] as Appliance[], problems: [] as string[] }
  for (const line of text.split(/\r?\n/)) {
    const [command, ...words] = wordsOf(line)
    if (command !== 'serve' && command !== 'appliance') continue
    const made = command === 'serve' ? readServe(host, words) : readAppliance(host, words)
    if (typeof made === 'string') found.problems.push(`${line.trim()}: ${made}`)
    else if ('Mode' in made) found.appliances.push(withUsualRules(made))
    else found.listeners.push(withUsualSettings(made))
  }
  return found
}

/** The words of a line as a shell parts them, without expanding anything. */
export function wordsOf(line: string): string[] {
  const words = line.matchAll(/\s*((?:'[^']*'|"(?:[^"\\]|\\.)*"|\\.|[^\s'"\\#]|(?<=\S)#)+)|\s*#.*$/g)
  return [...words].flatMap(([, word]) => (word === undefined ? [] : [unquoted(word)]))
}

const unquoted = (word: string): string =>
  word.replace(
    /'([^']*)'|"((?:[^"\\]|\\.)*)"|\\(.)/g,
    (_, single?: string, double?: string, escaped?: string) =>
      single ?? double?.replace(/\\(["\\$`])/g, '$1') ?? escaped ?? '',
  )

type Options = ReadonlyMap<string, readonly string[]>

const flags: readonly string[] = ['--self-signed', '--stateless', '--log']

/** A value may follow these, and need not. */
const loose: readonly string[] = ['--tls', '--proxy-protocol']

/** The options of a line with their values, or what is wrong with it. */
function optionsOf(words: readonly string[], known: readonly string[]): Options | string {
  const options = new Map<string, string[]>()
  for (let i = 0; i < words.length; i++) {
    const [name = '', glued] = splitAtEquals(words[i]!)
    if (!known.includes(name)) return `"${words[i]}" is none of ${known.join(', ')}`
    const isAlone = loose.includes(name) && (words[i + 1]?.startsWith('--') ?? true)
    const value = flags.includes(name) ? '' : (glued ?? (isAlone ? '' : words[++i]))
    if (value === undefined) return `${name} needs a value`
    options.set(name, [...(options.get(name) ?? []), value])
  }
  return options
}

function splitAtEquals(word: string): [string, string?] {
  const at = word.indexOf('=')
  return word.startsWith('--') && at > 0 ? [word.slice(0, at), word.slice(at + 1)] : [word]
}

const serveOptions = [
  '--port',
  '--protocol',
  '--address',
  '--kind',
  '--tls',
  '--name',
  '--self-signed',
  '--status',
  '--body',
  '--header',
  '--delay',
  '--proxy-protocol',
]

/** `serve --postgres` is `serve --kind postgres`. */
const shorthands: Readonly<Record<string, readonly string[]>> = {
  '--udp': ['--protocol', 'udp'],
  '--https': ['--kind', 'http', '--tls'],
  ...Object.fromEntries(
    ['tcp', 'http', 'echo', 'ssh', 'postgres', 'mysql', 'redis', 'dns'].map((kind) => [
      `--${kind}`,
      ['--kind', kind],
    ]),
  ),
}

/** Where such servers usually listen. */
const usualPorts: Readonly<Record<string, number>> = {
  postgres: 5432,
  mysql: 3306,
  redis: 6379,
  dns: 53,
  ssh: 22,
}

const protocols = ['tcp', 'udp'] as const
const kinds = ['tcp', 'http', 'echo', 'ssh', 'postgres', 'mysql', 'redis', 'dns'] as const
const proxyProtocols = ['none', 'v1', 'v2'] as const
const modes = ['forward', 'nat', 'inspect'] as const

/** `serve --port 443 --tls --name orders.internal --body hello`, or what is wrong with it. */
export function readServe(Host: string, words: readonly string[]): Listener | string {
  const whole = words.flatMap((word) => (Object.hasOwn(shorthands, word) ? shorthands[word]! : [word]))
  const options = optionsOf(whole, serveOptions)
  if (typeof options === 'string') return options
  const usual = options.has('--port') ? undefined : usualPorts[options.get('--kind')?.[0] ?? '']
  const Port = usual ?? numberOf(options, '--port')
  if (Port === undefined || Port < 1 || Port > 65535) return '--port must be a number from 1 to 65535'
  const Protocol = oneOf(options, '--protocol', protocols)
  const Kind = oneOf(options, '--kind', kinds)
  const isPlain = options.get('--proxy-protocol')?.[0] === ''
  const ProxyProtocol = isPlain ? 'v2' : oneOf(options, '--proxy-protocol', proxyProtocols)
  if (Protocol === null) return `--protocol must be one of ${protocols.join(', ')}`
  if (Kind === null) return `--kind must be one of ${kinds.join(', ')}`
  if (ProxyProtocol === null) return `--proxy-protocol must be one of ${proxyProtocols.join(', ')}`
  const Names = [...(options.get('--tls') ?? []), ...(options.get('--name') ?? [])].filter(
    (name) => name !== '',
  )
  const isSelfSigned = options.has('--self-signed')
  const hasTls = options.has('--tls') || isSelfSigned || Names.length > 0
  const headers = (options.get('--header') ?? []).map((text) => text.split(/:\s*/, 2) as [string, string?])
  if (headers.some(([, value]) => value === undefined)) return '--header must look like "Name: value"'
  const Status = numberOf(options, '--status')
  const Delay = numberOf(options, '--delay')
  const [Address] = options.get('--address') ?? []
  const [Body] = options.get('--body') ?? []
  return {
    Host,
    Port,
    ...(Protocol && { Protocol }),
    ...(Address !== undefined && { Address }),
    ...(Kind && { Kind }),
    ...(hasTls && { Tls: { Names, Issuer: isSelfSigned ? 'self-signed' : 'trusted' } }),
    ...(Status !== undefined && { Status }),
    ...(Body !== undefined && { Body }),
    ...(headers.length > 0 && { Headers: Object.fromEntries(headers) as Record<string, string> }),
    ...(Delay !== undefined && { Delay }),
    ...(ProxyProtocol && { ProxyProtocol }),
  }
}

const applianceOptions = ['--mode', '--default', '--allow', '--deny', '--stateless', '--log']

/** `appliance --mode nat --deny 'tcp 25 10.0.0.0/8 0.0.0.0/0'`, or what is wrong with it. */
export function readAppliance(Host: string, words: readonly string[]): Appliance | string {
  const options = optionsOf(words, applianceOptions)
  if (typeof options === 'string') return options
  const Mode = oneOf(options, '--mode', modes)
  if (!Mode) return `--mode must be one of ${modes.join(', ')}`
  const DefaultAction = oneOf(options, '--default', ['allow', 'deny'] as const)
  if (DefaultAction === null) return '--default must be one of allow, deny'
  const Rules = rulesOf(words)
  return {
    Host,
    Mode,
    ...(DefaultAction && { DefaultAction }),
    ...(Rules.length > 0 && { Rules }),
    ...(options.has('--stateless') && { Stateful: false }),
    ...(options.has('--log') && { Log: true }),
  }
}

/** The rules in the order in which they stand: `PROTOCOL [PORTS] SOURCE DESTINATION`. */
function rulesOf(words: readonly string[]): ApplianceRule[] {
  return words.flatMap((word, i): ApplianceRule[] => {
    const [option = '', glued] = splitAtEquals(word)
    if (option !== '--allow' && option !== '--deny') return []
    const [protocol = 'all', ...rest] = (glued ?? words[i + 1] ?? '').trim().split(/\s+/)
    const Protocol = (['tcp', 'udp', 'icmp'] as const).find((one) => one === protocol) ?? 'all'
    const Ports = rest[0] !== undefined && /^\d+(-\d+)?$/.test(rest[0]) ? rest.shift() : undefined
    const [Source, Destination] = rest
    return [
      {
        Action: option === '--allow' ? 'allow' : 'deny',
        Protocol,
        ...(Ports !== undefined && { Ports }),
        ...(Source !== undefined && { Source }),
        ...(Destination !== undefined && { Destination }),
      },
    ]
  })
}

function numberOf(options: Options, name: string): number | undefined {
  const [text] = options.get(name) ?? []
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined
}

/** The value, undefined where the option was not given, null where it is none of the choices. */
function oneOf<const C extends readonly string[]>(
  options: Options,
  name: string,
  choices: C,
): C[number] | undefined | null {
  const [text] = options.get(name) ?? []
  return text === undefined ? undefined : (choices.find((one) => one === text) ?? null)
}
