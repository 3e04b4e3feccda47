import { AwsError } from '../../api/error.ts'
import type { Secretsmanager } from '../../api/generated/types.d.ts'
import { rollBelow } from '../../kernel/random.ts'
import { type Context, timestamp } from '../context.ts'
import { operation } from '../operation.ts'
import { page } from '../paging.ts'
import { present } from '../present.ts'
import { invalidParameter, noSuchValue } from './errors.ts'
import {
  current,
  dayOf,
  requireLive,
  requireSecret,
  type Secret,
  secrets,
  stagesOf,
  type Version,
} from './secrets.ts'

function requireVersion({ side }: Secret, id: string | undefined, stage: string | undefined): Version {
  const wanted = stage ?? (id === undefined ? current : undefined)
  const found = side.versions.find(
    (one) => (id === undefined || one.id === id) && (wanted === undefined || one.stages.includes(wanted)),
  )
  if (found) return found
  throw noSuchValue(id === undefined ? `staging label: ${wanted}` : `VersionId: ${id}`)
}

function secretValue(ctx: Context, secretId: string, id?: string, stage?: string) {
  const held = requireLive(ctx, secretId)
  const version = requireVersion(held, id, stage)
  if (held.record.LastAccessedDate !== dayOf(ctx.now)) {
    secrets.update(ctx, held, { LastAccessedDate: dayOf(ctx.now) })
  }
  return present({
    ARN: held.record.ARN,
    Name: held.record.Name,
    VersionId: version.id,
    SecretBinary: version.bytes,
    SecretString: version.text,
    VersionStages: version.stages,
    CreatedDate: timestamp(version.createdAt),
  })
}

export const getSecretValue = operation(
  'secretsmanager',
  'GetSecretValue',
  { fidelity: 'exact', source: 'Secrets Manager API reference, GetSecretValue' },
  ({ SecretId, VersionId, VersionStage }, ctx) => secretValue(ctx, SecretId, VersionId, VersionStage),
)

export const batchGetSecretValue = operation(
  'secretsmanager',
  'BatchGetSecretValue',
  {
    fidelity: { simplified: 'Takes a list of secrets, not filters.' },
    source: 'Secrets Manager API reference, BatchGetSecretValue',
  },
  ({ SecretIdList, Filters }, ctx) => {
    if (!SecretIdList?.length || Filters?.length) {
      throw invalidParameter('Either SecretIdList or Filters must be provided, but not both.')
    }
    const SecretValues: ReturnType<typeof secretValue>[] = []
    const Errors: Secretsmanager.APIErrorType[] = []
    for (const SecretId of SecretIdList) {
      try {
        SecretValues.push(secretValue(ctx, SecretId))
      } catch (error) {
        if (!(error instanceof AwsError)) throw error
        Errors.push({ SecretId, ErrorCode: error.code, Message: error.message })
      }
    }
    return { SecretValues, Errors }
  },
)

export const describeSecret = operation(
  'secretsmanager',
  'DescribeSecret',
  { fidelity: 'exact', source: 'Secrets Manager API reference, DescribeSecret' },
  ({ SecretId }, ctx) => {
    const held = requireSecret(ctx, SecretId)
    const { ARN, Name, Description, KmsKeyId, LastChangedDate, LastAccessedDate, DeletedDate, CreatedDate } =
      held.record
    const stages = stagesOf(held)
    return present({
      ARN,
      Name,
      Description,
      KmsKeyId,
      LastChangedDate,
      LastAccessedDate,
      DeletedDate,
      Tags: held.side.tags.length ? held.side.tags : undefined,
      VersionIdsToStages: Object.keys(stages).length ? stages : undefined,
      CreatedDate,
    })
  },
)

export const listSecretVersionIds = operation(
  'secretsmanager',
  'ListSecretVersionIds',
  { fidelity: 'exact', source: 'Secrets Manager API reference, ListSecretVersionIds' },
  ({ SecretId, IncludeDeprecated, ...asked }, ctx) => {
    const { record, side } = requireSecret(ctx, SecretId)
    const all = side.versions.filter(({ stages }) => IncludeDeprecated || stages.length)
    const { items, NextToken } = page(all, asked, { min: 1, max: 100, usual: 100 })
    const Versions = items.map(({ id, stages, createdAt }) => ({
      VersionId: id,
      VersionStages: stages,
      CreatedDate: timestamp(createdAt),
    }))
    return present({ Versions, NextToken, ARN: record.ARN, Name: record.Name })
  },
)

export const listSecrets = operation(
  'secretsmanager',
  'ListSecrets',
  { fidelity: 'exact', source: 'Secrets Manager API reference, ListSecrets' },
  ({ Filters = [], IncludePlannedDeletion, SortOrder, ...asked }, ctx) => {
    const all = secrets
      .list(ctx)
      .filter(({ side }) => IncludePlannedDeletion || !side.deleted)
      .filter((held) => Filters.every((filter) => passes(held, filter)))
    if (SortOrder !== 'asc') all.reverse()
    const { items, NextToken } = page(all, asked, { min: 1, max: 100, usual: 100 })
    const SecretList = items.map((held) =>
      present({
        ...held.record,
        Tags: held.side.tags.length ? (held.side.tags as Secretsmanager.Tag[]) : undefined,
        SecretVersionsToStages: stagesOf(held),
      }),
    )
    return present({ SecretList, NextToken })
  },
)

/** The API reference, Filter: the beginning of a word, and with `!` in front what does not begin so. */
function passes({ record, side }: Secret, { Key, Values = [] }: Secretsmanager.Filter): boolean {
  const texts: Readonly<Record<string, readonly (string | undefined)[]>> = {
    name: [record.Name],
    description: [record.Description],
    'tag-key': side.tags.map((tag) => tag.Key),
    'tag-value': side.tags.map((tag) => tag.Value),
    all: [record.Name, record.Description, ...side.tags.flatMap((tag) => [tag.Key, tag.Value])],
  }
  const found = texts[Key ?? 'all'] ?? []
  const begins = (start: string) =>
    found.some((text) =>
      Key === 'name' || Key?.startsWith('tag')
        ? text?.startsWith(start)
        : text
            ?.toLowerCase()
            .split(/[\s/_.-]+/)
            .some((word) => word.startsWith(start.toLowerCase())),
    )
  return Values.some((value) => (value.startsWith('!') ? !begins(value.slice(1)) : begins(value)))
}

const kinds = {
  lower: 'abcdefghijklmnopqrstuvwxyz',
  upper: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ',
  number: '0123456789',
  punctuation: '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~',
}

export const getRandomPassword = operation(
  'secretsmanager',
  'GetRandomPassword',
  { fidelity: 'exact', source: 'Secrets Manager API reference, GetRandomPassword' },
  (input, ctx) => {
    const length = input.PasswordLength ?? 32
    const excluded = new Set(input.ExcludeCharacters ?? '')
    const sets = [
      input.ExcludeLowercase ? '' : kinds.lower,
      input.ExcludeUppercase ? '' : kinds.upper,
      input.ExcludeNumbers ? '' : kinds.number,
      input.ExcludePunctuation ? '' : kinds.punctuation,
      input.IncludeSpace ? ' ' : '',
    ]
      .map((set) => [...set].filter((char) => !excluded.has(char)))
      .filter((set) => set.length)
    if (!sets.length) throw invalidParameter('The password must include at least one character type.')
    const required = input.RequireEachIncludedType === false ? [] : sets
    if (length < required.length) {
      throw invalidParameter('The password length must be at least the number of required character types.')
    }
    const pick = (set: readonly string[]) => set[rollBelow(ctx.store, set.length)]!
    const chars = [...required.map(pick)]
    while (chars.length < length) chars.push(pick(sets.flat()))
    for (let i = chars.length - 1; i > 0; i--) {
      const j = rollBelow(ctx.store, i + 1)
      ;[chars[i], chars[j]] = [chars[j]!, chars[i]!]
    }
    return { RandomPassword: chars.join('') }
  },
)
