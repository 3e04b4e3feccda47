import { AwsError } from '../../api/error.ts'
import type { Ec2 } from '../../api/generated/types.d.ts'
import { formatPrefix, type Prefix, prefixCovers } from '../../kernel/address.ts'
import { rollBelow } from '../../kernel/random.ts'
import { type Zone, zonesOf } from '../../world/catalogue/regions.ts'
import type { Held } from '../../world/held.ts'
import type { Context } from '../context.ts'
import { operation } from '../operation.ts'
import { type Tag, tagsFor } from '../tags.ts'
import { ipv4Block, requireSize } from './cidr-blocks.ts'
import { invalidCombination, invalidParameter } from './errors.ts'
import { associateWithDefaultAcl, dropSubnetAclAssociation } from './network-acls.ts'
import { dropSubnetAssociation } from './route-tables.ts'
import { subnetCidrReservations } from './subnet-cidr-reservations.ts'
import { newIpv6Association, planIpv6Associated, requireIpv6Block } from './subnet-ipv6-blocks.ts'
import { overlapsSubnet, subnets } from './subnets.ts'
import { refuseIpv4Pool } from './vpc-cidr-blocks.ts'
import { ipv4BlocksOf, vpcs } from './vpcs.ts'

export const createSubnet = operation(
  'ec2',
  'CreateSubnet',
  {
    fidelity: { simplified: 'Outposts and pools of the IP Address Manager do not exist.' },
    source: 'EC2 API reference, CreateSubnet',
  },
  (input, ctx) => {
    const { VpcId, CidrBlock, Ipv6CidrBlock } = input
    const { record: vpc } = vpcs.require(ctx, VpcId)
    const tags = tagsFor(input.TagSpecifications, 'subnet')
    refuseWrongFamilies(input)
    if (input.OutpostArn !== undefined) {
      throw new AwsError('InvalidOutpostArn', `The Outpost '${input.OutpostArn}' does not exist.`)
    }
    const zone = zoneFor(ctx, input.AvailabilityZone, input.AvailabilityZoneId)
    const subnet = openSubnet(ctx, {
      vpc: VpcId,
      zone,
      cidr: CidrBlock === undefined ? undefined : requireIpv4Block(ctx, vpc, CidrBlock),
      ipv6Cidr: Ipv6CidrBlock === undefined ? undefined : requireIpv6Block(ctx, vpc, Ipv6CidrBlock),
      ipv6Native: input.Ipv6Native === true,
      tags,
    })
    return { Subnet: asNewlyPrinted(ctx, subnet) }
  },
)

export const deleteSubnet = operation(
  'ec2',
  'DeleteSubnet',
  { fidelity: 'exact', source: 'EC2 API reference, DeleteSubnet' },
  ({ SubnetId }, ctx) => {
    subnets.delete(ctx, subnets.require(ctx, SubnetId))
    dropSubnetAssociation(ctx, SubnetId)
    dropSubnetAclAssociation(ctx, SubnetId)
    for (const reservation of subnetCidrReservations.by(ctx, 'subnet', SubnetId)) {
      subnetCidrReservations.remove(ctx, reservation)
    }
    return {}
  },
)

/** The zone that a request names, or one that AWS picks. */
export function zoneFor(ctx: Context, name: string | undefined, id: string | undefined): Zone {
  const zones = zonesOf(ctx.account, ctx.region)
  if (name !== undefined && id !== undefined) {
    throw invalidCombination('Only one of availabilityZone and availabilityZoneId can be specified.')
  }
  if (name !== undefined) {
    const zone = zones.find((zone) => zone.name === name)
    if (zone) return zone
    throw noSuchZone(
      name,
      'availabilityZone',
      zones.map((zone) => zone.name),
    )
  }
  if (id !== undefined) {
    const zone = zones.find((zone) => zone.id === id)
    if (zone) return zone
    throw noSuchZone(
      id,
      'availabilityZoneId',
      zones.map((zone) => zone.id),
    )
  }
  // Not necessarily another one than for the subnet before (EC2 API reference, CreateSubnet).
  return zones[rollBelow(ctx.store, zones.length)]!
}

const noSuchZone = (asked: string, parameter: string, offered: readonly string[]) =>
  invalidParameter(
    `Value (${asked}) for parameter ${parameter} is invalid. Subnets can currently only be created in the ` +
      `following availability zones: ${offered.join(', ')}.`,
  )

interface NewSubnet {
  readonly vpc: string
  readonly zone: Zone
  readonly cidr: string | undefined
  readonly ipv6Cidr?: string | undefined
  readonly ipv6Native?: boolean
  readonly isDefault?: boolean
  readonly tags?: Tag[]
}

/** Makes a subnet whose blocks are known to be free. */
export function openSubnet(
  ctx: Context,
  { vpc, zone, cidr, ipv6Cidr, ipv6Native = false, isDefault = false, tags = [] }: NewSubnet,
): Held<Ec2.Subnet> {
  const id = ctx.newId('subnet')
  const ipv6 = ipv6Cidr === undefined ? undefined : newIpv6Association(ctx, ipv6Cidr)
  const subnet = subnets.create(ctx, {
    AvailabilityZoneId: zone.id,
    MapCustomerOwnedIpOnLaunch: false,
    OwnerId: ctx.account,
    AssignIpv6AddressOnCreation: ipv6Native,
    Ipv6CidrBlockAssociationSet: ipv6 ? [ipv6] : [],
    Tags: tags,
    SubnetArn: `arn:aws:ec2:${ctx.region}:${ctx.account}:subnet/${id}`,
    EnableDns64: false,
    Ipv6Native: ipv6Native,
    PrivateDnsNameOptionsOnLaunch: {
      // Without an IPv4 address, names can only be made of instance ids (EC2 API reference, Subnet).
      HostnameType: ipv6Native ? 'resource-name' : 'ip-name',
      EnableResourceNameDnsARecord: false,
      EnableResourceNameDnsAAAARecord: false,
    },
    BlockPublicAccessStates: { InternetGatewayBlockMode: 'off' },
    SubnetId: id,
    State: 'available',
    VpcId: vpc,
    ...(cidr !== undefined && { CidrBlock: cidr }),
    AvailabilityZone: zone.name,
    DefaultForAz: isDefault,
    MapPublicIpOnLaunch: isDefault && !ipv6Native,
  })
  if (ipv6) planIpv6Associated(ctx, id, ipv6)
  associateWithDefaultAcl(ctx, vpc, id)
  return subnet
}

/** A subnet as the answer to its creation prints it: with nothing about Block Public Access yet. */
export function asNewlyPrinted(ctx: Context, subnet: Held<Ec2.Subnet>): Ec2.Subnet {
  const { BlockPublicAccessStates: _, ...created } = subnets.print(ctx, subnet)
  return created
}

interface Families {
  readonly CidrBlock?: string | undefined
  readonly Ipv6CidrBlock?: string | undefined
  readonly Ipv6Native?: boolean | undefined
  readonly Ipv4IpamPoolId?: string | undefined
  readonly Ipv4NetmaskLength?: number | undefined
  readonly Ipv6IpamPoolId?: string | undefined
  readonly Ipv6NetmaskLength?: number | undefined
}

function refuseWrongFamilies(input: Families): void {
  const { CidrBlock, Ipv6CidrBlock, Ipv6Native, Ipv4IpamPoolId, Ipv6IpamPoolId } = input
  if (Ipv6Native) {
    if (Ipv6CidrBlock === undefined && Ipv6IpamPoolId === undefined) {
      throw new AwsError('MissingParameter', "Either 'ipv6CidrBlock' or 'ipv6IpamPoolId' should be provided.")
    }
    if (CidrBlock !== undefined || Ipv4IpamPoolId !== undefined) {
      throw invalidCombination(
        'When specifying ipv4 parameters, cidrBlock or ipv4IpamPoolId, you cannot set ipv6Native to true.',
      )
    }
  }
  refuseIpv4Pool(input)
  refuseIpv4Pool({ Ipv4IpamPoolId: Ipv6IpamPoolId, Ipv4NetmaskLength: undefined })
  if (!Ipv6Native && CidrBlock === undefined) {
    throw new AwsError('MissingParameter', "Either 'cidrBlock' or 'ipv4IpamPoolId' should be provided.")
  }
}

function requireIpv4Block(ctx: Context, vpc: Ec2.Vpc, cidr: string): string {
  const block = ipv4Block(cidr, 'cidrBlock')
  requireSize(block, 'InvalidSubnet.Range')
  const text = formatPrefix(block)
  if (!ipv4BlocksOf(vpc).some((one: Prefix) => prefixCovers(one, block))) {
    throw new AwsError('InvalidSubnet.Range', `The CIDR '${text}' is invalid.`)
  }
  if (overlapsSubnet(ctx, vpc.VpcId ?? '', block)) {
    throw new AwsError('InvalidSubnet.Conflict', `The CIDR '${text}' conflicts with another subnet`)
  }
  return text
}
