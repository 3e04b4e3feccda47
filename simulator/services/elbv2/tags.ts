import { AwsError } from '../../api/error.ts'
import type { Tag } from '../tags.ts'
import { validationError } from './errors.ts'

// Elastic Load Balancing guide, load-balancer-tags, "Tag restrictions".
const mostTags = 50

/** `added` over `existing`: same key, new value. */
export function withTags(existing: readonly Tag[], added: readonly Tag[] | undefined): Tag[] {
  const seen = new Set<string>()
  for (const { Key = '' } of added ?? []) {
    if (seen.has(Key)) throw new AwsError('DuplicateTagKeys', `Tag key was specified more than once: ${Key}`)
    if (Key.toLowerCase().startsWith('aws:')) {
      throw validationError(`Tag keys starting with 'aws:' are reserved for system use: '${Key}'`)
    }
    seen.add(Key)
  }
  const merged = new Map(existing.map(({ Key = '', Value = '' }) => [Key, Value]))
  for (const { Key = '', Value = '' } of added ?? []) merged.set(Key, Value)
  if (merged.size > mostTags) {
    throw new AwsError('TooManyTags', 'The maximum number of tags has been reached on this resource')
  }
  return [...merged].map(([Key, Value]) => ({ Key, Value }))
}
