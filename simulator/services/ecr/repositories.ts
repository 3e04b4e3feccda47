import { AwsError } from '../../api/error.ts'
import type { Ecr } from '../../api/generated/types.d.ts'
import { type Held, scopeKey } from '../../world/held.ts'
import { type Context, timestamp } from '../context.ts'
import { family } from '../family.ts'
import { operation } from '../operation.ts'
import { pageByToken } from '../paging.ts'
import { tagsWith } from '../tag-lists.ts'
import type { Tag } from '../tags.ts'
import { invalidToken, noSuchRepository, tagRefusals } from './errors.ts'

/** One image of a repository: its manifest and the tags that point at it. */
export interface StoredImage {
  readonly digest: string
  readonly manifest: string
  readonly mediaType: string
  readonly tags: readonly string[]
  readonly pushedAt: number
}

export interface RepositorySide {
  readonly tags: readonly Tag[]
  readonly images: readonly StoredImage[]
  readonly policy?: string
  readonly lifecyclePolicy?: string
}

export type Repository = Held<Ecr.Repository, RepositorySide>

export const repositories = family<Ecr.Repository, RepositorySide>({
  service: 'ecr',
  resource: 'repository',
  id: 'repositoryArn',
  prefix: 'arn:aws:ecr:repository',
  missing: (arn) => noSuchRepository(arn.slice(arn.indexOf('/') + 1), arn.split(':')[4] ?? ''),
  tags: { side: 'tags' },
  indexes: { registry: scopeKey },
})

export const repositoryArn = (ctx: Context, name: string, registry: string | undefined): string =>
  `arn:aws:ecr:${ctx.region}:${registry ?? ctx.account}:repository/${name}`

interface Named {
  readonly registryId?: string | undefined
  readonly repositoryName: string
}

/** A repository of the registry named. Whether another account may use it was decided by its policy before. */
export function requireRepository(ctx: Context, { registryId, repositoryName }: Named): Repository {
  const found = repositories.get(ctx, repositoryArn(ctx, repositoryName, registryId))
  if (found) return found
  throw noSuchRepository(repositoryName, registryId ?? ctx.account)
}

export const createRepository = operation(
  'ecr',
  'CreateRepository',
  {
    fidelity: { simplified: 'Repositories are always created in the caller’s own registry.' },
    source: 'ECR API reference, CreateRepository',
  },
  (input, ctx) => {
    const { repositoryName, tags } = input
    const arn = repositoryArn(ctx, repositoryName, undefined)
    if (repositories.get(ctx, arn)) {
      throw new AwsError(
        'RepositoryAlreadyExistsException',
        `The repository with name '${repositoryName}' already exists in the registry with id '${ctx.account}'`,
      )
    }
    const { record } = repositories.create(
      ctx,
      {
        repositoryArn: arn,
        registryId: ctx.account,
        repositoryName,
        // ECR user guide, Registries: the name under which clients find it, also through an endpoint.
        repositoryUri: `${ctx.account}.dkr.ecr.${ctx.region}.amazonaws.com/${repositoryName}`,
        createdAt: timestamp(ctx.now),
        imageTagMutability: input.imageTagMutability ?? 'MUTABLE',
        ...(input.imageTagMutabilityExclusionFilters && {
          imageTagMutabilityExclusionFilters: input.imageTagMutabilityExclusionFilters,
        }),
        imageScanningConfiguration: { scanOnPush: false, ...input.imageScanningConfiguration },
        encryptionConfiguration: input.encryptionConfiguration ?? { encryptionType: 'AES256' },
      },
      { tags: tagsWith([], tags, tagRefusals), images: [] },
    )
    return { repository: record }
  },
)

export const describeRepositories = operation(
  'ecr',
  'DescribeRepositories',
  { fidelity: 'exact', source: 'ECR API reference, DescribeRepositories' },
  ({ registryId, repositoryNames, nextToken, maxResults = 100 }, ctx) => {
    const scope = { account: registryId ?? ctx.account, region: ctx.region }
    const found = repositoryNames?.length
      ? repositoryNames.map((repositoryName) => requireRepository(ctx, { registryId, repositoryName }))
      : repositories.by(ctx, 'registry', scopeKey(scope))
    const { items, next } = pageByToken(found, { size: maxResults, token: nextToken }, invalidToken)
    return { repositories: items.map(({ record }) => record), ...(next && { nextToken: next }) }
  },
)

export const deleteRepository = operation(
  'ecr',
  'DeleteRepository',
  { fidelity: 'exact', source: 'ECR API reference, DeleteRepository' },
  ({ force = false, ...named }, ctx) => {
    const repository = requireRepository(ctx, named)
    if (repository.side.images.length && !force) {
      throw new AwsError(
        'RepositoryNotEmptyException',
        `The repository with name '${named.repositoryName}' in registry with id '${repository.account}' cannot be deleted because it still contains images`,
      )
    }
    repositories.delete(ctx, repository)
    return { repository: repository.record }
  },
)

export const putImageTagMutability = operation(
  'ecr',
  'PutImageTagMutability',
  { fidelity: 'exact', source: 'ECR API reference, PutImageTagMutability' },
  ({ imageTagMutability, imageTagMutabilityExclusionFilters: filters, ...named }, ctx) => {
    const repository = requireRepository(ctx, named)
    const change = { imageTagMutability, ...(filters && { imageTagMutabilityExclusionFilters: filters }) }
    repositories.update(ctx, repository, change)
    return { registryId: repository.account, repositoryName: named.repositoryName, ...change }
  },
)
