import type { Ec2 } from '../../api/generated/types.d.ts'
import type { Context } from '../context.ts'
import { badEndpoint } from './vpc-endpoint-errors.ts'
import { domainKey, type VpcEndpoint, vpcEndpoints } from './vpc-endpoints.ts'
import { vpcs } from './vpcs.ts'

// Private names: an endpoint takes over names of its service inside its VPC, by hidden hosted zones. Within a VPC a
// domain belongs to one endpoint or hosted zone alone (PrivateLink guide, interface-endpoints).

/** The Region is the VPC's. */
type Reader = Pick<Context, 'store' | 'families' | 'region'>

/** The domains whose hidden zones answer for these names: `*.s3.…` is answered by the zone of `s3.…`. */
export const domainsOf = (names: readonly string[]): string[] => [
  ...new Set(names.map((name) => name.replace(/^\*\./, ''))),
]

/** The first of the domains that something else in the VPC answers for. */
export function conflictingDomain(
  ctx: Reader,
  vpcId: string,
  domains: readonly string[],
  except?: string,
): string | undefined {
  return domains.find((domain) => {
    const holders = vpcEndpoints.by(ctx, 'private-domain', domainKey(vpcId, domain))
    return holders.some((held) => vpcEndpoints.idOf(held) !== except) || hasHostedZone(ctx, vpcId, domain)
  })
}

/** The endpoint that answers for a name inside a VPC, by its longest domain. */
export function endpointAnswering(
  ctx: Pick<Context, 'store'>,
  vpcId: string,
  name: string,
): VpcEndpoint | undefined {
  for (let rest = name.toLowerCase(); rest !== ''; rest = parentOf(rest)) {
    const [holder] = vpcEndpoints.by(ctx, 'private-domain', domainKey(vpcId, rest))
    if (holder) return holder
  }
  return undefined
}

const parentOf = (name: string) => (name.includes('.') ? name.slice(name.indexOf('.') + 1) : '')

/** Whether a private hosted zone of that name answers in the VPC. Route 53 is a service above this one. */
function hasHostedZone({ store, families, region }: Reader, vpcId: string, domain: string): boolean {
  const zones = families.all.find(({ name }) => name === 'route53:hosted-zone')
  return zones !== undefined && zones.count({ store }, 'vpc-name', `${region}/${vpcId}/${domain}.`) > 0
}

/** What an endpoint wants private names from. */
export interface NameSource {
  readonly name: string
  readonly privateNames: readonly string[]
  readonly verification?: Ec2.DnsNameState | undefined
}

/** Whether both of the VPC's attributes for DNS are on. */
export function hasVpcDns(ctx: Pick<Context, 'store'>, vpcId: string): boolean {
  const side = vpcs.get(ctx, vpcId)?.side
  return side?.dnsSupport === true && side.dnsHostnames
}

/** Refuses private names that an endpoint cannot have. */
export function requirePrivateNames(
  ctx: Context,
  vpcId: string,
  source: NameSource,
  accepted: boolean,
  except?: string,
): void {
  if (!hasVpcDns(ctx, vpcId)) {
    throw badEndpoint(
      `Enabling private DNS requires both enableDnsSupport and enableDnsHostnames VPC attributes set to true for ${vpcId}`,
    )
  }
  if (!source.privateNames.length) {
    throw badEndpoint(
      `Private DNS can't be enabled because the service ${source.name} does not provide a private DNS name.`,
    )
  }
  if (source.verification !== undefined && source.verification !== 'verified') {
    throw badEndpoint(
      `Private DNS can't be enabled because the service ${source.name} has not verified the private DNS name.`,
    )
  }
  if (!accepted) {
    throw badEndpoint(
      `Private DNS can only be enabled after the endpoint connection is accepted by the owner of ${source.name}.`,
    )
  }
  const taken = conflictingDomain(ctx, vpcId, domainsOf(source.privateNames), except)
  if (taken !== undefined) {
    throw badEndpoint(
      `private-dns-enabled cannot be set because there is already a conflicting DNS domain for ${taken} in the VPC ${vpcId}`,
    )
  }
}
