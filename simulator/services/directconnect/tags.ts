import { AwsError } from '../../api/error.ts'
import type { Directconnect } from '../../api/generated/types.d.ts'
import type { Tag } from '../tags.ts'
import { refused } from './errors.ts'

// Direct Connect spells tags in small letters. In the side they are as everywhere else.

export interface Tagged {
  readonly tags: readonly Tag[]
}

// Direct Connect API reference, TagResource.
const mostTags = 50

/** `added` over `existing`: same key, new value. */
export function withTags(existing: readonly Tag[], added: readonly Directconnect.Tag[] | undefined): Tag[] {
  const seen = new Set<string>()
  for (const { key = '' } of added ?? []) {
    if (seen.has(key)) {
      throw new AwsError('DuplicateTagKeysException', `A tag key was specified more than once: ${key}`)
    }
    if (key.toLowerCase().startsWith('aws:'))
      throw refused(`Tag keys that start with aws: are reserved: ${key}`)
    seen.add(key)
  }
  const merged = new Map(existing.map(({ Key = '', Value = '' }) => [Key, Value]))
  for (const { key = '', value = '' } of added ?? []) merged.set(key, value)
  if (merged.size > mostTags) {
    throw new AwsError('TooManyTagsException', `A resource can have at most ${mostTags} tags.`)
  }
  return [...merged].map(([Key, Value]) => ({ Key, Value }))
}

export const printTags = (tags: readonly Tag[]): Directconnect.Tag[] =>
  tags.map(({ Key = '', Value = '' }) => ({ key: Key, value: Value }))

/** A record as AWS prints it: with its tags, an empty list where it has none. */
export const withPrintedTags = <A extends object>({
  record,
  side,
}: {
  readonly record: A
  readonly side: Tagged
}): A => ({ ...record, tags: printTags(side.tags) })
