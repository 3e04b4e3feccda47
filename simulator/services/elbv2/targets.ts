import type { Elbv2 } from '../../api/generated/types.d.ts'
import { type Store, table } from '../../kernel/store.ts'
import type { Context } from '../context.ts'

// Who is registered with which target group. AWS has no resource for a registration, so neither is it one here.

export interface Registration {
  readonly group: string
  /** An instance, an address or an Application Load Balancer. */
  readonly id: string
  readonly port: number
  /** The zone of an address, or `all`. */
  readonly zone?: string | undefined
  /** When it was registered, in milliseconds since 1970. */
  readonly since: number
  /** While it is deregistering: until when connections that it has may go on. */
  readonly drainsUntil?: number | undefined
}

const keyOf = (group: string, id: string, port: number): string => `${group}/${id}/${port}`

export const registrations = table<Registration>(
  'elbv2:registration',
  ({ group, id, port }) => keyOf(group, id, port),
  { group: ({ group }) => group, target: ({ id }) => id },
)

/** The targets of a group, in the order of their registration; those that have drained are gone. */
export const targetsOf = (ctx: Pick<Context, 'store' | 'now'>, group: string): Registration[] =>
  ctx.store.by(registrations, 'group', group).filter((target) => !hasDrained(ctx, target))

/** Every registration of a target, whatever the group. */
export const registrationsOf = (ctx: Pick<Context, 'store' | 'now'>, id: string): Registration[] =>
  ctx.store.by(registrations, 'target', id).filter((target) => !hasDrained(ctx, target))

const hasDrained = ({ now }: Pick<Context, 'now'>, { drainsUntil }: Registration): boolean =>
  drainsUntil !== undefined && drainsUntil <= now

export const findTarget = (store: Store, group: string, id: string, port: number): Registration | undefined =>
  store.get(registrations, keyOf(group, id, port))

export function dropTargetsOf(ctx: Pick<Context, 'store'>, group: string): void {
  for (const target of ctx.store.by(registrations, 'group', group)) dropTarget(ctx.store, target)
}

export const dropTarget = (store: Store, { group, id, port }: Registration): void =>
  void store.delete(registrations, keyOf(group, id, port))

/** Forgets the targets of a group that have drained. */
export function forgetDrained(ctx: Pick<Context, 'store' | 'now'>, group: string): void {
  for (const target of ctx.store.by(registrations, 'group', group)) {
    if (hasDrained(ctx, target)) dropTarget(ctx.store, target)
  }
}

/** A target as the API names it. */
export const describeTarget = ({ id, port, zone }: Registration): Elbv2.TargetDescription => ({
  Id: id,
  Port: port,
  ...(zone !== undefined && { AvailabilityZone: zone }),
})
