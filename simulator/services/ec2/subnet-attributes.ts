import type { Ec2 } from '../../api/generated/types.d.ts'
import { operation } from '../operation.ts'
import { invalidCombination, invalidParameter, missingParameter } from './errors.ts'
import { subnets } from './subnets.ts'

type Request = Ec2.ModifySubnetAttributeRequest

export const modifySubnetAttribute = operation(
  'ec2',
  'ModifySubnetAttribute',
  {
    fidelity: {
      simplified: 'What only subnets on Outposts have (customer-owned addresses, LNI) is refused.',
    },
    source: 'EC2 API reference, ModifySubnetAttribute',
  },
  (input, ctx) => {
    const subnet = subnets.require(ctx, input.SubnetId)
    const asked = attributes.filter(({ member }) => input[member] !== undefined)
    const [attribute] = asked
    if (!attribute) throw missingParameter('attribute')
    if (asked.length > 1) {
      const names = asked.map(({ member }) => lowerFirst(member)).join(', ')
      throw invalidCombination(
        `Only one subnet attribute can be modified at a time. Provided attributes: [${names}]`,
      )
    }
    subnets.update(ctx, subnet, attribute.change(input, subnet.record))
    return {}
  },
)

interface Attribute {
  readonly member: keyof Request
  readonly change: (input: Request, subnet: Ec2.Subnet) => Partial<Ec2.Subnet>
}

const onOutpostsOnly = (member: keyof Request): Attribute => ({
  member,
  change: (_input, { SubnetId }) => {
    throw invalidParameter(
      `${lowerFirst(member)} cannot be set: the subnet '${SubnetId}' is not on an Outpost.`,
    )
  },
})

const attributes: readonly Attribute[] = [
  {
    member: 'AssignIpv6AddressOnCreation',
    change: ({ AssignIpv6AddressOnCreation: asked }, subnet) => {
      const value = asked?.Value === true
      if (value) requireIpv6(subnet, 'assign-ipv6-address-on-creation')
      if (!value && subnet.Ipv6Native) throw ipv6OnlyNeeds('assign-ipv6-address-on-creation', 'true')
      return { AssignIpv6AddressOnCreation: value }
    },
  },
  {
    member: 'MapPublicIpOnLaunch',
    change: ({ MapPublicIpOnLaunch: asked }, subnet) => {
      const value = asked?.Value === true
      if (value && subnet.Ipv6Native) throw ipv6OnlyNeeds('map-public-ip-on-launch', 'false')
      return { MapPublicIpOnLaunch: value }
    },
  },
  {
    member: 'EnableDns64',
    change: ({ EnableDns64: asked }, subnet) => {
      const value = asked?.Value === true
      if (value) requireIpv6(subnet, 'enable-dns64')
      return { EnableDns64: value }
    },
  },
  {
    member: 'PrivateDnsHostnameTypeOnLaunch',
    change: ({ PrivateDnsHostnameTypeOnLaunch: type }, subnet) => {
      if (type !== 'ip-name' && type !== 'resource-name') {
        throw invalidParameter(`Value (${type}) for parameter privateDnsHostnameTypeOnLaunch is invalid.`)
      }
      if (type === 'ip-name' && subnet.Ipv6Native) {
        throw ipv6OnlyNeeds('private-dns-hostname-type-on-launch', 'resource-name')
      }
      return dnsOptions(subnet, { HostnameType: type })
    },
  },
  {
    member: 'EnableResourceNameDnsARecordOnLaunch',
    change: ({ EnableResourceNameDnsARecordOnLaunch: asked }, subnet) => {
      const value = asked?.Value === true
      if (value && subnet.Ipv6Native)
        throw ipv6OnlyNeeds('enable-resource-name-dns-a-record-on-launch', 'false')
      return dnsOptions(subnet, { EnableResourceNameDnsARecord: value })
    },
  },
  {
    member: 'EnableResourceNameDnsAAAARecordOnLaunch',
    change: ({ EnableResourceNameDnsAAAARecordOnLaunch: asked }, subnet) =>
      dnsOptions(subnet, { EnableResourceNameDnsAAAARecord: asked?.Value === true }),
  },
  onOutpostsOnly('MapCustomerOwnedIpOnLaunch'),
  onOutpostsOnly('CustomerOwnedIpv4Pool'),
  onOutpostsOnly('EnableLniAtDeviceIndex'),
  onOutpostsOnly('DisableLniAtDeviceIndex'),
]

const dnsOptions = (
  { PrivateDnsNameOptionsOnLaunch: options }: Ec2.Subnet,
  change: Ec2.PrivateDnsNameOptionsOnLaunch,
): Partial<Ec2.Subnet> => ({ PrivateDnsNameOptionsOnLaunch: { ...options, ...change } })

function requireIpv6({ SubnetId, Ipv6CidrBlockAssociationSet }: Ec2.Subnet, option: string): void {
  const living = ['associating', 'associated']
  if (Ipv6CidrBlockAssociationSet?.some((one) => living.includes(one.Ipv6CidrBlockState?.State ?? ''))) return
  throw invalidParameter(
    `Invalid value 'true' for ${option}. Cannot set ${option} to true unless the subnet (${SubnetId}) has an IPv6 ` +
      'CIDR block associated with it.',
  )
}

const ipv6OnlyNeeds = (option: string, value: string) =>
  invalidParameter(`Invalid value for ${option}. An IPv6-only subnet requires it to be ${value}.`)

const lowerFirst = (text: string) => text.charAt(0).toLowerCase() + text.slice(1)
