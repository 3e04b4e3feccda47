import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { contract } from '../../../simulator/api/contract.ts'
import type { ServiceModel } from '../../../simulator/api/model.ts'
import { argumentsOf } from '../../../simulator/cli/arguments/operation-arguments.ts'
import { parseShorthand } from '../../../simulator/cli/arguments/shorthand.ts'
import { type } from '../../unit/simulator/cli/machine.ts'
import { runs } from '../arbitraries.ts'

beforeAll(async () => {
  for (const service of contract.services) await contract.need(service)
})

const garbage = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc.constantFrom(
    '',
    '-',
    '--',
    '--=',
    '{',
    '[',
    '"',
    "'",
    'a=',
    'a=b,c',
    '{"a":1}',
    '[{',
    '$X',
    'file://x',
    'fileb://',
  ),
  fc.constantFrom(
    '-1',
    '0',
    '1e9',
    'true',
    'Value=true',
    '10.0.0.0/16',
    'vpc-1',
    'help',
    'Key=a,Value=b',
    '🚀',
    '__proto__',
  ),
)
const globalWords = fc.constantFrom(
  '--output',
  '--query',
  '--region',
  '--profile',
  '--no-paginate',
  '--max-items',
  '--page-size',
  '--starting-token',
  '--cli-input-json',
  '--cli-input-yaml',
  '--generate-cli-skeleton',
  '--endpoint-url',
  '--color',
  '--debug',
  '--version',
  '--cli-error-format',
  '--cli-binary-format',
  '--no-sign-request',
  'text',
  'table',
  'json',
  'yaml',
  'output',
  'wait',
  'configure',
)

/** A line of real words and nonsense: mostly an operation with options of its own. */
const line = fc.constantFrom(...contract.services).chain((name) =>
  fc.nat().chain((pick) => {
    const words = () => {
      const service: ServiceModel = contract.model(name)
      const operation = service.operations[pick % service.operations.length]!
      const options = [...argumentsOf(service, operation).keys()].map((option) => `--${option}`)
      return { operation: operation.cliName, options }
    }
    const word = fc.oneof(
      { weight: 3, arbitrary: fc.nat().map((n) => ({ option: n })) },
      { weight: 4, arbitrary: garbage.map((text) => ({ text })) },
      { weight: 1, arbitrary: globalWords.map((text) => ({ text })) },
    )
    return fc.array(word, { maxLength: 8 }).map((picked) => {
      const { operation, options } = words()
      const rest = picked.map((one) =>
        'text' in one ? one.text : (options[one.option % options.length] ?? '--x'),
      )
      return [name, operation, ...rest]
    })
  }),
)

const exitCodes = [0, 1, 252, 253, 254, 255]

describe('any line', () => {
  it('ends with an exit status of the AWS CLI and, where it fails, with a reason', () => {
    fc.assert(
      fc.property(fc.oneof(line, fc.array(fc.oneof(garbage, globalWords), { maxLength: 6 })), (words) => {
        const { exitCode, stderr } = type(words)
        expect(exitCodes).toContain(exitCode)
        if (exitCode > 1) expect(stderr).not.toBe('')
      }),
      runs(1500),
    )
  })

  it('ends the same when it is typed again', () => {
    fc.assert(
      fc.property(line, (words) => {
        expect(type(words)).toEqual(type(words))
      }),
      runs(200),
    )
  })
})

describe('shorthand', () => {
  const key = fc.stringMatching(/^[A-Za-z0-9_.#/:-]{1,8}$/)
  const text = fc.string({ maxLength: 10, unit: 'grapheme' }).filter((value) => !value.includes('\\'))
  const write = (value: unknown): string => {
    if (Array.isArray(value)) return `[${value.map(write).join(',')}]`
    if (typeof value === 'object' && value !== null) return `{${pairs(value)}}`
    return `"${String(value).replaceAll('"', '\\"')}"`
  }
  const pairs = (value: object) =>
    Object.entries(value)
      .map(([name, item]) => `${name}=${write(item)}`)
      .join(',')
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof({ depthSize: 'small' }, text, tie('list'), tie('map')),
    list: fc.array(tie('value'), { maxLength: 3 }),
    map: fc.dictionary(key, tie('value'), { maxKeys: 3 }),
  }))

  it('reads back what was written with quotes', () => {
    fc.assert(
      fc.property(fc.dictionary(key, value, { minKeys: 1, maxKeys: 4 }), (record) => {
        expect(parseShorthand(pairs(record), () => undefined)).toEqual({ ...record })
      }),
      runs(),
    )
  })
})
