import { parseAddress } from '../../../kernel/address.ts'
import { readQuestion } from '../../../network/dns/question.ts'
import { reverseNameOf } from '../../../network/dns/reverse-names.ts'
import { classes, isRecordType } from './record-types.ts'
import { type Style, usualStyle } from './zone-file.ts'

// What can stand on the command line of `dig` 9.20.

export const version = '9.20.26'

/** What is printed. */
export interface Shows {
  readonly cmd: boolean
  readonly comments: boolean
  readonly question: boolean
  readonly answer: boolean
  readonly authority: boolean
  readonly stats: boolean
  readonly short: boolean
  readonly identify: boolean
  readonly query: boolean
}

export interface Lookup {
  readonly name: string
  readonly type: string
  readonly className: string
  readonly server?: string
  readonly port: number
  readonly family?: 4 | 6
  readonly isTcp: boolean
  readonly patience: number
  readonly tries: number
  readonly passesOn: boolean
  readonly recurses: boolean
  readonly edns: boolean
  readonly bufferSize: number
  readonly sendsCookie: boolean
  readonly wantsDnssec: boolean
  readonly setsAd: boolean
  readonly setsCd: boolean
  readonly isTrace: boolean
  readonly searches: boolean
  readonly showsSearch: boolean
  readonly domain?: string
  readonly inMicroseconds: boolean
  readonly shows: Shows
  readonly style: Style
}

export type Parsed =
  | { readonly lookups: readonly Lookup[]; readonly warnings: string }
  | { readonly invalid: string }
  | { readonly problem: string; readonly exitCode: number }
  | { readonly wants: 'help' | 'version' }

const usual: Lookup = {
  name: '.',
  type: 'A',
  className: 'IN',
  port: 53,
  isTcp: false,
  patience: 5,
  tries: 3,
  passesOn: false,
  recurses: true,
  edns: true,
  bufferSize: 1232,
  sendsCookie: true,
  wantsDnssec: false,
  setsAd: true,
  setsCd: false,
  isTrace: false,
  searches: false,
  showsSearch: false,
  inMicroseconds: false,
  shows: {
    cmd: true,
    comments: true,
    question: true,
    answer: true,
    authority: true,
    stats: true,
    short: false,
    identify: false,
    query: false,
  },
  style: usualStyle,
}

export const usage =
  'Usage:  dig [@global-server] [domain] [q-type] [q-class] {q-opt}\n' +
  '            {global-d-opt} host [@local-server] {local-d-opt}\n' +
  '            [ host [@local-server] {local-d-opt} [...]]\n' +
  '\n' +
  'Use "dig -h" (or "dig -h | more") for complete list of options\n'

type Change = (lookup: Lookup, isOn: boolean, value: string | undefined) => Lookup | string

const show =
  (...names: readonly (keyof Shows)[]): Change =>
  (lookup, isOn) => ({
    ...lookup,
    shows: { ...lookup.shows, ...Object.fromEntries(names.map((name) => [name, isOn])) },
  })

const set =
  (change: (isOn: boolean) => Partial<Lookup>): Change =>
  (lookup, isOn) => ({ ...lookup, ...change(isOn) })

const look =
  (change: (isOn: boolean) => Partial<Style>): Change =>
  (lookup, isOn) => ({ ...lookup, style: { ...lookup.style, ...change(isOn) } })

const number =
  (what: string, change: (value: number) => Partial<Lookup>, limit = 0xffff): Change =>
  (lookup, _, value) => {
    if (value === undefined || !/^\d+$/.test(value)) {
      return `invalid ${what} '${value ?? ''}': not a valid number\ndig: Couldn't parse ${what}`
    }
    if (Number(value) > limit) return `invalid ${what} '${value}': out of range\ndig: Couldn't parse ${what}`
    return { ...lookup, ...change(Number(value)) }
  }

const nothing: Change = (lookup) => lookup

const everyPart = ['comments', 'question', 'answer', 'authority', 'stats', 'cmd'] as const

/** `+word`, with the fewest letters by which `dig` knows it. */
const words: readonly (readonly [name: string, least: number, change: Change])[] = [
  ['aaflag', 3, nothing],
  ['aaonly', 3, nothing],
  ['additional', 3, nothing],
  ['adflag', 2, set((setsAd) => ({ setsAd }))],
  ['all', 2, (lookup, isOn) => show(...everyPart)(lookup, isOn, undefined)],
  ['answer', 2, show('answer')],
  ['authority', 2, show('authority')],
  ['badcookie', 3, nothing],
  ['besteffort', 2, nothing],
  [
    'bufsize',
    2,
    (lookup, isOn, value) =>
      value === undefined
        ? { ...lookup, bufferSize: isOn ? 1232 : 0 }
        : number('buffer size', (bufferSize) => ({ bufferSize, edns: true }))(lookup, isOn, value),
  ],
  ['cdflag', 2, set((setsCd) => ({ setsCd }))],
  ['class', 2, look((withClass) => ({ withClass }))],
  ['cmd', 2, show('cmd')],
  ['comments', 3, show('comments')],
  ['cookie', 3, set((sendsCookie) => ({ sendsCookie }))],
  ['crypto', 2, nothing],
  ['defname', 3, set((searches) => ({ searches }))],
  ['dnssec', 2, set((wantsDnssec) => ({ wantsDnssec, edns: true }))],
  ['do', 2, set((wantsDnssec) => ({ wantsDnssec, edns: true }))],
  [
    'domain',
    3,
    (lookup, _, value) =>
      value === undefined ? "dig: Couldn't parse domain" : { ...lookup, domain: value, searches: true },
  ],
  ['edns', 2, set((edns) => ({ edns }))],
  ['expire', 3, nothing],
  ['fail', 1, set((isOn) => ({ passesOn: !isOn }))],
  ['identify', 3, show('identify')],
  ['idn', 3, nothing],
  ['ignore', 2, nothing],
  ['keepalive', 5, nothing],
  ['keepopen', 5, nothing],
  ['multiline', 1, look((isMultiline) => ({ isMultiline }))],
  ['ndots', 2, nothing],
  ['nsid', 3, nothing],
  ['onesoa', 2, nothing],
  ['qr', 2, show('query')],
  ['question', 3, show('question')],
  ['rdflag', 2, set((recurses) => ({ recurses }))],
  ['recurse', 3, set((recurses) => ({ recurses }))],
  ['retry', 3, number('retries', (value) => ({ tries: value + 1 }))],
  ['rrcomments', 2, nothing],
  ['search', 3, set((searches) => ({ searches }))],
  ['short', 3, (lookup, isOn) => ({ ...lookup, shows: { ...lookup.shows, short: isOn } })],
  ['showsearch', 5, set((isOn) => ({ showsSearch: isOn, ...(isOn && { searches: true }) }))],
  ['split', 2, nothing],
  ['stats', 2, show('stats')],
  ['subnet', 2, nothing],
  ['tcp', 2, set((isTcp) => ({ isTcp }))],
  ['timeout', 2, number('timeout', (value) => ({ patience: Math.max(1, value) }))],
  ['trace', 4, set((isTrace) => ({ isTrace, recurses: !isTrace }))],
  ['tries', 4, number('tries', (value) => ({ tries: Math.max(1, value) }))],
  ['ttlid', 3, look((withTtl) => ({ withTtl }))],
  ['ttlunits', 4, look((withUnits) => ({ withUnits, ...(withUnits && { withTtl: true }) }))],
  ['unknownformat', 1, nothing],
  ['vc', 1, set((isTcp) => ({ isTcp }))],
  ['zflag', 1, nothing],
]

/** Words that `dig` has and this one does not. */
const notSimulated = ['dns64prefix', 'header-only', 'https', 'nssearch', 'proxy', 'tls', 'yaml']

function applyWord(
  lookup: Lookup,
  text: string,
): Lookup | { readonly invalid: string } | { readonly problem: string } {
  const [typed = '', value] = text.split(/=(.*)/s)
  const isOff = typed.startsWith('no')
  const word = isOff ? typed.slice(2) : typed
  const other = notSimulated.find((name) => name === word)
  if (other !== undefined) return { problem: `dig: +${other} is not simulated` }
  const found = words.find(
    ([name, least]) => word.length >= Math.min(least, name.length) && name.startsWith(word),
  )
  if (!found) return { invalid: `Invalid option: +${text}` }
  const changed = found[2](lookup, !isOff, value)
  return typeof changed === 'string' ? { problem: changed } : changed
}

/** Options with a value of their own. */
const valued = 'bcfkmpqtxy'

export function parseDig(args: readonly string[]): Parsed {
  let everybody = usual
  const lookups: Lookup[] = []
  let warnings = ''
  const change = (how: (lookup: Lookup) => Lookup) => {
    const last = lookups.pop()
    if (last) lookups.push(how(last))
    else everybody = how(everybody)
  }
  const add = (name: string, more: Partial<Lookup> = {}) => lookups.push({ ...everybody, name, ...more })
  for (let i = 0; i < args.length; i++) {
    const arg = args[i]!
    if (arg.startsWith('@')) change((lookup) => ({ ...lookup, server: arg.slice(1) }))
    else if (arg.startsWith('+')) {
      const changed = applyWord(lookups.at(-1) ?? everybody, arg.slice(1))
      if ('invalid' in changed) return changed
      if ('problem' in changed) return { ...changed, exitCode: 10 }
      change(() => changed)
    } else if (arg.startsWith('-') && arg.length > 1) {
      const letter = arg[1]!
      const attached = arg.slice(2)
      const value = attached || (valued.includes(letter) && letter !== 'm' ? args[++i] : undefined)
      if (letter === 'h') return { wants: 'help' }
      if (letter === 'v') return { wants: 'version' }
      if (letter === '4' || letter === '6')
        change((lookup) => ({ ...lookup, family: letter === '4' ? 4 : 6 }))
      else if (letter === 'u') change((lookup) => ({ ...lookup, inMicroseconds: true }))
      else if (letter === 'r' || letter === 'm' || letter === 'i') continue
      else if (!valued.includes(letter) || value === undefined) return { invalid: `Invalid option: ${arg}` }
      else if (letter === 'x') add(reverse(value), { type: 'PTR' })
      else if (letter === 'q') add(value)
      else if (letter === 'p') {
        if (!/^\d+$/.test(value))
          return {
            problem: `invalid port number '${value}': not a valid number\ndig: Couldn't parse port number`,
            exitCode: 10,
          }
        change((lookup) => ({ ...lookup, port: Number(value) }))
      } else if (letter === 't') {
        if (isRecordType(value)) change((lookup) => ({ ...lookup, type: value.toUpperCase() }))
        else warnings += `;; Warning, ignoring invalid type ${value}\n`
      } else if (letter === 'c') {
        if (classes.includes(value.toUpperCase()))
          change((lookup) => ({ ...lookup, className: value.toUpperCase() }))
        else warnings += `;; Warning, ignoring invalid class ${value}\n`
      } else if (letter === 'f') {
        return {
          problem: `${value}: No such file or directory\ndig: couldn't open specified batch file`,
          exitCode: 8,
        }
      } else if (letter === 'k' || letter === 'y')
        return { problem: `dig: -${letter} is not simulated`, exitCode: 10 }
    } else if (isRecordType(arg)) change((lookup) => ({ ...lookup, type: arg.toUpperCase() }))
    else if (classes.includes(arg.toUpperCase()))
      change((lookup) => ({ ...lookup, className: arg.toUpperCase() }))
    else add(arg)
  }
  if (!lookups.length) lookups.push({ ...everybody, type: everybody.type === 'A' ? 'NS' : everybody.type })
  const bad = lookups.find(({ name }) => name !== '.' && !readQuestion(name))
  if (bad)
    return {
      problem: `dig: '${bad.name}' is not a legal name${bad.name.includes('..') ? ' (empty label)' : ''}`,
      exitCode: 10,
    }
  return { lookups, warnings }
}

function reverse(text: string): string {
  const address = parseAddress(text)
  if (address !== undefined) return reverseNameOf(address)
  return `${text.split('.').reverse().join('.')}.in-addr.arpa.`
}
