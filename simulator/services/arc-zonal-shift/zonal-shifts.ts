import { AwsError } from '../../api/error.ts'
import type { ArcZonalShift } from '../../api/generated/types.d.ts'
import { rollUuid } from '../../kernel/random.ts'
import { regionOf } from '../../world/catalogue/regions.ts'
import type { Held } from '../../world/held.ts'
import { type Context, timestamp } from '../context.ts'
import { family } from '../family.ts'
import { operation } from '../operation.ts'
import { pageByToken } from '../paging.ts'

// Moving traffic of a load balancer out of a zone (ARC guide, arc-zonal-shift). The load balancers are those of
// Elastic Load Balancing; the data plane asks `activeShiftOf` which of their zones is left out.

const notFound = (text: string) => new AwsError('ResourceNotFoundException', text, 404)
const invalid = (message: string, reason: string) =>
  new AwsError('ValidationException', message, 400, { reason })
const conflict = (message: string, reason: string) =>
  new AwsError('ConflictException', message, 409, { reason })
const invalidToken = () => invalid('The nextToken is not valid.', 'InvalidNextToken')

export const zonalShifts = family<ArcZonalShift.ZonalShiftSummary>({
  service: 'arc-zonal-shift',
  resource: 'zonal-shift',
  id: 'zonalShiftId',
  prefix: 'arc-zonal-shift:zonal-shift',
  missing: (id) => notFound(`Zonal shift ${id} was not found.`),
  indexes: { resource: ({ record }) => record.resourceIdentifier },
})

type Shift = ReturnType<typeof zonalShifts.require>
type Balancer = Held<Record<string, unknown>>

const balancers = (ctx: Context): Balancer[] =>
  ctx.families.all.find(({ name }) => name === 'elbv2:load-balancer')?.list(ctx) ?? []

function requireManaged(ctx: Context, arn: string): Balancer {
  const found = balancers(ctx).find(({ record }) => record['LoadBalancerArn'] === arn)
  // The guide: gateway load balancers cannot be shifted.
  if (found && found.record['Type'] !== 'gateway') return found
  throw notFound(`The resource ${arn} was not found or cannot be managed.`)
}

/** A shift ends by itself: nothing has to happen at its expiry for it to be over. */
const statusOf = ({ record }: Shift, now: number): ArcZonalShift.ZonalShiftStatus =>
  record.status === 'ACTIVE' && Date.parse(record.expiryTime ?? '') <= now
    ? 'EXPIRED'
    : (record.status ?? 'EXPIRED')

/** The shift that is under way for a load balancer, if there is one. */
export const activeShiftOf = (ctx: Pick<Context, 'store' | 'now'>, arn: string): Shift | undefined =>
  zonalShifts.by(ctx, 'resource', arn).find((shift) => statusOf(shift, ctx.now) === 'ACTIVE')

const zonesOf = ({ record }: Balancer): string[] =>
  ((record['AvailabilityZones'] ?? []) as readonly { ZoneName?: string }[]).map(
    ({ ZoneName = '' }) => ZoneName,
  )

function zoneIdsOf(ctx: Context, balancer: Balancer): string[] {
  const names = zonesOf(balancer)
  const subnets = ctx.families.all.find(({ name }) => name === 'ec2:subnet')?.list(ctx) ?? []
  const ids = subnets
    .filter(({ record }) => names.includes(String(record['AvailabilityZone'])))
    .map(({ record }) => String(record['AvailabilityZoneId']))
  return [...new Set(ids)].sort()
}

const units: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000 }
const mostHours = 72

/** `30m` or `8h`, from now on. The guide: three days at most. */
function expiryOf(ctx: Context, expiresIn: string): string {
  const [, count, unit = ''] = /^([1-9]\d*)([mh])$/.exec(expiresIn) ?? []
  const length = Number(count) * (units[unit] ?? Number.NaN)
  if (!(length > 0) || length > mostHours * 3_600_000) {
    throw invalid(
      `The expiry ${expiresIn} must be minutes or hours, and no more than three days.`,
      'InvalidExpiresIn',
    )
  }
  return timestamp(ctx.now + length)
}

function print(shift: Shift, now: number): ArcZonalShift.ZonalShift {
  const { zonalShiftId, resourceIdentifier, awayFrom, expiryTime, startTime, comment } = shift.record
  const status = statusOf(shift, now)
  return { zonalShiftId, resourceIdentifier, awayFrom, expiryTime, startTime, status, comment }
}

export const startZonalShift = operation(
  'arc-zonal-shift',
  'StartZonalShift',
  {
    fidelity: { simplified: 'Network and application load balancers can be shifted, nothing else.' },
    source: 'ARC zonal shift API reference, StartZonalShift',
  },
  ({ resourceIdentifier, awayFrom, expiresIn, comment }, ctx) => {
    const balancer = requireManaged(ctx, resourceIdentifier)
    if (!zoneIdsOf(ctx, balancer).includes(awayFrom)) {
      const isZone = regionOf(ctx.region)?.zoneIds.includes(awayFrom)
      throw invalid(
        isZone
          ? `The resource ${resourceIdentifier} is not in the Availability Zone ${awayFrom}.`
          : `${awayFrom} is not the id of an Availability Zone.`,
        'InvalidAz',
      )
    }
    if (activeShiftOf(ctx, resourceIdentifier)) {
      throw conflict(`A zonal shift already exists for ${resourceIdentifier}.`, 'ZonalShiftAlreadyExists')
    }
    const shift = zonalShifts.create(ctx, {
      zonalShiftId: rollUuid(ctx.store),
      resourceIdentifier,
      awayFrom,
      expiryTime: expiryOf(ctx, expiresIn),
      startTime: timestamp(ctx.now),
      status: 'ACTIVE',
      comment,
      shiftType: 'ZONAL_SHIFT',
    })
    return print(shift, ctx.now)
  },
)

function requireActive(ctx: Context, id: string): Shift {
  const shift = zonalShifts.require(ctx, id)
  if (statusOf(shift, ctx.now) === 'ACTIVE') return shift
  throw conflict(`Zonal shift ${id} is not active.`, 'ZonalShiftStatusNotActive')
}

export const updateZonalShift = operation(
  'arc-zonal-shift',
  'UpdateZonalShift',
  { fidelity: 'exact', source: 'ARC zonal shift API reference, UpdateZonalShift' },
  ({ zonalShiftId, comment, expiresIn }, ctx) => {
    const shift = zonalShifts.update(ctx, requireActive(ctx, zonalShiftId), {
      ...(comment !== undefined && { comment }),
      ...(expiresIn !== undefined && { expiryTime: expiryOf(ctx, expiresIn) }),
    })
    return print(shift, ctx.now)
  },
)

export const cancelZonalShift = operation(
  'arc-zonal-shift',
  'CancelZonalShift',
  { fidelity: 'exact', source: 'ARC zonal shift API reference, CancelZonalShift' },
  ({ zonalShiftId }, ctx) =>
    print(zonalShifts.update(ctx, requireActive(ctx, zonalShiftId), { status: 'CANCELED' }), ctx.now),
)

export const listZonalShifts = operation(
  'arc-zonal-shift',
  'ListZonalShifts',
  { fidelity: 'exact', source: 'ARC zonal shift API reference, ListZonalShifts' },
  ({ status, resourceIdentifier, maxResults = 100, nextToken }, ctx) => {
    const found = zonalShifts
      .list(ctx)
      .filter(
        (shift) =>
          (status === undefined || statusOf(shift, ctx.now) === status) &&
          (resourceIdentifier === undefined || shift.record.resourceIdentifier === resourceIdentifier),
      )
    const { items, next } = pageByToken(found, { size: maxResults, token: nextToken }, invalidToken)
    return {
      items: items.map((shift) => ({ ...print(shift, ctx.now), shiftType: shift.record.shiftType })),
      ...(next && { nextToken: next }),
    }
  },
)

function inResource({ record }: Shift): ArcZonalShift.ZonalShiftInResource {
  const { status: _, ...shift } = record
  return { appliedStatus: 'APPLIED', ...shift }
}

function describeManaged(ctx: Context, balancer: Balancer) {
  const arn = String(balancer.record['LoadBalancerArn'])
  const shift = activeShiftOf(ctx, arn)
  const zones = zoneIdsOf(ctx, balancer)
  const away = shift?.record.awayFrom
  return {
    zones,
    managed: {
      arn,
      name: String(balancer.record['LoadBalancerName']),
      appliedWeights: Object.fromEntries(zones.map((zone) => [zone, zone === away ? 0 : 1])),
      zonalShifts: shift ? [inResource(shift)] : [],
      autoshifts: [],
      zonalAutoshiftStatus: 'DISABLED' as const,
    },
  }
}

export const getManagedResource = operation(
  'arc-zonal-shift',
  'GetManagedResource',
  {
    fidelity: { simplified: 'AWS starts no autoshift by itself, and there are no practice runs.' },
    source: 'ARC zonal shift API reference, GetManagedResource',
  },
  ({ resourceIdentifier }, ctx) => describeManaged(ctx, requireManaged(ctx, resourceIdentifier)).managed,
)

export const listManagedResources = operation(
  'arc-zonal-shift',
  'ListManagedResources',
  {
    fidelity: { simplified: 'Network and application load balancers, nothing else.' },
    source: 'ARC zonal shift API reference, ListManagedResources',
  },
  ({ maxResults = 100, nextToken }, ctx) => {
    const found = balancers(ctx).filter(({ record }) => record['Type'] !== 'gateway')
    const { items, next } = pageByToken(found, { size: maxResults, token: nextToken }, invalidToken)
    return {
      items: items.map((balancer) => {
        const { managed, zones } = describeManaged(ctx, balancer)
        return { ...managed, availabilityZones: zones }
      }),
      ...(next && { nextToken: next }),
    }
  },
)
