import { describe, expect, it } from 'vitest'
import { type OutputFormat, printResult } from '../../../../../simulator/cli/output/print.ts'
import type { OpenMap } from '../../../../../simulator/cli/output/values.ts'
import type { Pages } from '../../../../../simulator/cli/paginate.ts'
import { compileQuery } from '../../../../../simulator/cli/query.ts'

function print(result: OpenMap | Pages, format: OutputFormat, query?: string): string {
  let text = ''
  const printing = {
    format,
    title: 'DescribeVpcs',
    query: query === undefined ? undefined : compileQuery(query),
    color: 'off' as const,
  }
  printResult(result, printing, (more) => {
    text += more
  })
  return text
}

describe('an answer without members', () => {
  it.each(['json', 'yaml', 'yaml-stream', 'text', 'table', 'off'] as const)(
    'prints nothing as %s',
    (format) => {
      expect(print({}, format)).toBe('')
    },
  )

  it('prints null where a query finds nothing in it', () => {
    expect(print({}, 'json', 'Vpcs')).toBe('null\n')
    expect(print({}, 'text', 'Vpcs')).toBe('None\n')
  })
})

describe('pages', () => {
  const list = [
    { Vpcs: ['a'], Extra: 1 },
    { Vpcs: ['b'], Extra: 2 },
  ]
  const pages: Pages = {
    *[Symbol.iterator]() {
      yield* list
    },
    *parts() {
      for (const { Vpcs } of list) yield { Vpcs }
    },
    join: () => ({ Vpcs: ['a', 'b'], NextToken: 't' }),
    resumeToken: 't',
  }

  it('are joined, and queried as one, in JSON', () => {
    expect(print(pages, 'json', 'length(Vpcs)')).toBe('2\n')
  })

  it('are queried one by one in text, and the token comes last', () => {
    expect(print(pages, 'text', 'Vpcs')).toBe('a\nb\nNone\n')
    expect(print(pages, 'text')).toBe('VPCS\ta\nVPCS\tb\nNEXTTOKEN\tt\n')
  })

  it('come whole in a YAML stream', () => {
    expect(print(pages, 'yaml-stream')).toBe('- Extra: 1\n  Vpcs:\n  - a\n- Extra: 2\n  Vpcs:\n  - b\n')
  })

  it('leave what was printed when a later one fails', () => {
    const failing: Pages = {
      ...pages,
      *parts() {
        yield { Vpcs: ['a'] }
        throw new Error('refused')
      },
    }
    let text = ''
    const run = () =>
      printResult(failing, { format: 'text', title: 'T', color: 'off' }, (more) => {
        text += more
      })
    expect(run).toThrow('refused')
    expect(text).toBe('VPCS\ta\n')
  })
})
