import type { Route53 } from '../../api/generated/types.d.ts'
import { globalHostedZoneIds, regions } from '../../world/catalogue/regions.ts'
import type { Context } from '../context.ts'
import { isWithin, readName } from './domain-names.ts'
import { type HostedZone, hostedZones, zoneKey } from './hosted-zones.ts'
import { type RecordSet, recordsAt } from './record-sets.ts'
import { websiteZoneIds } from './website-zones.ts'

// Where an alias may point: at another record set of its own zone, or at a name of an AWS service, in which case it
// names the zone that the service keeps such names in (Route 53 API reference, AliasTarget).

/** What is wrong with the target of an alias, in Route 53's words. */
export function aliasProblems(ctx: Context, zone: HostedZone, record: RecordSet): string[] {
  const target = record.AliasTarget
  if (!target) return []
  const { name, problem } = readName(target.DNSName ?? '')
  if (problem !== undefined) return [problem]
  const what = `Tried to create an alias that targets ${name}, type ${record.Type} in zone ${target.HostedZoneId}`
  const outside = `${what}, but the alias target name does not lie within the target zone`
  const notFound = `${what}, but that target was not found`
  if (zoneKey(target.HostedZoneId ?? '') === hostedZones.idOf(zone)) {
    const found = recordsAt(ctx, hostedZones.idOf(zone), name).some((one) => one.Type === record.Type)
    if (!isWithin(name, zone.record.Name ?? '')) return [outside, notFound]
    return found && name !== record.Name ? [] : [notFound]
  }
  if (!liesInServiceZone(target.HostedZoneId ?? '', name)) return [outside]
  return target.EvaluateTargetHealth && isDistribution(target)
    ? [`EvaluateTargetHealth cannot be set to true for an alias that targets ${name}`]
    : []
}

const isDistribution = ({ HostedZoneId }: Route53.AliasTarget): boolean =>
  HostedZoneId === globalHostedZoneIds['cloudfront.net']

interface ServiceZone {
  /** The domain that the service's names of one kind lie in. */
  readonly domain: string
  readonly id: string | undefined
}

// Each Region's names of load balancers, endpoints and so on, longest domain first where one lies in another.
const serviceZones: readonly ServiceZone[] = [
  ...regions.flatMap(({ code, hostedZoneIds }): ServiceZone[] => [
    { domain: `elb.${code}.amazonaws.com.`, id: hostedZoneIds.nlb },
    { domain: `${code}.elb.amazonaws.com.`, id: hostedZoneIds.albAndClassic },
    { domain: `${code}.vpce.amazonaws.com.`, id: hostedZoneIds.vpce },
    { domain: `execute-api.${code}.amazonaws.com.`, id: hostedZoneIds.executeApiRegional },
    { domain: `s3-website-${code}.amazonaws.com.`, id: websiteZoneIds[code] },
    { domain: `s3-website.${code}.amazonaws.com.`, id: websiteZoneIds[code] },
  ]),
  ...Object.entries(globalHostedZoneIds).map(([domain, id]) => ({ domain: `${domain}.`, id })),
]

/** Services whose names Route 53 takes and whose zones AWS's list does not give. */
const otherServices = /\.(amazonaws\.com|aws|on\.aws|elasticbeanstalk\.com|awsapprunner\.com)\.$/

function liesInServiceZone(zoneId: string, name: string): boolean {
  const zone = serviceZones.find(({ domain }) => isWithin(name, domain))
  if (zone?.id !== undefined) return zone.id === zoneId
  const isKnownId = serviceZones.some(({ id }) => id === zoneId)
  return !isKnownId && otherServices.test(name)
}
