import type { Cloud } from '../../cloud.ts'
import type { AnyFamily } from '../../services/context.ts'

/** The family of whatever has an id, an ARN or a name, and the id by which it is kept. */
export function findSubject(
  { families, fabric }: Cloud,
  id: string,
): { readonly family: AnyFamily; readonly key: string } | undefined {
  const byPrefix = families.ofId(id)
  if (byPrefix?.get(fabric, id)) return { family: byPrefix, key: id }
  for (const family of families.all) {
    for (const key of [id, `/hostedzone/${id}`]) if (family.get(fabric, key)) return { family, key }
  }
  if (!id.startsWith('arn:')) return undefined
  for (const family of families.all) {
    const held = family.everyone(fabric).find((one) => family.arnOf(one) === id)
    if (held) return { family, key: family.idOf(held) }
  }
  return undefined
}
