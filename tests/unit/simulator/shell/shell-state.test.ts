import { describe, expect, it } from 'vitest'
import { startMachine } from './machine.ts'
import { play } from './transcript.ts'

describe('a saved shell', () => {
  /** What is typed before, what is asked after, and what the answer is in the old shell and in the new. */
  const cases: Record<string, [before: string, question: string, answer: string]> = {
    variables: [
      'a=1; b="two words"; c=$\'line\\nbreak "quoted" $x\\t\'',
      'echo "$a|$b|$c"',
      '1|two words|line\nbreak "quoted" $x\t\n',
    ],
    'an exported variable': ['export E=out', 'bash -c "echo $E"', 'out\n'],
    'a variable that is not exported': ['E=in', "bash -c 'echo [$E]'", '[]\n'],
    'arrays with holes': ['l=(a "b c"); l[7]=z', `echo "\${!l[@]}" "\${l[1]}"`, '0 1 7 b c\n'],
    'a map': [
      'declare -A m=([k]="v w" ["two words"]=\'a "b"\')',
      `echo "\${m[k]}" "\${m[two words]}"`,
      'v w a "b"\n',
    ],
    'integer and read-only attributes': [
      'declare -i n=4; readonly R=5',
      'n+=1; echo $n; R=6',
      '5\nbash: R: readonly variable\n[1]\n',
    ],
    functions: [
      'show() { local x="$1"; for i in "$@"; do echo "<$i>"; done; if [ -n "$x" ]; then cat <<EOF\n  here $x\nEOF\nfi; }',
      'show "a b" c',
      '<a b>\n<c>\n  here a b\n',
    ],
    'a function defined inside an if': ['if true; then inner() { say inner; }; fi', 'inner', 'inner\n'],
    'the text of a function as it was typed': [
      `f() {\n  echo "\${a}_b" $'it\\'s'\n  cat <<X | tr a-z A-Z\nhello $a\nX\n  for i in 1; do say $i & done # why\n}`,
      'a=1; f',
      "1_b it's\nHELLO 1\n1\n",
    ],
    'a function that eval defined': ['name=made; eval "$name() { say made; }"', 'made', 'made\n'],
    'a function from a sourced file': [
      `printf 'lib() {\\n  local ids=($(echo 1 2))\\n  echo \${#ids[@]}\\n}\\n' > lib.sh; . ./lib.sh`,
      'lib',
      '2\n',
    ],
    'no function of a script that was run': [
      "echo 'f() { :; }; f' > s; chmod +x s; ./s",
      'f',
      'bash: f: command not found\n[127]\n',
    ],
    'a function that was redefined': ['f() { echo old; }; f() { echo new; }', 'f', 'new\n'],
    'that a function was unset': ['f() { :; }; unset -f f', 'f', 'bash: f: command not found\n[127]\n'],
    aliases: ["alias greet='say hi'", 'greet', 'hi\n'],
    options: ['set -o pipefail; shopt -s nullglob', 'echo a none*; false | true', 'a\n[1]\n'],
    'set -u': ['set -u', 'echo $nope', 'bash: nope: unbound variable\n[1]\n'],
    'the directory': ['mkdir -p /tmp/deep; cd /tmp/deep', 'pwd', '/tmp/deep\n'],
    'the status': ['(exit 9)', 'echo $?', '9\n'],
    'a value with what looks like a record': [
      'v=$\'x\\ndeclare -- y="1"\'',
      'echo "$v" "[$y]"',
      'x\ndeclare -- y="1" []\n',
    ],
  }
  for (const [what, [before, question, answer]] of Object.entries(cases)) {
    it(`keeps ${what}`, async () => {
      const machine = startMachine()
      await machine.terminal.run(before)
      const state = JSON.parse(JSON.stringify(machine.terminal.save()))
      const reopened = machine.another()
      reopened.restore(state)
      expect(await play(machine.terminal, question)).toBe(answer)
      expect(await play(reopened, question)).toBe(answer)
    })
  }

  it('keeps the history and goes on numbering', async () => {
    const machine = startMachine()
    await machine.terminal.run('echo one')
    const reopened = machine.another()
    reopened.restore(machine.terminal.save())
    expect(await play(reopened, 'history')).toBe('    1  echo one\n    2  history\n')
  })

  it('survives being saved again before anything is run', async () => {
    const machine = startMachine()
    await machine.terminal.run('x=1')
    const second = machine.another()
    second.restore(machine.terminal.save())
    const third = machine.another()
    third.restore(second.save())
    expect(await play(third, 'echo $x')).toBe('1\n')
  })
})

describe('a shell that ends', () => {
  it('says so at exit, with the status, and the next line opens a new one', async () => {
    const { terminal } = startMachine()
    await terminal.run('x=1; cd /tmp')
    expect(await terminal.run('exit 3')).toMatchObject({ exitCode: 3, ended: 'exit' })
    expect(await play(terminal, 'echo "[$x]" $?; pwd')).toBe('[] 3\n/home/learner\n')
  })

  it('exits with the last status when none is given', async () => {
    const { terminal } = startMachine()
    await terminal.run('say "" "" 7')
    expect(await terminal.run('exit')).toMatchObject({ exitCode: 7, ended: 'exit' })
  })

  it('exits out of functions and loops', async () => {
    const { terminal } = startMachine()
    expect(await terminal.run('f() { for i in 1 2; do exit 4; done; }; f; echo never')).toMatchObject({
      exitCode: 4,
      ended: 'exit',
      stdout: '',
    })
  })

  it('stays when only a subshell exits', async () => {
    const { terminal } = startMachine()
    const result = await terminal.run('(exit 4); echo $?; x=$(exit 5); echo $?; bash -c "exit 6"; echo $?')
    expect(result.stdout).toBe('4\n5\n6\n')
    expect(result.ended).toBeUndefined()
  })

  it('ends at the first failure under set -e', async () => {
    const { terminal } = startMachine()
    await terminal.run('set -e')
    expect(await terminal.run('if false; then :; fi; false || true; echo fine')).toMatchObject({
      stdout: 'fine\n',
    })
    expect(await terminal.run('false; echo never')).toMatchObject({
      exitCode: 1,
      ended: 'errexit',
      stdout: '',
    })
  })

  it('does not end, nor forget, at a mistake', async () => {
    const { terminal } = startMachine()
    await terminal.run('x=1; f() { echo kept; }')
    const { exitCode, stderr, ended } = await terminal.run(`echo \${nothing:?is missing}; echo never`)
    expect({ exitCode, stderr, ended }).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining('is missing'),
    })
    expect(ended).toBeUndefined()
    expect(await play(terminal, 'echo $x; f')).toBe('1\nkept\n')
  })

  it('does not hang when told to execute nothing', async () => {
    const { terminal } = startMachine()
    await terminal.run('set -n')
    expect(await play(terminal, 'echo alive')).toBe('alive\n')
  })
})

describe('two terminals of one machine', () => {
  it('share files and nothing else', async () => {
    const { terminal, another } = startMachine()
    const second = another()
    await terminal.run('x=1; echo shared > /tmp/file')
    expect(await play(second, 'echo "[$x]"; cat /tmp/file')).toBe('[]\nshared\n')
  })
})

describe('lines', () => {
  it('wait for each other', async () => {
    const { terminal } = startMachine()
    const results = await Promise.all(['x=1', 'x=$((x + 1))', 'echo $x'].map((line) => terminal.run(line)))
    expect(results.at(-1)?.stdout).toBe('2\n')
  })

  it('show their output while they run, both streams in order', async () => {
    const { terminal } = startMachine()
    const seen: string[] = []
    await terminal.run('say a b; for i in 1 2; do say $i; say "" e$i; done', {
      onOutput: ({ stream, bytes }) => seen.push(`${stream}:${Buffer.from(bytes).toString().trim()}`),
    })
    expect(seen).toEqual(['1:a', '2:b', '1:1', '2:e1', '1:2', '2:e2'])
  })

  it('tell tools how wide the terminal is', async () => {
    const { terminal } = startMachine()
    const { stdout } = await terminal.run('witness', { terminal: { columns: 132 } })
    expect(JSON.parse(stdout)).toMatchObject({ columns: 132 })
  })
})

describe('the size of the window', () => {
  const told = 'echo $COLUMNS x $LINES; bash -c \'echo "[$COLUMNS]"\''

  it('is known to the shell that somebody sits at, and not to the programs that it runs', async () => {
    const { terminal } = startMachine()
    const size = { columns: 100, rows: 30 }
    expect((await terminal.run(told, { terminal: size })).stdout).toBe('100 x 30\n[]\n')
  })

  it('is another one when the window is', async () => {
    const { terminal } = startMachine()
    await terminal.run('false', { terminal: { columns: 100, rows: 30 } })
    const { stdout } = await terminal.run('echo $? $COLUMNS', { terminal: { columns: 60, rows: 30 } })
    expect(stdout).toBe('1 60\n')
  })

  it('stays what somebody has made of it', async () => {
    const { terminal } = startMachine()
    const size = { terminal: { columns: 100, rows: 30 } }
    await terminal.run('COLUMNS=40', size)
    expect((await terminal.run('echo $COLUMNS', size)).stdout).toBe('40\n')
  })

  it('is not known to a script', async () => {
    const { terminal } = startMachine()
    const { stdout } = await terminal.runScript('echo "[$COLUMNS]"', [], {
      terminal: { columns: 100, rows: 30 },
    })
    expect(stdout).toBe('[]\n')
  })

  it('is not kept with the shell', async () => {
    const { terminal, another } = startMachine()
    await terminal.run('a=1', { terminal: { columns: 100, rows: 30 } })
    const next = another()
    next.restore(terminal.save())
    expect((await next.run('echo "$a[$COLUMNS]"')).stdout).toBe('1[]\n')
  })
})
