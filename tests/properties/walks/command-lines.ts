import type { Contract, Member, Operation, Shape } from '../../../simulator/api/model.ts'
import { kebab } from '../../../simulator/api/names.ts'
import type { Dice } from './dice.ts'

// Command lines that nobody would type, and many that somebody might: real operations with real options, whose
// values are right, nearly right or rubbish.

const rubbish = [
  '',
  ' ',
  '-',
  '--',
  '---',
  "'",
  '"',
  '\\',
  '\u0000',
  '日本',
  '🦆',
  'null',
  'true',
  '[]',
  '{}',
  '[',
  '{"a":',
  '{"__proto__":{"x":1}}',
  'Key=Name,Value=',
  'Key=Name,,Value=x',
  'ResourceType=vpc,Tags=[{Key=a,Value=b}]',
  'Name=vpc-id,Values=*',
  'file:///nowhere',
  'fileb://.',
  'file://notes.json',
  'http://169.254.169.254/',
  '-1',
  '0',
  '1e400',
  '99999999999999999999',
  '10.0.0.0/8',
  '10.0.0.0/33',
  '300.0.0.0/16',
  '::/0',
  '2001:db8::/56',
  '2026-01-01T00:00:00Z',
  'arn:aws:iam::123456789012:root',
  '$(id)',
  'a'.repeat(5000),
]

const globals = [
  '--output json',
  '--output table',
  '--output text',
  '--output yaml',
  '--output yaml-stream',
  '--output off',
  '--output xml',
  '--query length(@)',
  '--query *.[?@]',
  '--query [[[',
  '--query keys(@)',
  '--no-paginate',
  '--max-items 1',
  '--max-items -1',
  '--page-size 5',
  '--starting-token x',
  '--dry-run',
  '--region eu-west-1',
  '--region nowhere-1',
  '--profile ghost',
  '--endpoint-url http://localhost:1',
  '--endpoint-url nonsense',
  '--no-sign-request',
  '--debug',
  '--color on',
  '--generate-cli-skeleton',
  '--generate-cli-skeleton output',
  '--cli-input-json {}',
  '--cli-error-format json',
  '--help',
  'help',
].map((text) => text.split(' '))

export interface World {
  /** Ids that exist and that a member of this name may want. */
  idsFor(member: string): readonly string[]
  simulates(operation: string): boolean
}

/** One line, as the words behind `aws`. */
export function randomCommandLine(dice: Dice, contract: Contract, world: World): string[] {
  if (dice.chance(0.03)) return Array.from({ length: dice.below(6) }, () => dice.pick(rubbish))
  const service = dice.chance(0.9) ? 'ec2' : dice.pick(['sts', 'ec2', 'ec3', 's3api', 'configure'])
  if (!contract.services.includes(service)) return [service, ...rubbishWords(dice)]
  const { operations } = contract.model(service)
  const simulated = service === 'ec2' ? operations.filter(({ name }) => world.simulates(name)) : []
  const operation = simulated.length && dice.chance(0.97) ? dice.pick(simulated) : dice.pick(operations)
  const words = [service, operation.cliName, ...randomOptions(dice, operation, world)]
  if (dice.chance(0.25)) words.splice(dice.below(words.length + 1), 0, ...dice.pick(globals))
  if (dice.chance(0.05)) words.splice(dice.below(words.length + 1), 0, dice.pick(rubbish))
  if (dice.chance(0.02)) words.splice(dice.below(words.length), 1)
  return words
}

const rubbishWords = (dice: Dice) => Array.from({ length: dice.below(4) }, () => dice.pick(rubbish))

function randomOptions(dice: Dice, operation: Operation, world: World): string[] {
  const members = [...(operation.input?.members.values() ?? [])]
  return members.flatMap((member) => {
    if (member.name === 'DryRun' && !dice.chance(0.02)) return []
    if (!dice.chance(member.required ? 0.98 : 0.22)) return []
    return option(dice, member, world)
  })
}

function option(dice: Dice, { name, shape }: Member, world: World): string[] {
  if (shape.kind === 'boolean') return [dice.chance(0.5) ? `--${kebab(name)}` : `--no-${kebab(name)}`]
  if (shape.kind === 'list' && isScalar(shape.member)) {
    const count = 1 + dice.below(3)
    return [
      `--${kebab(name)}`,
      ...Array.from({ length: count }, () => text(value(dice, name, shape.member, world))),
    ]
  }
  return [`--${kebab(name)}`, text(value(dice, name, shape, world))]
}

const isScalar = ({ kind }: Shape) => kind !== 'structure' && kind !== 'list' && kind !== 'map'

const text = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value))

/** A value for a member: an id that exists, something of the right type, or rubbish. */
export function value(dice: Dice, name: string, shape: Shape, world: World, depth = 0): unknown {
  if (dice.chance(0.03)) return dice.pick(rubbish)
  switch (shape.kind) {
    case 'string':
      return word(dice, name, shape.enum, world)
    case 'integer':
    case 'long':
    case 'float':
    case 'double':
      return dice.pick([0, 1, 2, 5, 10, 22, 80, 100, 443, 1000, 32767, 65535, 65536, -1])
    case 'boolean':
      return dice.chance(0.5)
    case 'timestamp':
      return dice.pick(['2026-01-01T00:00:00Z', 'yesterday', '0'])
    case 'blob':
      return dice.pick(['aGVsbG8=', 'not base64!'])
    case 'list':
      return Array.from({ length: dice.below(3) }, () => value(dice, name, shape.member, world, depth + 1))
    case 'map':
      return { key: value(dice, name, shape.value, world, depth + 1) }
    case 'document':
      return { free: 'form' }
    case 'structure': {
      const members = [...shape.members.values()].filter(
        (member) => depth < 4 && dice.chance(member.required ? 0.95 : 0.4),
      )
      return Object.fromEntries(
        members.map((member) => [member.name, value(dice, member.name, member.shape, world, depth + 1)]),
      )
    }
  }
}

function word(dice: Dice, name: string, values: readonly string[] | undefined, world: World): string {
  if (values?.length && dice.chance(0.9)) return dice.pick(values)
  if (/ipv6.*cidr|cidr.*ipv6/i.test(name))
    return dice.pick(['::/0', '2001:db8::/64', '2600:1f18::/56', 'fd00::/64'])
  if (/cidr/i.test(name)) {
    const octet = () => dice.below(4)
    return `10.${octet()}.${octet()}.0/${dice.pick([16, 20, 24, 24, 28, 8, 32])}`
  }
  if (/ipv6/i.test(name)) return dice.pick(['2001:db8::5', '::1'])
  if (/IpAddress|PublicIp/.test(name)) return `10.${dice.below(4)}.${dice.below(4)}.${dice.below(256)}`
  if (/zone/i.test(name)) return dice.pick(['us-east-1a', 'us-east-1b', 'use1-az1', 'us-east-1z'])
  if (/protocol/i.test(name)) return dice.pick(['tcp', 'udp', 'icmp', '-1', '6', 'all', 'nonsense'])
  if (/name|key|value|description/i.test(name))
    return dice.pick(['Name', 'web', 'db', 'default', 'vpc-id', 'x y', ''])
  const ids = world.idsFor(name)
  return ids.length && dice.chance(0.9)
    ? dice.pick(ids)
    : dice.pick(['vpc-0', 'subnet-0123456789abcdef0', 'x'])
}
