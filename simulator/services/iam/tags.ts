import type { Tag } from '../tags.ts'
import { invalidInput, limitExceeded } from './errors.ts'

// IAM user guide, id_tags, "Rules for tagging": at most fifty, and capitals do not tell keys apart.
const mostTags = 50

const folded = ({ Key }: Tag) => (Key ?? '').toLowerCase()

/** `added` over `existing`, with IAM's own refusals. */
export function tagsWith(existing: readonly Tag[] | undefined, added: readonly Tag[] | undefined): Tag[] {
  const keys = new Set<string>()
  for (const tag of added ?? []) {
    if (folded(tag).startsWith('aws:')) {
      throw invalidInput('Tag keys starting with aws: are reserved for system use.')
    }
    if (keys.has(folded(tag))) {
      throw invalidInput('Duplicate tag keys found. Please note that Tag keys are case insensitive.')
    }
    keys.add(folded(tag))
  }
  const merged = [...(existing ?? []).filter((tag) => !keys.has(folded(tag))), ...(added ?? [])]
  if (merged.length > mostTags) throw limitExceeded('The number of tags has reached the maximum limit.')
  return merged.map(({ Key, Value }) => ({ Key, Value }))
}

export function tagsWithout(existing: readonly Tag[] | undefined, keys: readonly string[]): Tag[] {
  const gone = new Set(keys.map((key) => key.toLowerCase()))
  return (existing ?? []).filter((tag) => !gone.has(folded(tag)))
}
