import { describe, expect, it } from 'vitest'
import { otherAccount } from '../cloud.ts'
import { tableWorld } from './table-world.ts'

const songs = { TableName: 'songs' }

describe('a table', () => {
  it('is made, then ready', () => {
    const { db, made } = tableWorld()
    expect([made.TableStatus, made.TableArn]).toEqual([
      'CREATING',
      'arn:aws:dynamodb:us-east-1:123456789012:table/songs',
    ])
    const table = db('DescribeTable', songs).Table!
    expect([table.TableStatus, table.GlobalSecondaryIndexes![0]!.IndexStatus]).toEqual(['ACTIVE', 'ACTIVE'])
    expect(db('DescribeTable', { TableName: made.TableArn! }).Table!.TableId).toBe(made.TableId)
  })

  it('takes no items before it is ready, and cannot be deleted then', () => {
    const { db, refused, create } = tableWorld()
    db('CreateTable', { ...create, TableName: 'more' })
    expect(refused('Scan', { TableName: 'more' })).toBe(
      'ResourceNotFoundException: Requested resource not found',
    )
    expect(refused('DeleteTable', { TableName: 'more' })).toBe(
      'ResourceInUseException: Attempt to change a resource which is still in use: Table is being created: more',
    )
  })

  it('is deleted with its items', () => {
    const { db, refused, pass, put } = tableWorld()
    put({ artist: 'a', title: 't' })
    expect(db('DeleteTable', songs).TableDescription!.TableStatus).toBe('DELETING')
    pass(10)
    expect(refused('DescribeTable', songs)).toBe(
      'ResourceNotFoundException: Requested resource not found: Table: songs not found',
    )
  })

  it('is listed on pages', () => {
    const { db, create } = tableWorld()
    for (const TableName of ['zoo', 'art']) db('CreateTable', { ...create, TableName })
    expect(db('ListTables', { Limit: 2 })).toEqual({
      TableNames: ['art', 'songs'],
      LastEvaluatedTableName: 'songs',
    })
    expect(db('ListTables', { ExclusiveStartTableName: 'songs' })).toEqual({ TableNames: ['zoo'] })
  })

  it('of another account is not there by its name', () => {
    const { refusedBy } = tableWorld()
    expect(refusedBy('dynamodb', 'DescribeTable', songs, { account: otherAccount })).toMatch(
      /^ResourceNotFound/,
    )
  })

  it.each([
    [{ TableName: 'songs' }, 'ResourceInUseException: Table already exists: songs'],
    [
      { KeySchema: [{ AttributeName: 'artist', KeyType: 'RANGE' as const }] },
      'ValidationException: Invalid KeySchema: The first KeySchemaElement is not a HASH key type',
    ],
    [
      { AttributeDefinitions: [{ AttributeName: 'artist', AttributeType: 'S' as const }] },
      'ValidationException: One or more parameter values were invalid: Some index key attributes are not defined in AttributeDefinitions. Keys: [artist, title], AttributeDefinitions: [artist]',
    ],
    [
      { GlobalSecondaryIndexes: undefined },
      'ValidationException: One or more parameter values were invalid: Number of attributes in KeySchema does not exactly match number of attributes defined in AttributeDefinitions',
    ],
    [
      { BillingMode: undefined },
      'ValidationException: One or more parameter values were invalid: ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED',
    ],
  ])('with %j is refused', (change, error) => {
    const { refused, create } = tableWorld()
    expect(refused('CreateTable', { ...create, TableName: 'more', ...change })).toBe(error)
  })

  it('can be protected', () => {
    const { db, refused, pass } = tableWorld()
    db('UpdateTable', { ...songs, DeletionProtectionEnabled: true })
    pass(10)
    expect(refused('DeleteTable', songs)).toMatch(/protected against deletion/)
  })

  it('gets an index, filled with what is there, and loses it', () => {
    const { db, refused, pass, put, key } = tableWorld()
    put({ artist: 'a', title: 't', label: 'x' })
    db('UpdateTable', {
      ...songs,
      AttributeDefinitions: [{ AttributeName: 'label', AttributeType: 'S' }],
      GlobalSecondaryIndexUpdates: [
        { Create: { IndexName: 'by-label', KeySchema: key('label'), Projection: { ProjectionType: 'ALL' } } },
      ],
    })
    pass(60)
    const asked = {
      ...songs,
      IndexName: 'by-label',
      KeyConditionExpression: 'label = :l',
      ExpressionAttributeValues: { ':l': { S: 'x' } },
    }
    expect(db('Query', asked).Count).toBe(1)
    db('UpdateTable', { ...songs, GlobalSecondaryIndexUpdates: [{ Delete: { IndexName: 'by-label' } }] })
    pass(60)
    expect(refused('Query', asked)).toBe(
      'ValidationException: The table does not have the specified index: by-label',
    )
  })

  it('has tags and a policy', () => {
    const { db, refused, made } = tableWorld()
    const ResourceArn = made.TableArn!
    db('TagResource', {
      ResourceArn,
      Tags: [
        { Key: 'k', Value: 'v' },
        { Key: 'l', Value: 'w' },
      ],
    })
    db('UntagResource', { ResourceArn, TagKeys: ['l'] })
    expect(db('ListTagsOfResource', { ResourceArn }).Tags).toEqual([{ Key: 'k', Value: 'v' }])
    expect(refused('GetResourcePolicy', { ResourceArn })).toMatch(/^PolicyNotFoundException: /)
    expect(refused('PutResourcePolicy', { ResourceArn, Policy: '{' })).toMatch(/^ValidationException: /)
    const Policy = JSON.stringify({
      Version: '2012-10-17',
      Statement: {
        Effect: 'Allow',
        Principal: { AWS: otherAccount },
        Action: 'dynamodb:GetItem',
        Resource: ResourceArn,
      },
    })
    const { RevisionId = '' } = db('PutResourcePolicy', {
      ResourceArn,
      Policy,
      ExpectedRevisionId: 'NO_POLICY',
    })
    expect(db('GetResourcePolicy', { ResourceArn })).toEqual({ Policy, RevisionId })
    expect(refused('PutResourcePolicy', { ResourceArn, Policy, ExpectedRevisionId: 'NO_POLICY' })).toMatch(
      /^PolicyNotFoundException: /,
    )
    expect(db('DeleteResourcePolicy', { ResourceArn })).toEqual({ RevisionId })
    expect(db('DeleteResourcePolicy', { ResourceArn })).toEqual({})
  })
})
