import fc from 'fast-check'
import jmespath from 'jmespath'
import { describe, expect, it } from 'vitest'
import { CliError } from '../../../../simulator/cli/errors.ts'
import { compactJson } from '../../../../simulator/cli/output/json.ts'
import { parseJson, type Value } from '../../../../simulator/cli/output/values.ts'
import { compileExpression, compileQuery } from '../../../../simulator/cli/query.ts'
import { runs } from '../../../properties/arbitraries.ts'

const data = parseJson(`{
  "Vpcs": [
    {"VpcId": "vpc-1", "CidrBlock": "10.0.0.0/16", "IsDefault": false, "Size": 3, "Tags": [{"Key": "Name", "Value": "main"}]},
    {"VpcId": "vpc-2", "CidrBlock": "172.31.0.0/16", "IsDefault": true, "Size": 1, "Tags": []}
  ],
  "Values": [1024.0, 0.5],
  "Counts": [3, 1, 2],
  "Names": ["b", "a"],
  "Map": {"x": 1, "y": {"z": 2}},
  "Text": "Été 😀"
}`)

const run = (query: string, value: Value = data) => compactJson(compileQuery(query)(value))

describe('--query', () => {
  const cases: Record<string, string> = {
    'Vpcs[].VpcId': '["vpc-1","vpc-2"]',
    'Vpcs[0].VpcId': '"vpc-1"',
    'Vpcs[-1].VpcId': '"vpc-2"',
    'Vpcs[9].VpcId': 'null',
    Missing: 'null',
    'Missing[].X': 'null',
    'Vpcs[].Missing': '[]',
    'Vpcs[*].[VpcId,IsDefault]': '[["vpc-1",false],["vpc-2",true]]',
    'Vpcs[*].{Id:VpcId,"the size":Size}': '[{"Id":"vpc-1","the size":3},{"Id":"vpc-2","the size":1}]',
    'Vpcs[?IsDefault].VpcId': '["vpc-2"]',
    'Vpcs[?!IsDefault].VpcId': '["vpc-1"]',
    'Vpcs[?IsDefault==`true`].VpcId': '["vpc-2"]',
    'Vpcs[?Size>`1`].VpcId': '["vpc-1"]',
    "Vpcs[?CidrBlock>='172'].VpcId": '["vpc-2"]',
    "Vpcs[?starts_with(CidrBlock, '10.') && Size == `3.0`].VpcId": '["vpc-1"]',
    'Vpcs[?Tags[?Key==`Name`]].VpcId': '["vpc-1"]',
    'Vpcs[].Tags[].Value': '["main"]',
    'Vpcs[].Tags[].Value | [0]': '"main"',
    'Vpcs[*].Tags[0].Value': '["main"]',
    'Counts[1:]': '[1,2]',
    'Counts[::-1]': '[2,1,3]',
    'Counts[:-1]': '[3,1]',
    'Map.*': '[1,{"z":2}]',
    'Map.*.z': '[2]',
    'Values[0]': '1024.0',
    '`[1`': '"[1"',
    'length(Vpcs)': '2',
    'length(Text)': '5',
    'sort(Counts)': '[1,2,3]',
    'sum(Counts)': '6',
    'sum(Values)': '1024.5',
    'avg(Counts)': '2.0',
    'max(Names)': '"b"',
    'min(Counts)': '1',
    'max_by(Vpcs, &Size).VpcId': '"vpc-1"',
    'min_by(Vpcs, &Size).VpcId': '"vpc-2"',
    'sort_by(Vpcs, &Size)[].VpcId': '["vpc-2","vpc-1"]',
    'map(&Size, Vpcs)': '[3,1]',
    'keys(Map)': '["x","y"]',
    'values(Map)[0]': '1',
    'merge(Map, {x: `5`}).x': '5',
    'join(`-`, Names)': '"b-a"',
    'reverse(Text)': '"\\ud83d\\ude00 \\u00e9t\\u00c9"',
    'contains(Names, `a`)': 'true',
    'contains(Text, `té`)': 'true',
    'ends_with(Names[0], `b`)': 'true',
    'not_null(Missing, Names[1])': '"a"',
    'to_array(Counts[0])': '[3]',
    'to_string(Values)': '"[1024.0,0.5]"',
    'to_number(`"12"`)': '12',
    'to_number(`"1.50"`)': '1.5',
    'to_number(`"x"`)': 'null',
    'type(Values)': '"array"',
    'floor(Values[1])': '0',
    'ceil(Values[1])': '1',
    'abs(`-3`)': '3',
    'Counts < Names': 'null',
    '`0` || `1`': '0',
    '`[]` || Names[0]': '"b"',
    'Names && Counts[0]': '3',
    '`1` == `true`': 'false',
    "'it\\'s'": '"it\'s"',
    '"Text"': '"\\u00c9t\\u00e9 \\ud83d\\ude00"',
    '@.Map.x': '1',
    'Map.y.{a:z}': '{"a":2}',
    'Missing.{a:z}': 'null',
  }
  it.each(Object.entries(cases))('%s gives %s', (query, result) => {
    expect(run(query)).toBe(result)
  })

  it('sorts in a stable way', () => {
    const list = parseJson('[{"k":1,"n":"a"},{"k":0,"n":"b"},{"k":1,"n":"c"},{"k":0,"n":"d"}]')
    expect(run('sort_by(@, &k)[].n', list)).toBe('["b","d","a","c"]')
  })

  it('does not find what every object inherits', () => {
    expect(run('[constructor, toString]')).toBe('[null,null]')
    expect(() => run('toString(@)')).toThrow('Unknown function: toString()')
  })
})

describe('a query that is no JMESPath', () => {
  const cases: Record<string, string> = {
    '': 'Invalid JMESPath expression: cannot be empty.',
    'Account[': 'Invalid jmespath expression: Incomplete expression:\n"Account["\n         ^',
    'a b':
      'Unexpected token: b: Parse error at column 2, token "b" (UNQUOTED_IDENTIFIER), for expression:\n"a b"\n   ^',
    'a.': `Expecting: ['quoted_identifier', 'unquoted_identifier', 'lbracket', 'lbrace'], got: eof: Parse error at column 2, token "" (EOF), for expression:\n"a."\n   ^`,
    'a ==': 'Invalid jmespath expression: Incomplete expression:\n"a =="\n     ^',
    'a = b': "Bad jmespath expression: Unknown token '=':\na = b\n  ^",
    a$: 'Bad jmespath expression: Unknown token $:\na$\n ^',
    'a[b]':
      'Expecting: star, got: unquoted_identifier: Parse error at column 2, token "b" (UNQUOTED_IDENTIFIER), for expression:\n"a[b]"\n   ^',
    '*[0': 'Invalid jmespath expression: Incomplete expression:\n"*[0"\n    ^',
    "'open": "Bad jmespath expression: Unclosed ' delimiter:\n'open\n^",
    '{a}':
      'Expecting: colon, got: rbrace: Parse error at column 2, token "}" (RBRACE), for expression:\n"{a}"\n   ^',
    'a == `1` `2`':
      'Unexpected token: 2: Parse error at column 9, token "2" (LITERAL), for expression:\n"a == `1` `2`"\n          ^',
    '"f"(a)':
      'Quoted identifier not allowed for function names.: Parse error at column 0, token "(" (LPAREN), for expression:\n""f"(a)"\n ^',
  }
  it.each(Object.entries(cases))('%j is refused before anything is sent', (query, message) => {
    expect(() => compileQuery(query)).toThrow(
      expect.objectContaining({ message: `Bad value for --query ${query}: ${message}`, exitCode: 252 }),
    )
  })

  it('does not overflow the stack', () => {
    expect(() => compileQuery('('.repeat(100_000))).toThrow(CliError)
  })
})

describe('a call with wrong arguments', () => {
  const cases: Record<string, string> = {
    'foo(@)': 'Unknown function: foo()',
    'length(Missing)': `In function length(), invalid type for value: None, expected one of: ['string', 'array', 'object'], received: "null"`,
    'sum(Names)': `In function sum(), invalid type for value: b, expected one of: ['array-number'], received: "str"`,
    'max(`[1, "a"]`)': `In function max(), invalid type for value: a, expected one of: ['array-number', 'array-string'], received: "str"`,
    'sort_by(Vpcs, &Tags)': `In function sort_by(), invalid type for value: {'VpcId': 'vpc-1', 'CidrBlock': '10.0.0.0/16', 'IsDefault': False, 'Size': 3, 'Tags': [{'Key': 'Name', 'Value': 'main'}]}, expected one of: ['string', 'number'], received: "array"`,
    'length()': 'Expected 1 argument for function length(), received 0',
    'join(`,`)': 'Expected 2 arguments for function join(), received 1',
    'not_null()': 'Expected at least 1 argument for function not_null(), received 0',
    'Names[0] > Counts[0]': "'>' not supported between instances of 'str' and 'int'",
  }
  it.each(Object.entries(cases))('%s fails when the answer is read', (query, message) => {
    const compiled = compileQuery(query)
    expect(() => compiled(data)).toThrow(expect.objectContaining({ message, exitCode: 255 }))
  })
})

describe('beside another implementation', () => {
  const piece = fc.constantFrom(
    ...[
      'a',
      'b',
      '@',
      '[]',
      '[*]',
      '[0]',
      '[-1]',
      '[1:]',
      '[?a]',
      '[?b==`1`]',
      '*',
      '.a',
      '.b',
      '.*',
      '.[a,b]',
    ],
    ...[
      '.{x:a}',
      '||',
      '&&',
      '|',
      '==',
      '!=',
      '!',
      '`1`',
      '`"s"`',
      '(a)',
      'length(@)',
      'keys(@)',
      'to_array(a)',
    ],
    ...['sort(a)', 'type(b)', 'not_null(a,b)', 'reverse(a)', 'map(&a,@)', 'sort_by(@,&b)', 'values(@)'],
  )
  const leaf = fc.oneof(
    fc.integer({ min: -2, max: 2 }),
    fc.constantFrom('', 's', 't'),
    fc.boolean(),
    fc.constant(null),
  )
  const json = fc.letrec<{ value: Value }>((tie) => ({
    value: fc.oneof(
      { depthSize: 'small' },
      leaf,
      fc.array(tie('value'), { maxLength: 3 }),
      fc.record({ a: tie('value'), b: tie('value') }),
    ),
  })).value

  // As Python's jmespath does it, which the CLI is made with.
  it('takes a slice of an element for a value, not for a projection', () => {
    expect(compileExpression('[-1][1:].{x:a}')([[]])).toEqual({ x: null })
    expect(compileExpression('[-1][1:].a')([[{ a: 1 }, { a: 2 }]])).toBeNull()
  })

  it('gives the same values', () => {
    let compared = 0
    fc.assert(
      fc.property(fc.array(piece, { minLength: 1, maxLength: 6 }), json, (pieces, value) => {
        const text = pieces.join('')
        // The package lets `!` bind tighter than what follows a slice; the CLI's own JMESPath does not.
        if (/!.*\[-?\d*:/.test(text)) return
        // It projects a slice of what an index gave, too; see the case above.
        if (/\[-?\d+\]\[-?\d*:/.test(text)) return
        let theirs: unknown
        let ours: Value
        try {
          theirs = jmespath.search(value, text)
          ours = compileExpression(text)(value)
        } catch {
          // Which calls are refused, and how, is held to the CLI's own words above.
          return
        }
        compared++
        expect(JSON.parse(compactJson(ours))).toEqual(JSON.parse(JSON.stringify(theirs ?? null)))
      }),
      runs(3000),
    )
    expect(compared).toBeGreaterThan(100)
  })
})
