import { beforeAll, describe, expect, it } from 'vitest'
import type { Terminal } from '../../../../../simulator/shell/terminal.ts'
import { startMachine } from '../machine.ts'

// Recorded with jq 1.6, but for what 1.7 says otherwise: `jq: parse error`, its status, and `end of file`.

let terminal: Terminal
beforeAll(() => {
  ;({ terminal } = startMachine())
})

const told = async (input: string, line: string): Promise<string> => {
  await terminal.run(`cat > in <<'END'\n${input}\nEND`)
  const { stdout, stderr, exitCode } = await terminal.run(`jq -c ${line} < in`)
  return `${stdout}${stderr}${exitCode ? `[${exitCode}]` : ''}`
}

const { raw } = String
const vpcs = '{"Vpcs":[{"VpcId":"v1","Tags":[{"Key":"Name","Value":"a b"}]},{"VpcId":"v2"}]}'

describe('a filter of jq', () => {
  it.each<[string, string, string]>([
    ['.', '{"b":[1,{"c":null}],"a":"é"}', '{"b":[1,{"c":null}],"a":"é"}\n'],
    ['.Vpcs[].VpcId', vpcs, '"v1"\n"v2"\n'],
    [
      `-r '.Vpcs[] | [.VpcId, (.Tags // [] | map(select(.Key=="Name")) | .[0].Value // "-")] | @tsv'`,
      vpcs,
      'v1\ta b\nv2\t-\n',
    ],
    [`'.Vpcs[0] | {VpcId, n: (.Tags|length)}'`, vpcs, '{"VpcId":"v1","n":1}\n'],
    [`'[.[] | .*2], add, min, .[-1:], index(1), (. - [2])'`, '[3,1,2]', '[6,2,4]\n6\n1\n[2]\n1\n[3,1]\n'],
    [
      `'to_entries, with_entries(.value+=1), del(.a), (.c=3), (.a|=.+1), (.x//"d")'`,
      '{"a":1,"b":2}',
      '[{"key":"a","value":1},{"key":"b","value":2}]\n{"a":2,"b":3}\n{"b":2}\n{"a":1,"b":2,"c":3}\n{"a":2,"b":2}\n"d"\n',
    ],
    [
      `'split("-"), sub("-";"+"), gsub("-";"+"), [match("-";"g").offset], capture("(?<x>.)-(?<y>.)"), .[2:]'`,
      '"a-b-c"',
      '["a","b","c"]\n"a+b-c"\n"a+b+c"\n[1,3]\n{"x":"a","y":"b"}\n"b-c"\n',
    ],
    [
      `'group_by(.k) | map({k: .[0].k, n: length})'`,
      '[{"k":"b"},{"k":"a"},{"k":"b"}]',
      '[{"k":"a","n":1},{"k":"b","n":2}]\n',
    ],
    [
      `'reduce .[] as $x (0; .+$x), [foreach .[] as $x (0; .+$x)], [limit(2; .[])]'`,
      '[1,2,3]',
      '6\n[1,3,6]\n[1,2]\n',
    ],
    [
      `'[paths], [..|numbers], (.a[1] = 9), (.a |= map(.+1))'`,
      '{"a":[1,2]}',
      '[["a"],["a",0],["a",1]]\n[1,2]\n{"a":[1,9]}\n{"a":[2,3]}\n',
    ],
    [
      raw`'"\(.a + 1) of \(.b)", @base64 "\(.b)", @uri "q=\(.b)"'`,
      '{"a":1,"b":"x y"}',
      '"2 of x y"\n"eCB5"\n"q=x%20y"\n',
    ],
    [
      `'[range(200000)] | length, ([.[0] | while(. < 5; . + 2)]), (.[1] | until(. > 100000; . + 1)), [limit(3; 7 | repeat(1))]'`,
      'null',
      '200000\n[0,2,4]\n100001\n[7,1,1]\n',
    ],
    [`'if . > 1 then "many" elif . == 1 then "one" else "none" end'`, '0 1 2', '"none"\n"one"\n"many"\n'],
    [`'.[] as {k: $k, v: [$a, $b]} | [$k, $a, $b]'`, '[{"k":1,"v":[2,3]}]', '[1,2,3]\n'],
    [`'def f(g): g * 2; def h($n): $n + 1; f(.a), h(.a)'`, '{"a":3}', '6\n4\n'],
    [`'try error("x") catch ., (.a? // "none"), ([.[]?])'`, '[]', '"x"\n"none"\n[]\n'],
    [`'label $out | .[] | if . > 1 then ., break $out else . end'`, '[1,2,3]', '1\n2\n'],
    [`'fromdate, (fromdate|todate)'`, '"2015-03-05T23:51:47Z"', '1425599507\n"2015-03-05T23:51:47Z"\n'],
    [`-s .`, '1 2', '[1,2]\n'],
    [`-n '[inputs]'`, '1 2', '[1,2]\n'],
    [`-R .`, 'a\nb', '"a"\n"b"\n'],
    [`-n --arg x 1 --argjson y '{"z":2}' '[$x, $y.z, $ARGS.named.x]'`, '', '["1",2,"1"]\n'],
    [`-S .`, '{"b":1,"a":{"d":1,"c":2}}', '{"a":{"c":2,"d":1},"b":1}\n'],
    [`-r '.[]'`, '["a",1,null]', 'a\n1\nnull\n'],
    [`-j '.[]'`, '["a",1]', 'a1'],
  ])('%s', async (line, input, shown) => {
    expect(await told(input, line)).toBe(shown)
  })

  it('is laid out as people read it', async () => {
    const { stdout } = await terminal.run(`jq . <<< '{"a":[1,{"b":[]}],"c":{}}'`)
    expect(stdout).toBe('{\n  "a": [\n    1,\n    {\n      "b": []\n    }\n  ],\n  "c": {}\n}\n')
  })
})

describe('what jq refuses', () => {
  const at = (text: string) => `jq: error (at <stdin>:1): ${text}\n[5]`
  it.each<[string, string, string]>([
    ['.a', '"a"', at('Cannot index string with string "a"')],
    ['.a', '[1]', at('Cannot index array with string "a"')],
    ["'.[0]'", '{"a":1}', at('Cannot index object with number')],
    ["'.a[]'", 'null', at('Cannot iterate over null (null)')],
    ["'.a[]'", '{"a":1}', at('Cannot iterate over number (1)')],
    ["'.a + 1'", '{"a":"x"}', at('string ("x") and number (1) cannot be added')],
    ["'. - 1'", '"a very long string"', at('string ("a very lon...) and number (1) cannot be subtracted')],
    ["'.a | keys'", '{"a":5}', at('number (5) has no keys')],
    ['\'test("x")\'', '5', at('number (5) cannot be matched, as it is not a string')],
    ['\'error("boom")\'', '1', at('boom')],
    ['error', '{"a":1}', 'jq: error (at <stdin>:1) (not a string): {"a":1}\n[5]'],
    ['.a', '{"a":1}\n3\n{"a":2}', '1\n2\njq: error (at <stdin>:2): Cannot index number with string "a"\n[5]'],
    ['.', '[1', 'jq: parse error: Unfinished JSON term at EOF at line 2, column 0\n[5]'],
    ['.', '{a:1}', 'jq: parse error: Invalid numeric literal at line 1, column 3\n[5]'],
    [
      '.',
      '{"a":1}\nAn error occurred',
      '{"a":1}\njq: parse error: Invalid numeric literal at line 2, column 3\n[5]',
    ],
  ])('%s of %s', async (line, input, shown) => {
    expect(await told(input, line)).toBe(shown)
  })

  const compile = (text: string, program: string) =>
    `jq: error: ${text} at <top-level>, line 1:\n${program}\njq: 1 compile error\n[3]`
  it.each<[string, string]>([
    ['.a[', 'syntax error, unexpected end of file (Unix shell quoting issues?)'],
    ['.a |', 'syntax error, unexpected end of file (Unix shell quoting issues?)'],
    ['foo', 'foo/0 is not defined'],
    ['map(1; 2)', 'map/2 is not defined'],
    ['$x', '$x is not defined'],
    ['.a-b', 'b/0 is not defined'],
  ])("'%s' is no filter", async (program, problem) => {
    expect(await told('{}', `'${program}'`)).toBe(compile(problem, program))
  })

  it.each<[string, string]>([
    ['. none', 'jq: error: Could not open none: No such file or directory\n[2]'],
    ['-e .a', 'null\n[1]'],
    ['-e .b', 'false\n[1]'],
    ['-e .c', '1\n'],
    ["-e '.d[]'", '[4]'],
    ["'.c, halt_error'", '1\n{"b":false,"c":1,"d":[]}\n[5]'],
  ])('%s has its status', async (line, shown) => {
    expect(await told('{"b":false,"c":1,"d":[]}', line)).toBe(shown)
  })

  it.each<[string, string]>([
    ['--nothing .', 'Unknown option: --nothing'],
    ['--arg x', '--arg takes two parameters (e.g. --arg varname value)'],
    ["--argjson y '{' .", 'Invalid JSON text passed to --argjson'],
  ])('%s', async (line, problem) => {
    expect(await told('{}', line)).toBe(
      `jq: error: ${problem}\nUse jq --help for help with command-line options,\nor see the jq manpage, or online docs  at https://jqlang.github.io/jq\n[2]`,
    )
  })
})
