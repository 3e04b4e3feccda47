import type { Member, Operation, ServiceModel, Shape } from '../api/model.ts'
import { decodeBase64, encodeBase64 } from './arguments/base64.ts'
import { argumentsOf } from './arguments/operation-arguments.ts'
import type { OperationArgument } from './arguments/option.ts'

// The other way round: a request as the command line that a person would type for it.

export interface Spelled {
  readonly operation: string
  readonly input: Readonly<Record<string, unknown>>
  /** Where the caller's own settings do not say it. */
  readonly region?: string
  readonly profile?: string
}

/** `aws ec2 create-subnet --vpc-id vpc-1 --cidr-block 10.0.1.0/24`, quoted for bash. */
export function spellCommand(
  model: ServiceModel,
  { operation: name, input, region, profile }: Spelled,
): string {
  const operation = model.operation(name)
  if (!operation) throw new Error(`${model.name} has no operation ${name}.`)
  const words = ['aws', model.name, operation.cliName, ...optionsFor(model, operation, input)]
  if (region !== undefined) words.push('--region', region)
  if (profile !== undefined) words.push('--profile', profile)
  return words.map(quoted).join(' ')
}

function optionsFor(model: ServiceModel, operation: Operation, input: Spelled['input']): string[] {
  const own = model.name === 'ec2' ? ec2Options(operation, input) : undefined
  const left = { ...input, ...own?.spelled }
  const words = [...(operation.input?.members.values() ?? [])].flatMap((member) => {
    const value = left[member.name]
    return value === undefined ? [] : optionFor(model, operation, member, value)
  })
  return [...words, ...(own?.words ?? [])]
}

/** Options of the CLI's own, and the members that they stand for, which then need no other. */
interface OwnOptions {
  readonly words: readonly string[]
  readonly spelled: Readonly<Record<string, unknown>>
}

function ec2Options({ name }: Operation, input: Spelled['input']): OwnOptions | undefined {
  if (name === 'RunInstances') return launchOptions(input)
  const rule = oneRule(input)
  return rule && { words: rule, spelled: { IpPermissions: undefined } }
}

/** The CLI has one option for how many, and encodes user data by itself. */
function launchOptions({ MinCount = 1, MaxCount = 1, UserData }: Spelled['input']): OwnOptions {
  const count = MinCount === MaxCount ? String(MaxCount) : `${MinCount}:${MaxCount}`
  const data = typeof UserData === 'string' ? decodeBase64(UserData) : undefined
  return {
    words: ['--count', count, ...(data ? ['--user-data', new TextDecoder().decode(data)] : [])],
    spelled: { MinCount: undefined, MaxCount: undefined, ...(data && { UserData: undefined }) },
  }
}

interface Rule {
  readonly IpProtocol?: string
  readonly FromPort?: number
  readonly ToPort?: number
  readonly IpRanges?: readonly { readonly CidrIp?: string; readonly Description?: string }[]
}

/** One rule for one IPv4 range has options of its own, which people prefer. */
function oneRule({ IpPermissions }: Spelled['input']): string[] | undefined {
  const [rule, ...others] = (IpPermissions ?? []) as readonly Rule[]
  if (!rule || others.length || Object.keys(rule).length !== 4) return undefined
  const { IpProtocol: protocol, FromPort: from, ToPort: to, IpRanges: ranges } = rule
  const [range, ...more] = ranges ?? []
  if (!range?.CidrIp || range.Description !== undefined || more.length) return undefined
  if (protocol !== 'tcp' && protocol !== 'udp') return undefined
  if (from === undefined || to === undefined || from < 0) return undefined
  const port = from === to ? String(from) : `${from}-${to}`
  return ['--protocol', protocol, '--port', port, '--cidr', range.CidrIp]
}

function optionFor(model: ServiceModel, operation: Operation, member: Member, value: unknown): string[] {
  const options = [...argumentsOf(model, operation).values()].filter(
    (one) => one.member?.name === member.name,
  )
  const option = options.find((one) => !one.name.startsWith('no-')) ?? options[0]
  if (!option) return []
  const flag = flagFor(option, options, value)
  if (flag) return flag
  const words = wordsFor(member.shape, value)
  return option.positional ? words : [`--${option.name}`, ...words]
}

/** `--x` and `--no-x`, `--egress` and `--ingress`, also for EC2's booleans in a structure of their own. */
function flagFor(
  option: OperationArgument,
  options: readonly OperationArgument[],
  value: unknown,
): string[] | undefined {
  const wrapped = (value as { Value?: unknown } | null)?.Value
  const isWrapped = option.takes === 'maybe' && typeof wrapped === 'boolean'
  if (typeof value !== 'boolean' && !isWrapped) return undefined
  const isOn = isWrapped ? wrapped : value
  if (isOn) return [`--${option.name}`]
  const negative = options.find((one) => one.sets === false || one.name === `no-${option.name}`)
  return negative && [`--${negative.name}`]
}

function wordsFor(shape: Shape, value: unknown): string[] {
  if (shape.kind !== 'list') return [wordFor(shape, value)]
  const parts = value as readonly unknown[]
  if (shape.member.kind === 'structure' || shape.member.kind === 'list' || shape.member.kind === 'map') {
    const short = parts.map(shorthandOf)
    return parts.length && short.every((one) => one !== undefined) ? short : [jsonOf(value)]
  }
  return parts.length ? parts.map((part) => wordFor(shape.member, part)) : ['[]']
}

function wordFor(shape: Shape, value: unknown): string {
  if (value instanceof Uint8Array) return encodeBase64(value)
  if (typeof value !== 'object' || value === null) return String(value)
  return (shape.kind === 'document' ? undefined : shorthandOf(value)) ?? jsonOf(value)
}

const jsonOf = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) => (part instanceof Uint8Array ? encodeBase64(part) : part))

/** What needs no quotes inside shorthand. */
const plain = /^[A-Za-z0-9_\-./:*@+]+$/

/** `Key=Name,Value=web`; undefined where JSON is the safer way to say it. */
function shorthandOf(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  const parts = Object.entries(value).map(([key, part]) => {
    const inner = innerShorthand(part)
    return inner !== undefined && plain.test(key) ? `${key}=${inner}` : undefined
  })
  return parts.length && parts.every((part) => part !== undefined) ? parts.join(',') : undefined
}

function innerShorthand(value: unknown): string | undefined {
  if (typeof value === 'object' && value !== null) {
    if (value instanceof Uint8Array) return undefined
    if (!Array.isArray(value)) {
      const inner = shorthandOf(value)
      return inner === undefined ? undefined : `{${inner}}`
    }
    const parts = value.map(innerShorthand)
    return parts.length && parts.every((part) => part !== undefined) ? `[${parts.join(',')}]` : undefined
  }
  const text = String(value)
  return plain.test(text) ? text : undefined
}

/** A word as bash reads it back. */
export const quoted = (word: string): string =>
  /^[A-Za-z0-9_\-./:=,@%+]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`
