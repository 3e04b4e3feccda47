import { AwsError } from '../../api/error.ts'
import type { Ec2 } from '../../api/generated/types.d.ts'
import { formatPrefix, type Prefix, parsePrefix, subprefixes } from '../../kernel/address.ts'
import { type Zone, zonesOf } from '../../world/catalogue/regions.ts'
import type { Held } from '../../world/held.ts'
import type { Context } from '../context.ts'
import { operation } from '../operation.ts'
import { start } from '../service.ts'
import { missingParameter } from './errors.ts'
import { openInternetGateway } from './internet-gateways.ts'
import { mainRouteTableOf, routeTables } from './route-tables.ts'
import { addRoute } from './routes.ts'
import { asNewlyPrinted, openSubnet, zoneFor } from './subnet-creation.ts'
import { defaultSubnetOf, overlapsSubnet } from './subnets.ts'
import { asCreated, openVpc } from './vpc-creation.ts'
import { defaultVpcOf, ipv6BlocksOf, type VpcSide, vpcs } from './vpcs.ts'

// VPC user guide, default-vpc-components: a /16, a /20 public subnet in each zone, an internet gateway, and a
// route to it in the main route table.
const defaultBlock = '172.31.0.0/16'
const defaultSubnetLength = 20

export const createDefaultVpc = operation(
  'ec2',
  'CreateDefaultVpc',
  { fidelity: 'exact', source: 'EC2 API reference, CreateDefaultVpc' },
  (_input, ctx) => {
    if (defaultVpcOf(ctx)) {
      throw new AwsError(
        'DefaultVpcAlreadyExists',
        'A Default VPC already exists for this account in this region.',
      )
    }
    return { Vpc: { Tags: [], ...asCreated(openDefaultVpc(ctx).record) } }
  },
)

export const createDefaultSubnet = operation(
  'ec2',
  'CreateDefaultSubnet',
  { fidelity: 'exact', source: 'EC2 API reference, CreateDefaultSubnet' },
  ({ AvailabilityZone, AvailabilityZoneId, Ipv6Native }, ctx) => {
    if (AvailabilityZone === undefined && AvailabilityZoneId === undefined) {
      throw missingParameter('availabilityZone')
    }
    const zone = zoneFor(ctx, AvailabilityZone, AvailabilityZoneId)
    const vpc = defaultVpcOf(ctx)
    if (!vpc) {
      throw new AwsError('DefaultVpcDoesNotExist', 'No default VPC exists for this account in this region.')
    }
    const existing = defaultSubnetOf(ctx, zone.name)
    if (existing) {
      throw new AwsError(
        'DefaultSubnetAlreadyExistsInAvailabilityZone',
        `'${existing.record.SubnetId}' is already the default subnet in ${zone.name}.`,
      )
    }
    return { Subnet: asNewlyPrinted(ctx, openDefaultSubnet(ctx, vpc, zone, Ipv6Native === true)) }
  },
)

/** Every account starts with a default VPC in every Region. */
export const furnishDefaultVpc = start((ctx) => {
  const vpc = openDefaultVpc(ctx)
  vpcs.update(ctx, vpc, { State: 'available' })
})

function openDefaultVpc(ctx: Context): Held<Ec2.Vpc, VpcSide> {
  const vpc = openVpc(ctx, { cidr: defaultBlock, isDefault: true })
  const id = vpcs.idOf(vpc)
  const gateway = openInternetGateway(ctx, id)
  addRoute(ctx, routeTables.idOf(mainRouteTableOf(ctx, id)), {
    DestinationCidrBlock: '0.0.0.0/0',
    GatewayId: gateway,
    Origin: 'CreateRoute',
    State: 'active',
  })
  for (const zone of zonesOf(ctx.account, ctx.region)) openDefaultSubnet(ctx, vpc, zone)
  return vpc
}

function openDefaultSubnet(ctx: Context, vpc: Held<Ec2.Vpc, VpcSide>, zone: Zone, ipv6Native = false) {
  const [cidr, ipv6Cidr] = ipv6Native
    ? [undefined, freeBlock(ctx, vpc, ipv6BlocksOf(vpc.record), 64)]
    : [freeBlock(ctx, vpc, [parsePrefix(defaultBlock)!.prefix], defaultSubnetLength), undefined]
  return openSubnet(ctx, { vpc: vpcs.idOf(vpc), zone, cidr, ipv6Cidr, ipv6Native, isDefault: true })
}

function freeBlock(
  ctx: Context,
  vpc: Held<Ec2.Vpc, VpcSide>,
  pools: readonly Prefix[],
  length: number,
): string {
  for (const pool of pools) {
    for (const block of subprefixes(pool, length)) {
      if (!overlapsSubnet(ctx, vpcs.idOf(vpc), block)) return formatPrefix(block)
    }
  }
  throw new AwsError(
    'InsufficientFreeAddressesInSubnet',
    `The default VPC '${vpcs.idOf(vpc)}' has no free /${length} block for a default subnet.`,
  )
}
