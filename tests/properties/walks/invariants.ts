import type { Cloud } from '../../../simulator/cloud.ts'
import { allServices } from '../../../simulator/services/index.ts'
import { managedPrefixListOf } from '../../../simulator/world/catalogue/prefix-lists.ts'

// A reference to a family of a service that nobody has loaded leads nowhere, and that is as it should be.
await allServices()

/** Ids that a resource names and that nothing has: there must never be one. */
export function danglingReferences({ families, store }: Cloud): string[] {
  const byName = new Map(families.all.map((family) => [family.name, family]))
  const found: string[] = []
  for (const family of families.all) {
    for (const [reference, { to, read }] of Object.entries(family.spec.references ?? {})) {
      const target = byName.get(to)
      if (!target) throw new Error(`${family.name} refers to ${to}, which is no family.`)
      for (const held of family.everyone({ store })) {
        for (const id of [read(held) ?? []].flat()) {
          // AWS's own prefix lists are the Region's, and in no table.
          if (target.get({ store }, id) || managedPrefixListOf(held.region, id)) continue
          found.push(
            `${family.idOf(held)} (${family.name}) names the ${reference} ${id}, which does not exist.`,
          )
        }
      }
    }
  }
  return found
}
