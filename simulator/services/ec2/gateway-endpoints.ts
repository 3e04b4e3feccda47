import type { Ec2 } from '../../api/generated/types.d.ts'
import { type Context, timestamp } from '../context.ts'
import { addEndpointRoutes, prefixListsOf, requireRouteTables } from './gateway-endpoint-routes.ts'
import { refusePreferences } from './vpc-endpoint-dns-options.ts'
import { badEndpoint } from './vpc-endpoint-errors.ts'
import { readIpType, requireIpType } from './vpc-endpoint-places.ts'
import { gatewayFullAccess, requirePolicy } from './vpc-endpoint-policies.ts'
import { hasVpcDns } from './vpc-endpoint-private-names.ts'
import { requireRoomForEndpoint } from './vpc-endpoint-quotas.ts'
import { type EndpointRequest, requireOffer } from './vpc-endpoint-requests.ts'
import { type VpcEndpoint, vpcEndpoints } from './vpc-endpoints.ts'

export function openGatewayEndpoint(ctx: Context, { input, vpcId, tags }: EndpointRequest): VpcEndpoint {
  const offer = requireOffer(ctx, 'Gateway', input)
  const tables = requireRouteTables(ctx, vpcId, input.RouteTableIds ?? [])
  const type = readIpType(input.IpAddressType)
  requireIpType(type, offer, [])
  if (input.PolicyDocument !== undefined) requirePolicy(ctx, input.PolicyDocument, true)
  const DnsOptions = gatewayDnsOptions(ctx, vpcId, offer.name, input.DnsOptions)
  requireRoomForEndpoint(ctx, 'Gateway', vpcId)

  const id = ctx.newId('vpce')
  const endpoint = vpcEndpoints.create(
    ctx,
    {
      VpcEndpointId: id,
      VpcEndpointType: 'Gateway',
      VpcId: vpcId,
      ServiceName: offer.name,
      // A gateway endpoint is a route's target and no more: nothing has to be waited for.
      State: 'available' as string as Ec2.State,
      PolicyDocument: input.PolicyDocument ?? gatewayFullAccess,
      RouteTableIds: tables.map(({ record }) => record.RouteTableId ?? ''),
      SubnetIds: [],
      Groups: [],
      IpAddressType: type,
      DnsOptions,
      PrivateDnsEnabled: false,
      RequesterManaged: false,
      NetworkInterfaceIds: [],
      DnsEntries: [],
      CreationTimestamp: timestamp(ctx.now),
      Tags: tags,
      OwnerId: ctx.account,
      ServiceRegion: offer.region,
    },
    { label: '', hiddenZones: {}, changing: false },
  )
  addEndpointRoutes(ctx, id, prefixListsOf(ctx.region, offer.name, type), tables)
  return endpoint
}

/** PrivateLink guide, vpc-endpoints-s3: S3 alone has a choice; DynamoDB's endpoints are service-defined. */
export function gatewayDnsOptions(
  ctx: Context,
  vpcId: string,
  serviceName: string,
  asked: Ec2.DnsOptionsSpecification = {},
  before: Ec2.DnsOptions = { DnsRecordIpType: 'service-defined' },
): Ec2.DnsOptions {
  refusePreferences(asked)
  if (asked.PrivateDnsOnlyForInboundResolverEndpoint !== undefined) {
    throw badEndpoint(
      'DnsOptions PrivateDnsOnlyForInboundResolverEndpoint is applicable only to Interface VPC Endpoints.',
    )
  }
  const { DnsRecordIpType } = asked
  if (DnsRecordIpType === undefined) return before
  const types: readonly string[] = ['ipv4', 'dualstack', 'ipv6', 'service-defined']
  const isChoice = serviceName.endsWith('.s3') && types.includes(DnsRecordIpType)
  if (!isChoice && DnsRecordIpType !== 'service-defined') {
    throw badEndpoint(`DnsRecordIpType ${DnsRecordIpType} is not supported for the service ${serviceName}.`)
  }
  if (DnsRecordIpType !== 'service-defined' && !hasVpcDns(ctx, vpcId)) {
    throw badEndpoint(
      `DnsRecordIpType ${DnsRecordIpType} requires both enableDnsSupport and enableDnsHostnames VPC attributes set to true for ${vpcId}`,
    )
  }
  return { DnsRecordIpType }
}
