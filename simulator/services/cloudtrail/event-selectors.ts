import { AwsError } from '../../api/error.ts'
import type { Cloudtrail } from '../../api/generated/types.d.ts'
import { operation } from '../operation.ts'
import { requireHomeTrail, requireTrail, trails } from './trails.ts'

const invalidSelectors = (text: string) => new AwsError('InvalidEventSelectorsException', text)

/** What a trail records that was told nothing. */
const usualSelectors: readonly Cloudtrail.EventSelector[] = [
  {
    ReadWriteType: 'All',
    IncludeManagementEvents: true,
    DataResources: [],
    ExcludeManagementEventSources: [],
  },
]

const categories: readonly string[] = ['Management', 'Data', 'NetworkActivity']

/** CloudTrail API reference, AdvancedFieldSelector: which fields a category needs, and which it knows. */
const fields: Readonly<Record<string, { needs: readonly string[]; knows: readonly string[] }>> = {
  Management: { needs: [], knows: ['eventName', 'eventSource', 'readOnly', 'sessionCredentialFromConsole'] },
  Data: {
    needs: ['resources.type'],
    knows: ['eventName', 'eventSource', 'eventType', 'readOnly', 'resources.ARN', 'userIdentity.arn'],
  },
  NetworkActivity: { needs: ['eventSource'], knows: ['eventName', 'errorCode', 'vpcEndpointId'] },
}

export function checkAdvancedSelectors(selectors: readonly Cloudtrail.AdvancedEventSelector[]): void {
  for (const { FieldSelectors = [] } of selectors) {
    const category = FieldSelectors.find(({ Field }) => Field === 'eventCategory')?.Equals?.[0]
    if (category === undefined || !categories.includes(category)) {
      throw invalidSelectors(
        'Each advanced event selector must have an eventCategory field that equals Management, Data or NetworkActivity.',
      )
    }
    const { needs, knows } = fields[category]!
    const named = FieldSelectors.map(({ Field = '' }) => Field)
    for (const needed of needs) {
      if (!named.includes(needed)) {
        throw invalidSelectors(`Selectors of the category ${category} must have the field ${needed}.`)
      }
    }
    for (const field of named) {
      if (field !== 'eventCategory' && !needs.includes(field) && !knows.includes(field)) {
        throw invalidSelectors(`The field ${field} is not valid for the event category ${category}.`)
      }
    }
    // The same page: network activity is denied for one reason only that can be selected.
    const errors = FieldSelectors.find(({ Field }) => Field === 'errorCode')?.Equals ?? []
    if (category === 'NetworkActivity' && errors.some((code) => code !== 'VpceAccessDenied')) {
      throw invalidSelectors('The only valid value of errorCode is VpceAccessDenied.')
    }
  }
}

export const putEventSelectors = operation(
  'cloudtrail',
  'PutEventSelectors',
  {
    fidelity: {
      simplified: 'Data events are not delivered anywhere; management and network activity events are.',
    },
    source: 'CloudTrail API reference, PutEventSelectors',
  },
  ({ TrailName, EventSelectors, AdvancedEventSelectors }, ctx) => {
    const trail = requireHomeTrail(ctx, TrailName)
    const { TrailARN } = trail.record
    if ((EventSelectors === undefined) === (AdvancedEventSelectors === undefined)) {
      throw invalidSelectors('Specify either event selectors or advanced event selectors, and not both.')
    }
    if (AdvancedEventSelectors) {
      checkAdvancedSelectors(AdvancedEventSelectors)
      const { selectors: _, ...side } = trail.side
      const kept = { ...trail, side: { ...side, advancedSelectors: AdvancedEventSelectors } }
      trails.update(ctx, kept, { HasCustomEventSelectors: true })
      return { TrailARN, AdvancedEventSelectors }
    }
    // The page: at most five event selectors for a trail.
    if ((EventSelectors ?? []).length > 5) {
      throw invalidSelectors('A trail can have at most 5 event selectors.')
    }
    const selectors = (EventSelectors ?? []).map((selector) => ({ ...usualSelectors[0], ...selector }))
    const { advancedSelectors: _, ...side } = trail.side
    trails.update(ctx, { ...trail, side: { ...side, selectors } }, { HasCustomEventSelectors: true })
    return { TrailARN, EventSelectors: selectors }
  },
)

export const getEventSelectors = operation(
  'cloudtrail',
  'GetEventSelectors',
  { fidelity: 'exact', source: 'CloudTrail API reference, GetEventSelectors' },
  ({ TrailName }, ctx) => {
    const { record, side } = requireTrail(ctx, TrailName)
    const { TrailARN } = record
    return side.advancedSelectors
      ? { TrailARN, AdvancedEventSelectors: side.advancedSelectors }
      : { TrailARN, EventSelectors: side.selectors ?? usualSelectors }
  },
)

export const putInsightSelectors = operation(
  'cloudtrail',
  'PutInsightSelectors',
  {
    fidelity: { simplified: 'Selectors of trails are kept; no Insights event is ever found.' },
    source: 'CloudTrail API reference, PutInsightSelectors',
  },
  ({ TrailName, InsightSelectors }, ctx) => {
    if (TrailName === undefined) {
      throw new AwsError(
        'InvalidParameterCombinationException',
        'A trail must be named: event data stores take no Insights selectors here.',
      )
    }
    const trail = requireHomeTrail(ctx, TrailName)
    const HasInsightSelectors = InsightSelectors.length > 0
    trails.update(ctx, trail, { HasInsightSelectors }, { insightSelectors: InsightSelectors })
    return { TrailARN: trail.record.TrailARN, InsightSelectors }
  },
)

export const getInsightSelectors = operation(
  'cloudtrail',
  'GetInsightSelectors',
  { fidelity: 'exact', source: 'CloudTrail API reference, GetInsightSelectors' },
  ({ TrailName = '' }, ctx) => {
    const { record, side } = requireTrail(ctx, TrailName)
    if (side.insightSelectors.length) {
      return { TrailARN: record.TrailARN, InsightSelectors: side.insightSelectors }
    }
    throw new AwsError(
      'InsightNotEnabledException',
      `Trail ${record.TrailARN} does not have Insights enabled. Edit the trail settings to enable Insights, and then try the operation again.`,
    )
  },
)
