import type { Fabric } from '../../network/fabric.ts'
import { occupantOf } from '../../network/occupants.ts'
import { networkInterfaces } from '../../services/ec2/network-interfaces.ts'

/** An id that a person may look up, with what people call it where it has a name. */
export interface NamedId {
  readonly id: string
  readonly name?: string
}

export function namedId(fabric: Fabric, id: string): NamedId {
  const name = nameOfId(fabric, id)
  return name ? { id, name } : { id }
}

/** A network interface without a name is called by that of what it belongs to. */
function nameOfId(fabric: Fabric, id: string): string | undefined {
  if (id.startsWith('onprem:')) return id.slice('onprem:'.length)
  const family = fabric.families.ofId(id)
  const held = family?.get(fabric, id)
  const tag = (family && held ? family.tagsOf(held) : []).find(({ Key }) => Key === 'Name')?.Value
  if (tag) return tag
  const eni = networkInterfaces.get(fabric, id)
  const occupant = eni && occupantOf(eni)
  if (occupant && 'id' in occupant) return nameOfId(fabric, occupant.id) ?? occupant.id
  return /:loadbalancer\/\w+\/([^/]+)\//.exec(id)?.[1]
}
