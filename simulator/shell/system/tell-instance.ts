import type { Answer } from '../commands/own-command.ts'
import type { Machine } from '../machine.ts'
import type { Seat } from './processes.ts'

// `ec2-metadata` of Amazon Linux (amazon-ec2-utils 2): the instance's metadata, by version 2 of the service.

interface Metric {
  readonly letter: string
  readonly option: string
  /** What stands before the value. */
  readonly label: string
  readonly path: string
}

const metrics: readonly Metric[] = (
  [
    ['a', 'ami-id'],
    ['l', 'ami-launch-index'],
    ['m', 'ami-manifest-path'],
    ['b', 'block-device-mapping', 'block-device-mapping', 'block-device-mapping/'],
    ['i', 'instance-id'],
    ['t', 'instance-type'],
    ['h', 'local-hostname'],
    ['o', 'local-ipv4'],
    ['z', 'availability-zone', 'placement', 'placement/availability-zone'],
    ['R', 'region', 'region', 'placement/region'],
    ['P', 'partition', 'partition', 'services/partition'],
    ['c', 'product-codes'],
    ['p', 'public-hostname'],
    ['v', 'public-ipv4'],
    ['u', 'public-keys', 'public-keys', 'public-keys/'],
    ['r', 'ramdisk-id'],
    ['e', 'reservation-id'],
    ['s', 'security-groups'],
    ['d', 'user-data', 'user-data', '../user-data'],
    ['g', 'tags', 'tags', 'tags/instance/'],
  ] as const
).map(([letter, option, label = option, path = option]) => ({ letter, option, label, path }))

export function ec2Metadata(args: readonly string[], { machine }: Seat): Answer {
  if (args.includes('--help')) return { stdout: help }
  const isQuiet = args.some((arg) => arg === '-q' || arg === '--quiet')
  const asked = args.filter((arg) => arg !== '-q' && arg !== '--quiet' && arg !== '--all')
  const read = reader(machine)
  if (!read)
    return {
      stdout:
        '[ERROR] Could not get IMDSv2 token. Instance Metadata might have been disabled or this is not an EC2 instance.\n',
      exitCode: 1,
    }
  const wanted: Metric[] = []
  for (const arg of asked) {
    const known = metrics.find(({ letter, option }) => arg === `-${letter}` || arg === `--${option}`)
    if (!known) return { stdout: help, exitCode: 1 }
    wanted.push(known)
  }
  const shown = asked.length ? wanted : metrics
  return { stdout: shown.map((metric) => told(metric, read, isQuiet)).join('') }
}

type Read = (path: string) => string | undefined

/** Undefined where the service does not answer. */
function reader(machine: Machine): Read | undefined {
  const ttl = { 'x-aws-ec2-metadata-token-ttl-seconds': '900' }
  const token = machine.metadata({ method: 'PUT', path: '/latest/api/token', headers: ttl })
  if (token?.status !== 200) return undefined
  const headers = { 'x-aws-ec2-metadata-token': token.body }
  return (path) => {
    const at = path.startsWith('../') ? path.slice(3) : `meta-data/${path}`
    const answer = machine.metadata({ method: 'GET', path: `/latest/${at}`, headers })
    return answer?.status === 200 && answer.body !== '' ? answer.body : undefined
  }
}

function told({ label, path }: Metric, read: Read, isQuiet: boolean): string {
  const found = read(path)
  const value =
    found === undefined ? 'not available' : path.endsWith('/') ? inside(found, path, read) : found.trimEnd()
  return isQuiet ? `${value}\n` : `${label}: ${value}\n`
}

/** What is below, a line each. */
const inside = (names: string, path: string, read: Read): string =>
  names
    .split('\n')
    .map(
      (name) =>
        `\n\t ${name}: ${read(`${path}${name.replace(/=.*$/, '/openssh-key')}`)?.trimEnd() ?? 'not available'}`,
    )
    .join('')

const help = `Use to retrieve EC2 instance metadata from within a running EC2 instance.
e.g. to retrieve instance id: ec2-metadata -i
     to retrieve ami id: ec2-metadata -a
     to get help: ec2-metadata --help

Usage: ec2-metadata <option>
Options:
--all                        Show all metadata information for this host (also default).
${metrics.map(({ letter, option }) => `-${letter}/--${option}`).join('\n')}
-q/--quiet                   Show only the values.
`
