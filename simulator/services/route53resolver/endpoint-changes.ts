import type { Route53resolver } from '../../api/generated/types.d.ts'
import type { Context } from '../context.ts'
import { closeInterface } from '../ec2/network-interfaces.ts'
import { due, operation } from '../operation.ts'
import { openAddress, requireSubnet } from './endpoint-addresses.ts'
import {
  leastAddresses,
  requireGroups,
  requireProtocols,
  switchesOf,
  tooFewAddresses,
} from './endpoint-creation.ts'
import { changeEndpoint, type ResolverEndpoint, resolverEndpoints } from './endpoints.ts'
import { invalidParameter, invalidRequest, limitExceeded } from './errors.ts'

// What can be changed about an endpoint that is there: its addresses, its name, its protocols.

export const associateResolverEndpointIpAddress = operation(
  'route53resolver',
  'AssociateResolverEndpointIpAddress',
  { fidelity: 'exact', source: 'Route 53 API reference, AssociateResolverEndpointIpAddress' },
  ({ ResolverEndpointId, IpAddress }, ctx) => {
    const endpoint = requireSettled(ctx, ResolverEndpointId)
    const { HostVPCId = '', SecurityGroupIds = [], ResolverEndpointType: type = 'IPV4' } = endpoint.record
    const { addresses } = endpoint.side
    if (addresses.length >= ctx.limit('ips-per-resolver-endpoint')) {
      throw limitExceeded(ctx.account, 'max-ip-addresses-per-endpoint')
    }
    if (requireSubnet(ctx, IpAddress.SubnetId).VpcId !== HostVPCId) {
      throw invalidRequest(
        `The subnet '${IpAddress.SubnetId}' is not in the VPC '${HostVPCId}' of the endpoint`,
      )
    }
    const groups = requireGroups(ctx, SecurityGroupIds, HostVPCId)
    const added = openAddress(ctx, IpAddress, { endpoint: ResolverEndpointId, type, groups })
    const changed = changeEndpoint(ctx, endpoint, { IpAddressCount: addresses.length + 1, ...updating }, [
      ...addresses,
      added,
    ])
    ctx.after('resolver-endpoint-changed', 'resolver-endpoint-operational', { id: ResolverEndpointId })
    return { ResolverEndpoint: changed.record }
  },
)

const updating = { Status: 'UPDATING', StatusMessage: 'Updating the Resolver Endpoint' } as const

function requireSettled(ctx: Context, id: string): ResolverEndpoint {
  const endpoint = resolverEndpoints.require(ctx, id)
  if (endpoint.record.Status === 'OPERATIONAL') return endpoint
  throw invalidRequest(
    `Resolver endpoint '${id}' cannot be updated while its status is ${endpoint.record.Status}`,
  )
}

export const disassociateResolverEndpointIpAddress = operation(
  'route53resolver',
  'DisassociateResolverEndpointIpAddress',
  { fidelity: 'exact', source: 'Route 53 API reference, DisassociateResolverEndpointIpAddress' },
  ({ ResolverEndpointId, IpAddress }, ctx) => {
    const endpoint = requireSettled(ctx, ResolverEndpointId)
    const { addresses } = endpoint.side
    const gone = addresses.find(({ response }) => isMeant(response, IpAddress))
    if (!gone) {
      const named = IpAddress.IpId ?? IpAddress.Ip ?? IpAddress.Ipv6 ?? ''
      throw invalidParameter(
        `The IP address '${named}' is not associated with the Resolver endpoint`,
        'IpAddress',
      )
    }
    if (addresses.length <= leastAddresses) throw tooFewAddresses()
    const left = addresses.map((address) =>
      address === gone
        ? {
            ...gone,
            response: {
              ...gone.response,
              Status: 'DETACHING' as const,
              StatusMessage: 'Detaching IP address.',
            },
          }
        : address,
    )
    const changed = changeEndpoint(ctx, endpoint, { IpAddressCount: addresses.length - 1, ...updating }, left)
    ctx.after('resolver-endpoint-changed', 'resolver-address-detached', {
      id: ResolverEndpointId,
      address: gone.response.IpId ?? '',
    })
    return { ResolverEndpoint: changed.record }
  },
)

/** A request names an address by its id, or by its subnet and what it is. */
function isMeant(
  response: Route53resolver.IpAddressResponse,
  named: Route53resolver.IpAddressUpdate,
): boolean {
  if (named.IpId !== undefined) return response.IpId === named.IpId
  if (named.Ip === undefined && named.Ipv6 === undefined) return false
  return (
    (named.SubnetId === undefined || response.SubnetId === named.SubnetId) &&
    (named.Ip === undefined || response.Ip === named.Ip) &&
    (named.Ipv6 === undefined || response.Ipv6 === named.Ipv6)
  )
}

export const addressDetached = due<{ id: string; address: string }>(
  'resolver-address-detached',
  ({ id, address }, ctx) => {
    const endpoint = resolverEndpoints.get(ctx, id)
    const gone = endpoint?.side.addresses.find(({ response }) => response.IpId === address)
    if (!endpoint || !gone || endpoint.record.Status === 'DELETING') return
    changeEndpoint(
      ctx,
      endpoint,
      { Status: 'OPERATIONAL', StatusMessage: 'This Resolver Endpoint is operational.' },
      endpoint.side.addresses.filter((one) => one !== gone),
    )
    closeInterface(ctx, gone.interface)
  },
)

export const updateResolverEndpoint = operation(
  'route53resolver',
  'UpdateResolverEndpoint',
  {
    fidelity: { simplified: 'The IP address type of an endpoint cannot be changed.' },
    source: 'Route 53 API reference, UpdateResolverEndpoint',
  },
  ({ ResolverEndpointId, Name, ResolverEndpointType, UpdateIpAddresses, Protocols, ...input }, ctx) => {
    const endpoint = requireSettled(ctx, ResolverEndpointId)
    const { Direction = 'INBOUND', ResolverEndpointType: type } = endpoint.record
    if ((ResolverEndpointType ?? type) !== type || UpdateIpAddresses?.length) {
      throw invalidRequest('Changing the IP address type of a Resolver endpoint is not simulated.')
    }
    const changed = changeEndpoint(ctx, endpoint, {
      ...(Name !== undefined && { Name }),
      ...(Protocols && { Protocols: requireProtocols(Direction, Protocols), ...updating }),
      ...switchesOf(input),
    })
    if (Protocols) {
      ctx.after('resolver-endpoint-changed', 'resolver-endpoint-operational', { id: ResolverEndpointId })
    }
    return { ResolverEndpoint: changed.record }
  },
)
