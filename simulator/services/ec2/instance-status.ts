import type { Ec2 } from '../../api/generated/types.d.ts'
import { instanceTypeOf } from '../../world/catalogue/instance-types.ts'
import { filterRecords, type Value } from '../filters.ts'
import { operation } from '../operation.ts'
import { page } from '../paging.ts'
import { type HeldInstance, instances, requireInstances, stateOf } from './instances.ts'

export const describeInstanceStatus = operation(
  'ec2',
  'DescribeInstanceStatus',
  {
    fidelity: { simplified: 'Nothing impairs an instance, and no events are scheduled.' },
    source: 'EC2 API reference, DescribeInstanceStatus',
  },
  (input, ctx) => {
    const wanted = input.InstanceIds ?? []
    const chosen = wanted.length ? requireInstances(ctx, wanted) : instances.list(ctx)
    // "By default, only running instances are described, unless you specifically indicate to return the status of
    // all instances."
    const statuses = chosen
      .filter((instance) => input.IncludeAllInstances || stateOf(instance) === 'running')
      .map(statusOf)
    const selected = filterRecords(statuses, input.Filters, (name) => filters[name])
    const { items, NextToken } = page(selected, input, { ids: 'InstancesSet', wanted })
    return { InstanceStatuses: [...items], ...(NextToken && { NextToken }) }
  },
)

function statusOf(instance: HeldInstance): Ec2.InstanceStatus {
  const { record } = instance
  const summary = summaryOf(instance)
  const isNitro = instanceTypeOf(record.InstanceType ?? '')?.hypervisor === 'nitro'
  return {
    AvailabilityZone: record.Placement?.AvailabilityZone,
    AvailabilityZoneId: record.Placement?.AvailabilityZoneId,
    Operator: { Managed: false },
    InstanceId: record.InstanceId,
    InstanceState: record.State,
    InstanceStatus: summary,
    SystemStatus: summary,
    // EC2 user guide, monitoring-system-instance-status-check: "available for Nitro instances".
    ...(isNitro && { AttachedEbsStatus: summary }),
  }
}

function summaryOf(instance: HeldInstance): Ec2.InstanceStatusSummary {
  if (stateOf(instance) !== 'running') return { Status: 'not-applicable' }
  const passes = instance.side.passesChecks
  return {
    Details: [{ Name: 'reachability', Status: passes ? 'passed' : 'initializing' }],
    Status: passes ? 'ok' : 'initializing',
  }
}

type Read = (status: Ec2.InstanceStatus) => Value | readonly Value[]

const reachability = (summary: Ec2.InstanceStatusSummary | undefined) =>
  summary?.Details?.map((one) => one.Status)

const filters: Readonly<Record<string, Read>> = {
  'attached-ebs-status.reachability': (one) => reachability(one.AttachedEbsStatus),
  'attached-ebs-status.status': (one) => one.AttachedEbsStatus?.Status,
  'availability-zone': (one) => one.AvailabilityZone,
  'availability-zone-id': (one) => one.AvailabilityZoneId,
  'event.code': (one) => one.Events?.map((event) => event.Code),
  'event.description': (one) => one.Events?.map((event) => event.Description),
  'event.instance-event-id': (one) => one.Events?.map((event) => event.InstanceEventId),
  'event.not-after': (one) => one.Events?.map((event) => event.NotAfter),
  'event.not-before': (one) => one.Events?.map((event) => event.NotBefore),
  'event.not-before-deadline': (one) => one.Events?.map((event) => event.NotBeforeDeadline),
  'instance-state-code': (one) => one.InstanceState?.Code,
  'instance-state-name': (one) => one.InstanceState?.Name,
  'instance-status.reachability': (one) => reachability(one.InstanceStatus),
  'instance-status.status': (one) => one.InstanceStatus?.Status,
  'operator.managed': (one) => one.Operator?.Managed,
  'operator.principal': (one) => one.Operator?.Principal,
  'system-status.reachability': (one) => reachability(one.SystemStatus),
  'system-status.status': (one) => one.SystemStatus?.Status,
}
