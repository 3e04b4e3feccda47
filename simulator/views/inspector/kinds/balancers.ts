import type { Asking } from '../asking.ts'
import { groupChapters } from '../groups.ts'
import type { Chapter, Row } from '../inspection.ts'
import type { Looks } from '../seen.ts'

// Load balancers with their listeners, and target groups with the health of what is in them.

interface Health {
  readonly chapter: Chapter
  readonly troubles: readonly string[]
}

async function healthOf({ ask }: Asking, group: string): Promise<Health> {
  const { TargetHealthDescriptions = [] } = await ask('elbv2', 'DescribeTargetHealth', {
    TargetGroupArn: group,
  })
  const name = group.split('/')[1] ?? group
  const rows = TargetHealthDescriptions.map(({ Target, TargetHealth }): Row => {
    const { State = '', Description = '' } = TargetHealth ?? {}
    const isBroken = State === 'unhealthy' || State === 'unavailable'
    return {
      cells: [
        Target?.Id ?? '',
        String(Target?.Port ?? ''),
        Target?.AvailabilityZone ?? '',
        State,
        Description,
      ],
      ...(isBroken && { isBroken }),
    }
  })
  const healthy = rows.filter(({ cells }) => cells[3] === 'healthy').length
  return {
    chapter: {
      kind: 'targets',
      of: group,
      table: { columns: ['target', 'port', 'zone', 'health', 'why'], rows },
    },
    troubles: [
      ...(rows.length ? [] : [`No target is registered in ${name}.`]),
      ...(rows.length && !healthy ? [`No target in ${name} is healthy.`] : []),
      ...rows
        .filter(({ isBroken }) => isBroken)
        .map(({ cells: [target, , , state, why] }) => `${target} is ${state}${why ? `: ${why}` : ''}`),
    ],
  }
}

export const balancerLooks: Looks = {
  async 'elbv2:load-balancer'(asking) {
    const { id, ask } = asking
    const { LoadBalancers } = await ask('elbv2', 'DescribeLoadBalancers', { LoadBalancerArns: [id] })
    const record = LoadBalancers?.[0]
    const { Listeners = [] } = await ask('elbv2', 'DescribeListeners', { LoadBalancerArn: id })
    const { TargetGroups = [] } = await ask('elbv2', 'DescribeTargetGroups', { LoadBalancerArn: id })
    const health: Health[] = []
    for (const { TargetGroupArn = '' } of TargetGroups) health.push(await healthOf(asking, TargetGroupArn))
    return {
      record,
      state: record?.State?.Code,
      chapters: [
        {
          kind: 'listeners',
          table: {
            columns: ['protocol', 'port', 'action', 'target'],
            rows: Listeners.map(({ Protocol = '', Port, DefaultActions = [] }) => ({
              cells: [
                Protocol,
                String(Port ?? ''),
                DefaultActions.map(({ Type }) => Type).join(', '),
                DefaultActions.flatMap(({ TargetGroupArn }) => TargetGroupArn ?? []).join(' '),
              ],
            })),
          },
        },
        ...health.map(({ chapter }) => chapter),
        ...(await groupChapters(asking, record?.SecurityGroups ?? [])),
      ],
      troubles: [
        ...(Listeners.length ? [] : ['It has no listener: whatever comes is refused.']),
        ...health.flatMap(({ troubles }) => troubles),
      ],
    }
  },

  async 'elbv2:target-group'(asking) {
    const { id, ask } = asking
    const { TargetGroups } = await ask('elbv2', 'DescribeTargetGroups', { TargetGroupArns: [id] })
    const { chapter, troubles } = await healthOf(asking, id)
    const { of: _, ...own } = chapter
    const isUsed = TargetGroups?.[0]?.LoadBalancerArns?.length
    return {
      record: TargetGroups?.[0],
      chapters: [own],
      troubles: isUsed ? troubles : ['No listener forwards to it.', ...troubles],
    }
  },

  async 'elbv2:listener'({ id, ask }) {
    const { Listeners } = await ask('elbv2', 'DescribeListeners', { ListenerArns: [id] })
    return { record: Listeners?.[0] }
  },
}
