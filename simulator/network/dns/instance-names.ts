import type { Ec2 } from '../../api/generated/types.d.ts'
import {
  type Address,
  formatAddress,
  parseAddress,
  parsePrefix,
  prefixContains,
} from '../../kernel/address.ts'
import { instances } from '../../services/ec2/instances.ts'
import {
  interfacesOf,
  type NetworkInterface,
  networkInterfaces,
} from '../../services/ec2/network-interfaces.ts'
import {
  privateDnsName,
  privateDomain,
  publicAddresses,
  publicDnsName,
} from '../../services/ec2/public-addresses.ts'
import { peeringConnections } from '../../services/ec2/vpc-peering-connections.ts'
import { publicIpv4Ranges } from '../../world/catalogue/address-ranges.ts'
import { isRegion } from '../../world/catalogue/regions.ts'
import { interfaceAt } from '../compiled/addresses.ts'
import type { Fabric } from '../fabric.ts'
import type { Named } from './named.ts'
import { addressOfReverseName } from './reverse-names.ts'
import { type HeldVpc, hasVpcNames } from './vpc-dns.ts'

// Names that AWS makes of addresses: `ec2-3-80-1-2.compute-1.amazonaws.com`, `ip-10-0-1-5.ec2.internal`
// (VPC user guide, vpc-dns, and EC2 user guide, ec2-instance-naming).

const ttl = 60

/** A public name, as everybody outside the VPC sees it. */
export function instanceName(host: string): Named | undefined {
  const read = readPublicName(host)
  if (!read || !isPublicIn(read.region, read.address)) return undefined
  return { ipv4: [read.address], ttl, reason: 'instance-name', evidence: [read.address] }
}

function readPublicName(host: string): { readonly address: string; readonly region: string } | undefined {
  const [, dashed, domain] = /^ec2-(\d+-\d+-\d+-\d+)\.([a-z0-9.-]+)\.amazonaws\.com$/.exec(host) ?? []
  const address = dashed?.replaceAll('-', '.')
  const region = domain === 'compute-1' ? 'us-east-1' : domain?.replace(/\.compute$/, '')
  if (address === undefined || region === undefined || !isRegion(region)) return undefined
  return publicDnsName(region, address) === host && parseAddress(address) !== undefined
    ? { address, region }
    : undefined
}

function isPublicIn(region: string, text: string): boolean {
  const address = parseAddress(text)!
  return publicIpv4Ranges(region).some((cidr) => prefixContains(parsePrefix(cidr)!.prefix, address))
}

/** What a VPC's own resolver says of a name of an instance; undefined where it has nothing to say of its own. */
export function instanceNameIn(fabric: Fabric, vpc: HeldVpc, host: string): Named | undefined {
  const read = readPublicName(host)
  if (!read) return undefined
  const [eni] = networkInterfaces.by(fabric, 'public-address', read.address)
  const home = eni?.record.VpcId
  const isPeers = eni !== undefined && home !== vpc.record.VpcId && resolvesForPeer(fabric, eni, vpc)
  if (!eni || !(home === vpc.record.VpcId || isPeers)) return undefined
  const own = eni.record.PrivateIpAddresses?.find((one) => one.Association?.PublicIp === read.address)
  const evidence = [eni.record.NetworkInterfaceId ?? '', ...(isPeers ? [home ?? ''] : [])]
  return { ipv4: [own?.PrivateIpAddress ?? ''], ttl, reason: isPeers ? 'peer-name' : 'vpc-name', evidence }
}

// VPC peering guide, vpc-peering-dns: the owner of the peer allows it, and both VPCs have both attributes on.
function resolvesForPeer(fabric: Fabric, { record }: NetworkInterface, asking: HeldVpc): boolean {
  const side = peersOf(fabric, asking.record.VpcId ?? '').find(({ VpcId }) => VpcId === record.VpcId)
  return (
    side?.PeeringOptions?.AllowDnsResolutionFromRemoteVpc === true && hasVpcNames(fabric, record.VpcId ?? '')
  )
}

/** The other ends of a VPC's active peering connections. */
export function peersOf(fabric: Fabric, vpc: string): Ec2.VpcPeeringConnectionVpcInfo[] {
  return peeringConnections
    .by(fabric, 'vpc', vpc)
    .filter(({ record }) => record.Status?.Code === 'active')
    .flatMap(
      ({ record: { AccepterVpcInfo, RequesterVpcInfo } }) =>
        (AccepterVpcInfo?.VpcId === vpc ? RequesterVpcInfo : AccepterVpcInfo) ?? [],
    )
}

/** A private name: of an address, or of an instance's id where the instance has such records. */
export function privateNameIn(fabric: Fabric, vpc: HeldVpc, host: string): Named | undefined {
  const { VpcId = '' } = vpc.record
  const domain = `.${privateDomain(vpc.region)}`
  if (!host.endsWith(domain)) return undefined
  const label = host.slice(0, -domain.length)
  const address = parseAddress(/^ip-(\d+-\d+-\d+-\d+)$/.exec(label)?.[1]?.replaceAll('-', '.') ?? '')
  if (address !== undefined) {
    const eni = interfaceAt(fabric, VpcId, address)
    return (
      eni && {
        ipv4: [formatAddress(address)],
        ttl,
        reason: 'vpc-name',
        evidence: [eni.record.NetworkInterfaceId ?? ''],
      }
    )
  }
  const instance = label.startsWith('i-') ? instances.get(fabric, label)?.record : undefined
  if (instance?.VpcId !== VpcId) return undefined
  const { EnableResourceNameDnsARecord: a, EnableResourceNameDnsAAAARecord: aaaa } =
    instance.PrivateDnsNameOptions ?? {}
  const own = interfacesOf(fabric, label)
  const eni = (own.find(({ record }) => record.Attachment?.DeviceIndex === 0) ?? own[0])?.record
  const ipv6 = eni?.Ipv6Addresses?.flatMap((one) => one.Ipv6Address ?? []) ?? []
  return {
    ipv4: a && eni?.PrivateIpAddress !== undefined ? [eni.PrivateIpAddress] : [],
    ipv6: aaaa ? ipv6 : [],
    ttl,
    reason: 'vpc-name',
    evidence: [label],
  }
}

/** The name of a private address that somebody in the VPC, or in a peer whose names it may know, has. */
export function reverseNameIn(fabric: Fabric, vpc: HeldVpc, address: Address): Named | undefined {
  const homes = [
    vpc.record.VpcId ?? '',
    ...peersOf(fabric, vpc.record.VpcId ?? '').map(({ VpcId = '' }) => VpcId),
  ]
  for (const home of homes) {
    const eni = interfaceAt(fabric, home, address)
    if (!eni || typeof address !== 'number') continue
    const pointer = `${privateDnsName(eni.region, formatAddress(address))}.`
    return { pointer, ttl, reason: 'reverse-name', evidence: [eni.record.NetworkInterfaceId ?? ''] }
  }
  return undefined
}

/** The name of a public address of AWS's customers. */
export function publicReverseName(fabric: Fabric, name: string): Named | undefined {
  const address = addressOfReverseName(name)
  if (typeof address !== 'number') return undefined
  const text = formatAddress(address)
  const taken = fabric.store.get(publicAddresses, text)
  return (
    taken && {
      pointer: `${publicDnsName(taken.region, text)}.`,
      ttl,
      reason: 'reverse-name',
      evidence: [text],
    }
  )
}
