import { CliError, invalid } from '../../errors.ts'
import { encodeBase64 } from '../base64.ts'
import type { Input } from '../option.ts'
import { readInteger } from '../python-values.ts'
import { type Customisation, ownArgument } from './customisation.ts'

type Interface = Record<string, unknown>

function firstInterface(input: Input): Interface {
  input.NetworkInterfaces ??= [{ DeviceIndex: 0 }]
  return (input.NetworkInterfaces as Interface[])[0]!
}

const count = ownArgument(
  'count',
  'How many instances to launch: a number, or min:max. One when left out.',
  (input, value) => {
    if (value === undefined) return
    const parts = String(value).split(':')
    const [min, max] = [readInteger(parts[0]!), readInteger(parts.at(-1)!)]
    if (parts.length > 2 || min === undefined || max === undefined) {
      // A slip in the AWS CLI: this is what it says of a count that is no number (observed in AWS CLI 2.36).
      throw new CliError("name 'ParamValidationError' is not defined")
    }
    input.MinCount = min
    input.MaxCount = max
  },
)

const interfaceOptions = [
  ownArgument(
    'secondary-private-ip-addresses',
    'Secondary private IP addresses for the network interface or the instance; several may follow.',
    (input, value) => {
      const addresses = (value as readonly string[] | undefined) ?? []
      if (addresses.length === 0) return
      firstInterface(input).PrivateIpAddresses ??= addresses.map((address) => ({
        PrivateIpAddress: address,
        Primary: false,
      }))
    },
    { takes: 'many' },
  ),
  ownArgument(
    'secondary-private-ip-address-count',
    'How many secondary IP addresses to assign to the network interface or the instance.',
    (input, value) => {
      if (value) firstInterface(input).SecondaryPrivateIpAddressCount = value
    },
    { integer: true },
  ),
  ownArgument(
    'associate-public-ip-address',
    'Assigns a public IP address to the new instance.',
    (input, value) => {
      if (value) firstInterface(input).AssociatePublicIpAddress = true
    },
    { takes: 'none', sets: true, group: 'associate-public-ip', valueKind: 'boolean' },
  ),
  ownArgument(
    'no-associate-public-ip-address',
    'Assigns no public IP address to the new instance.',
    (input, value) => {
      if (value) firstInterface(input).AssociatePublicIpAddress = false
    },
    { takes: 'none', sets: true, group: 'associate-public-ip', valueKind: 'boolean' },
  ),
]

/** Members that have to move into the network interface once the request has one. */
const moved: readonly (readonly [string, string])[] = [
  ['SubnetId', 'SubnetId'],
  ['SecurityGroupIds', 'Groups'],
  ['Ipv6AddressCount', 'Ipv6AddressCount'],
  ['Ipv6Addresses', 'Ipv6Addresses'],
  ['EnablePrimaryIpv6', 'PrimaryIpv6'],
]

// RunInstances takes a subnet, groups and addresses at the top only when no network interface is given, so
// the simple options take them along into the interface that they make.
function moveIntoInterface(input: Input): void {
  const [target] = (input.NetworkInterfaces ?? []) as Interface[]
  const simple = ['PrivateIpAddresses', 'SecondaryPrivateIpAddressCount', 'AssociatePublicIpAddress']
  if (!target || !simple.some((name) => name in target)) return
  for (const [from, to] of moved) {
    if (!(from in input)) continue
    target[to] = input[from]
    delete input[from]
  }
  if ('PrivateIpAddress' in input) {
    target.PrivateIpAddresses = [{ PrivateIpAddress: input.PrivateIpAddress, Primary: true }]
    delete input.PrivateIpAddress
  }
}

export const ec2RunInstances: Customisation = {
  service: 'ec2',
  commands: ['run-instances'],
  shape(table) {
    table.delete('min-count')
    table.delete('max-count')
    table.set('count', count)
    for (const argument of interfaceOptions) table.set(argument.name, argument)
  },
  check(values) {
    const interfaces = values.get('network-interfaces') as readonly string[] | undefined
    if (!interfaces?.length) return
    const simple = [
      'secondary-private-ip-addresses',
      'secondary-private-ip-address-count',
      'associate-public-ip-address',
    ]
    if (simple.some((name) => isGiven(values.get(name)))) {
      throw invalid(
        'Mixing the --network-interfaces option with the simple, scalar options is not supported.',
      )
    }
  },
  prepare(input) {
    moveIntoInterface(input)
    input.MaxCount ??= 1
    input.MinCount ??= 1
    const data = input.UserData
    if (typeof data === 'string') input.UserData = encodeBase64(new TextEncoder().encode(data))
    else if (data instanceof Uint8Array) input.UserData = encodeBase64(data)
  },
}

const isGiven = (value: unknown) => (Array.isArray(value) ? value.length > 0 : Boolean(value))
