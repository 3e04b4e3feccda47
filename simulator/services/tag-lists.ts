import type { AwsError } from '../api/error.ts'
import type { Tag } from './tags.ts'

// Tags of the services that, unlike EC2, have tag operations of their own each: the rules are the same, the words of
// the refusals differ.

export interface TagRefusals {
  /** A key that starts with `aws:`. */
  readonly reserved: (key: string) => AwsError
  readonly tooMany: () => AwsError
}

// General reference, "Tag your AWS resources": at most 50 of the customer's own.
const mostTags = 50

/** `added` over `existing`: same key, new value. Order of first appearance stays. */
export function tagsWith(
  existing: readonly Tag[],
  added: readonly Tag[] | undefined,
  refusals: TagRefusals,
): Tag[] {
  const merged = new Map(existing.map(({ Key = '', Value = '' }) => [Key, Value]))
  for (const { Key = '', Value = '' } of added ?? []) {
    if (Key.toLowerCase().startsWith('aws:')) throw refusals.reserved(Key)
    merged.set(Key, Value)
  }
  if (merged.size > mostTags) throw refusals.tooMany()
  return [...merged].map(([Key, Value]) => ({ Key, Value }))
}

export const tagsLess = (existing: readonly Tag[], keys: readonly string[]): Tag[] =>
  existing.filter(({ Key = '' }) => !keys.includes(Key))

/** Tags as a map, the way the REST services have them. */
export type TagMap = Readonly<Record<string, string>>

export const tagsOfMap = (map: TagMap | undefined): Tag[] =>
  Object.entries(map ?? {}).map(([Key, Value]) => ({ Key, Value }))

export const mapOfTags = (tags: readonly Tag[]): Record<string, string> =>
  Object.fromEntries(tags.map(({ Key = '', Value = '' }) => [Key, Value]))
