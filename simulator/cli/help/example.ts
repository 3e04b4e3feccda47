import type { Shape } from '../../api/model.ts'
import type { OperationArgument } from '../arguments/option.ts'
import { isScalar } from './syntax.ts'

/** A command line with a value for each argument that is required, folded over lines as in a shell. */
export function exampleOf(command: string, declared: readonly OperationArgument[]): string[] {
  const words = declared
    .filter((argument) => argument.required && !argument.hidden)
    .map((argument) => {
      const value = exampleValue(argument)
      return argument.positional ? value : `--${argument.name}${value && ` ${value}`}`
    })
  if (words.length === 0) return [`${command}`]
  if (words.length === 1) return [`${command} ${words[0]}`]
  const last = words.length - 1
  return [`${command} \\`, ...words.map((word, at) => (at < last ? `    ${word} \\` : `    ${word}`))]
}

function exampleValue({ name, takes, member, positional }: OperationArgument): string {
  if (takes === 'none') return ''
  if (positional) return name
  return member ? sample(member.name, member.shape) : `<${name}>`
}

function sample(name: string, shape: Shape): string {
  if (shape.kind === 'list') return sample(name.replace(/s$/, ''), shape.member)
  if (isScalar(shape)) return scalar(name, shape)
  const text = compact(name, shape, [])
  return /[{"[\s*]/.test(text) ? `'${text}'` : text
}

/** Shorthand of what a structure cannot be without. */
function compact(name: string, shape: Shape, within: readonly string[]): string {
  if (shape.kind === 'map') return `key=${compact('value', shape.value, within)}`
  if (shape.kind === 'list') return compact(name.replace(/s$/, ''), shape.member, within)
  if (shape.kind !== 'structure') return scalar(name, shape)
  if (within.includes(shape.name)) return '{}'
  const members = [...shape.members.values()]
  const required = members.filter((member) => member.required)
  return (required.length > 0 ? required : members.slice(0, 1))
    .map((member) => {
      const text = compact(member.name, member.shape, [...within, shape.name])
      return `${member.name}=${member.shape.kind === 'structure' || member.shape.kind === 'map' ? `{${text}}` : text}`
    })
    .join(',')
}

function scalar(name: string, shape: Shape): string {
  switch (shape.kind) {
    case 'string':
      return shape.enum?.[0] ?? known[name] ?? wordOf(name)
    case 'boolean':
      return 'true'
    case 'timestamp':
      return '2026-01-01T00:00:00Z'
    case 'blob':
      return 'fileb://file'
    case 'document':
      return '{}'
    default:
      return `${'min' in shape ? (shape.min ?? 1) : 1}`
  }
}

/** Values that say what they are. Ids have a form of AWS's; other names say what goes there. */
const known: Readonly<Record<string, string>> = {
  CidrBlock: '10.0.0.0/16',
  DestinationCidrBlock: '0.0.0.0/0',
  GroupId: 'sg-0123456789abcdef0',
  ImageId: 'ami-0123456789abcdef0',
  InstanceId: 'i-0123456789abcdef0',
  InternetGatewayId: 'igw-0123456789abcdef0',
  NatGatewayId: 'nat-0123456789abcdef0',
  NetworkAclId: 'acl-0123456789abcdef0',
  NetworkInterfaceId: 'eni-0123456789abcdef0',
  PrefixListId: 'pl-0123456789abcdef0',
  RouteTableId: 'rtb-0123456789abcdef0',
  ServiceId: 'vpce-svc-0123456789abcdef0',
  SubnetId: 'subnet-0123456789abcdef0',
  VpcEndpointId: 'vpce-0123456789abcdef0',
  VpcId: 'vpc-0123456789abcdef0',
}

function wordOf(name: string): string {
  return `my-${name.replace(/([a-z0-9])([A-Z])/g, '$1-$2').toLowerCase()}`
}
