import type { Ec2 } from '../../api/generated/types.d.ts'
import { endpointServices } from '../ec2/endpoint-services.ts'
import { networkInterfaces } from '../ec2/network-interfaces.ts'
import { vpcEndpoints } from '../ec2/vpc-endpoints.ts'
import type { Adoption } from './adoption.ts'
import { describeInterface } from './gateways.ts'

export function adoptEndpoints(adoption: Adoption): void {
  adoption.takeAll('ServiceConfigurations', endpointServices, (record) => ({
    record: { ServiceState: 'Available' as const, ...record },
    side: { ready: true },
  }))
  adoption.takeAll('VpcEndpoints', vpcEndpoints, (endpoint) => {
    const record: Ec2.VpcEndpoint = {
      // EC2 API reference, VpcEndpoint: without a type it is a gateway endpoint, the first kind that there was.
      VpcEndpointType: 'Gateway',
      State: 'available' as Ec2.State,
      ...endpoint,
      NetworkInterfaceIds: endpoint.NetworkInterfaceIds ?? interfacesOf(adoption, endpoint.VpcEndpointId),
    }
    for (const id of record.NetworkInterfaceIds ?? []) {
      describeInterface(adoption, id, `VPC Endpoint Interface ${record.VpcEndpointId}`)
    }
    const service = /vpce-svc-[\w-]+$/.exec(record.ServiceName ?? '')?.[0]
    return {
      record,
      side: { label: labelOf(record), hiddenZones: hiddenZonesOf(record), service, changing: false },
    }
  })
}

const interfacesOf = ({ ctx }: Adoption, id = ''): string[] =>
  networkInterfaces
    .everyone(ctx)
    .filter(({ record }) => id !== '' && record.Description?.endsWith(` ${id}`))
    .map((eni) => networkInterfaces.idOf(eni))

const isOwnName = (name: string): boolean => name.endsWith('.vpce.amazonaws.com')

/** The label between the id and the service's name: `vpce-0123-LABEL.ec2.us-east-1.vpce.amazonaws.com`. */
function labelOf({ VpcEndpointId = '', DnsEntries = [] }: Ec2.VpcEndpoint): string {
  const own = DnsEntries.map(({ DnsName = '' }) => DnsName).find((name) =>
    name.startsWith(`${VpcEndpointId}-`),
  )
  return own?.slice(VpcEndpointId.length + 1).split('.')[0] ?? ''
}

/** Names that the endpoint has taken over in its VPC are those that are not its own. */
const hiddenZonesOf = ({ DnsEntries = [] }: Ec2.VpcEndpoint): Record<string, string> =>
  Object.fromEntries(
    DnsEntries.flatMap(({ DnsName, HostedZoneId = '' }) =>
      DnsName === undefined || isOwnName(DnsName) || DnsName.startsWith('*.')
        ? []
        : [[DnsName, HostedZoneId]],
    ),
  )
