import { formatAddress, parseAddress } from '../../kernel/address.ts'
import type { Answer } from '../../network/dns/answer.ts'
import { addressesIn } from '../../network/dns/answer.ts'
import { endOfChain } from '../../network/dns/lookup.ts'
import { reverseNameOf } from '../../network/dns/reverse-names.ts'
import type { Tool, ToolContext, ToolResult } from '../host.ts'
import type { Machine } from '../machine.ts'
import { serviceNamed } from './service-names.ts'

export const getent: Tool = {
  name: 'getent',
  summary: "Finds names as programs find them, /etc/hosts first: 'getent hosts NAME', 'getent ahosts NAME'.",
  run: (args, context) => run(args, context),
}

const hint = "Try `getent --help' or `getent --usage' for more information.\n"

const help = `Usage: getent [OPTION...] database [key ...]
Shows what the machine's databases have under a key.

  -s, --service=CONFIG   where to look
  -?, --help             this help
  -V, --version          the version

Databases:
ahosts ahostsv4 ahostsv6 group hosts passwd protocols services
`

const databases: Readonly<Record<string, (key: string, context: ToolContext) => string | undefined>> = {
  hosts: (key, { machine }) => hostsEntry(machine, key),
  ahosts: (key, { machine }) => addressEntry(machine, key),
  ahostsv4: (key, { machine }) => addressEntry(machine, key, 4),
  // AI_V4MAPPED: without an IPv6 address, the IPv4 ones are dressed up as such.
  ahostsv6: (key, { machine }) => addressEntry(machine, key, 6) ?? addressEntry(machine, key, 4, true),
  services: (key) => {
    const found = serviceNamed(key)
    const aliases = found?.aliases ? ` ${found.aliases}` : ''
    return found && `${found.name.padEnd(21)} ${found.port}/${found.protocol}${aliases}\n`
  },
  protocols: (key) => {
    const found = protocols.find(([name, number]) => name === key.toLowerCase() || String(number) === key)
    return found && `${found[0].padEnd(21)} ${found[1]} ${found[0].toUpperCase()}\n`
  },
  passwd: (key, context) => lineOf(context, '/etc/passwd', key),
  group: (key, context) => lineOf(context, '/etc/group', key),
}

const protocols = [
  ['ip', 0],
  ['icmp', 1],
  ['tcp', 6],
  ['udp', 17],
  ['gre', 47],
  ['esp', 50],
  ['ipv6-icmp', 58],
] as const

function run(args: readonly string[], context: ToolContext): ToolResult {
  const words: string[] = []
  for (let i = 0; i < args.length; i++) {
    const arg = args[i]!
    if (arg === '--help' || arg === '-?') return { stdout: help, stderr: '', exitCode: 0 }
    if (arg === '--version' || arg === '-V')
      return { stdout: 'getent (GNU libc) 2.41\n', stderr: '', exitCode: 0 }
    if (arg === '-s' || arg === '--service') i++
    else if (/^(-A|-i|--no-addrconfig|--no-idn|--service=.*|-s.+)$/.test(arg)) continue
    else if (/^-./.test(arg)) {
      const said = arg.startsWith('--') ? `unrecognized option '${arg}'` : `invalid option -- '${arg[1]}'`
      return { stdout: '', stderr: `getent: ${said}\n${hint}`, exitCode: 64 }
    } else words.push(arg)
  }
  const [name, ...keys] = words
  if (name === undefined)
    return { stdout: '', stderr: `getent: wrong number of arguments\n${hint}`, exitCode: 1 }
  const database = Object.hasOwn(databases, name) ? databases[name] : undefined
  if (!database) return { stdout: '', stderr: `Unknown database: ${name}\n${hint}`, exitCode: 1 }
  if (!keys.length) return { stdout: everything(name, context), stderr: '', exitCode: 0 }
  const found = keys.map((key) => database(key, context))
  return { stdout: found.join(''), stderr: '', exitCode: found.some((one) => one === undefined) ? 2 : 0 }
}

function everything(database: string, { files }: ToolContext): string {
  const path = { hosts: '/etc/hosts', passwd: '/etc/passwd', group: '/etc/group' }[database]
  const bytes = path === undefined ? undefined : files.read(path)
  const text = bytes ? new TextDecoder().decode(bytes) : ''
  if (database !== 'hosts') return text
  return text
    .split('\n')
    .map((line) => line.replace(/#.*/, '').trim().split(/\s+/))
    .filter(([address = '', ...names]) => parseAddress(address) !== undefined && names.length)
    .map(
      ([address = '', ...names]) =>
        `${(address === '::1' ? '127.0.0.1' : address).padEnd(15)} ${names.join(' ')}\n`,
    )
    .join('')
}

function lineOf({ files }: ToolContext, path: string, key: string): string | undefined {
  const bytes = files.read(path)
  const lines = bytes ? new TextDecoder().decode(bytes).split('\n') : []
  const found = lines.find((line) => {
    const [name, , number] = line.split(':')
    return name === key || number === key
  })
  return found && `${found}\n`
}

interface Known {
  readonly addresses: readonly string[]
  /** The name that aliases lead to, and the one that was asked for where it is another. */
  readonly name: string
  readonly alias?: string
}

/** gethostbyname2(3): first IPv6, then IPv4. */
function hostsEntry(machine: Machine, key: string): string | undefined {
  const address = parseAddress(key)
  if (address !== undefined) {
    const named = machine.namesInHosts(formatAddress(address))
    if (named.length) return `${key.padEnd(15)} ${named.join(' ')}\n`
    const answer = asked(machine, reverseNameOf(address), 'PTR')
    const name = answer?.records.find(({ type }) => type === 'PTR')?.value
    return name === undefined ? undefined : `${key.padEnd(15)} ${name.replace(/\.$/, '')}\n`
  }
  const known = inHosts(machine, key) ?? inDns(machine, key, 'AAAA') ?? inDns(machine, key, 'A')
  if (!known) return undefined
  const names = known.alias === undefined ? known.name : `${known.name} ${known.alias}`
  return known.addresses.map((one) => `${one.padEnd(15)} ${names}\n`).join('')
}

function inHosts(machine: Machine, key: string): Known | undefined {
  const addresses = machine.addressesInHosts(key)
  const [name = key, ...aliases] = machine.namesInHosts(key)
  return addresses.length
    ? { addresses, name, ...(aliases.length && { alias: aliases.join(' ') }) }
    : undefined
}

function inDns(machine: Machine, key: string, type: string): Known | undefined {
  const { search } = machine.resolver
  const names = key.includes('.') ? [key] : [...search.map((domain) => `${key}.${domain}`), key]
  for (const full of names) {
    const answer = asked(machine, full, type)
    const addresses = answer ? addressesIn(answer) : []
    if (!addresses.length || !answer) continue
    const end = endOfChain(answer.records, answer.question.name)?.replace(/\.$/, '') ?? full
    return { addresses, name: end, ...(end !== full && { alias: full }) }
  }
  return undefined
}

function asked(machine: Machine, name: string, type: string): Answer | undefined {
  const answer = machine.lookUp({ name, type })
  if (!answer) return undefined
  machine.observe([{ kind: 'lookup', answer }])
  machine.advance(machine.lookupTime(answer) / 1000)
  return answer
}

/** getaddrinfo(3), once for each kind of socket. */
function addressEntry(machine: Machine, key: string, family?: 4 | 6, isMapped = false): string | undefined {
  const found = machine.findAddresses({ host: key, ...(family !== undefined && { family }) })
  const { addresses, lookups } = found
  machine.observe(lookups.map((answer) => ({ kind: 'lookup' as const, answer })))
  machine.advance(lookups.reduce((sum, answer) => Math.max(sum, machine.lookupTime(answer)), 0) / 1000)
  if (!addresses.length) return undefined
  const canonical = machine.canonicalName(key, found)
  return addresses
    .map((address, i) => {
      const text = (isMapped ? `::ffff:${formatAddress(address)}` : formatAddress(address)).padEnd(15)
      return `${text} STREAM ${i === 0 ? canonical : ''}\n${text} DGRAM  \n${text} RAW    \n`
    })
    .join('')
}
