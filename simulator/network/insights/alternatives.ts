import { loadBalancersBehind } from '../../services/elbv2/target-groups.ts'
import { registrationsOf } from '../../services/elbv2/targets.ts'
import type { Fabric } from '../fabric.ts'
import type { Side } from './side.ts'

/** ARNs of the load balancers that have something of the side among their targets. */
export function alternativesFor(fabric: Fabric, { interfaces }: Side): readonly string[] {
  const own = interfaces.flatMap(({ record }) => [record.Attachment?.InstanceId, record.PrivateIpAddress])
  const groups = own.flatMap((id) =>
    id === undefined ? [] : registrationsOf(fabric, id).map(({ group }) => group),
  )
  return [...new Set(groups.flatMap((group) => loadBalancersBehind(fabric, group)))]
}
