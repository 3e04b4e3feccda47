import { invalid } from '../../errors.ts'
import type { Input } from '../option.ts'
import { readInteger } from '../python-values.ts'
import { type Customisation, hide, ownArgument } from './customisation.ts'

// One rule of a security group by simple options instead of `--ip-permissions`.

const simple = ['protocol', 'port', 'cidr', 'source-group', 'group-owner']

type Permission = Record<string, unknown>

function permission(input: Input): Permission {
  input.IpPermissions ??= [{}]
  return (input.IpPermissions as Permission[])[0]!
}

function groupPair(input: Input): Permission {
  const rule = permission(input)
  rule.UserIdGroupPairs ??= [{}]
  return (rule.UserIdGroupPairs as Permission[])[0]!
}

function protocolOf(word: string): string {
  const number = readInteger(word)
  if (number !== undefined) {
    if (number >= -1 && number <= 255) return word
    throw invalid('protocol numbers must be in the range 0-255 or -1 to specify all protocols')
  }
  if (word === 'all') return '-1'
  if (['tcp', 'udp', 'icmp'].includes(word)) return word
  throw invalid('protocol parameter should be one of: tcp|udp|icmp|all or any valid protocol number.')
}

function portsOf(word: string): { FromPort: number; ToPort: number } {
  if (word === '-1' || word === 'all') return { FromPort: -1, ToPort: -1 }
  const dash = word.indexOf('-')
  const from = readInteger(dash < 0 ? word : word.slice(0, dash))
  const to = readInteger(dash < 0 ? word : word.slice(dash + 1))
  if (from === undefined || to === undefined) {
    throw invalid('port parameter should be of the form <from[-to]> (e.g. 22 or 22-25)')
  }
  return { FromPort: from, ToPort: to }
}

const option = (name: string, help: string, add: (input: Input, word: string) => void) =>
  ownArgument(name, help, (input, value) => {
    if (value) add(input, String(value))
  })

const options = [
  option(
    'protocol',
    'The IP protocol: tcp, udp, icmp, a protocol number, or all. Without --port the rule is for all ports.',
    (input, word) => Object.assign(permission(input), { IpProtocol: protocolOf(word) }),
  ),
  option(
    'port',
    'For TCP or UDP one port or a range (min-max); for ICMP the type, or type-code. -1 or all for every one.',
    (input, word) => Object.assign(permission(input), portsOf(word)),
  ),
  option('cidr', 'The IPv4 address range, in CIDR notation.', (input, word) =>
    Object.assign(permission(input), { IpRanges: [{ CidrIp: word }] }),
  ),
  option('source-group', 'The name or the ID of the security group at the other end.', (input, word) =>
    Object.assign(groupPair(input), word.startsWith('sg-') ? { GroupId: word } : { GroupName: word }),
  ),
  option(
    'group-owner',
    'The ID of the AWS account that owns the security group at the other end. Not together with --cidr.',
    (input, word) => Object.assign(groupPair(input), { UserId: word }),
  ),
]

export const ec2SecurityGroupRules: Customisation = {
  service: 'ec2',
  commands: [
    'authorize-security-group-ingress',
    'authorize-security-group-egress',
    'revoke-security-group-ingress',
    'revoke-security-group-egress',
  ],
  shape(table) {
    hide(table, 'ip-protocol', 'from-port', 'to-port', 'cidr-ip')
    hide(table, 'source-security-group-name', 'source-security-group-owner-id')
    for (const argument of options) table.set(argument.name, argument)
  },
  check(values) {
    const permissions = values.get('ip-permissions') as readonly string[] | undefined
    if (!permissions?.length) return
    const mixed = simple.find((name) => values.get(name))
    if (mixed) throw invalid(`The --${mixed} option is not compatible with the --ip-permissions option`)
  },
}
