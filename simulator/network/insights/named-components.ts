import type { Ec2 } from '../../api/generated/types.d.ts'
import type { AnyFamily } from '../../services/context.ts'
import { listeners } from '../../services/elbv2/listeners.ts'
import { loadBalancers } from '../../services/elbv2/load-balancers.ts'
import { targetGroups } from '../../services/elbv2/target-groups.ts'
import type { Fabric } from '../fabric.ts'

const byArn = [loadBalancers, targetGroups, listeners] as const

/** A resource as analyses name it: its id, its ARN and, where it has a tag for it, its name. */
export function componentOf(fabric: Fabric, id: string): Ec2.AnalysisComponent {
  if (id.startsWith('arn:')) return balancingComponent(fabric, id)
  const family = fabric.families.ofId(id)
  const held = family?.get(fabric, id)
  return family && held ? named(id, family.arnOf(held), family.tagsOf(held)) : { Id: id }
}

/** Of Elastic Load Balancing, whose resources have ARNs for ids. */
function balancingComponent(fabric: Fabric, arn: string): Ec2.AnalysisComponent {
  const short = arn.slice(arn.indexOf('/') + 1)
  for (const family of byArn as unknown as readonly AnyFamily[]) {
    const held = family.get(fabric, arn)
    if (held) return named(short, arn, family.tagsOf(held))
  }
  return { Id: short, Arn: arn }
}

function named(Id: string, Arn: string, tags: ReturnType<AnyFamily['tagsOf']>): Ec2.AnalysisComponent {
  const name = tags.find(({ Key }) => Key === 'Name')?.Value
  return { Id, Arn, ...(name && { Name: name }) }
}

/** The id that an ARN or an id names. */
export const idNamed = (text: string): string =>
  text.startsWith('arn:aws:ec2:') ? text.slice(text.lastIndexOf('/') + 1) : text
