import type { Member, Shape } from '../../api/model.ts'
import { pythonRepr } from '../../api/python-text.ts'
import { CliError, invalid } from '../errors.ts'
import type { CliHost } from '../host.ts'
import { JsonFault, parseJson } from './json-text.ts'
import type { CallContext } from './option.ts'
import { absolute, expand, readParameterFile, UnreadableFile } from './parameter-files.ts'
import { parseFloatingPoint, parseInteger } from './python-values.ts'
import { parseShorthand, type Shorthand, ShorthandFault } from './shorthand.ts'

/** What stands on the line for one argument: a word, the words of a list, or bytes of a file. */
type Given = string | Uint8Array | readonly string[]

/** Fails for a value that an argument cannot have. */
export function unparsable(argument: string, problem: string): CliError {
  return invalid(`Error parsing parameter '${argument}': ${problem}`)
}

/** The value of a member from what was given for an option of this name. */
export function unpackFor(member: Member, value: unknown, name: string, context: CallContext): unknown {
  const words = typeof value === 'number' ? String(value) : (value as string | readonly string[])
  return unpackValue(member.shape, words, name, context.host)
}

/** What a member's shape makes of the words given for its option. */
function unpackValue(shape: Shape, given: string | readonly string[], name: string, host: CliHost): unknown {
  const option = `--${name}`
  const loaded = loadFile(given, option, host)
  if (isComplex(shape) && !looksLikeJson(loaded) && takesShorthand(shape)) {
    return unpackShorthand(shape, loaded, option, host)
  }
  return unpack(shape, loaded, option, host)
}

function loadFile(given: Given, option: string, host: CliHost): Given {
  const single = Array.isArray(given) && given.length === 1 ? given[0] : given
  if (typeof single !== 'string') return given
  try {
    return readParameterFile(single, host) ?? given
  } catch (error) {
    if (error instanceof UnreadableFile) throw unparsable(option, error.message)
    throw error
  }
}

const isComplex = (shape: Shape) =>
  shape.kind === 'structure' || shape.kind === 'list' || shape.kind === 'map'

function takesShorthand(shape: Shape): boolean {
  return shape.kind !== 'list' || isComplex(shape.member)
}

function looksLikeJson(given: Given): boolean {
  const first = Array.isArray(given) ? given[0] : given
  return typeof first === 'string' && /^\s*[[{]/.test(first)
}

function unpackShorthand(shape: Shape, given: Given, option: string, host: CliHost): unknown {
  if (given instanceof Uint8Array)
    throw new CliError("'in <string>' requires string as left operand, not int")
  // A structure whose only member is `Value` may be given as the bare value.
  if (shape.kind === 'structure' && shape.members.size === 1 && typeof given === 'string') {
    if (shape.members.get('Value')?.shape.kind === 'string' && !given.includes('=')) return { Value: given }
  }
  const readFile = (value: string) => {
    try {
      return readParameterFile(value, host)
    } catch (error) {
      if (error instanceof UnreadableFile) throw new CliError(error.message)
      throw error
    }
  }
  try {
    const words = typeof given === 'string' ? given : [...given]
    const parsed: Shorthand =
      typeof words === 'string'
        ? parseShorthand(words, readFile)
        : words.map((word) => parseShorthand(word, readFile))
    return typed(shape, parsed)
  } catch (error) {
    if (error instanceof ShorthandFault) throw unparsable(option, error.message)
    throw error
  }
}

/** Gives shorthand's texts the types that the model wants; what does not fit is left to validation. */
function typed(shape: Shape, value: Shorthand): unknown {
  switch (shape.kind) {
    case 'structure':
      if (!isRecord(value)) return value
      return mapEntries(value, (item, name) => {
        const member = shape.members.get(name)
        if (member?.shape.kind === 'document') {
          throw new ShorthandFault(
            'Shorthand syntax does not support document types. Use JSON input for top-level argument to ' +
              `specify nested parameter: ${name}`,
          )
        }
        return member ? typed(member.shape, item) : item
      })
    case 'map':
      return isRecord(value) ? mapEntries(value, (item) => typed(shape.value, item)) : value
    case 'list':
      // One value where a list is wanted is a list of one, and is then taken as it is.
      return Array.isArray(value) ? value.map((item) => typed(shape.member, item)) : [value]
    case 'integer':
    case 'long':
      return typeof value === 'string' ? parseInteger(value) : notANumber('int', value)
    case 'float':
    case 'double':
      return typeof value === 'string' ? parseFloatingPoint(value) : notANumber('float', value)
    case 'boolean':
      if (typeof value !== 'string')
        throw new CliError(`${pythonKind(value)} object has no attribute 'lower'`)
      return value.toLowerCase() === 'true' ? true : value.toLowerCase() === 'false' ? false : value
    default:
      return value
  }
}

const isRecord = (value: Shorthand): value is { [key: string]: Shorthand } =>
  typeof value === 'object' && !Array.isArray(value) && !(value instanceof Uint8Array)

const mapEntries = (
  record: { [key: string]: Shorthand },
  change: (value: Shorthand, name: string) => unknown,
) => Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value, name)]))

const pythonKind = (value: Shorthand) =>
  Array.isArray(value) ? "'list'" : value instanceof Uint8Array ? "'bytes'" : "'dict'"

function notANumber(type: 'int' | 'float', value: Shorthand): never {
  const wanted =
    type === 'int' ? 'a string, a bytes-like object or a real number' : 'a string or a real number'
  throw new CliError(`${type}() argument must be ${wanted}, not ${pythonKind(value)}`)
}

/** A value that is no shorthand: a scalar, a list of scalars, or JSON. */
function unpack(shape: Shape, given: Given, option: string, host: CliHost): unknown {
  switch (shape.kind) {
    case 'structure':
    case 'map':
      if (firstCharacter(given) === '{') return json(String(given), option)
      throw unparsable(option, `Invalid JSON:\n${given instanceof Uint8Array ? pythonRepr(given) : given}`)
    case 'list':
      return unpackList(shape.member, given, option, host)
    case 'document':
      return json(String(given), option)
    default:
      return given instanceof Uint8Array ? given : unpackScalar(shape, String(given), option, host)
  }
}

function unpackList(member: Shape, given: Given, option: string, host: CliHost): unknown[] {
  if (typeof given === 'string' && firstCharacter(given) === '[') return json(given, option) as unknown[]
  if (given instanceof Uint8Array) return [...given]
  if (given.length === 1 && given[0]!.trim().startsWith('[')) return json(given[0]!, option) as unknown[]
  // A text file for a list of texts gives a list of its characters (observed in AWS CLI 2.36).
  const words = [...given]
  return words.map((word) => {
    try {
      return unpack(member, word, option, host)
    } catch (error) {
      if (error instanceof CliError && !error.code) throw unparsable(option, words[0]!)
      throw error
    }
  })
}

function firstCharacter(given: Given): string | undefined {
  if (typeof given !== 'string') return undefined
  const first = given.trimStart()[0]
  if (first === undefined) throw new CliError('string index out of range')
  return first
}

function unpackScalar(shape: Shape, word: string, option: string, host: CliHost): unknown {
  switch (shape.kind) {
    case 'integer':
    case 'long':
      return parseInteger(word)
    case 'float':
    case 'double':
      return parseFloatingPoint(word)
    case 'boolean':
      return word.toLowerCase() !== 'false' && word !== ''
    case 'blob': {
      if (!shape.streaming) return word
      const body = host.files.read(absolute(expand(word, host), host))
      if (!body) throw unparsable(option, 'Blob values must be a path to a file.')
      return body
    }
    default:
      return word
  }
}

function json(text: string, option: string): unknown {
  try {
    return parseJson(text)
  } catch (error) {
    if (error instanceof JsonFault)
      throw unparsable(option, `Invalid JSON: ${error.message}\nJSON received: ${text}`)
    throw error
  }
}
