import { describe, expect, it } from 'vitest'
import { item, plainOf, tableWorld, value } from './table-world.ts'

const songs = { TableName: 'songs' }
const Key = item({ artist: 'a', title: 't' })

describe('an item', () => {
  it('is put, got and deleted', () => {
    const { db, put, get } = tableWorld()
    const song = {
      artist: 'a',
      title: 't',
      stars: 5,
      tags: new Set(['x', 'y']),
      by: { who: ['me', null, true] },
    }
    put(song)
    expect(get('a', 't')).toEqual(song)
    const old = db('DeleteItem', { ...songs, Key, ReturnValues: 'ALL_OLD' })
    expect(plainOf(old.Attributes)).toEqual(song)
    expect(db('GetItem', { ...songs, Key })).toEqual({})
  })

  it.each([
    ['1.50', '1.5'],
    ['-0', '0'],
    ['1e3', '1000'],
    ['00.00012', '0.00012'],
    ['12345678901234567890123456789012345678', '12345678901234567890123456789012345678'],
  ])('stores the number %s as %s', (N, stored) => {
    const { db } = tableWorld()
    db('PutItem', { ...songs, Item: { ...Key, n: { N } } })
    expect(db('GetItem', { ...songs, Key }).Item!['n']).toEqual({ N: stored })
  })

  it.each([
    [{ artist: 'a' }, 'One or more parameter values were invalid: Missing the key title in the item'],
    [
      { artist: 'a', title: 1 },
      'One or more parameter values were invalid: Type mismatch for key title expected: S actual: N',
    ],
    [
      { artist: 'a', title: '' },
      'One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: title',
    ],
    [
      { artist: 'a', title: 't', genre: 1 },
      'One or more parameter values were invalid: Type mismatch for Index Key genre Expected: S Actual: N IndexName: by-genre',
    ],
    [{ artist: 'a', title: 't', x: 'x'.repeat(409_600) }, 'Item size has exceeded the maximum allowed size'],
  ])('%# is refused', (plain, message) => {
    expect(tableWorld().refused('PutItem', { ...songs, Item: item(plain) })).toBe(
      `ValidationException: ${message}`,
    )
  })

  it.each([
    [{ N: 'x' }, 'The parameter cannot be converted to a numeric value: x'],
    [{ N: '1'.repeat(39) }, 'Attempting to store more than 38 significant digits in a Number'],
    [
      { N: '1e126' },
      'Number overflow. Attempting to store a number with magnitude larger than supported range',
    ],
    [
      { SS: ['a', 'a'] },
      'One or more parameter values were invalid: Input collection [a, a] contains duplicates.',
    ],
  ])('with the value %j is refused', (odd, message) => {
    expect(tableWorld().refused('PutItem', { ...songs, Item: { ...Key, odd } })).toBe(
      `ValidationException: ${message}`,
    )
  })

  it('is asked for by its whole key', () => {
    const { refused } = tableWorld()
    expect(refused('GetItem', { ...songs, Key: item({ artist: 'a' }) })).toBe(
      'ValidationException: The provided key element does not match the schema',
    )
    expect(refused('GetItem', { TableName: 'none', Key })).toBe(
      'ResourceNotFoundException: Requested resource not found',
    )
  })

  it('in part', () => {
    const { db, put } = tableWorld()
    put({ artist: 'a', title: 't', by: { who: ['one', 'two'], when: 1 } })
    const answer = db('GetItem', {
      ...songs,
      Key,
      ProjectionExpression: 'title, #b.who[1], nothing',
      ExpressionAttributeNames: { '#b': 'by' },
    })
    expect(plainOf(answer.Item)).toEqual({ title: 't', by: { who: ['two'] } })
  })
})

describe('a condition', () => {
  const song = {
    artist: 'a',
    title: 't',
    n: 5,
    s: 'hello',
    arr: [1, 'x'],
    bag: new Set(['p', 'q']),
    doc: { kid: 1 },
  }
  const values: Record<string, unknown> = {
    ':1': 1,
    ':5': 5,
    ':9': 9,
    ':he': 'he',
    ':ll': 'll',
    ':x': 'x',
    ':p': 'p',
    ':S': 'S',
  }
  const holds = (ConditionExpression: string) => {
    const { db, put, refused } = tableWorld()
    put(song)
    const used = Object.entries(values).filter(([name]) =>
      new RegExp(`${name}(?![0-9A-Za-z])`).test(ConditionExpression),
    )
    const request = {
      ...songs,
      Key,
      ConditionExpression,
      ...(used.length && {
        ExpressionAttributeValues: Object.fromEntries(used.map(([k, v]) => [k, value(v)])),
      }),
    }
    try {
      db('DeleteItem', request)
      return true
    } catch {
      return refused('DeleteItem', request)
    }
  }
  const failed = 'ConditionalCheckFailedException: The conditional request failed'

  it.each([
    ['n = :5', true],
    ['n <> :5', false],
    ['n < :9', true],
    ['n >= :9', false],
    ['n BETWEEN :1 AND :9', true],
    ['n IN (:1, :9)', false],
    ['n in (:1, :5)', true],
    ['n = :he', false],
    ['absent <> :5', true],
    ['absent < :5', false],
    ['attribute_exists(n)', true],
    ['attribute_exists(doc.absent)', false],
    ['attribute_not_exists(absent)', true],
    ['attribute_type(s, :S)', true],
    ['attribute_type(n, :S)', false],
    ['begins_with(s, :he)', true],
    ['begins_with(s, :ll)', false],
    ['contains(s, :ll)', true],
    ['contains(bag, :p)', true],
    ['contains(bag, :x)', false],
    ['contains(arr, :x)', true],
    ['size(s) = :5', true],
    ['size(arr) > :1', true],
    ['doc.kid = :1', true],
    ['arr[0] = :1', true],
    ['NOT n = :5', false],
    ['n = :9 OR n = :5 AND s = :he', false],
    ['(n = :9 OR n = :5) AND begins_with(s, :he)', true],
    ['not (n = :9) and n = :5', true],
  ])('%s: %s', (expression, expected) => {
    expect(holds(expression)).toBe(expected ? true : failed)
  })

  it.each([
    ['n == :5', 'Invalid ConditionExpression: Syntax error; token: "=", near: "= = :5"'],
    ['n =', 'Invalid ConditionExpression: Syntax error; token: <EOF>, near: "="'],
    [
      'name = :5',
      'Invalid ConditionExpression: Attribute name is a reserved keyword; reserved keyword: name',
    ],
    [
      'n = :none',
      'Invalid ConditionExpression: An expression attribute value used in expression is not defined; attribute value: :none',
    ],
    [
      '#n = :5',
      'Invalid ConditionExpression: An expression attribute name used in the document path is not defined; attribute name: #n',
    ],
    ['size_of(n) = :5', 'Invalid ConditionExpression: Invalid function name; function: size_of'],
    [
      'begins_with(s)',
      'Invalid ConditionExpression: Incorrect number of operands for operator or function; operator or function: begins_with, number of operands: 1',
    ],
    ['', 'Invalid ConditionExpression: The expression can not be empty;'],
  ])('%s is not understood', (expression, message) => {
    expect(holds(expression)).toBe(`ValidationException: ${message}`)
  })

  it('that fails tells the item, when asked', () => {
    const { cloud, put } = tableWorld()
    put({ artist: 'a', title: 't' })
    const response = cloud.send({
      service: 'dynamodb',
      operation: 'PutItem',
      input: {
        ...songs,
        Item: Key,
        ConditionExpression: 'attribute_not_exists(artist)',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      },
      region: 'us-east-1',
      credentials: { accessKeyId: 'AKIA123456789012', secretAccessKey: 'secret' },
    })
    expect('error' in response && response.error.fields).toEqual({ Item: Key })
  })

  it('must use the placeholders that it is given', () => {
    const { refused } = tableWorld()
    const given = { ExpressionAttributeValues: { ':x': { S: 'x' } } }
    expect(
      refused('PutItem', { ...songs, Item: Key, ConditionExpression: 'attribute_exists(n)', ...given }),
    ).toBe(
      'ValidationException: Value provided in ExpressionAttributeValues unused in expressions: keys: {:x}',
    )
    expect(refused('PutItem', { ...songs, Item: Key, ...given })).toBe(
      'ValidationException: ExpressionAttributeValues can only be specified when using expressions',
    )
  })
})

describe('an update', () => {
  const before = {
    artist: 'a',
    title: 't',
    n: 5,
    arr: [1, 2, 3],
    bag: new Set(['p', 'q']),
    doc: { kid: 1 },
  }
  const values: Record<string, unknown> = {
    ':2': 2,
    ':x': 'x',
    ':l': [9],
    ':s': new Set(['q', 'r']),
    ':all': new Set(['p', 'q']),
  }
  const request = (UpdateExpression: string) => {
    const used = Object.entries(values).filter(([name]) =>
      new RegExp(`${name}(?![0-9A-Za-z])`).test(UpdateExpression),
    )
    return {
      ...songs,
      Key,
      UpdateExpression,
      ...(used.length && {
        ExpressionAttributeValues: Object.fromEntries(used.map(([k, v]) => [k, value(v)])),
      }),
    }
  }

  it.each([
    ['SET n = :2', { n: 2 }],
    ['SET n = n + :2, doc.more = :x', { n: 7, doc: { kid: 1, more: 'x' } }],
    ['SET n = :2 - n', { n: -3 }],
    ['SET fresh = if_not_exists(fresh, :x), n = if_not_exists(n, :x)', { fresh: 'x' }],
    ['SET arr = list_append(arr, :l)', { arr: [1, 2, 3, 9] }],
    ['SET arr[1] = :x', { arr: [1, 'x', 3] }],
    ['SET arr[10] = :x', { arr: [1, 2, 3, 'x'] }],
    ['SET fresh = n, n = :2', { fresh: 5, n: 2 }],
    ['REMOVE arr[0], arr[1]', { arr: [3] }],
    ['REMOVE doc.kid', { doc: {} }],
    ['ADD n :2', { n: 7 }],
    ['ADD fresh :2', { fresh: 2 }],
    ['ADD bag :s', { bag: new Set(['p', 'q', 'r']) }],
    ['DELETE bag :s', { bag: new Set(['p']) }],
    ['DELETE bag :all', { bag: undefined }],
    ['set n = :2 remove doc', { n: 2, doc: undefined }],
  ])('%s', (expression, change) => {
    const { db, put, get } = tableWorld()
    put(before)
    db('UpdateItem', request(expression))
    const after: Record<string, unknown> = { ...before, ...change }
    for (const name of Object.keys(after)) if (after[name] === undefined) delete after[name]
    expect(get('a', 't')).toEqual(after)
  })

  it('makes an item that is not there', () => {
    const { db, get } = tableWorld()
    db('UpdateItem', request('SET n = :2'))
    expect(get('a', 't')).toEqual({ artist: 'a', title: 't', n: 2 })
  })

  it.each([
    ['ALL_NEW', { artist: 'a', title: 't', n: 2, m: 1 }],
    ['ALL_OLD', { artist: 'a', title: 't', n: 1, m: 1 }],
    ['UPDATED_NEW', { n: 2 }],
    ['UPDATED_OLD', { n: 1 }],
    ['NONE', undefined],
  ] as const)('answers with %s', (ReturnValues, attributes) => {
    const { db, put } = tableWorld()
    put({ artist: 'a', title: 't', n: 1, m: 1 })
    expect(plainOf(db('UpdateItem', { ...request('SET n = :2'), ReturnValues }).Attributes)).toEqual(
      attributes,
    )
  })

  it.each([
    [
      'SET title = :x',
      'One or more parameter values were invalid: Cannot update attribute title. This attribute is part of the key',
    ],
    ['SET gone.x = :x', 'The document path provided in the update expression is invalid for update'],
    ['SET x = gone', 'The provided expression refers to an attribute that does not exist in the item'],
    ['SET n = n + :x', 'An operand in the update expression has an incorrect data type'],
    [
      'SET n = :2, n = :x',
      'Invalid UpdateExpression: Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [n], path two: [n]',
    ],
    [
      'SET n = :2 SET m = :x',
      'Invalid UpdateExpression: The "SET" section can only be used once in an update expression;',
    ],
    [
      'ADD n :x',
      'Invalid UpdateExpression: Incorrect operand type for operator or function; operator: ADD, operand type: STRING, typeSet: ALLOWED_FOR_ADD_OPERAND',
    ],
    ['n = :2', 'Invalid UpdateExpression: Syntax error; token: "n", near: "n ="'],
  ])('%s is refused', (expression, message) => {
    const { put, refused } = tableWorld()
    put(before)
    expect(refused('UpdateItem', request(expression))).toBe(`ValidationException: ${message}`)
  })
})
