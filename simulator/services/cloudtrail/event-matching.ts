import type { Cloudtrail } from '../../api/generated/types.d.ts'
import type { LedgerEntry } from '../../world/ledger.ts'
import { deniedByEndpoint, eventSource, isReadOnly } from './event-records.ts'
import type { Trail } from './trails.ts'

// Which events a trail records. CloudTrail API reference, EventSelector and AdvancedFieldSelector.

/** The same guide, logging-data-events-with-cloudtrail: these are data events, which neither history nor trails have. */
const dataEvents: Readonly<Record<string, RegExp>> = {
  cloudwatch: /^(PutMetricData|GetMetric|ListMetrics)/,
  dynamodb: /Item|^(Query|Scan)$|Statement$/,
  logs: /^(PutLogEvents|GetLogEvents|FilterLogEvents)$/,
  s3api: /Object|Part|MultipartUpload/,
  servicediscovery: /^DiscoverInstances/,
  sns: /^Publish/,
  sqs: /Message/,
}

export const isDataEvent = ({ service, operation }: LedgerEntry): boolean =>
  dataEvents[service]?.test(operation) ?? false

const isSeenIn = ({ region, record }: Trail, entry: LedgerEntry): boolean =>
  region === entry.region || record.IsMultiRegionTrail === true

export function recordsManagement(trail: Trail, entry: LedgerEntry): boolean {
  const { advancedSelectors, selectors } = trail.side
  if (entry.principal?.account !== trail.account || isDataEvent(entry) || !isSeenIn(trail, entry))
    return false
  if (advancedSelectors) return advancedSelectors.some((one) => selects(one, 'Management', entry))
  if (!selectors) return true
  return selectors.some(
    ({ IncludeManagementEvents = true, ReadWriteType = 'All', ExcludeManagementEventSources = [] }) => {
      if (!IncludeManagementEvents || ExcludeManagementEventSources.includes(eventSource(entry))) return false
      return ReadWriteType === 'All' || (ReadWriteType === 'ReadOnly') === isReadOnly(entry)
    },
  )
}

/**
 * CloudTrail user guide, logging-network-events-with-cloudtrail: what went through endpoints of the trail's owner, by
 * whomever; only of event sources that a selector names.
 */
export function recordsNetworkActivity(trail: Trail, entry: LedgerEntry): boolean {
  if (entry.origin?.vpcEndpointAccountId !== trail.account || !isSeenIn(trail, entry)) return false
  return trail.side.advancedSelectors?.some((one) => selects(one, 'NetworkActivity', entry)) ?? false
}

function selects(
  { FieldSelectors = [] }: Cloudtrail.AdvancedEventSelector,
  category: string,
  entry: LedgerEntry,
): boolean {
  const values: Readonly<Record<string, string | undefined>> = {
    eventCategory: category,
    eventSource: eventSource(entry),
    eventName: entry.operation,
    readOnly: String(isReadOnly(entry)),
    errorCode: deniedByEndpoint(entry) ? 'VpceAccessDenied' : undefined,
    vpcEndpointId: entry.origin?.vpcEndpointId,
  }
  return FieldSelectors.every((selector) => fits(selector, values[selector.Field ?? '']))
}

function fits(selector: Cloudtrail.AdvancedFieldSelector, value = ''): boolean {
  const { Equals, StartsWith, EndsWith, NotEquals, NotStartsWith, NotEndsWith } = selector
  const one = (wanted: readonly string[] | undefined, test: (text: string) => boolean) =>
    wanted?.some(test) ?? true
  const none = (unwanted: readonly string[] | undefined, test: (text: string) => boolean) =>
    !unwanted?.some(test)
  return (
    one(Equals, (text) => text === value) &&
    one(StartsWith, (text) => value.startsWith(text)) &&
    one(EndsWith, (text) => value.endsWith(text)) &&
    none(NotEquals, (text) => text === value) &&
    none(NotStartsWith, (text) => value.startsWith(text)) &&
    none(NotEndsWith, (text) => value.endsWith(text))
  )
}
