import { AwsError } from '../../api/error.ts'
import type { Ec2 } from '../../api/generated/types.d.ts'
import { formatPrefix } from '../../kernel/address.ts'
import type { Held } from '../../world/held.ts'
import type { Context } from '../context.ts'
import { due, operation } from '../operation.ts'
import { type Tag, tagsFor } from '../tags.ts'
import { ipv4Block } from './cidr-blocks.ts'
import { defaultDhcpOptions } from './dhcp-options.ts'
import { closeDefaultAcl, openDefaultAcl } from './network-acls.ts'
import { closeMainRouteTable, openMainRouteTable } from './route-tables.ts'
import { closeDefaultGroup, openDefaultGroup } from './security-groups.ts'
import { addIpv6Block, refuseIpv4Pool, requestsIpv6 } from './vpc-cidr-blocks.ts'
import { requireVpcBlock } from './vpc-cidr-restrictions.ts'
import { type VpcSide, vpcs } from './vpcs.ts'

export const createVpc = operation(
  'ec2',
  'CreateVpc',
  {
    fidelity: {
      simplified:
        'Address pools of your own (BYOIP) and of the IP Address Manager do not exist; encryption controls are refused.',
    },
    source: 'EC2 API reference, CreateVpc',
  },
  (input, ctx) => {
    refuseIpv4Pool(input)
    if (input.CidrBlock === undefined) {
      throw new AwsError('MissingParameter', "Either 'cidrBlock' or 'ipv4IpamPoolId' should be provided.")
    }
    if (input.VpcEncryptionControl) {
      throw new AwsError('UnsupportedOperation', 'VPC encryption controls are not simulated.')
    }
    const block = ipv4Block(input.CidrBlock, 'cidrBlock')
    requireVpcBlock(block)
    const vpc = openVpc(ctx, {
      cidr: formatPrefix(block),
      tenancy: tenancyOf(input.InstanceTenancy),
      tags: tagsFor(input.TagSpecifications, 'vpc'),
      withIpv6: requestsIpv6(input, ctx),
    })
    return { Vpc: asCreated(vpc.record) }
  },
)

export const deleteVpc = operation(
  'ec2',
  'DeleteVpc',
  { fidelity: 'exact', source: 'EC2 API reference, DeleteVpc' },
  ({ VpcId }, ctx) => {
    vpcs.delete(ctx, vpcs.require(ctx, VpcId))
    // What was made with the VPC goes with it (VPC user guide, delete-vpc).
    closeDefaultGroup(ctx, VpcId)
    closeDefaultAcl(ctx, VpcId)
    closeMainRouteTable(ctx, VpcId)
    return {}
  },
)

export const vpcAvailable = due<{ vpc: string }>('vpc-available', ({ vpc }, ctx) => {
  const held = vpcs.get(ctx, vpc)
  if (held) vpcs.update(ctx, held, { State: 'available' })
})

interface NewVpc {
  readonly cidr: string
  readonly tenancy?: Ec2.Tenancy
  readonly tags?: Tag[]
  readonly withIpv6?: boolean
  readonly isDefault?: boolean
}

/** Makes a VPC and what comes with every one: main route table, default network ACL, default security group. */
export function openVpc(
  ctx: Context,
  { cidr, tenancy = 'default', tags = [], withIpv6 = false, isDefault = false }: NewVpc,
): Held<Ec2.Vpc, VpcSide> {
  const id = ctx.newId('vpc')
  const opened = vpcs.create(
    ctx,
    {
      OwnerId: ctx.account,
      InstanceTenancy: tenancy,
      CidrBlockAssociationSet: [
        {
          AssociationId: ctx.newId('vpc-cidr-assoc'),
          CidrBlock: cidr,
          CidrBlockState: { State: 'associated' },
        },
      ],
      IsDefault: isDefault,
      Tags: tags,
      BlockPublicAccessStates: { InternetGatewayBlockMode: 'off' },
      VpcId: id,
      State: 'pending',
      CidrBlock: cidr,
      DhcpOptionsId: defaultDhcpOptions(ctx),
    },
    // VPC user guide, vpc-dns: a VPC made by the API starts without DNS host names, the default VPC with them.
    { dnsSupport: true, dnsHostnames: isDefault, addressUsageMetrics: false },
  )
  if (withIpv6) addIpv6Block(ctx, opened)
  const vpc = vpcs.get(ctx, id)!
  openMainRouteTable(ctx, vpc.record)
  openDefaultAcl(ctx, vpc.record)
  openDefaultGroup(ctx, vpc.record)
  ctx.after('vpc-available', 'vpc-available', { vpc: id })
  return vpc
}

/** A VPC as the answer to its creation prints it: IPv6 blocks always listed, no word of Block Public Access yet. */
export function asCreated(vpc: Ec2.Vpc): Ec2.Vpc {
  const { BlockPublicAccessStates: _, Tags, ...created } = vpc
  return { Ipv6CidrBlockAssociationSet: [], ...created, ...(Tags?.length && { Tags }) }
}

function tenancyOf(asked: string | undefined): Ec2.Tenancy {
  if (asked === undefined || asked === 'default') return 'default'
  if (asked === 'dedicated') return 'dedicated'
  // The enumeration has host too, and a VPC cannot have it (EC2 API reference, CreateVpc).
  throw new AwsError('UnsupportedTenancy', `The tenancy value ${asked} is not supported.`)
}
