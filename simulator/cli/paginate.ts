// Pages: one request after the other until there are no more, cut where `--max-items` says, with a token to
// go on from there (AWS CLI user guide, "Server-side and client-side pagination").

import type { Operation, Paginator, Shape } from '../api/model.ts'
import { CliError } from './errors.ts'
import { nonAggregateKeys } from './non-aggregate-keys.ts'
import { compactJson } from './output/json.ts'
import { textOf } from './output/texts.ts'
import { emptyMap, Float, isList, isMap, type OpenMap, parseJson, type Value } from './output/values.ts'
import { compileExpression } from './query.ts'

export interface PagingOptions {
  /** The CLI's name of the service. */
  readonly service: string
  readonly maxItems?: number | undefined
  readonly pageSize?: number | string | undefined
  readonly startingToken?: string | undefined
}

export type Input = Readonly<Record<string, unknown>>

/** Sends one request and reads its answer as a map of its own; throws when the service refuses. */
type SendPage = (input: Input) => OpenMap

/** Each iteration sends its requests: iterate, join or take the parts once. */
export interface Pages {
  [Symbol.iterator](): Iterator<OpenMap>
  /** The pages with nothing in them but the lists (and, in the first, what is told once). */
  parts(): Generator<OpenMap>
  /** All pages as one answer. */
  join(): OpenMap
  /** Where `--starting-token` goes on; known when all pages were read. */
  readonly resumeToken: string | undefined
}

/** For an operation that has a paginator. */
export function callPaged(operation: Operation, input: Input, options: PagingOptions, send: SendPage): Pages {
  const { paginator } = operation
  if (!paginator) throw new Error(`${operation.name} does not answer in pages.`)
  return new PageReader(operation, paginator, input, options, send)
}

type Tokens = Record<string, Value>

interface Key {
  readonly path: readonly string[]
  readonly find: (page: OpenMap) => Value
}

class PageReader implements Pages {
  resumeToken: string | undefined
  private readonly operation: Operation
  private readonly paginator: Paginator
  private readonly resultKeys: readonly Key[]
  private readonly onceKeys: readonly Key[]
  private readonly input: Input
  private readonly options: PagingOptions
  private readonly send: SendPage
  private once: OpenMap = emptyMap()

  constructor(
    operation: Operation,
    paginator: Paginator,
    input: Input,
    options: PagingOptions,
    send: SendPage,
  ) {
    this.operation = operation
    this.paginator = paginator
    this.resultKeys = paginator.resultKeys.map(keyOf)
    this.onceKeys = (nonAggregateKeys[options.service]?.[operation.name] ?? []).map(keyOf)
    this.input = input
    this.options = options
    this.send = send
  }

  *[Symbol.iterator](): Generator<OpenMap> {
    const { maxItems, startingToken, pageSize } = this.options
    const [primary] = this.resultKeys
    const start = startingToken === undefined ? undefined : readStartingToken(startingToken, this.paginator)
    let tokens: Tokens = start?.tokens ?? blankTokens(this.paginator)
    let input = this.withTokens(this.withPageSize(pageSize), start?.tokens ?? {})
    let skipped = start?.skip ?? 0
    let seen = 0
    let previous: string | undefined
    for (let isFirst = true; ; isFirst = false) {
      const page = this.send(input)
      if (isFirst) {
        if (start && primary) this.skipItems(page, primary, skipped)
        this.once = this.pickOnce(page)
      } else skipped = 0
      const items = primary ? primary.find(page) : null
      const count = isList(items) || typeof items === 'string' ? items.length : 0
      if (maxItems !== undefined && primary && seen + count > maxItems) {
        const keep = maxItems - seen
        const whole = isList(items) || typeof items === 'string' ? items : []
        setPath(page, primary.path, whole.slice(0, keep))
        this.resumeToken = writeToken({ ...tokens, boto_truncate_amount: keep + skipped })
        yield page
        return
      }
      yield page
      seen += count
      tokens = this.nextTokens(page)
      if (Object.values(tokens).every((token) => token === null)) return
      if (maxItems !== undefined && seen === maxItems) {
        this.resumeToken = writeToken(tokens)
        return
      }
      const shown = compactJson(tokens)
      if (previous === shown) throw repeatedToken(tokens)
      previous = shown
      input = this.withTokens(input, tokens)
    }
  }

  *parts(): Generator<OpenMap> {
    let isFirst = true
    for (const page of this) {
      const part = isFirst ? this.once : emptyMap()
      for (const { path, find } of this.resultKeys) setPath(part, path, find(page))
      yield part
      isFirst = false
    }
  }

  join(): OpenMap {
    const whole = emptyMap()
    for (const page of this) {
      for (const { path, find } of this.resultKeys) {
        const found = find(page)
        if (found === null) continue
        const sofar = find(whole)
        if (sofar === null) setPath(whole, path, found)
        else if (isList(sofar) && isList(found)) for (const item of found) (sofar as Value[]).push(item)
        else if (typeof sofar === 'number' && typeof found === 'number') setPath(whole, path, sofar + found)
        else if (typeof sofar === 'string' && typeof found === 'string') setPath(whole, path, sofar + found)
      }
    }
    merge(whole, this.once)
    if (this.resumeToken !== undefined) whole['NextToken'] = this.resumeToken
    return whole
  }

  /** The first page after a cut begins where the cut was; the other lists were told before it. */
  private skipItems(page: OpenMap, primary: Key, skip: number): void {
    const items = primary.find(page)
    setPath(page, primary.path, isList(items) || typeof items === 'string' ? items.slice(skip) : null)
    for (const key of this.resultKeys) {
      if (key === primary) continue
      const value = key.find(page)
      // Counts stay: they say what the service looked at.
      const left = isList(value)
        ? []
        : typeof value === 'string'
          ? ''
          : typeof value === 'number'
            ? value
            : null
      setPath(page, key.path, left)
    }
  }

  private withPageSize(pageSize: number | string | undefined): Input {
    const { limitKey } = this.paginator
    if (pageSize === undefined || limitKey === undefined) return this.input
    const isText = this.operation.input?.members.get(limitKey)?.shape.kind === 'string'
    return { ...this.input, [limitKey]: isText ? String(pageSize) : Number(pageSize) }
  }

  /** A token that is not there, or is the word None, is not sent. */
  private withTokens(input: Input, tokens: Tokens): Input {
    const next: Record<string, unknown> = { ...input }
    for (const [name, token] of Object.entries(tokens)) {
      if (token === null || token === 'None') delete next[name]
      else next[name] = inputOf(token, this.operation.input?.members.get(name)?.shape)
    }
    return next
  }

  private pickOnce(page: OpenMap): OpenMap {
    const once = emptyMap()
    for (const { path, find } of this.onceKeys) setPath(once, path, find(page))
    return once
  }

  private nextTokens(page: OpenMap): Tokens {
    const { moreResults, inputToken, outputToken } = this.paginator
    if (moreResults && !isTruthy(compileExpression(moreResults)(page))) return {}
    const tokens: Tokens = {}
    inputToken.forEach((name, i) => {
      const expression = outputToken[i]
      const token = expression === undefined ? null : compileExpression(expression)(page)
      tokens[name] = isTruthy(token) ? token : null
    })
    return tokens
  }
}

function keyOf(expression: string): Key {
  return { path: expression.split('.'), find: compileExpression(expression) }
}

function isTruthy(value: Value): boolean {
  if (value === null || value === false || value === '' || value === 0) return false
  if (isList(value)) return value.length > 0
  return !isMap(value) || Object.keys(value).length > 0
}

function setPath(map: OpenMap, path: readonly string[], value: Value): void {
  const [key = '', ...rest] = path
  if (rest.length === 0) map[key] = value
  else {
    const inner = map[key] ?? emptyMap()
    map[key] = inner
    if (isMap(inner)) setPath(inner as OpenMap, rest, value)
  }
}

function merge(target: OpenMap, source: OpenMap): void {
  for (const [key, value] of Object.entries(source)) {
    const present = target[key]
    if (isMap(value) && isMap(present)) merge(present as OpenMap, value as OpenMap)
    else target[key] = value
  }
}

function blankTokens({ inputToken }: Paginator): Tokens {
  return Object.fromEntries(inputToken.map((name) => [name, null]))
}

/** A token as an input member wants it: bytes where it has bytes. */
function inputOf(value: Value, shape: Shape | undefined): unknown {
  if (value instanceof Float) return value.value
  if (shape?.kind === 'blob' && typeof value === 'string') {
    return Uint8Array.from(atob(value), (char) => char.charCodeAt(0))
  }
  if (isList(value))
    return value.map((item) => inputOf(item, shape?.kind === 'list' ? shape.member : undefined))
  if (!isMap(value)) return value
  const memberShape = (name: string) => {
    if (shape?.kind === 'structure') return shape.members.get(name)?.shape
    return shape?.kind === 'map' ? shape.value : undefined
  }
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [name, inputOf(item, memberShape(name))]),
  )
}

function writeToken(token: Tokens): string {
  return btoa(compactJson(token, ', ', ': '))
}

/** The CLI's own tokens say how many items of the page to skip; any other is the service's. */
function readStartingToken(text: string, paginator: Paginator): { tokens: Tokens; skip: number } {
  const own = readOwnToken(text)
  if (own) {
    const { boto_truncate_amount: skip, ...tokens } = own
    return { tokens, skip: typeof skip === 'number' ? skip : 0 }
  }
  // Tokens of old: the service's tokens and the number, joined.
  const names = paginator.inputToken
  const parts = text.split('___')
  const count = parts.length === names.length + 1 ? parts.at(-1) : undefined
  const isOld = count !== undefined && /^\s*[+-]?\d+\s*$/.test(count)
  const given = isOld ? parts.slice(0, -1) : count === undefined ? parts : [text]
  if (given.length > names.length) throw new CliError(`Bad starting token: ${text}`)
  const tokens: Tokens = {}
  names.forEach((name, i) => {
    const part = given[i]
    tokens[name] = part === undefined || part === 'None' ? null : part
  })
  return { tokens, skip: isOld ? Number(count) : 0 }
}

function readOwnToken(text: string): Tokens | undefined {
  try {
    const bytes = Uint8Array.from(atob(text), (char) => char.charCodeAt(0))
    const token = parseJson(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
    return isMap(token) ? { ...token } : undefined
  } catch {
    // Not base64, not text or not JSON: not one of ours.
    return undefined
  }
}

function repeatedToken(tokens: Tokens): CliError {
  return new CliError(`Error during pagination: The same next token was received twice: ${textOf(tokens)}`)
}
