import { describe, expect, it } from 'vitest'
import { startMachine } from './machine.ts'
import { asShown } from './transcript.ts'

async function runScript(text: string, args: string[] = [], name = 'job.sh'): Promise<string> {
  return asShown(await startMachine().terminal.runScript(text, args, { name }))
}

describe('a script', () => {
  const cases: Record<string, [script: string, shown: string]> = {
    'runs to its end; the last status is its status': ['#!/bin/bash\necho a\nsay "" "" 3\n', 'a\n[3]\n'],
    'knows its name and arguments': ['echo "$0 $# $1 [$2] $@"', 'job.sh 2 one [two words] one two words\n'],
    'shifts and loops over its arguments': ['shift; for a; do echo "<$a>"; done', '<two words>\n'],
    'stops at exit': ['echo a; exit 4; echo b', 'a\n[4]\n'],
    'stops at the first failure under set -e': ['set -euo pipefail\necho a\nfalse\necho b', 'a\n[1]\n'],
    'goes on under set -e where a failure decides what comes next': [
      'set -e\nwork() { false; echo worked; }\nwork || echo a\n{ false; } || echo b\n! { true; }\n(false) && echo c\necho d',
      'worked\nb\nd\n',
    ],
    'goes on under set -e in functions, too': [
      'set -e\nfails() { false; echo on; }\nmain() { fails || echo a; ! fails; { false; } || echo b; }\nmain',
      'on\non\nb\n',
    ],
    'stops under set -e in a script that another one runs': [
      'printf "set -e\\nfalse\\necho on\\n" > inner.sh; chmod +x inner.sh\n./inner.sh || echo rescued',
      'rescued\n',
    ],
    'stops under set -e where the failure comes last': ['set -e\ntrue && { false; }\necho b', '[1]\n'],
    'goes on after a failure otherwise': ['false\necho b', 'b\n'],
    'names itself and the line in complaints': [
      'echo a\n\nnope',
      'a\njob.sh: line 3: nope: command not found\n[127]\n',
    ],
    'stops at an unbound variable under set -u': [
      'set -u\nfor i in 1 2; do\n  echo $zz\ndone\necho after',
      'job.sh: line 3: zz: unbound variable\n[1]\n',
    ],
    'runs up to a mistake in its text': [
      'echo a\ndone\necho b',
      "a\njob.sh: line 2: syntax error near unexpected token `done'\njob.sh: line 2: `done'\n[2]\n",
    ],
    'runs up to a quote that is never closed': [
      'echo a\necho "b\necho c\n',
      'a\njob.sh: line 2: unexpected EOF while looking for matching `"\'\n[2]\n',
    ],
    'ends in the middle of a here-document': [
      'cat <<EOF\nabc\n',
      "job.sh: line 2: warning: here-document at line 1 delimited by end-of-file (wanted `EOF')\nabc\n",
    ],
    'has no history and no aliases': ['alias x=echo\nx 1\nhistory', 'job.sh: line 2: x: command not found\n'],
    'keeps the indentation of texts in quotes': [
      'echo \'{\n    "a": [\n        1\n    ]\n}\'',
      '{\n    "a": [\n        1\n    ]\n}\n',
    ],
    'runs an error handler': [
      'run() { "$@" || { echo "failed: $*" >&2; return 9; }; }\nrun say hi oops 2',
      'hi\noops\nfailed: say hi oops 2\n[9]\n',
    ],
    'is empty': ['', ''],
    'is only a comment': ['# nothing\n', ''],
  }
  for (const [what, [script, shown]] of Object.entries(cases)) {
    it(what, async () => expect(await runScript(script, ['one', 'two words'])).toBe(shown))
  }

  it('leaves only its files to the terminal', async () => {
    const { terminal } = startMachine()
    await terminal.run('outer=1; export SEEN=yes')
    await terminal.runScript('inner=2; cd /tmp; echo "[$outer]" > left.txt')
    const { stdout } = await terminal.run('echo "[$inner]"; pwd; cat /tmp/left.txt')
    expect(stdout).toBe('[]\n/home/learner\n[]\n')
  })

  it('can be interrupted', async () => {
    const { terminal } = startMachine()
    setTimeout(() => terminal.interrupt(), 20)
    const result = await terminal.runScript('say a\nwhile :; do :; done\nsay b')
    expect(result).toMatchObject({ exitCode: 130, interrupted: true, stdout: 'a\n' })
  })
})
