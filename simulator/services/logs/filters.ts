import { operation } from '../operation.ts'
import { pageByToken } from '../paging.ts'
import { invalid, invalidToken, limitExceeded, notFound } from './errors.ts'
import { filterPattern } from './filter-patterns.ts'
import { logGroups, requireGroup } from './log-groups.ts'

// Subscription filters pass events on, metric filters count them. Both are part of their log group.

const kept = (what: string) => ({ simplified: `The filter is checked and kept; ${what}` })

/** CloudWatch Logs user guide, cloudwatch_limits_cwl. */
const mostSubscriptions = 2
const mostMetricFilters = 100

export const putSubscriptionFilter = operation(
  'logs',
  'PutSubscriptionFilter',
  {
    fidelity: kept('events are not sent to its destination.'),
    source: 'CloudWatch Logs API reference, PutSubscriptionFilter',
  },
  (input, ctx) => {
    const group = requireGroup(ctx, input.logGroupName)
    filterPattern(input.filterPattern)
    if (!input.destinationArn.startsWith('arn:')) throw invalid('destinationArn must be an ARN')
    const before = group.side.subscriptions.find(({ filterName }) => filterName === input.filterName)
    const others = group.side.subscriptions.filter((one) => one !== before)
    if (others.length >= mostSubscriptions) throw limitExceeded()
    const filter = {
      ...input,
      distribution: input.distribution ?? 'ByLogStream',
      creationTime: before?.creationTime ?? ctx.now,
    }
    logGroups.update(ctx, group, {}, { subscriptions: [...others, filter] })
    return {}
  },
)

export const describeSubscriptionFilters = operation(
  'logs',
  'DescribeSubscriptionFilters',
  { fidelity: 'exact', source: 'CloudWatch Logs API reference, DescribeSubscriptionFilters' },
  ({ logGroupName, filterNamePrefix = '', limit = 50, nextToken }, ctx) => {
    const found = requireGroup(ctx, logGroupName).side.subscriptions.filter(({ filterName = '' }) =>
      filterName.startsWith(filterNamePrefix),
    )
    const { items, next } = pageByToken(found, { size: limit, token: nextToken }, invalidToken)
    return { subscriptionFilters: items, ...(next && { nextToken: next }) }
  },
)

export const deleteSubscriptionFilter = operation(
  'logs',
  'DeleteSubscriptionFilter',
  { fidelity: 'exact', source: 'CloudWatch Logs API reference, DeleteSubscriptionFilter' },
  ({ logGroupName, filterName }, ctx) => {
    const group = requireGroup(ctx, logGroupName)
    const subscriptions = group.side.subscriptions.filter((one) => one.filterName !== filterName)
    if (subscriptions.length === group.side.subscriptions.length) throw notFound('subscription filter')
    logGroups.update(ctx, group, {}, { subscriptions })
    return {}
  },
)

export const putMetricFilter = operation(
  'logs',
  'PutMetricFilter',
  {
    fidelity: {
      simplified:
        'The metric has the time at which an event comes in; the default value comes with events alone.',
    },
    source: 'CloudWatch Logs API reference, PutMetricFilter',
  },
  (input, ctx) => {
    const group = requireGroup(ctx, input.logGroupName)
    filterPattern(input.filterPattern)
    const before = group.side.metrics.find(({ filterName }) => filterName === input.filterName)
    const others = group.side.metrics.filter((one) => one !== before)
    if (others.length >= mostMetricFilters) throw limitExceeded()
    const filter = { ...input, creationTime: before?.creationTime ?? ctx.now }
    logGroups.update(ctx, group, {}, { metrics: [...others, filter] })
    return {}
  },
)

export const describeMetricFilters = operation(
  'logs',
  'DescribeMetricFilters',
  { fidelity: 'exact', source: 'CloudWatch Logs API reference, DescribeMetricFilters' },
  ({ logGroupName, filterNamePrefix = '', metricName, metricNamespace, limit = 50, nextToken }, ctx) => {
    const groups = logGroupName === undefined ? logGroups.list(ctx) : [requireGroup(ctx, logGroupName)]
    const found = groups
      .flatMap(({ side }) => side.metrics)
      .filter(
        ({ filterName = '', metricTransformations = [] }) =>
          filterName.startsWith(filterNamePrefix) &&
          metricTransformations.some(
            (one) =>
              (metricName === undefined || one.metricName === metricName) &&
              (metricNamespace === undefined || one.metricNamespace === metricNamespace),
          ),
      )
    const { items, next } = pageByToken(found, { size: limit, token: nextToken }, invalidToken)
    return { metricFilters: items, ...(next && { nextToken: next }) }
  },
)

export const deleteMetricFilter = operation(
  'logs',
  'DeleteMetricFilter',
  { fidelity: 'exact', source: 'CloudWatch Logs API reference, DeleteMetricFilter' },
  ({ logGroupName, filterName }, ctx) => {
    const group = requireGroup(ctx, logGroupName)
    const metrics = group.side.metrics.filter((one) => one.filterName !== filterName)
    if (metrics.length === group.side.metrics.length) throw notFound('metric filter')
    logGroups.update(ctx, group, {}, { metrics })
    return {}
  },
)
