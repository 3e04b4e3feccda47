import { describe, expect, it } from 'vitest'
import type { Asking } from '../../../../simulator/shell/host.ts'
import { startMachine } from './machine.ts'

// What commands do whose standard input is the terminal: they ask whoever sits there. `|` stands for Ctrl-D.

interface Talk {
  readonly shown: string
  readonly asked: readonly string[]
  readonly how: readonly Asking[]
}

async function talk(line: string, ...answers: readonly string[]): Promise<Talk> {
  const { terminal, files } = startMachine()
  const script = 'read -p "in script: " w; echo "<$w>"\n'
  files.set('/home/learner/s', {
    kind: 'file',
    bytes: new TextEncoder().encode(script),
    mode: 0o755,
    modified: 0,
  })
  const left = [...answers]
  const asked: string[] = []
  const how: Asking[] = []
  const { output } = await terminal.run(line, {
    readLine: async (prompt, asking = {}) => {
      asked.push(prompt)
      how.push(asking)
      const answer = left.shift()
      return answer === '|' ? undefined : answer
    },
  })
  const shown = output.map(({ bytes }) => new TextDecoder().decode(bytes)).join('')
  expect(left).toEqual([])
  return { shown, asked, how }
}

describe('read', () => {
  it.each<[string, string, readonly string[], string]>([
    ['asks in a text', 'eval \'read -p "Name? " n\'; echo "[$n]"', ['Ada L'], '[Ada L]\n'],
    ['has nothing to read before anything is typed', 'read -t 0; echo $?', [], '1\n'],
    ['asks by a menu', 'select x in one two; do echo "$x"; break; done', ['2'], '1) one\n2) two\ntwo\n'],
    [
      'shows a menu again',
      'select x in a; do echo "<$x>"; done; echo',
      ['', '7', '|'],
      '1) a\n1) a\n<>\n\n\n',
    ],
    ['asks', 'read -p "Name? " n; echo "[$n]"', ['Ada L'], '[Ada L]\n'],
    ['splits', 'read a b; echo "$a-$b"', ['one two three'], 'one-two three\n'],
    ['splits at IFS', 'IFS=: read -r a b; echo "$a-$b"', ['one:two'], 'one-two\n'],
    ['fills an array', `read -a l; echo \${l[1]} \${#l[@]}`, ['p q r'], 'q 3\n'],
    ['takes so many characters', 'read -n 2 k; echo "[$k]"', ['yes'], '[ye]\n'],
    ['goes on behind a backslash', 'read z; echo "$z"', ['a\\', 'b'], 'ab\n'],
    ['goes on up to another end', 'read -d \';\' z; echo "$z"', ['a', 'b;c'], 'a\nb\n'],
    ['reads text that is not English', 'read v w; echo "$v.$w"', ['ünï 漢字'], 'ünï.漢字\n'],
    ['fails at the end of input', 'read x; echo "$? [$x]"', ['|'], '1 []\n'],
    ['asks at each turn', 'while read l; do echo "<$l>"; done', ['u', 'v', '|'], '<u>\n<v>\n'],
    ['decides', 'if read -p "Go? " r && [ "$r" = y ]; then echo going; fi', ['y'], 'going\n'],
    ['asks in a function', 'f() { read a; }; f && echo $a', ['y'], 'y\n'],
    ['asks in another bash', "bash -c 'read q; echo $q'", ['deep'], 'deep\n'],
    ['asks in a script', './s; bash s', ['w', 'x'], '<w>\n<x>\n'],
    ['asks in a substitution', 'x=$(read q; echo $q); echo "$x"', ['subbed'], 'subbed\n'],
    ['leaves the status before it alone', '(exit 3); read -p "$?" q; echo $?', ['a'], '0\n'],
  ])('%s', async (_, line, answers, shown) => {
    expect((await talk(line, ...answers)).shown).toBe(shown)
  })

  it.each<[string, string, string]>([
    ['a here-string', 'read x <<< here; echo $x', 'here\n'],
    ['a file', `read x < s; echo "\${x:0:4}"`, 'read\n'],
    ['a file that a loop is given', `while read -r l; do echo "\${l%% *}"; done < s`, 'read\n'],
    ['a file that a function is given', `f() { read -r l; echo "\${l%% *}"; }; f < s`, 'read\n'],
    ['a pipe', 'echo piped | { read x; echo $x; }', 'piped\n'],
    ['a pipe into a loop', 'printf "a\\nb\\n" | while read x; do echo $x; done', 'a\nb\n'],
    ['a pipe into a script', 'echo z | ./s', '<z>\n'],
    ['a pipe that holds nothing', ': | { read x; echo "$? [$x]"; }', '1 []\n'],
    ['nothing at all', 'read x < /dev/null; echo $?', '1\n'],
  ])('asks nobody where it reads %s', async (_, line, shown) => {
    const told = await talk(line)
    expect(told).toMatchObject({ shown, asked: [] })
  })

  it('says how it wants to be answered', async () => {
    expect((await talk('read -s -p "Password: " p', 'x')).asked).toEqual(['Password: '])
    expect((await talk('read -s p', 'x')).how).toEqual([{ isSilent: true, hidesEnter: true }])
    expect((await talk('read -n1 k', 'x')).how).toEqual([{ most: 1 }])
  })

  it('asks with the words that its prompt stands for, worked out once', async () => {
    expect((await talk('i=1; read -p "$((i++))? " a; echo $i', 'x')).shown).toBe('2\n')
  })
})

describe('a program that reads standard input', () => {
  it.each<[string, string, readonly string[], string]>([
    ['writes a file', 'cat > f; cat f', ['one', 'two', '|'], 'one\ntwo\n'],
    ['sorts', 'sort', ['b', 'a', '|'], 'a\nb\n'],
    ['counts', 'wc -l', ['b', 'a', '|'], '2\n'],
    ['stands in a pipe', 'cat | tr a-z A-Z', ['shout', '|'], 'SHOUT\n'],
    ['stands beside files', 'echo f > f; cat - f', ['first', '|'], 'first\nf\n'],
    ['fills an array', `mapfile -t m; echo \${#m[@]} \${m[1]}`, ['1', 'ü', '|'], '2 ü\n'],
  ])('%s from what is typed until Ctrl-D', async (_, line, answers, shown) => {
    expect((await talk(line, ...answers)).shown).toBe(shown)
  })

  it.each([
    ['cat s | wc -l', '1\n'],
    ['wc -c < /dev/null', '0\n'],
    ['cat /dev/null', ''],
    ['sort /dev/null', ''],
    ['echo a | sort', 'a\n'],
    ['cat --help | head -c 3', 'cat'],
    ['cat <<< a', 'a\n'],
  ])('%s asks nobody', async (line, shown) => {
    expect(await talk(line)).toMatchObject({ shown, asked: [] })
  })
})

describe('what read and mapfile keep', () => {
  it.each([
    ['from a pipe', 'echo ü | while read v; do echo $v; done', 'ü\n'],
    ['from a here-string, into several variables', 'read a b <<< "é 漢字"; echo "$b$a"', '漢字é\n'],
    ['into a variable of a function', 'f() { local q; read q <<< ö; echo $q; }; f; echo "[$q]"', 'ö\n[]\n'],
    ['into arrays', `read -a l <<< "ä b"; mapfile -t m <<< ö; echo "\${l[0]}\${m[0]}\${#l[@]}"`, 'äö2\n'],
    ['in eval', "eval 'read v <<< ü; echo $v'", 'ü\n'],
    ['with the status that it had', '(exit 2); read x < /dev/null; echo $?', '1\n'],
    ['with set -e', 'set -e; if ! read x < /dev/null; then echo no; fi', 'no\n'],
  ])('is text, %s', async (_, line, shown) => {
    expect((await talk(line)).shown).toBe(shown)
  })
})
