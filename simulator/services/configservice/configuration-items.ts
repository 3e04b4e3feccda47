import { contract } from '../../api/contract.ts'
import type { Configservice } from '../../api/generated/types.d.ts'
import type { Held } from '../../world/held.ts'
import { type AnyFamily, type Context, timestamp } from '../context.ts'
import { lowerMembers } from '../lower-members.ts'
import { resourceTypeOf } from '../resource-types.ts'
import { mapOfTags } from '../tag-lists.ts'
import { requireRecording } from './recorders.ts'

// Config's view of the world: each resource of a kind that Config knows, as one configuration item.

export interface Discovered {
  readonly family: AnyFamily
  readonly held: Held<Record<string, unknown>>
  readonly type: Configservice.ResourceType
}

/** The kinds of resources that Config knows at all, by its own model. */
function knownTypes(): readonly string[] {
  const input = contract.model('configservice').operation('ListDiscoveredResources')?.input
  const shape = input?.members.get('resourceType')?.shape
  return shape?.kind === 'string' ? (shape.enum ?? []) : []
}

/** The kinds of resources that the recorder records. */
export function recordedFamilies(ctx: Context): ReadonlyMap<string, AnyFamily> {
  const { resourceTypes, exclusionByResourceTypes, recordingStrategy } = requireRecording(ctx)
  const isOnly =
    recordingStrategy?.useOnly === 'INCLUSION_BY_RESOURCE_TYPES' || (resourceTypes?.length ?? 0) > 0
  const only: readonly string[] | undefined = isOnly ? (resourceTypes ?? []) : undefined
  const except: readonly string[] = exclusionByResourceTypes?.resourceTypes ?? []
  const known = knownTypes()
  const found = ctx.families.all.flatMap((family): [string, AnyFamily][] => {
    const type = resourceTypeOf(family)
    if (type === undefined || !known.includes(type) || except.includes(type)) return []
    return only && !only.includes(type) ? [] : [[type, family]]
  })
  return new Map(found)
}

export function discovered(ctx: Context, type: string): Discovered[] {
  const family = recordedFamilies(ctx).get(type)
  return (family?.list(ctx) ?? []).map((held) => ({
    family: family!,
    held,
    type: type as Configservice.ResourceType,
  }))
}

/** What a person called it: a member that is a name, where there is one beside the id. */
export function nameOf({ family, held }: Discovered): string | undefined {
  const id = family.idOf(held)
  const names = ['name', 'Name', 'GroupName', 'LoadBalancerName', 'TargetGroupName', 'DBInstanceIdentifier']
  const found = names.map((name) => held.record[name]).find((name) => typeof name === 'string' && name !== id)
  return typeof found === 'string' ? found : undefined
}

// Config developer guide, resource-config-reference: how a relationship is called.
const contained = new Set(['ec2:vpc', 'ec2:subnet'])

function relationshipsOf(ctx: Context, { family, held }: Discovered): Configservice.Relationship[] {
  return Object.values(family.spec.references ?? {}).flatMap(({ to, read }) => {
    const other = ctx.families.all.find(({ name }) => name === to)
    const type = other && resourceTypeOf(other)
    const ids = read(held)
    if (type === undefined || ids === undefined) return []
    const kind = type.slice(type.lastIndexOf(':') + 1)
    const noun = kind === 'VPC' ? 'Vpc' : kind
    return (typeof ids === 'string' ? [ids] : ids).map((resourceId) => ({
      resourceType: type as Configservice.ResourceType,
      resourceId,
      relationshipName: contained.has(to) ? `Is contained in ${noun}` : `Is associated with ${noun}`,
    }))
  })
}

export function itemOf(ctx: Context, found: Discovered): Configservice.ConfigurationItem {
  const { family, held, type } = found
  const zone = held.record['AvailabilityZone']
  const resourceName = nameOf(found)
  return {
    version: '1.3',
    accountId: held.account,
    configurationItemCaptureTime: timestamp(ctx.now),
    configurationItemStatus: 'OK',
    configurationStateId: String(ctx.now),
    configurationItemMD5Hash: '',
    arn: family.arnOf(held),
    resourceType: type,
    resourceId: family.idOf(held),
    ...(resourceName !== undefined && { resourceName }),
    awsRegion: held.region,
    availabilityZone: typeof zone === 'string' ? zone : 'Not Applicable',
    tags: mapOfTags(family.tagsOf(held, ctx)),
    relatedEvents: [],
    relationships: relationshipsOf(ctx, found),
    configuration: JSON.stringify(lowerMembers(held.record)),
    supplementaryConfiguration: {},
    recordingFrequency: 'CONTINUOUS',
  }
}
