import type { Elbv2 } from '../../api/generated/types.d.ts'
import { listenerRules } from '../elbv2/listener-rules.ts'
import { listeners } from '../elbv2/listeners.ts'
import { loadBalancers } from '../elbv2/load-balancers.ts'
import { targetGroups } from '../elbv2/target-groups.ts'
import { registrations } from '../elbv2/targets.ts'
import type { Adoption } from './adoption.ts'
import type { ListName } from './lists.ts'
import { accountIn } from './where.ts'

/** Load balancers with what stands behind them. How healthy targets are is found out again, in this world. */
export function adoptLoadBalancers(adoption: Adoption): void {
  const ofBalancers = attributes(adoption, 'LoadBalancerAttributes')
  const ofGroups = attributes(adoption, 'TargetGroupAttributes')
  adoption.takeAll('LoadBalancers', loadBalancers, (record, { source }) => {
    const { LoadBalancerArn: arn } = record
    if (arn === undefined) {
      adoption.ignore(source.file, 'a load balancer has no ARN: Classic Load Balancers are not simulated')
      return undefined
    }
    const side = { tags: [], attributes: ofBalancers.get(arn) ?? {}, nodes: [], activeAt: 0, request: '' }
    return { record: { State: { Code: 'active' as const }, ...record }, side, ...ownedBy(arn) }
  })
  adoption.takeAll('TargetGroups', targetGroups, (record) => {
    const { TargetGroupArn: arn = '' } = record
    const side = { tags: [], attributes: ofGroups.get(arn) ?? {}, request: '' }
    return { record: { TargetType: 'instance' as const, ...record }, side, ...ownedBy(arn) }
  })
  adoption.takeAll('Listeners', listeners, (record) => {
    const { ListenerArn: arn = '' } = record
    const side = {
      tags: [],
      attributes: {},
      certificates: [],
      rule: { arn: `${arn}/default`, tags: [] },
      since: 0,
    }
    return { record, side, ...ownedBy(arn) }
  })
  adoption.takeAll('Rules', listenerRules, (record) => {
    if (record.IsDefault) return undefined
    const { RuleArn: arn = '' } = record
    const listener = arn.replace(':listener-rule/', ':listener/').replace(/\/[^/]*$/, '')
    const balancer = listeners.get(adoption.ctx, listener)?.record.LoadBalancerArn ?? ''
    return { record, side: { tags: [], listener, balancer }, ...ownedBy(arn) }
  })
  adoptTargets(adoption)
}

function ownedBy(arn: string): { readonly owner?: string } {
  const owner = accountIn(arn)
  return owner === undefined ? {} : { owner }
}

/** Attributes as AWS lists them, by the ARN of what has them. */
function attributes(
  adoption: Adoption,
  list: ListName,
): ReadonlyMap<string, Readonly<Record<string, string>>> {
  return new Map(
    adoption.items(list).map(({ record }) => {
      const {
        LoadBalancerArn,
        TargetGroupArn,
        Attributes = [],
      } = record as {
        LoadBalancerArn?: string
        TargetGroupArn?: string
        Attributes?: { Key?: string; Value?: string }[]
      }
      const set = Object.fromEntries(Attributes.map(({ Key = '', Value = '' }) => [Key, Value]))
      return [LoadBalancerArn ?? TargetGroupArn ?? '', set]
    }),
  )
}

interface HealthOfGroup {
  readonly TargetGroupArn?: string
  readonly TargetHealthDescriptions?: readonly Elbv2.TargetHealthDescription[]
}

function adoptTargets(adoption: Adoption): void {
  for (const { record, source } of adoption.items('TargetHealth')) {
    const { TargetGroupArn: group = '', TargetHealthDescriptions = [] } = record as HealthOfGroup
    const held = targetGroups.get(adoption.ctx, group)
    if (!held) {
      adoption.ignore(source.file, `tells targets of ${group}, which no file of target groups has`)
      continue
    }
    for (const { Target, TargetHealth } of TargetHealthDescriptions) {
      if (Target?.Id === undefined) continue
      const { Id: id, Port: port = held.record.Port ?? 0, AvailabilityZone: zone } = Target
      const isLeaving = TargetHealth?.State === 'draining'
      adoption.put(registrations, {
        group,
        id,
        port,
        ...(zone !== undefined && { zone }),
        since: 0,
        ...(isLeaving && { drainsUntil: Number.MAX_SAFE_INTEGER }),
      })
    }
  }
}
