import { beforeEach, describe, expect, it } from 'vitest'
import { contract } from '../../../../../simulator/api/contract.ts'
import type { Ecr } from '../../../../../simulator/api/generated/types.d.ts'
import { account, otherAccount, type TestCloud, testCloud } from '../cloud.ts'

await contract.need('ecr')

let world: TestCloud
const repositoryName = 'shop/orders'

beforeEach(() => {
  world = testCloud()
})

const create = (input = {}) => world.call('ecr', 'CreateRepository', { repositoryName, ...input }).repository!
const manifest = (size: number) =>
  JSON.stringify({ schemaVersion: 2, config: { size: 1 }, layers: [{ size }] })
const push = (size: number, imageTag?: string) =>
  world.call('ecr', 'PutImage', {
    repositoryName,
    imageManifest: manifest(size),
    ...(imageTag && { imageTag }),
  }).image!.imageId!
const ids = (filter?: Ecr.ListImagesFilter) =>
  world.call('ecr', 'ListImages', { repositoryName, ...(filter && { filter }) }).imageIds

describe('a repository', () => {
  it('is found under the name that its endpoint serves', () => {
    expect(create()).toMatchObject({
      repositoryArn: `arn:aws:ecr:us-east-1:${account}:repository/shop/orders`,
      repositoryUri: `${account}.dkr.ecr.us-east-1.amazonaws.com/shop/orders`,
      imageTagMutability: 'MUTABLE',
      encryptionConfiguration: { encryptionType: 'AES256' },
    })
    expect(world.call('ecr', 'DescribeRepositories').repositories).toHaveLength(1)
    expect(world.refusedBy('ecr', 'CreateRepository', { repositoryName })).toBe(
      `RepositoryAlreadyExistsException: The repository with name 'shop/orders' already exists in the registry with id '${account}'`,
    )
    expect(world.refusedBy('ecr', 'DescribeRepositories', { repositoryNames: ['none'] })).toBe(
      `RepositoryNotFoundException: The repository with name 'none' does not exist in the registry with id '${account}'`,
    )
  })

  it('with images goes by force alone', () => {
    create()
    push(1)
    expect(world.refusedBy('ecr', 'DeleteRepository', { repositoryName })).toMatch(
      /^RepositoryNotEmptyException/,
    )
    world.call('ecr', 'DeleteRepository', { repositoryName, force: true })
    expect(world.call('ecr', 'DescribeRepositories').repositories).toEqual([])
  })

  it('opens to another account by its policy', () => {
    create()
    push(1, 'v1')
    const pull = { registryId: account, repositoryName, imageIds: [{ imageTag: 'v1' }] }
    expect(world.refusedBy('ecr', 'BatchGetImage', pull, { account: otherAccount })).toMatch(/^AccessDenied/)
    const policyText = JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { AWS: `arn:aws:iam::${otherAccount}:root` },
          Action: 'ecr:BatchGetImage',
        },
      ],
    })
    world.call('ecr', 'SetRepositoryPolicy', { repositoryName, policyText })
    expect(world.call('ecr', 'BatchGetImage', pull, { account: otherAccount }).images).toHaveLength(1)
    expect(world.call('ecr', 'GetRepositoryPolicy', { repositoryName }).policyText).toBe(policyText)
    world.call('ecr', 'DeleteRepositoryPolicy', { repositoryName })
    expect(world.refusedBy('ecr', 'GetRepositoryPolicy', { repositoryName })).toMatch(
      /^RepositoryPolicyNotFound/,
    )
    expect(world.refusedBy('ecr', 'SetRepositoryPolicy', { repositoryName, policyText: 'no' })).toMatch(
      /^InvalidParameterException/,
    )
  })

  it('has tags', () => {
    const resourceArn = create({ tags: [{ Key: 'a', Value: '1' }] }).repositoryArn!
    world.call('ecr', 'TagResource', { resourceArn, tags: [{ Key: 'b', Value: '2' }] })
    world.call('ecr', 'UntagResource', { resourceArn, tagKeys: ['a'] })
    expect(world.call('ecr', 'ListTagsForResource', { resourceArn }).tags).toEqual([{ Key: 'b', Value: '2' }])
  })
})

describe('images', () => {
  it('are known by the digest of their manifest; a tag moves', () => {
    create()
    const first = push(1, 'latest')
    expect(first.imageDigest).toMatch(/^sha256:[0-9a-f]{64}$/)
    const second = push(2, 'latest')
    expect(ids({ tagStatus: 'TAGGED' })).toEqual([second])
    expect(ids({ tagStatus: 'UNTAGGED' })).toEqual([{ imageDigest: first.imageDigest }])
    const [detail] = world.call('ecr', 'DescribeImages', { repositoryName, imageIds: [second] }).imageDetails!
    expect(detail).toMatchObject({ imageTags: ['latest'], imageSizeInBytes: 3 })
  })

  it('are pushed once', () => {
    create()
    push(1, 'v1')
    const again = { repositoryName, imageManifest: manifest(1), imageTag: 'v1' }
    expect(world.refusedBy('ecr', 'PutImage', again)).toMatch(/^ImageAlreadyExistsException/)
    push(1, 'v2')
    expect(ids()?.map(({ imageTag }) => imageTag)).toEqual(['v1', 'v2'])
  })

  it('of an immutable repository keep their tags', () => {
    create({ imageTagMutability: 'IMMUTABLE' })
    push(1, 'v1')
    expect(
      world.refusedBy('ecr', 'PutImage', { repositoryName, imageManifest: manifest(2), imageTag: 'v1' }),
    ).toMatch(/^ImageTagAlreadyExistsException/)
  })

  it('lose a tag, or go with their last one', () => {
    create()
    const { imageDigest } = push(1, 'v1')
    push(1, 'v2')
    const remove = (imageIds: Ecr.ImageIdentifier[]) =>
      world.call('ecr', 'BatchDeleteImage', { repositoryName, imageIds })
    expect(remove([{ imageTag: 'v1' }]).imageIds).toEqual([{ imageDigest, imageTag: 'v1' }])
    expect(ids()).toEqual([{ imageDigest, imageTag: 'v2' }])
    expect(remove([{ imageTag: 'v2' }, { imageTag: 'v3' }]).failures).toMatchObject([
      { failureCode: 'ImageNotFound' },
    ])
    expect(ids()).toEqual([])
    expect(
      world.refusedBy('ecr', 'DescribeImages', { repositoryName, imageIds: [{ imageTag: 'v2' }] }),
    ).toMatch(/^ImageNotFoundException/)
  })

  it('are pulled with a token for twelve hours', () => {
    const [data] = world.call('ecr', 'GetAuthorizationToken').authorizationData!
    expect(data).toMatchObject({
      expiresAt: '2026-11-02T21:00:00.000Z',
      proxyEndpoint: `https://${account}.dkr.ecr.us-east-1.amazonaws.com`,
    })
    expect(atob(data!.authorizationToken!)).toMatch(/^AWS:/)
  })
})
