import { AwsError } from '../../api/error.ts'
import type { Ecr } from '../../api/generated/types.d.ts'
import { sha256 } from '../../kernel/sha256.ts'
import { type Context, timestamp } from '../context.ts'
import { operation } from '../operation.ts'
import { pageByToken } from '../paging.ts'
import { invalidToken } from './errors.ts'
import { type Repository, repositories, requireRepository, type StoredImage } from './repositories.ts'

const usualMediaType = 'application/vnd.docker.distribution.manifest.v2+json'

const digestOf = (manifest: string): string =>
  `sha256:${[...sha256(new TextEncoder().encode(manifest))].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`

interface Manifest {
  readonly mediaType?: string
  readonly config?: { readonly size?: number; readonly mediaType?: string }
  readonly layers?: readonly { readonly size?: number }[]
}

function readManifest(text: string): Manifest {
  try {
    const manifest: unknown = JSON.parse(text)
    if (typeof manifest === 'object' && manifest !== null) return manifest
  } catch {
    // No JSON at all: the same refusal as for JSON that is no manifest.
  }
  throw new AwsError(
    'InvalidParameterException',
    "Invalid parameter at 'ImageManifest' failed to satisfy constraint: 'Invalid JSON syntax'",
  )
}

export const putImage = operation(
  'ecr',
  'PutImage',
  {
    fidelity: { simplified: 'An image is its manifest: layers are neither uploaded nor looked for.' },
    source: 'ECR API reference, PutImage',
  },
  (input, ctx) => {
    const { imageManifest, imageTag, imageManifestMediaType, imageDigest, ...named } = input
    const repository = requireRepository(ctx, named)
    const { mediaType } = readManifest(imageManifest)
    const digest = digestOf(imageManifest)
    if (imageDigest !== undefined && imageDigest !== digest) {
      throw new AwsError(
        'ImageDigestDoesNotMatchException',
        `The provided digest '${imageDigest}' does not match the digest that was calculated: '${digest}'`,
      )
    }
    const { images } = repository.side
    const known = images.find((image) => image.digest === digest)
    if (known && (imageTag === undefined || known.tags.includes(imageTag))) {
      const tag = imageTag ?? 'null'
      throw new AwsError(
        'ImageAlreadyExistsException',
        `Image with digest '${digest}' and tag '${tag}' already exists in the repository with name '${named.repositoryName}' in registry with id '${repository.account}'`,
      )
    }
    const isTaken = images.some(({ tags }) => imageTag !== undefined && tags.includes(imageTag))
    if (isTaken && repository.record.imageTagMutability?.startsWith('IMMUTABLE')) {
      throw new AwsError(
        'ImageTagAlreadyExistsException',
        `The image tag '${imageTag}' already exists in the '${named.repositoryName}' repository and cannot be overwritten because the repository is immutable.`,
      )
    }
    // A tag points at one image: it leaves the one that had it.
    const others = images
      .filter((image) => image !== known)
      .map((image) => ({ ...image, tags: image.tags.filter((tag) => tag !== imageTag) }))
    const image: StoredImage = {
      digest,
      manifest: imageManifest,
      mediaType: imageManifestMediaType ?? mediaType ?? usualMediaType,
      tags: [...(known?.tags ?? []), ...(imageTag === undefined ? [] : [imageTag])],
      pushedAt: known?.pushedAt ?? ctx.now,
    }
    repositories.update(ctx, repository, {}, { images: [...others, image] })
    return { image: printImage(repository, image, imageTag) }
  },
)

function printImage(repository: Repository, image: StoredImage, imageTag: string | undefined): Ecr.Image {
  return {
    registryId: repository.account,
    repositoryName: repository.record.repositoryName,
    imageId: { imageDigest: image.digest, ...(imageTag !== undefined && { imageTag }) },
    imageManifest: image.manifest,
    imageManifestMediaType: image.mediaType,
  }
}

/** The image that an identifier means, or why none. */
function findImage(
  { side }: Repository,
  { imageDigest, imageTag }: Ecr.ImageIdentifier,
): { image: StoredImage } | { failureCode: Ecr.ImageFailureCode; failureReason: string } {
  if (imageDigest === undefined && imageTag === undefined) {
    return {
      failureCode: 'MissingDigestAndTag',
      failureReason: 'Invalid request parameters: both tag and digest cannot be null',
    }
  }
  const byTag = side.images.find(({ tags }) => imageTag !== undefined && tags.includes(imageTag))
  const byDigest = side.images.find(({ digest }) => digest === imageDigest)
  if (imageDigest !== undefined && imageTag !== undefined && byDigest && byTag !== byDigest) {
    return {
      failureCode: 'ImageTagDoesNotMatchDigest',
      failureReason: 'Requested image tag does not match the digest',
    }
  }
  const image = imageDigest === undefined ? byTag : byDigest
  return image ? { image } : { failureCode: 'ImageNotFound', failureReason: 'Requested image not found' }
}

export const batchGetImage = operation(
  'ecr',
  'BatchGetImage',
  { fidelity: 'exact', source: 'ECR API reference, BatchGetImage' },
  ({ imageIds, ...named }, ctx) => {
    const repository = requireRepository(ctx, named)
    const images: Ecr.Image[] = []
    const failures: Ecr.ImageFailure[] = []
    for (const imageId of imageIds) {
      const found = findImage(repository, imageId)
      if ('image' in found) images.push(printImage(repository, found.image, imageId.imageTag))
      else failures.push({ imageId, ...found })
    }
    return { images, failures }
  },
)

export const batchDeleteImage = operation(
  'ecr',
  'BatchDeleteImage',
  { fidelity: 'exact', source: 'ECR API reference, BatchDeleteImage' },
  ({ imageIds, ...named }, ctx) => {
    let repository = requireRepository(ctx, named)
    const deleted: Ecr.ImageIdentifier[] = []
    const failures: Ecr.ImageFailure[] = []
    for (const imageId of imageIds) {
      const found = findImage(repository, imageId)
      if (!('image' in found)) {
        failures.push({ imageId, ...found })
        continue
      }
      const { image } = found
      // The page: by its tag, only the tag goes, and the image with its last one; by digest, image and tags.
      const tags =
        imageId.imageDigest === undefined ? image.tags.filter((tag) => tag !== imageId.imageTag) : []
      const gone = image.tags.filter((tag) => !tags.includes(tag))
      for (const imageTag of gone) deleted.push({ imageDigest: image.digest, imageTag })
      if (!gone.length) deleted.push({ imageDigest: image.digest })
      const others = repository.side.images.filter((one) => one !== image)
      const images = tags.length ? [...others, { ...image, tags }] : others
      repository = repositories.update(ctx, repository, {}, { images })
    }
    return { imageIds: deleted, failures }
  },
)

const hasStatus = ({ tags }: StoredImage, status: Ecr.TagStatus | undefined): boolean =>
  status === undefined || status === 'ANY' || (status === 'TAGGED') === tags.length > 0

export const listImages = operation(
  'ecr',
  'ListImages',
  { fidelity: 'exact', source: 'ECR API reference, ListImages' },
  ({ filter, nextToken, maxResults = 100, ...named }, ctx) => {
    const ids = requireRepository(ctx, named)
      .side.images.filter((image) => hasStatus(image, filter?.tagStatus))
      .flatMap(({ digest, tags }): Ecr.ImageIdentifier[] =>
        tags.length ? tags.map((imageTag) => ({ imageDigest: digest, imageTag })) : [{ imageDigest: digest }],
      )
    const { items, next } = pageByToken(ids, { size: maxResults, token: nextToken }, invalidToken)
    return { imageIds: items, ...(next && { nextToken: next }) }
  },
)

function describeImage(repository: Repository, image: StoredImage): Ecr.ImageDetail {
  const { layers = [], config } = readManifest(image.manifest)
  return {
    registryId: repository.account,
    repositoryName: repository.record.repositoryName,
    imageDigest: image.digest,
    ...(image.tags.length && { imageTags: image.tags }),
    imageSizeInBytes: layers.reduce((sum, { size = 0 }) => sum + size, config?.size ?? 0),
    imagePushedAt: timestamp(image.pushedAt),
    imageManifestMediaType: image.mediaType,
    ...(config?.mediaType !== undefined && { artifactMediaType: config.mediaType }),
  }
}

function requireImage(repository: Repository, imageId: Ecr.ImageIdentifier): StoredImage {
  const found = findImage(repository, imageId)
  if ('image' in found) return found.image
  const { imageDigest = 'null', imageTag = 'null' } = imageId
  throw new AwsError(
    'ImageNotFoundException',
    `The image with imageId {imageDigest:'${imageDigest}', imageTag:'${imageTag}'} does not exist within the repository with name '${repository.record.repositoryName}' in the registry with id '${repository.account}'`,
  )
}

export const describeImages = operation(
  'ecr',
  'DescribeImages',
  {
    fidelity: { simplified: 'Images are not scanned.' },
    source: 'ECR API reference, DescribeImages',
  },
  ({ imageIds, filter, nextToken, maxResults = 100, ...named }, ctx) => {
    const repository = requireRepository(ctx, named)
    const found = imageIds?.length
      ? [...new Set(imageIds.map((id) => requireImage(repository, id)))]
      : repository.side.images.filter((image) => hasStatus(image, filter?.tagStatus))
    const { items, next } = pageByToken(found, { size: maxResults, token: nextToken }, invalidToken)
    return {
      imageDetails: items.map((image) => describeImage(repository, image)),
      ...(next && { nextToken: next }),
    }
  },
)

export const getAuthorizationToken = operation(
  'ecr',
  'GetAuthorizationToken',
  {
    fidelity: { simplified: 'The token says who asked and opens nothing.' },
    source: 'ECR API reference, GetAuthorizationToken',
  },
  ({ registryIds }, ctx: Context) => ({
    authorizationData: (registryIds?.length ? registryIds : [ctx.account]).map((registry) => ({
      authorizationToken: btoa(`AWS:${btoa(`${ctx.caller.arn} ${ctx.now}`)}`),
      // The page: valid for twelve hours.
      expiresAt: timestamp(ctx.now + 12 * 3_600_000),
      proxyEndpoint: `https://${registry}.dkr.ecr.${ctx.region}.amazonaws.com`,
    })),
  }),
)
