import { AwsError } from '../../api/error.ts'
import type { Tag } from '../tags.ts'
import { limitExceeded } from './errors.ts'

// Route 53 API reference, TagResource.
const mostTags = 200

/** `added` over `existing`, checked. */
export function checkTags(existing: readonly Tag[], added: readonly Tag[], account: string): Tag[] {
  const tags = new Map(existing.map(({ Key = '', Value = '' }) => [Key, Value]))
  for (const { Key = '', Value = '' } of added) {
    if (Key.toLowerCase().startsWith('aws:')) {
      throw new AwsError('InvalidTagException', `Tag keys that start with aws: are reserved: ${Key}`)
    }
    tags.set(Key, Value)
  }
  if (tags.size > mostTags) throw limitExceeded(account, 'max-tags-per-resource')
  return [...tags].map(([Key, Value]) => ({ Key, Value }))
}
