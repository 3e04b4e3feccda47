import type { Ec2 } from '../../api/generated/types.d.ts'
import { scramble } from '../../kernel/random.ts'
import { networkInterfaces } from '../../services/ec2/network-interfaces.ts'
import { isThere, type VpcEndpoint, vpcEndpoints } from '../../services/ec2/vpc-endpoints.ts'
import { resourceAssociations, serviceAssociations } from '../../services/vpc-lattice/associations.ts'
import { latticeServices } from '../../services/vpc-lattice/lattice-services.ts'
import { resourceConfigurations } from '../../services/vpc-lattice/resource-configurations.ts'
import type { Fabric } from '../fabric.ts'
import { perTables } from '../remembered.ts'
import type { Lookup } from './lookup.ts'
import type { Named } from './named.ts'

// Names of VPC Lattice: services, and resources as endpoints lead to them.

const ttl = 60

export function latticeName({ fabric }: Lookup, host: string): Named | undefined {
  if (host.includes('.vpc-lattice-svcs.'))
    return serviceThroughEndpoint(fabric, host) ?? serviceName(fabric, host)
  if (host.includes('.vpc-lattice-rsc.')) return resourceName(fabric, host)
  return undefined
}

// VPC Lattice user guide, how-it-works: services answer at link-local addresses of 169.254.171.0/24.
function serviceName(fabric: Fabric, host: string): Named | undefined {
  const label = host.slice(0, host.indexOf('.'))
  const id = `svc-${label.slice(label.lastIndexOf('-') + 1)}`
  const service = latticeServices.get(fabric, id)
  if (service?.record.dnsEntry?.domainName?.toLowerCase() !== host) return undefined
  const last = 32 + (scramble(id)[0] % 192)
  const ipv6 = `fd00:ec2:80::a9fe:ab${last.toString(16)}`
  return { ipv4: [`169.254.171.${last}`], ipv6: [ipv6], ttl, reason: 'lattice-name', evidence: [id] }
}

/** `vpce-1a-snsa-3c.svc-2b.….vpc-lattice-svcs.…`: PrivateLink guide, privatelink-access-service-networks. */
function serviceThroughEndpoint(fabric: Fabric, host: string): Named | undefined {
  const [, id = '', association = '', service] =
    /^(vpce-[0-9a-f]+)-(snsa-[0-9a-z]+)\.(svc-[0-9a-z]+)\.[0-9a-z]+\.vpc-lattice-svcs\./.exec(host) ?? []
  const endpoint = vpcEndpoints.get(fabric, id)
  const link = serviceAssociations.get(fabric, association)?.record
  if (!endpoint || !isThere(endpoint) || service === undefined || link?.serviceId !== service)
    return undefined
  if (link.serviceNetworkArn !== endpoint.record.ServiceNetworkArn) return undefined
  return { ...endpointAddresses(fabric, endpoint), reason: 'lattice-name' }
}

/** `vpce-1a.rcfg-2b.….vpc-lattice-rsc.…`, and `vpce-1a-snra-3c.rcfg-2b.…` for an endpoint to a service network. */
function resourceName(fabric: Fabric, host: string): Named | undefined {
  const [, id = '', association, resource] =
    /^(vpce-[0-9a-f]+)(?:-(snra-[0-9a-z]+))?\.(rcfg-[0-9a-z]+)\.[0-9a-z]+\.vpc-lattice-rsc\./.exec(host) ?? []
  const endpoint = vpcEndpoints.get(fabric, id)
  if (!endpoint || !isThere(endpoint) || resource === undefined) return undefined
  const { ResourceConfigurationArn, ServiceNetworkArn } = endpoint.record
  const leads =
    association === undefined
      ? ResourceConfigurationArn?.endsWith(`/${resource}`)
      : ServiceNetworkArn !== undefined &&
        resourceAssociations.get(fabric, association)?.record.serviceNetworkArn === ServiceNetworkArn
  return leads ? { ...endpointAddresses(fabric, endpoint), reason: 'lattice-name' } : undefined
}

/** The addresses of an endpoint for what VPC Lattice manages. */
export function endpointAddresses(fabric: Fabric, { record }: VpcEndpoint): Named {
  const enis = (record.NetworkInterfaceIds ?? []).flatMap(
    (id) => networkInterfaces.get(fabric, id)?.record ?? [],
  )
  const type = record.DnsOptions?.DnsRecordIpType ?? 'ipv4'
  return {
    ipv4: type === 'ipv6' ? [] : enis.flatMap((eni) => eni.PrivateIpAddress ?? []),
    ipv6:
      type === 'ipv4'
        ? []
        : enis.flatMap((eni) => eni.Ipv6Addresses?.flatMap((one) => one.Ipv6Address ?? []) ?? []),
    ttl,
    reason: 'endpoint-private-name',
    evidence: [record.VpcEndpointId ?? ''],
  }
}

/** The endpoints of a VPC that take over resources' own domain names, by domain, without the dot at the end. */
export const resourceDomains = perTables(
  [vpcEndpoints.table, resourceConfigurations.table, resourceAssociations.table],
  (store, vpc): ReadonlyMap<string, string> => {
    const domains = new Map<string, string>()
    for (const endpoint of vpcEndpoints.by({ store }, 'vpc', vpc)) {
      if (!endpoint.record.PrivateDnsEnabled || !isThere(endpoint)) continue
      for (const arn of resourcesBehind({ store }, endpoint.record)) {
        const resource = resourceConfigurations.get({ store }, arn.slice(arn.lastIndexOf('/') + 1))?.record
        const domain = resource?.customDomainName?.toLowerCase()
        if (domain !== undefined && isWanted(endpoint.record.DnsOptions, domain)) {
          domains.set(domain, endpoint.record.VpcEndpointId ?? '')
        }
      }
    }
    return domains
  },
)

function resourcesBehind(ctx: Pick<Fabric, 'store'>, endpoint: Ec2.VpcEndpoint): readonly string[] {
  const { ResourceConfigurationArn, ServiceNetworkArn } = endpoint
  if (ResourceConfigurationArn !== undefined) return [ResourceConfigurationArn]
  if (ServiceNetworkArn === undefined) return []
  const network = ServiceNetworkArn.slice(ServiceNetworkArn.lastIndexOf('/') + 1)
  return resourceAssociations
    .by(ctx, 'service-network', network)
    .filter(({ record }) => record.privateDnsEnabled)
    .flatMap(({ record }) => record.resourceConfigurationArn ?? [])
}

// EC2 API reference, DnsOptionsSpecification, PrivateDnsPreference.
// NOT MODELLED: verification of domains; none counts as verified.
function isWanted(options: Ec2.DnsOptions | undefined, domain: string): boolean {
  const {
    PrivateDnsPreference: preference = 'VERIFIED_DOMAINS_ONLY',
    PrivateDnsSpecifiedDomains: named = [],
  } = options ?? {}
  if (preference === 'ALL_DOMAINS') return true
  const isNamed = named.some(
    (one) => one === domain || (one.startsWith('*.') && domain.endsWith(one.slice(1))),
  )
  return isNamed && preference !== 'VERIFIED_DOMAINS_ONLY'
}
