// The answer of a command on standard output, in the format that was asked for.

import type { Pages } from '../paginate.ts'
import type { Query } from '../query.ts'
import { writeJson } from './json.ts'
import { writeTable } from './table.ts'
import { writeText } from './text.ts'
import { isMap, type OpenMap, type Value } from './values.ts'
import { writeYaml } from './yaml.ts'

export type OutputFormat = 'json' | 'text' | 'table' | 'yaml' | 'yaml-stream' | 'off'

interface Printing {
  readonly format: OutputFormat
  /** What a table is headed with: the operation's name, `DescribeVpcs`. */
  readonly title: string
  readonly query?: Query | undefined
  readonly color: 'on' | 'off' | 'auto'
  /** Present when standard output is a terminal. */
  readonly terminal?: { readonly columns: number } | undefined
}

/**
 * Writes an answer, or page after page of one. Text and YAML streams are written as the pages come, so that
 * what came before a failing page has been written when `pages` throws.
 */
export function printResult(
  result: OpenMap | Pages,
  printing: Printing,
  write: (text: string) => void,
): void {
  const { format, query } = printing
  const select = (value: Value) => (query ? query(value) : value)
  if (format === 'text') {
    for (const page of textPages(result)) write(writeText(select(page)))
  } else if (format === 'yaml-stream') {
    for (const page of streamPages(result, select)) write(writeYaml([page]))
  } else {
    const value = select(isPages(result) ? result.join() : result)
    write(writeWhole(value, printing))
  }
}

/** For `configure export-credentials`, errors and everything else that is no operation's answer. */
export function writeWhole(
  value: Value,
  { format, title, color, terminal }: Omit<Printing, 'query'>,
): string {
  switch (format) {
    case 'json':
      return isNothing(value) ? '' : `${writeJson(value)}\n`
    case 'yaml':
      return isNothing(value) ? '' : writeYaml(value)
    case 'yaml-stream':
      return isNothing(value) ? '' : writeYaml([value])
    case 'text':
      return writeText(value)
    case 'table':
      return writeTable(title, value, {
        width: terminal?.columns ?? usualWidth,
        color: color === 'on' || (color === 'auto' && terminal !== undefined),
      })
    case 'off':
      return ''
  }
}

const usualWidth = 80

/** An answer without members prints nothing, an empty list does. */
const isNothing = (value: Value) => isMap(value) && Object.keys(value).length === 0

function isPages(result: OpenMap | Pages): result is Pages {
  return 'join' in result && typeof result.join === 'function'
}

function* textPages(result: OpenMap | Pages): Generator<Value> {
  if (!isPages(result)) {
    yield result
    return
  }
  yield* result.parts()
  const token = result.resumeToken
  if (token !== undefined) yield { NextToken: { NextToken: token } }
}

function* streamPages(result: OpenMap | Pages, select: (value: Value) => Value): Generator<Value> {
  if (isPages(result)) for (const page of result) yield select(page)
  else {
    const value = select(result)
    if (!isNothing(value)) yield value
  }
}
