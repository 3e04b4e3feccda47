import type { Ec2 } from '../../api/generated/types.d.ts'
import type { Context } from '../context.ts'
import type { EndpointOffer } from './endpoint-offers.ts'
import { badEndpoint } from './vpc-endpoint-errors.ts'
import { serviceKey, stateOf, type VpcEndpoint, vpcEndpoints } from './vpc-endpoints.ts'

// DnsOptions of a request, made into those of an endpoint (PrivateLink guide, interface-endpoints and
// vpc-endpoints-s3).

const recordTypes: readonly Ec2.DnsRecordIpType[] = ['ipv4', 'dualstack', 'ipv6', 'service-defined']

const allowedFor: Readonly<Record<Ec2.IpAddressType, readonly Ec2.DnsRecordIpType[]>> = {
  ipv4: ['ipv4', 'service-defined'],
  ipv6: ['ipv6', 'service-defined'],
  dualstack: recordTypes,
}

/** The kinds of DNS records: what was asked for, what there was, or by default what the addresses are. */
export function readRecordType(
  type: Ec2.IpAddressType,
  asked: string | undefined,
  before?: Ec2.DnsRecordIpType,
): Ec2.DnsRecordIpType {
  const kept = before !== undefined && allowedFor[type].includes(before) ? before : type
  if (asked === undefined) return kept
  const found = allowedFor[type].find((one) => one === asked)
  if (found) return found
  throw badEndpoint(
    `DnsRecordIpType ${asked} is not supported for VPC endpoints with the IP address type ${type}.`,
  )
}

export interface InterfaceDns {
  readonly vpcId: string
  readonly offer: EndpointOffer
  /** The service can be reached through gateway endpoints too, as S3 can. */
  readonly hasGateway: boolean
  readonly type: Ec2.IpAddressType
  readonly privateDns: boolean
  readonly asked: Ec2.DnsOptionsSpecification | undefined
  readonly before?: Ec2.DnsOptions | undefined
}

export function interfaceDnsOptions(ctx: Context, dns: InterfaceDns): Ec2.DnsOptions {
  const { asked = {}, before = {}, hasGateway, privateDns } = dns
  refusePreferences(asked)
  const DnsRecordIpType = readRecordType(dns.type, asked.DnsRecordIpType, before.DnsRecordIpType)
  if (!hasGateway) {
    if (asked.PrivateDnsOnlyForInboundResolverEndpoint) {
      throw badEndpoint(
        `PrivateDnsOnlyForInboundResolverEndpoint is not supported for the service ${dns.offer.name}.`,
      )
    }
    return { DnsRecordIpType }
  }
  const onlyInbound =
    asked.PrivateDnsOnlyForInboundResolverEndpoint ??
    before.PrivateDnsOnlyForInboundResolverEndpoint ??
    (privateDns ? true : undefined)
  if (privateDns && onlyInbound) requireGatewayFor(ctx, dns, DnsRecordIpType)
  return {
    DnsRecordIpType,
    ...(onlyInbound !== undefined && { PrivateDnsOnlyForInboundResolverEndpoint: onlyInbound }),
  }
}

export function refusePreferences({
  PrivateDnsPreference,
  PrivateDnsSpecifiedDomains,
}: Ec2.DnsOptionsSpecification) {
  if (PrivateDnsPreference === undefined && !PrivateDnsSpecifiedDomains?.length) return
  throw badEndpoint(
    'PrivateDnsPreference and PrivateDnsSpecifiedDomains are only supported for Resource and ServiceNetwork type VPC Endpoints.',
  )
}

// Traffic from inside the VPC keeps going to public addresses, so it needs the gateway endpoint.
function requireGatewayFor(
  ctx: Context,
  { vpcId, offer }: InterfaceDns,
  recordType: Ec2.DnsRecordIpType,
): void {
  const gateways = gatewayEndpointsFor(ctx, vpcId, offer.name)
  if (!gateways.length) {
    throw badEndpoint(
      `To set PrivateDnsOnlyForInboundResolverEndpoint to true, the VPC ${vpcId} must have a Gateway endpoint for the service.`,
    )
  }
  const fitting: readonly (string | undefined)[] = [recordType, 'service-defined']
  if (gateways.some(({ record }) => fitting.includes(record.DnsOptions?.DnsRecordIpType))) return
  throw badEndpoint(
    `To set PrivateDnsOnlyForInboundResolverEndpoint to true, the DnsRecordIpType of the Gateway endpoint for the service must be ${recordType} or service-defined.`,
  )
}

/** The gateway endpoints that a VPC has for a service. */
export const gatewayEndpointsFor = (
  ctx: Pick<Context, 'store'>,
  VpcId: string,
  ServiceName: string | undefined,
): VpcEndpoint[] =>
  vpcEndpoints
    .by(ctx, 'service-in-vpc', serviceKey({ VpcId, ServiceName, VpcEndpointType: 'Gateway' }))
    .filter((endpoint) => stateOf(endpoint) !== 'deleting')

/** The interface endpoint that leaves in-VPC traffic to a gateway endpoint of the same service, if there is one. */
export const dependsOnGateway = (
  ctx: Pick<Context, 'store'>,
  VpcId: string,
  ServiceName: string | undefined,
): VpcEndpoint | undefined =>
  vpcEndpoints
    .by(ctx, 'service-in-vpc', serviceKey({ VpcId, ServiceName, VpcEndpointType: 'Interface' }))
    .find(
      (endpoint) =>
        stateOf(endpoint) !== 'deleting' &&
        endpoint.record.PrivateDnsEnabled === true &&
        endpoint.record.DnsOptions?.PrivateDnsOnlyForInboundResolverEndpoint === true,
    )
