import type { Fabric } from '../../network/fabric.ts'
import { isLive, virtualInterfaces } from '../../services/directconnect/virtual-interfaces.ts'
import { customerGateways } from '../../services/ec2/customer-gateways.ts'
import { vpnConnections } from '../../services/ec2/vpn-connections.ts'
import { routers, siteHosts, siteLinks, sites, uplinks } from '../../services/onprem/tables.ts'
import { nameOf } from './names.ts'
import type { Frame, Link, Part, Thing } from './parts.ts'
import { isGone, standing } from './standing.ts'

// The customer's side: sites with their hosts and routers, and the lines to AWS.

export const siteFrame = (name: string) => `site/${name}`
/** By which a host or a router is known in every view. */
export const onPremisesId = (name: string) => `onprem:${name}`

export function onPremises(fabric: Fabric): Part {
  const { store } = fabric
  const frames: Frame[] = store.all(sites).map(({ Name, Prefixes }) => ({
    id: siteFrame(Name),
    kind: 'site',
    label: Name,
    detail: Prefixes.join(', '),
  }))
  const things: Thing[] = [
    ...store.all(siteHosts).map(({ Name, Site, Address }) => ({
      id: onPremisesId(Name),
      resource: onPremisesId(Name),
      kind: 'site-host' as const,
      label: Name,
      detail: Address,
      frame: siteFrame(Site),
      condition: 'working' as const,
    })),
    ...store.all(routers).map(({ Name, Site, Asn }) => ({
      id: onPremisesId(Name),
      resource: onPremisesId(Name),
      kind: 'site-router' as const,
      label: Name,
      detail: Asn === undefined ? '' : `ASN ${Asn}`,
      frame: siteFrame(Site),
      condition: 'working' as const,
    })),
  ]
  const lines = [...tunnels(fabric), ...circuits(fabric)]
  const cables: Link[] = store.all(siteLinks).map(({ Sites: [from = '', to = ''] }) => ({
    id: `cable/${from}/${to}`,
    resource: from,
    kind: 'cable',
    from: siteFrame(from),
    to: siteFrame(to),
    label: '',
    condition: 'working',
  }))
  return {
    frames,
    things: [
      ...new Map([...things, ...lines.flatMap(({ thing }) => thing)].map((one) => [one.id, one])).values(),
    ],
    links: [...cables, ...lines.flatMap(({ links }) => links)],
  }
}

interface Line {
  readonly thing: readonly Thing[]
  readonly links: readonly Link[]
}

/** A VPN connection is a line from a site's router, or from a customer gateway that no router is known for. */
function tunnels(fabric: Fabric): Line[] {
  return vpnConnections
    .everyone(fabric)
    .filter(({ record }) => !isGone(record.State))
    .map(({ record }) => {
      const { VpnConnectionId = '', CustomerGatewayId = '', Tags, State, VgwTelemetry = [] } = record
      const router = fabric.store.get(uplinks, VpnConnectionId)?.Router
      const gateway = customerGateways.get(fabric, CustomerGatewayId)?.record
      const from = router === undefined ? CustomerGatewayId : onPremisesId(router)
      const isUp = VgwTelemetry.length === 0 || VgwTelemetry.some(({ Status }) => Status === 'UP')
      const stands = standing(State)
      return {
        thing:
          router === undefined && gateway
            ? [
                {
                  id: CustomerGatewayId,
                  resource: CustomerGatewayId,
                  kind: 'customer-gateway' as const,
                  label: nameOf(CustomerGatewayId, gateway.Tags),
                  detail: gateway.IpAddress ?? '',
                  ...standing(gateway.State),
                },
              ]
            : [],
        links: [
          {
            id: VpnConnectionId,
            resource: VpnConnectionId,
            kind: 'vpn' as const,
            from,
            to: record.TransitGatewayId || record.VpnGatewayId || '',
            label: nameOf(undefined, Tags) || 'VPN',
            ...(stands.condition === 'working' && !isUp
              ? { condition: 'broken' as const, because: 'both of its tunnels are down' }
              : stands),
          },
        ],
      }
    })
}

const publicAws: Thing = {
  id: 'aws/public',
  resource: 'aws/public',
  kind: 'aws-service',
  label: 'AWS',
  detail: 'public addresses',
  condition: 'working',
}

/** A virtual interface is a line from a site's router to what it leads to. */
function circuits(fabric: Fabric): Line[] {
  return virtualInterfaces
    .everyone(fabric)
    .filter(isLive)
    .map(({ record }) => {
      const {
        virtualInterfaceId = '',
        virtualInterfaceName = '',
        virtualInterfaceType,
        bgpPeers = [],
      } = record
      const router = fabric.store.get(uplinks, virtualInterfaceId)?.Router
      const isUp = bgpPeers.some(({ bgpStatus }) => bgpStatus === 'up')
      const stands = isUp
        ? { condition: 'working' as const }
        : { condition: 'broken' as const, because: 'its BGP session is down' }
      // A public virtual interface leads to no network of the customer's, but to the public addresses of AWS.
      const isPublic = virtualInterfaceType === 'public'
      const to = isPublic ? publicAws.id : record.directConnectGatewayId || record.virtualGatewayId || ''
      const thing: Thing = {
        id: virtualInterfaceId,
        resource: virtualInterfaceId,
        kind: 'virtual-interface',
        label: virtualInterfaceName || virtualInterfaceId,
        detail: `${virtualInterfaceType ?? ''} · VLAN ${record.vlan ?? ''}`,
        ...stands,
      }
      const link = (from: string, end: string, suffix: string): Link => ({
        id: `${virtualInterfaceId}/${suffix}`,
        resource: virtualInterfaceId,
        kind: 'direct-connect',
        from,
        to: end,
        label: '',
        ...stands,
      })
      return {
        thing: isPublic ? [thing, publicAws] : [thing],
        links: [
          ...(router === undefined ? [] : [link(onPremisesId(router), virtualInterfaceId, 'site')]),
          link(virtualInterfaceId, to, 'aws'),
        ],
      }
    })
}
