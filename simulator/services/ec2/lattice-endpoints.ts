import { AwsError } from '../../api/error.ts'
import type { Ec2 } from '../../api/generated/types.d.ts'
import { regionOf } from '../../world/catalogue/regions.ts'
import type { Held } from '../../world/held.ts'
import { type Context, timestamp } from '../context.ts'
import { missingParameter } from './errors.ts'
import { endpointGroups } from './interface-endpoints.ts'
import { subnets } from './subnets.ts'
import { newLabel } from './vpc-endpoint-dns-entries.ts'
import { readRecordType } from './vpc-endpoint-dns-options.ts'
import { badEndpoint } from './vpc-endpoint-errors.ts'
import {
  openEndpointInterface,
  type Place,
  readIpType,
  readPlaces,
  requireOnePerZone,
  requireSubnetsFor,
  requireZones,
} from './vpc-endpoint-places.ts'
import { hasVpcDns } from './vpc-endpoint-private-names.ts'
import { requireRoomForEndpoint } from './vpc-endpoint-quotas.ts'
import type { EndpointRequest } from './vpc-endpoint-requests.ts'
import { printState, type VpcEndpoint, vpcEndpoints } from './vpc-endpoints.ts'

// Endpoints for what VPC Lattice manages: one resource, or all that a service network holds (PrivateLink guide,
// privatelink-access-resources and privatelink-access-service-networks). VPC Lattice is a service above this one, so
// its families are found by name.

export type LatticeRecord = Held<Record<string, unknown>>

const targets = {
  Resource: {
    member: 'ResourceConfigurationArn',
    family: 'vpc-lattice:resource-configuration',
    noun: 'resource configuration',
  },
  ServiceNetwork: {
    member: 'ServiceNetworkArn',
    family: 'vpc-lattice:service-network',
    noun: 'service network',
  },
} as const

export type LatticeType = keyof typeof targets

/** Something of VPC Lattice's by its ARN or id, whoever owns it. */
export function findLattice(
  ctx: Pick<Context, 'store' | 'families'>,
  family: string,
  arn: string,
): LatticeRecord | undefined {
  return ctx.families.all.find(({ name }) => name === family)?.get(ctx, idIn(arn))
}

const idIn = (arn: string): string => arn.slice(arn.lastIndexOf('/') + 1)

export const openLatticeEndpoint =
  (kind: LatticeType) =>
  (ctx: Context, { input, vpcId, tags }: EndpointRequest): VpcEndpoint => {
    const { arn, target } = requireTarget(ctx, kind, input)
    const places = readPlaces(ctx, vpcId, input.SubnetIds, input.SubnetConfigurations)
    requireOnePerZone(places)
    requireZones(ctx, { name: arn, region: ctx.region, zoneIds: latticeZones(ctx, kind, target) }, places)
    const type = readIpType(input.IpAddressType)
    requireSubnetsFor(
      type,
      places.map(({ subnet }) => subnet),
    )
    const Groups = endpointGroups(ctx, vpcId, input.SecurityGroupIds, places)
    const PrivateDnsEnabled = input.PrivateDnsEnabled ?? false
    if (PrivateDnsEnabled && !hasVpcDns(ctx, vpcId)) {
      throw badEndpoint(
        `Enabling private DNS requires both enableDnsSupport and enableDnsHostnames VPC attributes set to true for ${vpcId}`,
      )
    }
    const DnsOptions = latticeDnsOptions(type, input.DnsOptions)
    requireRoomForEndpoint(ctx, kind, vpcId)

    const id = ctx.newId('vpce')
    const interfaces = places.map((place: Place) =>
      openEndpointInterface(ctx, { endpoint: id, place, type, groups: Groups }),
    )
    return vpcEndpoints.create(
      ctx,
      {
        VpcEndpointId: id,
        VpcEndpointType: kind,
        VpcId: vpcId,
        State: printState(kind, 'pending'),
        SubnetIds: places.map(({ subnet }) => subnet.SubnetId ?? ''),
        Groups,
        // AWS CLI reference, examples of create-vpc-endpoint: in capitals for these two types.
        IpAddressType: type.toUpperCase() as Ec2.IpAddressType,
        DnsOptions,
        PrivateDnsEnabled,
        NetworkInterfaceIds: interfaces.map(({ record }) => record.NetworkInterfaceId ?? ''),
        CreationTimestamp: timestamp(ctx.now),
        Tags: tags,
        OwnerId: ctx.account,
        [targets[kind].member]: arn,
      },
      { label: newLabel(ctx.store), hiddenZones: {}, changing: false },
    )
  }

function requireTarget(
  ctx: Context,
  kind: LatticeType,
  input: Ec2.CreateVpcEndpointRequest,
): { arn: string; target: LatticeRecord } {
  const { member, family, noun } = targets[kind]
  const arn = input[member]
  if (!arn) throw missingParameter(member.charAt(0).toLowerCase() + member.slice(1))
  // EC2 developer guide, errors-overview.
  if (!arnShape.test(arn))
    throw new AwsError(`Invalid${member}.Malformed`, `The ${noun} ARN '${arn}' is malformed`)
  // What others share by AWS RAM is found, too.
  const target = ctx.families.all.find(({ name }) => name === family)?.find(ctx, idIn(arn))
  if (target?.record['arn'] === arn) return { arn, target }
  throw new AwsError(`Invalid${member}.NotFound`, `The ${noun} '${arn}' does not exist`)
}

const arnShape = /^arn:[a-z-]+:vpc-lattice:[a-z0-9-]+:\d{12}:(resourceconfiguration|servicenetwork)\/.+$/

// VPC Lattice user guide, resource-gateway and quotas: zones where it is not.
const zonesWithoutLattice: readonly string[] = [
  ...['use1-az3', 'usw1-az2', 'apne1-az3', 'euw1-az4', 'cac1-az3', 'ilc1-az2'],
]

/** Zones in which the endpoint can be: for a resource, those where its resource gateway is. */
function latticeZones(ctx: Context, kind: LatticeType, { record }: LatticeRecord): readonly string[] {
  const all = (regionOf(ctx.region)?.zoneIds ?? []).filter((zone) => !zonesWithoutLattice.includes(zone))
  const gateway =
    kind === 'Resource' && typeof record['resourceGatewayId'] === 'string'
      ? findLattice(ctx, 'vpc-lattice:resource-gateway', record['resourceGatewayId'])
      : undefined
  const placed = gateway?.record['subnetIds']
  if (!Array.isArray(placed)) return all
  const zones = placed.map((id: string) => subnets.get(ctx, id)?.record.AvailabilityZoneId)
  return all.filter((zone) => zones.includes(zone))
}

const preferences: readonly string[] = [
  'ALL_DOMAINS',
  'VERIFIED_DOMAINS_ONLY',
  'VERIFIED_DOMAINS_AND_SPECIFIED_DOMAINS',
  'SPECIFIED_DOMAINS_ONLY',
]

/** EC2 API reference, DnsOptionsSpecification: which domains get private names. */
export function latticeDnsOptions(
  type: Ec2.IpAddressType,
  asked: Ec2.DnsOptionsSpecification = {},
  before: Ec2.DnsOptions = {},
): Ec2.DnsOptions {
  if (asked.PrivateDnsOnlyForInboundResolverEndpoint !== undefined) {
    throw badEndpoint(
      'DnsOptions PrivateDnsOnlyForInboundResolverEndpoint is applicable only to Interface VPC Endpoints.',
    )
  }
  const PrivateDnsPreference =
    asked.PrivateDnsPreference ?? before.PrivateDnsPreference ?? 'VERIFIED_DOMAINS_ONLY'
  if (!preferences.includes(PrivateDnsPreference)) {
    throw badEndpoint(`Value (${PrivateDnsPreference}) for parameter PrivateDnsPreference is invalid.`)
  }
  const PrivateDnsSpecifiedDomains =
    asked.PrivateDnsSpecifiedDomains ?? before.PrivateDnsSpecifiedDomains ?? []
  if (PrivateDnsSpecifiedDomains.length > 10) {
    throw badEndpoint('PrivateDnsSpecifiedDomains can have at most 10 domains.')
  }
  if (PrivateDnsSpecifiedDomains.length && !PrivateDnsPreference.includes('SPECIFIED_DOMAINS')) {
    throw badEndpoint(
      `PrivateDnsSpecifiedDomains cannot be set with the PrivateDnsPreference ${PrivateDnsPreference}.`,
    )
  }
  return {
    DnsRecordIpType: readRecordType(type, asked.DnsRecordIpType, before.DnsRecordIpType),
    PrivateDnsPreference,
    ...(PrivateDnsSpecifiedDomains.length && { PrivateDnsSpecifiedDomains }),
  }
}
