import { ec2Request, labRequest, requestTo } from '../../../network/mending/repair.ts'
import { associations } from '../../../services/directconnect/associations.ts'
import { isLive, virtualInterfaces } from '../../../services/directconnect/virtual-interfaces.ts'
import { vpnConnections } from '../../../services/ec2/vpn-connections.ts'
import { routers, uplinks } from '../../../services/onprem/tables.ts'
import { type Mutant, type Mutator, mutant, type SolvedWorld } from '../mutator.ts'

/** A line to a site is not there, or one end does not announce what it should. */
export const hybridLinks: Mutator = {
  name: 'hybrid-links',
  changes: ['packets', 'names'],
  mutants: (world) => [...ofDirectConnect(world), ...ofVpns(world), ...ofRouters(world)],
}

function ofDirectConnect({ fabric, called }: SolvedWorld): Mutant[] {
  const interfaces = virtualInterfaces
    .everyone(fabric)
    .filter(isLive)
    .map((held) => {
      const { virtualInterfaceId = '', virtualInterfaceType } = held.record
      return mutant(
        `Without the ${virtualInterfaceType} virtual interface ${called(virtualInterfaceId)}`,
        requestTo('directconnect', held, 'DeleteVirtualInterface', { virtualInterfaceId }),
      )
    })
  const joined = associations
    .everyone(fabric)
    .filter(({ record }) => record.associationState === 'associated')
    .flatMap((held) => {
      const { associationId = '', allowedPrefixesToDirectConnectGateway: allowed = [] } = held.record
      const words = `the association of ${called(held.record.directConnectGatewayId)} with ${called(held.record.associatedGateway?.id)}`
      return [
        mutant(
          `Without ${words}`,
          requestTo('directconnect', held, 'DeleteDirectConnectGatewayAssociation', { associationId }),
        ),
        ...allowed.map((prefix) =>
          mutant(
            `${prefix.cidr} is not announced by ${words}`,
            requestTo('directconnect', held, 'UpdateDirectConnectGatewayAssociation', {
              associationId,
              removeAllowedPrefixesToDirectConnectGateway: [prefix],
            }),
          ),
        ),
      ]
    })
  return [...interfaces, ...joined]
}

function ofVpns({ fabric, called }: SolvedWorld): Mutant[] {
  return vpnConnections
    .everyone(fabric)
    .filter(({ record }) => record.State === 'available')
    .flatMap((vpn) => {
      const { VpnConnectionId = '', Routes = [] } = vpn.record
      return [
        mutant(
          `Without the VPN connection ${called(VpnConnectionId)}`,
          ec2Request(vpn, 'DeleteVpnConnection', { VpnConnectionId }),
        ),
        ...Routes.map(({ DestinationCidrBlock = '' }) =>
          mutant(
            `Without the static route ${DestinationCidrBlock} of ${called(VpnConnectionId)}`,
            ec2Request(vpn, 'DeleteVpnConnectionRoute', { VpnConnectionId, DestinationCidrBlock }),
          ),
        ),
      ]
    })
}

/** What the learner did at the other end of the lines. */
function ofRouters({ fabric, called, isOwn }: SolvedWorld): Mutant[] {
  const lines = fabric.store.all(uplinks).filter(({ Target }) => isOwn(uplinks.name, Target))
  const own = fabric.store.all(routers).filter(({ Name }) => isOwn(routers.name, Name))
  return [
    ...lines.flatMap((line) => {
      const { Router, Target, AdvertisedPrefixes = [] } = line
      return [
        mutant(
          `${Router} does not use ${called(Target)}`,
          labRequest('onprem', 'DeleteUplink', { Router, Target }),
        ),
        ...AdvertisedPrefixes.map((prefix) =>
          mutant(
            `${Router} does not announce ${prefix} over ${called(Target)}`,
            labRequest('onprem', 'PutUplink', {
              ...line,
              AdvertisedPrefixes: AdvertisedPrefixes.filter((one) => one !== prefix),
            }),
          ),
        ),
      ]
    }),
    ...own.flatMap(({ Name, AdvertisedPrefixes = [] }) =>
      AdvertisedPrefixes.map((prefix) =>
        mutant(
          `${Name} does not announce ${prefix}`,
          labRequest('onprem', 'ModifyRouter', {
            Name,
            AdvertisedPrefixes: AdvertisedPrefixes.filter((one) => one !== prefix),
          }),
        ),
      ),
    ),
  ]
}
