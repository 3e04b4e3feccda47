import { AwsError } from '../../api/error.ts'
import type { Cloudtrail } from '../../api/generated/types.d.ts'
import { type LedgerEntry, ledger } from '../../world/ledger.ts'
import type { Context } from '../context.ts'
import { operation } from '../operation.ts'
import { pageByToken } from '../paging.ts'
import { invalidToken } from './errors.ts'
import { isDataEvent } from './event-matching.ts'
import { eventRecord, eventSource, eventTime, isReadOnly, userName } from './event-records.ts'
import { eventResources } from './event-resources.ts'

// CloudTrail user guide, view-cloudtrail-events: 90 days of management events, newest first.
const days = 24 * 3600 * 1000
const kept = 90 * days

export const lookupEvents = operation(
  'cloudtrail',
  'LookupEvents',
  {
    fidelity: {
      simplified:
        'Events can be looked up at once, where AWS takes some minutes. Request and response have the members of the API with small first letters, which for some EC2 operations is not letter by letter what AWS records. There are no Insights events. Data events are left out, as at AWS.',
    },
    source: 'CloudTrail API reference, LookupEvents',
  },
  ({ LookupAttributes = [], StartTime, EndTime, EventCategory, MaxResults = 50, NextToken }, ctx) => {
    if (LookupAttributes.length > 1) {
      throw invalidAttributes('You can only specify one lookup attribute at a time.')
    }
    if (MaxResults < 1 || MaxResults > 50) {
      throw new AwsError('InvalidMaxResultsException', 'The MaxResults value must be between 1 and 50.')
    }
    const from = Math.max(timeOf(StartTime) ?? Number.NEGATIVE_INFINITY, ctx.now - kept)
    const until = timeOf(EndTime) ?? Number.POSITIVE_INFINITY
    if (StartTime !== undefined && EndTime !== undefined && (timeOf(StartTime) ?? 0) > until) {
      throw new AwsError('InvalidTimeRangeException', 'StartTime cannot be later than EndTime.')
    }
    const events: LedgerEntry[] = []
    const matches = EventCategory === 'insight' ? () => false : matcher(ctx, LookupAttributes[0])
    for (const entry of ctx.store.all(ledger)) {
      if (isRecorded(entry, ctx) && entry.at >= from && entry.at <= until && matches(entry))
        events.push(entry)
    }
    const { items, next } = pageByToken(
      events.reverse(),
      { size: MaxResults, token: NextToken },
      invalidToken,
    )
    return { Events: items.map((entry) => printEvent(ctx, entry)), ...(next && { NextToken: next }) }
  },
)

const isRecorded = (entry: LedgerEntry, ctx: Context): boolean =>
  entry.principal?.account === ctx.account && entry.region === ctx.region && !isDataEvent(entry)

function timeOf(time: string | undefined): number | undefined {
  if (time === undefined) return undefined
  const at = Date.parse(time)
  return Number.isNaN(at) ? undefined : at
}

const invalidAttributes = (text: string) => new AwsError('InvalidLookupAttributesException', text)

function matcher(
  ctx: Context,
  asked: Cloudtrail.LookupAttribute | undefined,
): (entry: LedgerEntry) => boolean {
  if (!asked) return () => true
  const { AttributeKey, AttributeValue: wanted } = asked
  const resources = (entry: LedgerEntry) => eventResources(ctx, entry)
  const readers: Readonly<Record<Cloudtrail.LookupAttributeKey, (entry: LedgerEntry) => boolean>> = {
    AccessKeyId: ({ accessKeyId }) => accessKeyId === wanted,
    EventId: ({ eventId }) => eventId === wanted,
    EventName: ({ operation }) => operation === wanted,
    EventSource: (entry) => eventSource(entry) === wanted,
    ReadOnly: (entry) => String(isReadOnly(entry)) === wanted,
    ResourceName: (entry) => resources(entry).some(({ ResourceName }) => ResourceName === wanted),
    ResourceType: (entry) => resources(entry).some(({ ResourceType }) => ResourceType === wanted),
    Username: (entry) => userName(entry) === wanted,
  }
  return readers[AttributeKey]
}

function printEvent(ctx: Context, entry: LedgerEntry): Cloudtrail.Event {
  return {
    EventId: entry.eventId,
    EventName: entry.operation,
    ReadOnly: String(isReadOnly(entry)),
    AccessKeyId: entry.accessKeyId,
    EventTime: eventTime(entry),
    EventSource: eventSource(entry),
    Username: userName(entry),
    Resources: eventResources(ctx, entry),
    CloudTrailEvent: eventRecord(entry),
  }
}
