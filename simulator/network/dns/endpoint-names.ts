import type { Ec2 } from '../../api/generated/types.d.ts'
import { endpointServices, loadBalancersOf } from '../../services/ec2/endpoint-services.ts'
import { type NetworkInterface, networkInterfaces } from '../../services/ec2/network-interfaces.ts'
import { isThere, type VpcEndpoint, vpcEndpoints } from '../../services/ec2/vpc-endpoints.ts'
import { loadBalancers } from '../../services/elbv2/load-balancers.ts'
import type { Fabric } from '../fabric.ts'
import { struckAt } from '../struck.ts'
import { nodesInDns } from './balancer-health.ts'
import type { Lookup } from './lookup.ts'
import type { Named } from './named.ts'

// Names of VPC endpoints in the public DNS. PrivateLink guide, privatelink-access-aws-services, "DNS hostnames": they
// resolve everywhere, to the private addresses of the endpoint's network interfaces.

/** Observed. */
const ttl = 60

/** `vpce-1a2b-abcd1234.monitoring.us-east-1.vpce.amazonaws.com`, with a zone, or with labels in front for S3. */
export function endpointName(lookup: Lookup, host: string): Named | undefined {
  if (!host.endsWith('.vpce.amazonaws.com')) return undefined
  const id = /(?:^|\.)(vpce-[0-9a-f]+)-[0-9a-z]/.exec(host)?.[1]
  const endpoint = id === undefined ? undefined : vpcEndpoints.get(lookup.fabric, id)
  if (!endpoint || !isThere(endpoint)) return undefined
  const entry = ownNames(endpoint.record).find((name) => covers(name, host))
  if (entry === undefined) return undefined
  const enis = interfacesOf(lookup.fabric, endpoint)
  const zone = zoneIn(entry)
  const shown =
    zone === undefined
      ? healthy(lookup, endpoint, enis)
      : enis.filter(({ record }) => record.AvailabilityZone === zone)
  return namedAs(endpoint, shown, 'public')
}

/**
 * `a1b2c3-vpce-1a2b.execute-api.us-east-1.amazonaws.com`: a private API by the endpoint that it is reached through (API
 * Gateway developer guide, apigateway-private-api-test-invoke-url).
 */
export function privateApiName(lookup: Lookup, host: string): Named | undefined {
  const [, id = '', region] =
    /^[a-z0-9]+-(vpce-[0-9a-f]+)\.execute-api\.([a-z0-9-]+)\.amazonaws\.com$/.exec(host) ?? []
  const endpoint = vpcEndpoints.get(lookup.fabric, id)
  const isForApis = endpoint?.record.ServiceName === `com.amazonaws.${region}.execute-api`
  if (!endpoint || !isForApis || !isThere(endpoint)) return undefined
  return namedAs(endpoint, healthy(lookup, endpoint, interfacesOf(lookup.fabric, endpoint)), 'public')
}

/** The Regional name first, then one for each zone. */
const ownNames = ({ DnsEntries = [] }: Ec2.VpcEndpoint): string[] =>
  DnsEntries.map(({ DnsName = '' }) => DnsName.toLowerCase()).filter((name) =>
    name.endsWith('.vpce.amazonaws.com'),
  )

/** `*.vpce-…` stands for any labels in front, and the name without one resolves, too. */
const covers = (name: string, host: string): boolean =>
  name.startsWith('*.') ? host === name.slice(2) || host.endsWith(name.slice(1)) : host === name

/** The zone that a name is for: `vpce-1a2b-abcd1234-us-east-1a.…`. */
const zoneIn = (name: string): string | undefined =>
  /^(?:\*\.)?vpce-[0-9a-f]+-[0-9a-z]+-([^.]+)\./.exec(name)?.[1]

/** What an endpoint's private name stands for inside its VPC. */
export function privateNamed(lookup: Lookup, endpoint: VpcEndpoint): Named {
  const [regional] = ownNames(endpoint.record)
  // PrivateLink guide, manage-dns-names: a customer's private name is another name for the endpoint's Regional one.
  if (endpoint.side.service !== undefined && regional !== undefined) {
    return {
      alias: `${regional}.`,
      ttl,
      reason: 'endpoint-private-name',
      evidence: [endpoint.record.VpcEndpointId ?? ''],
    }
  }
  const shown = healthy(lookup, endpoint, interfacesOf(lookup.fabric, endpoint))
  return { ...namedAs(endpoint, shown, 'private'), reason: 'endpoint-private-name' }
}

const interfacesOf = (fabric: Fabric, { record }: VpcEndpoint): NetworkInterface[] =>
  (record.NetworkInterfaceIds ?? []).flatMap((id) => networkInterfaces.get(fabric, id) ?? [])

/** Zones that are down, or in which the service behind has nobody healthy, are left out, unless all of them are. */
function healthy(
  lookup: Lookup,
  endpoint: VpcEndpoint,
  enis: readonly NetworkInterface[],
): readonly NetworkInterface[] {
  const zones = servingZones(lookup, endpoint)
  const up = enis.filter(
    (eni) =>
      struckAt(lookup.fabric, eni) === undefined &&
      (zones === undefined || zones.has(eni.record.AvailabilityZoneId ?? '')),
  )
  return up.length ? up : enis
}

/** The ids of zones in which a customer's service answers; undefined where all do: AWS's own, and from other Regions. */
function servingZones(lookup: Lookup, { region, side }: VpcEndpoint): ReadonlySet<string> | undefined {
  const { fabric } = lookup
  const service = side.service === undefined ? undefined : endpointServices.get(fabric, side.service)
  if (!service || service.region !== region) return undefined
  const balancers = loadBalancersOf(service.record).flatMap((arn) => loadBalancers.get(fabric, arn) ?? [])
  const nodes = balancers.flatMap((balancer) => nodesInDns(lookup, balancer).nodes)
  return new Set(nodes.map(({ zone }) => zone))
}

// EC2 API reference, DnsOptions, and PrivateLink guide, interface-endpoints: `service-defined` gives IPv6 to the
// endpoint's own names alone.
function namedAs(
  { record }: VpcEndpoint,
  enis: readonly NetworkInterface[],
  kind: 'public' | 'private',
): Named {
  const type =
    record.DnsOptions?.DnsRecordIpType ??
    (record.IpAddressType?.toLowerCase() as string | undefined) ??
    'ipv4'
  const hasIpv4 = type !== 'ipv6'
  const hasIpv6 = type === 'ipv6' || type === 'dualstack' || (type === 'service-defined' && kind === 'public')
  const ipv4 = enis.flatMap((eni) => eni.record.PrivateIpAddress ?? [])
  const ipv6 = enis.flatMap((eni) => eni.record.Ipv6Addresses?.flatMap((one) => one.Ipv6Address ?? []) ?? [])
  return {
    ipv4: hasIpv4 ? ipv4 : [],
    ipv6: hasIpv6 ? ipv6 : [],
    ttl,
    reason: 'endpoint-name',
    evidence: [record.VpcEndpointId ?? '', ...enis.map((eni) => eni.record.NetworkInterfaceId ?? '')],
    isHealthy: enis.length > 0,
  }
}
