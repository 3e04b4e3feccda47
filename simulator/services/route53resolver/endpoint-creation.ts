import type { Ec2, Route53resolver } from '../../api/generated/types.d.ts'
import { type Context, timestamp } from '../context.ts'
import { identify } from '../ec2/interface-groups.ts'
import { closeInterface } from '../ec2/network-interfaces.ts'
import { securityGroups } from '../ec2/security-groups.ts'
import { vpcs } from '../ec2/vpcs.ts'
import { due, operation } from '../operation.ts'
import { openAddress, requireSubnet } from './endpoint-addresses.ts'
import { changeEndpoint, type EndpointAddress, resolverEndpoints } from './endpoints.ts'
import { alreadyExists, invalidParameter, invalidRequest, limitExceeded, traced } from './errors.ts'
import { resolverRules } from './rules.ts'
import { checkTags } from './tag-rules.ts'

type Request = Readonly<Route53resolver.CreateResolverEndpointRequest>

export const leastAddresses = 2

export const createResolverEndpoint = operation(
  'route53resolver',
  'CreateResolverEndpoint',
  {
    fidelity: { simplified: 'Endpoints on Outposts do not exist.' },
    source: 'Route 53 API reference, CreateResolverEndpoint',
  },
  (input, ctx) => {
    const { CreatorRequestId, Name, Direction, SecurityGroupIds, IpAddresses } = input
    refuseRepeated(ctx, CreatorRequestId)
    if (input.OutpostArn !== undefined || input.PreferredInstanceType !== undefined) {
      throw invalidRequest('Resolver endpoints on Outposts are not simulated.')
    }
    const type = input.ResolverEndpointType ?? 'IPV4'
    const protocols = requireProtocols(Direction, input.Protocols ?? ['Do53'])
    const vpcId = requireOneVpc(ctx, IpAddresses)
    const groups = requireGroups(ctx, SecurityGroupIds, vpcId)
    const Id = ctx.newId(Direction === 'OUTBOUND' ? 'rslvr-out' : 'rslvr-in')
    const addresses = IpAddresses.map((wanted) => openAddress(ctx, wanted, { endpoint: Id, type, groups }))
    const now = timestamp(ctx.now)
    const { record } = resolverEndpoints.create(
      ctx,
      {
        Id,
        CreatorRequestId,
        Arn: `arn:aws:route53resolver:${ctx.region}:${ctx.account}:resolver-endpoint/${Id}`,
        ...(Name !== undefined && { Name }),
        SecurityGroupIds,
        Direction,
        IpAddressCount: addresses.length,
        HostVPCId: vpcId,
        Status: 'CREATING',
        StatusMessage: traced(ctx, 'Creating the Resolver Endpoint'),
        CreationTime: now,
        ModificationTime: now,
        ResolverEndpointType: type,
        Protocols: protocols,
        ...switchesOf(input),
      },
      { addresses, tags: checkTags([], input.Tags ?? [], ctx.account) },
    )
    ctx.after('resolver-endpoint-operational', 'resolver-endpoint-operational', { id: Id })
    return { ResolverEndpoint: record }
  },
)

function refuseRepeated(ctx: Context, request: string): void {
  if (!resolverEndpoints.count(ctx, 'creator-request', `${ctx.account}/${ctx.region}/${request}`)) return
  throw alreadyExists(
    `Resolver endpoint with creator request ID '${request}' already exists`,
    'resolver-endpoint',
  )
}

/** The members that are switched on or off, where the request says so. */
export function switchesOf(input: Partial<Request>): Partial<Route53resolver.ResolverEndpoint> {
  const {
    RniEnhancedMetricsEnabled,
    TargetNameServerMetricsEnabled,
    Dns64Enabled,
    Ipv6InternetAccessEnabled,
  } = input
  return {
    ...(RniEnhancedMetricsEnabled !== undefined && { RniEnhancedMetricsEnabled }),
    ...(TargetNameServerMetricsEnabled !== undefined && { TargetNameServerMetricsEnabled }),
    ...(Dns64Enabled !== undefined && { Dns64Enabled }),
    ...(Ipv6InternetAccessEnabled !== undefined && { Ipv6InternetAccessEnabled }),
  }
}

/** The page of CreateResolverEndpoint: which protocols go together, and which way. */
export function requireProtocols(
  direction: Route53resolver.ResolverEndpointDirection,
  protocols: readonly Route53resolver.Protocol[],
): readonly Route53resolver.Protocol[] {
  const has = (protocol: Route53resolver.Protocol) => protocols.includes(protocol)
  const allowed =
    direction === 'INBOUND'
      ? !(has('DoH') && has('DoH-FIPS'))
      : direction === 'OUTBOUND'
        ? !has('DoH-FIPS')
        : protocols.every((protocol) => protocol === 'Do53')
  if (allowed && new Set(protocols).size === protocols.length) return protocols
  throw invalidRequest(
    `The protocols [${protocols.join(', ')}] cannot be used for ${direction} Resolver endpoints`,
  )
}

function requireOneVpc(ctx: Context, wanted: Request['IpAddresses']): string {
  if (wanted.length < leastAddresses) throw tooFewAddresses()
  const most = ctx.limit('ips-per-resolver-endpoint')
  if (wanted.length > most) throw limitExceeded(ctx.account, 'max-ip-addresses-per-endpoint')
  const homes = new Set(wanted.map(({ SubnetId }) => requireSubnet(ctx, SubnetId).VpcId ?? ''))
  const [vpcId = ''] = homes
  if (homes.size > 1) throw invalidRequest('All subnets of a Resolver endpoint must be in the same VPC')
  // Route 53 guide, resolver-choose-vpc.
  if (vpcs.get(ctx, vpcId)?.record.InstanceTenancy === 'dedicated') {
    throw invalidRequest(`The VPC '${vpcId}' has dedicated tenancy, which Resolver endpoints do not support`)
  }
  const twice = wanted.find(
    ({ Ip, SubnetId }, i) =>
      Ip !== undefined && wanted.findIndex((one) => one.Ip === Ip && one.SubnetId === SubnetId) < i,
  )
  if (twice) throw invalidRequest(`The IP address '${twice.Ip}' was specified more than once`)
  return vpcId
}

export const tooFewAddresses = () =>
  invalidRequest('[RSLVR-00400] Resolver endpoint needs to have at least 2 IP addresses')

export function requireGroups(ctx: Context, ids: readonly string[], vpcId: string): Ec2.GroupIdentifier[] {
  if (!ids.length) throw invalidRequest('A Resolver endpoint must have at least one security group')
  return [...new Set(ids)].map((id) => {
    const group = securityGroups.find(ctx, id)
    if (!group) throw invalidParameter(`The security group '${id}' does not exist`, 'SecurityGroupIds')
    if (group.record.VpcId !== vpcId) {
      throw invalidRequest(`The security group '${id}' is not in the VPC '${vpcId}' of the subnets`)
    }
    return identify(group)
  })
}

export const endpointOperational = due<{ id: string }>('resolver-endpoint-operational', ({ id }, ctx) => {
  const endpoint = resolverEndpoints.get(ctx, id)
  if (!endpoint || endpoint.record.Status === 'DELETING') return
  changeEndpoint(
    ctx,
    endpoint,
    { Status: 'OPERATIONAL', StatusMessage: 'This Resolver Endpoint is operational.' },
    endpoint.side.addresses.map((address) => attached(ctx, address)),
  )
})

function attached(ctx: Context, address: EndpointAddress): EndpointAddress {
  if (address.response.Status === 'ATTACHED') return address
  const response = {
    ...address.response,
    Status: 'ATTACHED',
    StatusMessage: 'This IP address is operational.',
    ModificationTime: timestamp(ctx.now),
  } as const
  return { ...address, response }
}

export const deleteResolverEndpoint = operation(
  'route53resolver',
  'DeleteResolverEndpoint',
  { fidelity: 'exact', source: 'Route 53 API reference, DeleteResolverEndpoint' },
  ({ ResolverEndpointId }, ctx) => {
    const endpoint = resolverEndpoints.require(ctx, ResolverEndpointId)
    const rules = resolverRules.by(ctx, 'endpoint', ResolverEndpointId)
    if (rules.length) {
      const ids = rules.map((rule) => `"${resolverRules.idOf(rule)}"`).join(', ')
      throw invalidRequest(
        '[RSLVR-00600] Cannot delete resolver endpoint unless its related resolver rules are deleted. ' +
          `The following rules still exist for this resolver endpoint: ${ids}`,
      )
    }
    const deleting = changeEndpoint(ctx, endpoint, {
      Status: 'DELETING',
      StatusMessage: traced(ctx, 'Deleting ResolverEndpoint.'),
    })
    ctx.after('resolver-endpoint-deleted', 'resolver-endpoint-deleted', { id: ResolverEndpointId })
    return { ResolverEndpoint: deleting.record }
  },
)

export const endpointDeleted = due<{ id: string }>('resolver-endpoint-deleted', ({ id }, ctx) => {
  const endpoint = resolverEndpoints.get(ctx, id)
  if (!endpoint) return
  resolverEndpoints.remove(ctx, endpoint)
  for (const address of endpoint.side.addresses) closeInterface(ctx, address.interface)
})
