import { parseAddress } from '../../kernel/address.ts'
import { readName } from './domain-names.ts'

// What the values of each record type look like (Route 53 guide, ResourceRecordTypes), and what Route 53 says of those
// that do not. The codes in front of the parentheses were seen for A, MX, TXT and names; the others follow their form.

/** What is wrong with a value, in Route 53's words; undefined when nothing is. */
export function problemWith(type: string, value: string): string | undefined {
  const problem = checks[type]?.(value)
  if (problem === undefined) return undefined
  const text = problem.startsWith('FATAL') ? problem : `FATAL problem: ${problem} encountered with '${value}'`
  return `Invalid Resource Record: '${text}'`
}

type Check = (value: string) => string | undefined

const address =
  (type: string, version: 4 | 6): Check =>
  (value) => {
    if (/\s/.test(value)) return notSingle(type)
    const parsed = parseAddress(value)
    const isIt = version === 4 ? typeof parsed === 'number' : typeof parsed === 'bigint'
    return isIt
      ? undefined
      : `${type}RRDATAIllegalIPv${version}Address (Value is not a valid IPv${version} address)`
  }

const notSingle = (type: string) => `${type}RRDATANotSingleField (Value contains spaces)`

const domain: Check = (value) => readName(value).problem

const single =
  (type: string): Check =>
  (value) =>
    /\s/.test(value.trim()) ? notSingle(type) : domain(value.trim())

const longestString = 255

/** One or several texts in quotation marks. A quotation mark within is written with a backslash before it. */
const quoted: Check = (value) => {
  const texts = /^\s*(?:"(?:[^"\\]|\\[\s\S])*"\s*)+$/.test(value)
    ? value.match(/"(?:[^"\\]|\\[\s\S])*"/g)
    : null
  if (!texts) return 'InvalidCharacterString (Value should be enclosed in quotation marks)'
  const isTooLong = texts.some((text) => plain(text).length > longestString)
  return isTooLong ? 'CharacterStringTooLong (Value is too long)' : undefined
}

const plain = (text: string) => text.slice(1, -1).replace(/\\(?:[0-7]{3}|[\s\S])/g, '.')

const number =
  (most: number): Check =>
  (value) =>
    /^\d+$/.test(value) && Number(value) <= most
      ? undefined
      : `InvalidNumber (Value is not a number from 0 to ${most})`

const word =
  (pattern: RegExp): Check =>
  (value) =>
    pattern.test(value) ? undefined : 'InvalidFieldValue (Value is not permitted in this field)'

const counts = ['no', 'One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven']

/** Fields with spaces between them; what stands in quotation marks is one field. */
const fields =
  (type: string, ...each: readonly Check[]): Check =>
  (value) => {
    const found = fieldsOf(value)
    if (found.length !== each.length) {
      return `${type}RRDATANot${counts[each.length]}Fields (${type} record doesn't have ${each.length} fields)`
    }
    return firstProblem(each, found)
  }

const fieldsOf = (value: string): string[] => value.match(/"(?:[^"\\]|\\[\s\S])*"|\S+/g) ?? []

function firstProblem(each: readonly Check[], found: readonly string[]): string | undefined {
  for (const [i, check] of each.entries()) {
    const problem = check(found[i]!)
    if (problem !== undefined) return problem
  }
  return undefined
}

const byte = number(255)
const short = number(65_535)
const long = number(4_294_967_295)
const hexadecimal = word(/^[0-9A-Fa-f]+$/)

const serviceBinding =
  (type: string): Check =>
  (value) => {
    const [priority, target, ...parameters] = fieldsOf(value)
    if (priority === undefined || target === undefined) {
      return `${type}RRDATANotTwoFields (${type} record doesn't have 2 fields)`
    }
    const wrong = parameters.find((one) => !/^[a-z0-9-]+(=.*)?$/.test(one))
    if (wrong !== undefined) return 'InvalidFieldValue (Value is not permitted in this field)'
    return firstProblem([short, domain], [priority, target])
  }

const checks: Readonly<Record<string, Check>> = {
  A: address('A', 4),
  AAAA: address('AAAA', 6),
  CAA: fields('CAA', byte, word(/^[0-9A-Za-z]+$/), quoted),
  CNAME: single('CNAME'),
  DS: fields('DS', short, byte, byte, hexadecimal),
  HTTPS: serviceBinding('HTTPS'),
  MX: fields('MX', short, domain),
  NAPTR: fields('NAPTR', short, short, quoted, quoted, quoted, domain),
  NS: single('NS'),
  PTR: single('PTR'),
  SOA: fields('SOA', domain, domain, long, long, long, long, long),
  SPF: quoted,
  SRV: fields('SRV', short, short, short, domain),
  SSHFP: fields('SSHFP', byte, byte, hexadecimal),
  SVCB: serviceBinding('SVCB'),
  TLSA: fields('TLSA', byte, byte, byte, hexadecimal),
  TXT: quoted,
}
