import { AwsError } from '../../api/error.ts'
import type { Cloudtrail } from '../../api/generated/types.d.ts'
import { rollUuid } from '../../kernel/random.ts'
import type { Held } from '../../world/held.ts'
import { type Context, timestamp } from '../context.ts'
import { family } from '../family.ts'
import { due, operation } from '../operation.ts'
import { pageByToken } from '../paging.ts'
import { tagsWith } from '../tag-lists.ts'
import type { Tag } from '../tags.ts'
import { invalidToken, tagRefusals } from './errors.ts'
import { checkAdvancedSelectors } from './event-selectors.ts'

type Settings = Cloudtrail.GetEventDataStoreResponse

export interface EventDataStoreSide {
  readonly tags: readonly Tag[]
}

export type EventDataStore = Held<Settings, EventDataStoreSide>

export const eventDataStores = family<Settings, EventDataStoreSide>({
  service: 'cloudtrail',
  resource: 'eventdatastore',
  id: 'EventDataStoreArn',
  prefix: 'arn:aws:cloudtrail:eventdatastore',
  missing: (id) =>
    new AwsError('EventDataStoreNotFoundException', `The specified event data store was not found: ${id}`),
  tags: { side: 'tags' },
})

const arnPrefix = (ctx: Context) => `arn:aws:cloudtrail:${ctx.region}:${ctx.account}:eventdatastore/`

/** By its ARN or the id at its end. */
export const requireStore = (ctx: Context, name: string): EventDataStore =>
  eventDataStores.require(ctx, name.startsWith('arn:') ? name : arnPrefix(ctx) + name)

const usualSelectors: readonly Cloudtrail.AdvancedEventSelector[] = [
  {
    Name: 'Default management events',
    FieldSelectors: [{ Field: 'eventCategory', Equals: ['Management'] }],
  },
]

const lake = {
  simplified: 'An event data store keeps its settings and its state; events are not queried from it.',
}

export const createEventDataStore = operation(
  'cloudtrail',
  'CreateEventDataStore',
  { fidelity: lake, source: 'CloudTrail API reference, CreateEventDataStore' },
  (input, ctx) => {
    if (eventDataStores.list(ctx).some(({ record }) => record.Name === input.Name)) {
      throw new AwsError(
        'EventDataStoreAlreadyExistsException',
        `An event data store with the name ${input.Name} already exists.`,
      )
    }
    const AdvancedEventSelectors = input.AdvancedEventSelectors ?? usualSelectors
    checkAdvancedSelectors(AdvancedEventSelectors)
    const BillingMode = input.BillingMode ?? 'EXTENDABLE_RETENTION_PRICING'
    const at = timestamp(ctx.now)
    const { record, side } = eventDataStores.create(
      ctx,
      {
        EventDataStoreArn: arnPrefix(ctx) + rollUuid(ctx.store),
        Name: input.Name,
        Status: 'CREATED',
        AdvancedEventSelectors,
        MultiRegionEnabled: input.MultiRegionEnabled ?? true,
        OrganizationEnabled: input.OrganizationEnabled ?? false,
        // The page: one year or seven, by how it is paid for.
        RetentionPeriod: input.RetentionPeriod ?? (BillingMode === 'FIXED_RETENTION_PRICING' ? 2557 : 366),
        TerminationProtectionEnabled: input.TerminationProtectionEnabled ?? true,
        CreatedTimestamp: at,
        UpdatedTimestamp: at,
        ...(input.KmsKeyId !== undefined && { KmsKeyId: input.KmsKeyId }),
        BillingMode,
      },
      { tags: tagsWith([], input.TagsList, tagRefusals) },
    )
    const next = input.StartIngestion === false ? 'STOPPED_INGESTION' : 'ENABLED'
    ctx.after('cloudtrail-changed', 'event-data-store-changed', { arn: record.EventDataStoreArn, next })
    return { ...record, TagsList: side.tags }
  },
)

export const eventDataStoreChanged = due<{ arn: string; next: Cloudtrail.EventDataStoreStatus }>(
  'event-data-store-changed',
  ({ arn, next }, ctx) => {
    const store = eventDataStores.get(ctx, arn)
    if (store && store.record.Status !== 'PENDING_DELETION') {
      eventDataStores.update(ctx, store, { Status: next })
    }
  },
)

export const getEventDataStore = operation(
  'cloudtrail',
  'GetEventDataStore',
  { fidelity: 'exact', source: 'CloudTrail API reference, GetEventDataStore' },
  ({ EventDataStore }, ctx) => requireStore(ctx, EventDataStore).record,
)

export const listEventDataStores = operation(
  'cloudtrail',
  'ListEventDataStores',
  { fidelity: 'exact', source: 'CloudTrail API reference, ListEventDataStores' },
  ({ NextToken, MaxResults = 1000 }, ctx) => {
    const all = eventDataStores.list(ctx)
    const { items, next } = pageByToken(all, { size: MaxResults, token: NextToken }, invalidToken)
    // "These fields are no longer returned": all but ARN and name.
    const EventDataStores = items.map(({ record: { EventDataStoreArn, Name } }) => ({
      EventDataStoreArn,
      Name,
    }))
    return { EventDataStores, ...(next && { NextToken: next }) }
  },
)

export const updateEventDataStore = operation(
  'cloudtrail',
  'UpdateEventDataStore',
  { fidelity: lake, source: 'CloudTrail API reference, UpdateEventDataStore' },
  ({ EventDataStore, ...wanted }, ctx) => {
    const store = requireStore(ctx, EventDataStore)
    requireActive(store)
    if (wanted.AdvancedEventSelectors) checkAdvancedSelectors(wanted.AdvancedEventSelectors)
    return eventDataStores.update(ctx, store, { ...wanted, UpdatedTimestamp: timestamp(ctx.now) }).record
  },
)

function requireActive({ record }: EventDataStore): void {
  if (record.Status === 'PENDING_DELETION') {
    throw new AwsError(
      'InactiveEventDataStoreException',
      `The event data store is inactive: ${record.EventDataStoreArn}`,
    )
  }
}

function changeIngestion(ctx: Context, name: string, starts: boolean): Record<string, never> {
  const store = requireStore(ctx, name)
  const needed = starts ? 'STOPPED_INGESTION' : 'ENABLED'
  if (store.record.Status !== needed) {
    throw new AwsError(
      'InvalidEventDataStoreStatusException',
      `The event data store is not in a status that supports the operation: ${store.record.Status}`,
    )
  }
  eventDataStores.update(ctx, store, { Status: starts ? 'STARTING_INGESTION' : 'STOPPING_INGESTION' })
  ctx.after('cloudtrail-changed', 'event-data-store-changed', {
    arn: store.record.EventDataStoreArn,
    next: starts ? 'ENABLED' : 'STOPPED_INGESTION',
  })
  return {}
}

export const startEventDataStoreIngestion = operation(
  'cloudtrail',
  'StartEventDataStoreIngestion',
  { fidelity: lake, source: 'CloudTrail API reference, StartEventDataStoreIngestion' },
  ({ EventDataStore }, ctx) => changeIngestion(ctx, EventDataStore, true),
)

export const stopEventDataStoreIngestion = operation(
  'cloudtrail',
  'StopEventDataStoreIngestion',
  { fidelity: lake, source: 'CloudTrail API reference, StopEventDataStoreIngestion' },
  ({ EventDataStore }, ctx) => changeIngestion(ctx, EventDataStore, false),
)

export const deleteEventDataStore = operation(
  'cloudtrail',
  'DeleteEventDataStore',
  { fidelity: 'exact', source: 'CloudTrail API reference, DeleteEventDataStore' },
  ({ EventDataStore }, ctx) => {
    const store = requireStore(ctx, EventDataStore)
    requireActive(store)
    if (store.record.TerminationProtectionEnabled) {
      throw new AwsError(
        'EventDataStoreTerminationProtectedException',
        'The event data store cannot be deleted because termination protection is enabled for it.',
      )
    }
    eventDataStores.update(ctx, store, { Status: 'PENDING_DELETION', UpdatedTimestamp: timestamp(ctx.now) })
    ctx.after('event-data-store-forgotten', 'event-data-store-forgotten', {
      arn: store.record.EventDataStoreArn,
    })
    return {}
  },
)

export const restoreEventDataStore = operation(
  'cloudtrail',
  'RestoreEventDataStore',
  { fidelity: 'exact', source: 'CloudTrail API reference, RestoreEventDataStore' },
  ({ EventDataStore }, ctx) => {
    const store = requireStore(ctx, EventDataStore)
    if (store.record.Status !== 'PENDING_DELETION') {
      throw new AwsError(
        'InvalidEventDataStoreStatusException',
        'The event data store is not in a status that supports the operation.',
      )
    }
    const restored = { Status: 'ENABLED', UpdatedTimestamp: timestamp(ctx.now) } as const
    return eventDataStores.update(ctx, store, restored).record
  },
)

export const eventDataStoreForgotten = due<{ arn: string }>('event-data-store-forgotten', ({ arn }, ctx) => {
  const store = eventDataStores.get(ctx, arn)
  if (store?.record.Status === 'PENDING_DELETION') eventDataStores.remove(ctx, store)
})
