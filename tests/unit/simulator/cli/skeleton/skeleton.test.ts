import { describe, expect, test } from 'vitest'
import type { Member, Operation, Shape, StructureShape } from '../../../../../simulator/api/model.ts'
import { sampleOutput, skeleton } from '../../../../../simulator/cli/skeleton.ts'

const text: Shape = { kind: 'string' }

function structure(
  name: string,
  members: Record<string, Shape>,
  required: readonly string[] = [],
): StructureShape {
  const entries = Object.entries(members).map(([key, shape]): [string, Member] => [
    key,
    { name: key, shape, required: required.includes(key) },
  ])
  return { kind: 'structure', name, members: new Map(entries) }
}

function operation(input: StructureShape | undefined, output?: StructureShape): Operation {
  return { name: 'MakeThing', cliName: 'make-thing', input, output }
}

const docs = {
  description: '',
  operation: () => undefined,
  member: (_: string, member: string) => (member === 'Bare' ? undefined : `About ${member}. More.`),
}

/** A structure that holds itself twice over, like DynamoDB's AttributeValue. */
function recursive(): StructureShape {
  const members = new Map<string, Member>()
  const shape: StructureShape = { kind: 'structure', name: 'Value', members }
  members.set('S', { name: 'S', shape: text, required: false })
  members.set('M', { name: 'M', shape: { kind: 'map', key: text, value: shape }, required: false })
  members.set('L', { name: 'L', shape: { kind: 'list', member: shape }, required: false })
  return shape
}

const everything = structure(
  'MakeThingRequest',
  {
    Name: text,
    Kind: { kind: 'string', enum: ['small', 'large'] },
    Count: { kind: 'integer' },
    Share: { kind: 'double' },
    Wide: { kind: 'boolean' },
    At: { kind: 'timestamp' },
    Body: { kind: 'blob' },
    Free: { kind: 'document' },
    Ids: { kind: 'list', member: text },
    Tags: { kind: 'list', member: structure('Tag', { Key: text, Value: text }, ['Key']) },
    Labels: { kind: 'map', key: text, value: text },
    Empty: structure('Nothing', {}),
    Bare: text,
  },
  ['Name'],
)

describe('a sample input', () => {
  test('has a value for each member, in order', () => {
    const sample: unknown = JSON.parse(skeleton(operation(everything), 'input'))
    expect(sample).toEqual({
      Name: '',
      Kind: 'small',
      Count: 0,
      Share: 0,
      Wide: true,
      At: '1970-01-01T00:00:00',
      Body: null,
      Free: {},
      Ids: [''],
      Tags: [{ Key: '', Value: '' }],
      Labels: { KeyName: '' },
      Empty: {},
      Bare: '',
    })
    expect(Object.keys(sample as object)).toEqual([...everything.members.keys()])
  })

  test('is written as the CLI writes JSON', () => {
    const shape = structure('R', { Share: { kind: 'double' }, Ids: { kind: 'list', member: text } })
    expect(skeleton(operation(shape), 'input')).toBe(
      '{\n    "Share": 0.0,\n    "Ids": [\n        ""\n    ]\n}\n',
    )
  })

  test('stops where a structure holds itself', () => {
    const shape = structure('R', { Item: recursive() })
    expect(JSON.parse(skeleton(operation(shape), 'input'))).toEqual({
      Item: { S: '', M: { KeyName: {} }, L: [{}] },
    })
  })

  test.each(['input', 'yaml-input'] as const)('%s is empty for an operation that takes nothing', (kind) => {
    expect(skeleton(operation(undefined), kind)).toBe('{}\n')
    expect(skeleton(operation(structure('R', {})), kind)).toBe('{}\n')
  })
})

test('a sample input in YAML tells of each member what it is for', () => {
  expect(skeleton(operation(everything), 'yaml-input', docs).split('\n')).toEqual([
    "Name: ''  # [REQUIRED] About Name.",
    'Kind: small # About Kind. Valid values are: small, large.',
    'Count: 0 # About Count.',
    'Share: 0.0 # About Share.',
    'Wide: true # About Wide.',
    'At: 1970-01-01 00:00:00 # About At.',
    'Body: # About Body.',
    'Free: {} # About Free.',
    'Ids: # About Ids.',
    "- ''",
    'Tags: # About Tags.',
    "- Key: ''  # [REQUIRED] About Key.",
    "  Value: '' # About Value.",
    'Labels: # About Labels.',
    "  KeyName: ''",
    'Empty: {} # About Empty.',
    "Bare: ''",
    '',
  ])
})

test('YAML nests lists in lists, and empties what holds itself', () => {
  const shape = structure('R', {
    Rows: { kind: 'list', member: { kind: 'list', member: text } },
    Item: recursive(),
  })
  expect(skeleton(operation(shape), 'yaml-input').split('\n')).toEqual([
    'Rows:',
    "- - ''",
    'Item:',
    "  S: ''",
    '  M:',
    '    KeyName: {}',
    '  L:',
    '  - {}',
    '',
  ])
})

describe('a sample output', () => {
  test('names its texts after their members', () => {
    const shape = structure('MakeThingResult', {
      Thing: structure('Thing', {
        Id: text,
        State: { kind: 'string', enum: ['on', 'off'] },
        Size: { kind: 'integer' },
      }),
    })
    expect(sampleOutput(operation(undefined, shape))).toEqual({
      Thing: { Id: 'Id', State: 'State', Size: 0 },
    })
  })

  test('is empty for an operation that answers nothing', () => {
    expect(sampleOutput(operation(undefined))).toEqual({})
  })

  test('is refused where a sample text is shorter than the service allows', () => {
    const shape = structure('MakeThingResult', { Arn: { kind: 'string', min: 20 } })
    expect(() => sampleOutput(operation(undefined, shape))).toThrow(
      'Parameter validation failed:\nInvalid length for parameter Arn, value: 3, valid min length: 20',
    )
  })
})
