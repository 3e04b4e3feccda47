import { describe, expect, it } from 'vitest'
import { startMachine } from './machine.ts'

// Both streams of what runs come out in the order of writing, wherever they go together; and a tool knows whether a
// person sees what it writes.

const both = 'echo one; echo two >&2; echo three'
const inOrder = 'one\ntwo\nthree\n'

async function typed(line: string, file?: string): Promise<string> {
  const { terminal } = startMachine()
  if (file !== undefined) await terminal.run(`cat >script <<'END'\n${file}\nEND\nchmod +x script`)
  const { output } = await terminal.run(line)
  return output.map(({ bytes }) => new TextDecoder().decode(bytes)).join('')
}

describe('what is written on both streams keeps its order', () => {
  it.each<[string, string]>([
    ['in a pipe', `{ ${both}; } 2>&1 | cat`],
    ['in a pipe for both', `{ ${both}; } |& cat`],
    ['in a file', `{ ${both}; } > f 2>&1; cat f`],
    ['in a file for both', `{ ${both}; } &> f; cat f`],
    ['at the end of a file', `{ ${both}; } &>> f; cat f`],
    ['in a substitution', `echo "$({ ${both}; } 2>&1)"`],
    ['where standard output follows the other', `echo "$( { ${both}; } 3>&1 2>&1 )"`],
    ['in a subshell', `( ${both} ) 2>&1 | cat`],
    ['in a loop', `for i in 1; do ${both}; done 2>&1 | cat`],
    ['in the branch of a condition', `if true; then ${both}; fi 2>&1 | cat`],
    ['in a case', `case a in a) ${both};; esac 2>&1 | cat`],
    ['in a list', `{ echo one && { echo two >&2; echo three; }; } 2>&1 | cat`],
    ['in a function', `f() { ${both}; }; f 2>&1 | cat`],
    ['in a function that calls another', `g() { ${both}; }; f() { g; }; f > f 2>&1; cat f`],
    ['in a function at the terminal', `f() { ${both}; }; f`],
    ['in a shell inside this one', `bash -c '${both}' 2>&1 | cat`],
    ['in a shell inside this one, at the terminal', `bash -c '${both}'`],
    ['where a program runs others', `echo x | xargs -I{} bash -c '${both}' 2>&1 | cat`],
  ])('%s', async (_, line) => {
    expect(await typed(line)).toBe(inOrder)
  })

  it.each([
    ['a script', './script'],
    ['a script in a pipe', './script 2>&1 | cat'],
    ['a script into a file', './script > log 2>&1 || echo failed; cat log'],
    ['a script that bash reads', 'bash script |& cat'],
  ])('in %s', async (_, line) => {
    expect(await typed(line, both.replaceAll('; ', '\n'))).toBe(inOrder)
  })

  it.each<[string, string, string]>([
    [
      'a stream that goes elsewhere stays there',
      `{ ${both}; } 2>&1 >f | cat; echo --; cat f`,
      'two\n--\none\nthree\n',
    ],
    ['an inner redirection counts', `{ ${both} 2>/dev/null; } 2>&1 | cat`, inOrder],
    ['what an inner pipe reads is no output', `{ { ${both}; } 2>f | grep -c e; } 2>&1 | cat`, '2\n'],
    ['what is left of a loop', 'for i in 1 2; do echo $i; echo e$i >&2; break; done 2>&1 | cat', '1\ne1\n'],
    [
      'what a function returns',
      'f() { echo a; echo b >&2; return 3; }; f > f 2>&1; echo $?; cat f',
      '3\na\nb\n',
    ],
    ['what a function sets', 'f() { x=1; cd /tmp; }; { f; } 2>&1; echo $x $PWD', '1 /tmp\n'],
    ['variables of a group', '{ x=1; echo a; } 2>&1; echo $x', 'a\n1\n'],
    ['what a variable names', 'run="echo a"; $run b | cat; $run c', 'a b\na c\n'],
    ['what a variable evaluates', `run=eval; $run 'x=1; echo $x' | cat; $run 'y=2'; echo $? $y`, '1\n0 2\n'],
    ['the status that a variable finds', 'run=echo; false; $run $?; (exit 3); $run $?', '1\n3\n'],
    ['the status that it leaves', 'run=false; $run; echo $?', '1\n'],
    ['an empty name', 'run=; $run echo a', 'a\n'],
    ['set -e', "bash -c 'set -e; { echo a; false; echo b; } 2>&1'; echo $?", 'a\n1\n'],
  ])('%s', async (_, line, shown) => {
    expect(await typed(line)).toBe(shown)
  })
})

describe('a tool knows whether a person sees what it writes', () => {
  const seen = async (line: string): Promise<boolean> => {
    const { terminal } = startMachine()
    const { stdout, stderr } = await terminal.run(`w() { witness; }; alias v=witness\n${line}`, {
      terminal: { columns: 80 },
    })
    return `${stdout}${stderr}`.includes('"columns":80')
  }

  it.each([
    'witness',
    'v',
    'w',
    'echo x | witness',
    'witness && witness',
    'for i in 1; do witness; done',
    'witness 2>/dev/null',
    'witness < /dev/null',
    'witness >&2',
    'witness > /dev/tty',
    "bash -c 'witness'",
    'eval witness',
    'eval "witness | cat"; witness',
    'x=$(witness); witness',
    'echo x | xargs witness',
  ])('%s: yes', async (line) => {
    expect(await seen(line)).toBe(true)
  })

  it.each([
    'witness | cat',
    'w | cat',
    'witness > f; cat f',
    'witness >> f; cat f',
    'witness &> f; cat f',
    'echo "$(witness)"',
    'echo "`w`"',
    'cat <(witness)',
    'for i in 1; do witness; done | cat',
    '{ witness; } > f; cat f',
    "bash -c 'witness' | cat",
    "bash -c 'witness | cat'",
    'eval "witness | cat"',
    'if true; then witness; fi | cat',
    '( witness ) | cat',
    'echo x | xargs witness | cat',
  ])('%s: no', async (line) => {
    expect(await seen(line)).toBe(false)
  })
})
