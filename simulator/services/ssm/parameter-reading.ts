import { AwsError } from '../../api/error.ts'
import type { Ssm } from '../../api/generated/types.d.ts'
import { base64Of } from '../../kernel/base64.ts'
import { sha256 } from '../../kernel/sha256.ts'
import type { Context } from '../context.ts'
import { operation } from '../operation.ts'
import { page } from '../paging.ts'
import { present } from '../present.ts'
import {
  findParameter,
  isPublicName,
  noSuchParameter,
  type Parameter,
  parameters,
  publicParameter,
  publicParametersUnder,
} from './parameters.ts'

/** `name`, `name:3` for a version or `name:label`. */
function splitSelector(name: string): { name: string; selector: string | undefined } {
  const [, bare = name, selector] = /^((?:arn:.*:parameter)?[^:]*)(?::([^:]+))?$/.exec(name) ?? []
  return { name: bare, selector }
}

function read(ctx: Context, asked: string, isDecrypted: boolean): Ssm.Parameter {
  const { name, selector } = splitSelector(asked)
  const held = findParameter(ctx, name)
  if (!held) {
    const found = publicParameter(ctx.region, name)
    if (found) return found
    throw noSuchParameter()
  }
  const version = versionOf(held, selector)
  if (!version) {
    throw new AwsError(
      'ParameterVersionNotFound',
      `Systems Manager could not find version ${selector} of ${name}. Verify the version and try again.`,
    )
  }
  return { ...shown(held, version, isDecrypted), ...(selector !== undefined && { Selector: `:${selector}` }) }
}

function versionOf({ side }: Parameter, selector: string | undefined): Ssm.ParameterHistory | undefined {
  if (selector === undefined) return side.versions.at(-1)
  return side.versions.find(
    ({ Version, Labels }) => String(Version) === selector || Labels?.includes(selector),
  )
}

function shown({ record }: Parameter, version: Ssm.ParameterHistory, isDecrypted: boolean): Ssm.Parameter {
  const { Type, Value = '', Version, LastModifiedDate, DataType } = version
  return {
    Name: record.Name,
    Type,
    Value: Type === 'SecureString' && !isDecrypted ? sealed(Value) : Value,
    Version,
    LastModifiedDate,
    ARN: record.ARN,
    DataType,
  }
}

/** What a SecureString looks like without decryption: nobody can read it, and it is always the same. */
export const sealed = (value: string): string =>
  `AQICAHh${base64Of(sha256(new TextEncoder().encode(`sealed/${value}`))).replaceAll('=', '')}`

export const getParameter = operation(
  'ssm',
  'GetParameter',
  { fidelity: 'exact', source: 'Systems Manager API reference, GetParameter' },
  ({ Name, WithDecryption = false }, ctx) => ({ Parameter: read(ctx, Name, WithDecryption) }),
)

export const getParameters = operation(
  'ssm',
  'GetParameters',
  { fidelity: 'exact', source: 'Systems Manager API reference, GetParameters' },
  ({ Names, WithDecryption = false }, ctx) => {
    const Parameters: Ssm.Parameter[] = []
    const InvalidParameters: string[] = []
    for (const name of new Set(Names)) {
      try {
        Parameters.push(read(ctx, name, WithDecryption))
      } catch (error) {
        if (!(error instanceof AwsError)) throw error
        InvalidParameters.push(name)
      }
    }
    return { Parameters, InvalidParameters }
  },
)

export const getParametersByPath = operation(
  'ssm',
  'GetParametersByPath',
  { fidelity: 'exact', source: 'Systems Manager API reference, GetParametersByPath' },
  ({ Path, Recursive = false, ParameterFilters = [], WithDecryption = false, ...asked }, ctx) => {
    if (!Path.startsWith('/')) {
      throw new AwsError(
        'ValidationException',
        'The parameter doesn\'t meet the parameter name requirements. The parameter name must begin with a forward slash "/". It can\'t be prefixed with "aws" or "ssm" (case-insensitive). It must use only letters, numbers, or the following symbols: . (period), - (hyphen), _ (underscore). Special characters are not allowed. All sub-paths, if specified, must use the forward slash symbol "/". Valid example: /get/parameters2-/by1./path0_.',
      )
    }
    const front = Path.endsWith('/') ? Path : `${Path}/`
    const own = parameters
      .list(ctx)
      .filter(({ record }) => {
        const name = record.Name ?? ''
        return name.startsWith(front) && (Recursive || !name.slice(front.length).includes('/'))
      })
      .filter((held) => ParameterFilters.every((filter) => passes(held, filter)))
      .sort(byName)
      .map((held) => shown(held, held.side.versions.at(-1)!, WithDecryption))
    const all = isPublicName(front) ? publicParametersUnder(ctx.region, Path, Recursive) : own
    const { items, NextToken } = page(all, asked, { min: 1, max: 10, usual: 10 })
    return present({ Parameters: items, NextToken })
  },
)

const byName = (a: Parameter, b: Parameter) => ((a.record.Name ?? '') < (b.record.Name ?? '') ? -1 : 1)

export const describeParameters = operation(
  'ssm',
  'DescribeParameters',
  { fidelity: 'exact', source: 'Systems Manager API reference, DescribeParameters' },
  ({ ParameterFilters = [], Filters = [], Shared: _, ...asked }, ctx) => {
    const filters = [
      ...ParameterFilters,
      ...Filters.map(({ Key, Values }) => ({ Key, Values, Option: 'BeginsWith' })),
    ]
    const all = parameters
      .list(ctx)
      .filter((held) => filters.every((filter) => passes(held, filter)))
      .sort(byName)
    const { items, NextToken } = page(all, asked, { min: 1, max: 50, usual: 50 })
    return present({ Parameters: items.map(({ record }) => record), NextToken })
  },
)

/** Systems Manager API reference, ParameterStringFilter. */
function passes(
  { record, side }: Parameter,
  { Key, Option = 'Equals', Values = [] }: Ssm.ParameterStringFilter,
): boolean {
  const name = record.Name ?? ''
  if (Key === 'Path') {
    return Values.some((path) => {
      const front = path.endsWith('/') ? path : `${path}/`
      return name.startsWith(front) && (Option === 'Recursive' || !name.slice(front.length).includes('/'))
    })
  }
  const texts: Readonly<Record<string, readonly (string | undefined)[]>> = {
    Name: [name],
    Type: [record.Type],
    KeyId: [record.KeyId],
    Tier: [record.Tier],
    DataType: [record.DataType],
    Label: side.versions.flatMap(({ Labels }) => Labels ?? []),
  }
  const found = Key.startsWith('tag:')
    ? side.tags.filter((tag) => tag.Key === Key.slice('tag:'.length)).map((tag) => tag.Value)
    : texts[Key]
  if (!found) {
    throw new AwsError('InvalidFilterKey', `The specified key isn't valid: ${Key}`)
  }
  if (!Values.length) return found.length > 0
  return found.some((text) =>
    Values.some((value) => {
      if (Option === 'BeginsWith') return text?.startsWith(value)
      return Option === 'Contains' ? text?.includes(value) : text === value
    }),
  )
}

export const getParameterHistory = operation(
  'ssm',
  'GetParameterHistory',
  { fidelity: 'exact', source: 'Systems Manager API reference, GetParameterHistory' },
  ({ Name, WithDecryption, ...asked }, ctx) => {
    const held = findParameter(ctx, Name)
    if (!held) throw noSuchParameter()
    const { items, NextToken } = page(held.side.versions, asked, { min: 1, max: 50, usual: 50 })
    const Parameters = items.map((version) =>
      version.Type === 'SecureString' && !WithDecryption
        ? { ...version, Value: sealed(version.Value ?? '') }
        : version,
    )
    return present({ Parameters, NextToken })
  },
)
