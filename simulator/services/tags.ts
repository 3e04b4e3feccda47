import { AwsError } from '../api/error.ts'

export interface Tag {
  readonly Key?: string
  readonly Value?: string
}

export interface TagSpecification {
  readonly ResourceType?: string
  readonly Tags?: readonly Tag[]
}

// EC2 user guide, Using_Tags, "Tag restrictions".
const mostTags = 50
const longestKey = 128
const longestValue = 256

/** The tags that a create request asks for on a resource of this kind, checked. */
export function tagsFor(
  specifications: readonly TagSpecification[] | undefined,
  resource: string,
  alsoAllowed: readonly string[] = [],
): Tag[] {
  const seen = new Set<string>()
  let tags: readonly Tag[] = []
  for (const { ResourceType, Tags } of specifications ?? []) {
    const type = ResourceType ?? ''
    if (type === '')
      throw new AwsError('MissingParameter', 'Tag specification resource type must have a value')
    if (type !== resource && !alsoAllowed.includes(type)) {
      throw new AwsError(
        'InvalidParameterValue',
        `'${type}' is not a valid taggable resource type for this operation.`,
      )
    }
    if (seen.has(type)) {
      throw new AwsError(
        'InvalidParameterValue',
        'Tag specification resource type cannot be specified multiple times',
      )
    }
    seen.add(type)
    if (!Tags?.length)
      throw new AwsError('InvalidParameterValue', 'Tag specification must have at least one tag')
    if (type === resource) tags = Tags
  }
  return mergeTags([], tags)
}

/** `added` over `existing`: same key, new value. Order of first appearance stays. */
export function mergeTags(existing: readonly Tag[], added: readonly Tag[]): Tag[] {
  const keys = new Set<string>()
  for (const { Key = '', Value = '' } of added) {
    checkTag(Key, Value)
    if (keys.has(Key)) {
      throw new AwsError('InvalidParameterValue', `Duplicate tag key '${Key}' specified.`)
    }
    keys.add(Key)
  }
  const merged = new Map(existing.map(({ Key = '', Value = '' }) => [Key, Value]))
  for (const { Key = '', Value = '' } of added) merged.set(Key, Value)
  if (merged.size > mostTags) {
    throw new AwsError('TagLimitExceeded', 'The maximum number of Tags for a resource has been reached.')
  }
  return [...merged].map(([Key, Value]) => ({ Key, Value }))
}

/** `existing` without the tags named; a value, where given, must be equal too. */
export function withoutTags(existing: readonly Tag[], removed: readonly Tag[]): Tag[] {
  return existing.filter(
    (tag) =>
      !removed.some(({ Key, Value }) => Key === tag.Key && (Value === undefined || Value === tag.Value)),
  )
}

function checkTag(key: string, value: string): void {
  if (key === '') throw new AwsError('InvalidParameterValue', 'Tag key cannot be empty')
  if (key.toLowerCase().startsWith('aws:')) {
    throw new AwsError('InvalidParameterValue', `Tag keys starting with 'aws:' are reserved for internal use`)
  }
  if (key.length > longestKey) {
    throw new AwsError(
      'InvalidParameterValue',
      `Tag key exceeds the maximum length of ${longestKey} characters`,
    )
  }
  if (value.length > longestValue) {
    throw new AwsError(
      'InvalidParameterValue',
      `Tag value exceeds the maximum length of ${longestValue} characters`,
    )
  }
}
