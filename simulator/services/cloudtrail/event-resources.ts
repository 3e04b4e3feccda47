import type { Cloudtrail } from '../../api/generated/types.d.ts'
import type { LedgerEntry } from '../../world/ledger.ts'
import type { Context } from '../context.ts'
import { resourceTypeOf } from '../resource-types.ts'

/** The resources that a call names or made, by the ids in its input and output. */
export function eventResources(ctx: Context, { input, output }: LedgerEntry): Cloudtrail.Resource[] {
  const found = new Map<string, Cloudtrail.Resource>()
  const look = (value: unknown): void => {
    if (typeof value === 'string') {
      const family = looksLikeId(value) ? ctx.families.ofId(value) : undefined
      const ResourceType = family && resourceTypeOf(family)
      if (ResourceType) found.set(value, { ResourceType, ResourceName: value })
    } else if (typeof value === 'object' && value !== null && !(value instanceof Uint8Array)) {
      for (const member of Object.values(value)) look(member)
    }
  }
  look(input)
  look(output)
  return [...found.values()]
}

const looksLikeId = (text: string): boolean => /^[a-z]+(-[a-z]+)*-[0-9a-f]{8,17}$/.test(text)
