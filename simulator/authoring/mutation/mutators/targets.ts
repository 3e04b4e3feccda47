import { requestTo } from '../../../network/mending/repair.ts'
import { targetGroups } from '../../../services/elbv2/target-groups.ts'
import { targetsOf } from '../../../services/elbv2/targets.ts'
import { type Mutator, mutant } from '../mutator.ts'

/** A target group lacks a target, checks the wrong port, or shows servers another address. */
export const targets: Mutator = {
  name: 'targets',
  changes: ['packets'],
  mutants: ({ fabric, called }) =>
    targetGroups.everyone(fabric).flatMap((group) => {
      const { TargetGroupArn = '', Protocol, HealthCheckPort } = group.record
      const words = `the target group ${called(TargetGroupArn)}`
      const wrongPort = HealthCheckPort === '81' ? '82' : '81'
      const found = targetsOf(fabric, TargetGroupArn)
        .filter(({ drainsUntil }) => drainsUntil === undefined)
        .map(({ id, port }) =>
          mutant(
            `Without the target ${called(id)}:${port} in ${words}`,
            requestTo('elbv2', group, 'DeregisterTargets', {
              TargetGroupArn,
              Targets: [{ Id: id, Port: port }],
            }),
          ),
        )
      found.push(
        mutant(
          `Health checks at port ${wrongPort} by ${words}`,
          requestTo('elbv2', group, 'ModifyTargetGroup', { TargetGroupArn, HealthCheckPort: wrongPort }),
        ),
      )
      if (Protocol === 'TCP' || Protocol === 'TLS') {
        const key = 'preserve_client_ip.enabled'
        const now = (group.side.attributes[key] ?? String(group.record.TargetType === 'instance')) === 'true'
        found.push(
          mutant(
            `Clients’ addresses are ${now ? 'not ' : ''}preserved by ${words}`,
            requestTo('elbv2', group, 'ModifyTargetGroupAttributes', {
              TargetGroupArn,
              Attributes: [{ Key: key, Value: String(!now) }],
            }),
          ),
        )
      }
      return found
    }),
}
