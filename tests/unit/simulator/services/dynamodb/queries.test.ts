import { describe, expect, it } from 'vitest'
import { item, plainOf, tableWorld, value } from './table-world.ts'

const songs = { TableName: 'songs' }

function filled() {
  const world = tableWorld()
  world.put({ artist: 'a', title: 'one', genre: 'pop', issued: 10, stars: 3 })
  world.put({ artist: 'a', title: 'three', genre: 'pop', issued: 9 })
  world.put({ artist: 'a', title: 'two', genre: 'rock', issued: 100, stars: 5 })
  world.put({ artist: 'b', title: 'four' })
  const query = (KeyConditionExpression: string, values: Record<string, unknown>, more: object = {}) => ({
    ...songs,
    KeyConditionExpression,
    ExpressionAttributeValues: Object.fromEntries(Object.entries(values).map(([k, v]) => [k, value(v)])),
    ...more,
  })
  return { ...world, query }
}

const titles = (answer: { Items?: readonly Readonly<Record<string, { S?: string }>>[] }) =>
  answer.Items?.map((one) => one['title']?.S)

describe('a query', () => {
  it.each([
    ['artist = :a', {}, ['one', 'three', 'two']],
    ['artist = :a AND title = :t', { ':t': 'two' }, ['two']],
    ['artist = :a AND title > :t', { ':t': 'one' }, ['three', 'two']],
    ['artist = :a AND :t < title', { ':t': 'one' }, ['three', 'two']],
    ['artist = :a AND title BETWEEN :t AND :u', { ':t': 'one', ':u': 'three' }, ['one', 'three']],
    ['artist = :a AND begins_with(title, :t)', { ':t': 't' }, ['three', 'two']],
    ['(artist = :a) AND (title <= :t)', { ':t': 'three' }, ['one', 'three']],
  ])('%s', (expression, values, expected) => {
    const { db, query } = filled()
    expect(titles(db('Query', query(expression, { ':a': 'a', ...values })))).toEqual(expected)
  })

  it('backwards, in part, and counted', () => {
    const { db, query } = filled()
    const all = ['artist = :a', { ':a': 'a' }] as const
    expect(titles(db('Query', query(...all, { ScanIndexForward: false })))).toEqual(['two', 'three', 'one'])
    expect(db('Query', query(...all, { Select: 'COUNT' }))).toEqual({ Count: 3, ScannedCount: 3 })
    const rated = db('Query', query(all[0], { ':a': 'a', ':s': 4 }, { FilterExpression: 'stars > :s' }))
    expect([titles(rated), rated.Count, rated.ScannedCount]).toEqual([['two'], 1, 3])
  })

  it('goes on from page to page', () => {
    const { db, query } = filled()
    const found: unknown[] = []
    let ExclusiveStartKey: ReturnType<typeof item> | undefined
    do {
      const answer = db('Query', query('artist = :a', { ':a': 'a' }, { Limit: 2, ExclusiveStartKey }))
      found.push(...(titles(answer) ?? []))
      ExclusiveStartKey = answer.LastEvaluatedKey as typeof ExclusiveStartKey
    } while (ExclusiveStartKey)
    expect(found).toEqual(['one', 'three', 'two'])
  })

  it('of an index follows its keys, as numbers, and has what it projects', () => {
    const { db, query } = filled()
    const answer = db('Query', query('genre = :g', { ':g': 'pop' }, { IndexName: 'by-genre' }))
    expect(answer.Items!.map(plainOf)).toEqual([
      { artist: 'a', title: 'three', genre: 'pop', issued: 9 },
      { artist: 'a', title: 'one', genre: 'pop', issued: 10 },
    ])
  })

  it.each([
    ['title = :t', { ':t': 'x' }, 'Query condition missed key schema element: artist'],
    ['artist > :t', { ':t': 'x' }, 'Query key condition not supported'],
    ['artist = :t AND stars = :t', { ':t': 'x' }, 'Query condition missed key schema element: title'],
    ['artist = :t OR title = :t', { ':t': 'x' }, 'Invalid operator used in KeyConditionExpression: OR'],
    [
      'artist = :t AND title > :t AND title < :t',
      { ':t': 'x' },
      'KeyConditionExpressions must only contain one condition per key',
    ],
  ])('%s is refused', (expression, values, message) => {
    const { refused, query } = filled()
    expect(refused('Query', query(expression, values))).toBe(`ValidationException: ${message}`)
  })
})

describe('a scan', () => {
  it('finds all, an index only what has its keys', () => {
    const { db } = filled()
    expect(db('Scan', songs).Count).toBe(4)
    expect(db('Scan', { ...songs, IndexName: 'by-genre' }).Count).toBe(3)
  })

  it('in segments finds each item once', () => {
    const { db } = filled()
    const parts = [0, 1, 2].map(
      (Segment) => titles(db('Scan', { ...songs, Segment, TotalSegments: 3 })) ?? [],
    )
    expect(parts.flat().sort()).toEqual(['four', 'one', 'three', 'two'])
  })

  it.each([1, 2, 3])('on pages of %i finds each item once', (Limit) => {
    const { db } = filled()
    const found: unknown[] = []
    let ExclusiveStartKey: ReturnType<typeof item> | undefined
    do {
      const answer = db('Scan', { ...songs, Limit, ExclusiveStartKey })
      found.push(...(titles(answer) ?? []))
      ExclusiveStartKey = answer.LastEvaluatedKey as typeof ExclusiveStartKey
    } while (ExclusiveStartKey)
    expect(found.sort()).toEqual(['four', 'one', 'three', 'two'])
  })
})

describe('many at once', () => {
  it('are written and read', () => {
    const { db, get } = filled()
    db('BatchWriteItem', {
      RequestItems: {
        songs: [
          { PutRequest: { Item: item({ artist: 'c', title: 'new' }) } },
          { DeleteRequest: { Key: item({ artist: 'b', title: 'four' }) } },
        ],
      },
    })
    expect(get('b', 'four')).toBeUndefined()
    const Keys = [item({ artist: 'c', title: 'new' }), item({ artist: 'b', title: 'four' })]
    const answer = db('BatchGetItem', { RequestItems: { songs: { Keys } }, ReturnConsumedCapacity: 'TOTAL' })
    expect(answer.Responses!['songs']!.map(plainOf)).toEqual([{ artist: 'c', title: 'new' }])
    expect(answer.ConsumedCapacity).toEqual([{ TableName: 'songs', CapacityUnits: 0.5 }])
  })

  it('but each only once', () => {
    const Keys = [item({ artist: 'c', title: 'new' }), item({ artist: 'c', title: 'new' })]
    expect(filled().refused('BatchGetItem', { RequestItems: { songs: { Keys } } })).toBe(
      'ValidationException: Provided list of item keys contains duplicates',
    )
  })

  it('in a transaction all or none', () => {
    const { db, refused, get } = filled()
    const Put = { ...songs, Item: item({ artist: 'c', title: 'new' }) }
    const wrong = {
      ...songs,
      Key: item({ artist: 'b', title: 'four' }),
      ConditionExpression: 'attribute_exists(stars)',
    }
    expect(refused('TransactWriteItems', { TransactItems: [{ Put }, { ConditionCheck: wrong }] })).toBe(
      'TransactionCanceledException: Transaction cancelled, please refer cancellation reasons for specific reasons [None, ConditionalCheckFailed]',
    )
    expect(get('c', 'new')).toBeUndefined()
    const right = { ...wrong, ConditionExpression: 'attribute_not_exists(stars)' }
    db('TransactWriteItems', { TransactItems: [{ Put }, { ConditionCheck: right }] })
    const { Responses } = db('TransactGetItems', {
      TransactItems: [
        { Get: { ...songs, Key: Put.Item } },
        { Get: { ...songs, Key: item({ artist: 'z', title: 'z' }) } },
      ],
    })
    expect(Responses).toEqual([{ Item: Put.Item }, {}])
  })

  it('in a transaction not two on one item', () => {
    const Key = item({ artist: 'b', title: 'four' })
    expect(
      filled().refused('TransactWriteItems', {
        TransactItems: [{ Delete: { ...songs, Key } }, { Put: { ...songs, Item: Key } }],
      }),
    ).toBe('ValidationException: Transaction request cannot include multiple operations on one item')
  })
})
