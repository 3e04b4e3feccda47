import { describe, expect, it } from 'vitest'
import { startMachine } from './machine.ts'
import { play } from './transcript.ts'

/** What each line shows, as bash 5.2 shows it. `s` is a file with the text that the case gives. */
type Cases = Record<string, [line: string, shown: string] | [text: string, line: string, shown: string]>

function testLines(cases: Cases): void {
  for (const [what, parts] of Object.entries(cases)) {
    const [line, shown] = parts.slice(-2) as [string, string]
    it(what, async () => {
      const { terminal, files } = startMachine()
      const bytes = new TextEncoder().encode(parts.length === 3 ? parts[0] : '')
      files.set('/home/learner/s', { kind: 'file', bytes, mode: 0o755, modified: 0 })
      expect(await play(terminal, line)).toBe(shown)
    })
  }
}

describe('eval', () => {
  testLines({
    'joins its words': [`eval echo 'a  b' '"c  d"'`, 'a b c  d\n'],
    'runs in this shell': ['eval "x=1; cd /tmp"; echo $x; pwd', '1\n/tmp\n'],
    'expands its words once': ['i=0; eval "i=$((i+1))" "; echo $((i+=5))"; echo $i', '5\n1\n'],
    'finds the status of the command before': ["(exit 3); eval 'echo $?'", '3\n'],
    'finds the statuses of the pipe before': [
      `true | false | true; eval 'echo "\${PIPESTATUS[@]}"'`,
      '0 1 0\n',
    ],
    'of nothing is a success': ["(exit 3); eval ''; echo $?", '0\n'],
    'has the status of its last command': ["eval '(exit 4)'", '[4]\n'],
    'makes variables local to the function around it': [
      "f() { eval 'local q=5'; echo $q; }; q=1; f; echo $q",
      '5\n1\n',
    ],
    'returns from the function around it': ["f() { eval 'return 7'; echo on; }; f", '[7]\n'],
    'breaks the loop around it': ["for i in 1 2 3; do eval '[ $i = 2 ] && break'; echo $i; done", '1\n'],
    'shifts the arguments': ["set -- a b c; eval 'shift'; echo $1 $#", 'b 2\n'],
    'has a variable for itself alone': ["V=x eval 'echo $V; printenv V'; echo [$V]", 'x\nx\n[]\n'],
    'writes where it is told': ["eval 'echo out; echo err >&2' 2> /dev/null > f; cat f", 'out\n'],
    'reads what is piped to it': [
      `printf 'a\\nb\\n' | eval 'while read l; do echo "<$l>"; done'`,
      '<a>\n<b>\n',
    ],
    'leaves a subshell alone': ["(eval 'x=9; echo $x'); echo [$x]", '9\n[]\n'],
    'runs in eval': [`eval 'for i in 1 2; do eval "echo $i"; done'`, '1\n2\n'],
    'ends under set -e where its text fails': ["set -e; eval 'for i in 1; do false; done; echo on'", '[1]\n'],
    'goes on under set -e where its failure decides': [
      "set -e; eval 'false' || echo caught; ! eval 'false'; echo on",
      'caught\non\n',
    ],
    'reads a here-document in a loop': [
      "eval 'for i in 1 2; do cat <<X | tr a-z A-Z\nline $i\nX\ndone'",
      'LINE 1\nLINE 2\n',
    ],
    'leaves the status of a loop': ["eval 'for i in 1; do false; done'; echo $?", '1\n'],
    'lets a loop open files for the rest': [
      "eval 'for i in 1 2; do exec 3>>f; echo $i >&3; done'; cat f",
      '1\n2\n',
    ],
    'takes a text with quotes of every kind': [
      `eval "for i in 1; do echo 'it'\\\\''s' \\$'a\\\\tb' \\"q \\\\\\"\\$i\\\\\\"\\" \\\${i}_x; done"`,
      'it\'s a\tb q "1" 1_x\n',
    ],
    'refuses an option': ['eval -z', 'bash: eval: -z: invalid option\neval: usage: eval [arg ...]\n[2]\n'],
    'names the line of a mistake, and runs what stands before': [
      "eval 'echo a\necho b\n)'",
      "a\nb\nbash: eval: line 3: syntax error near unexpected token `)'\nbash: eval: line 3: `)'\n[2]\n",
    ],
    'is traced as it was typed': [
      "set -x; eval 'for i in 1; do :; done'",
      "+ eval 'for i in 1; do :; done'\n+ :\n",
    ],
    'rolls the dice of the world': [
      "eval 'for i in 1 2; do echo $RANDOM $((RANDOM / 512)); done'",
      '0 1\n1024 3\n',
    ],
    'counts the seconds of the world': ["eval 'sleep 3; for i in 1; do echo $SECONDS; done'", '3\n'],
    'leaves the shell': ["eval 'for i in 1; do exit 3; done'; echo on", '[3]\n'],
    'runs in other arithmetic': ["echo $(( $(eval 'for i in 1 2; do :; done; echo $i') + 1 ))", '3\n'],
  })
})

describe('source', () => {
  testLines({
    'runs in this shell': ['x=1\ncd /tmp\n', 'source ./s; echo $x; pwd', '1\n/tmp\n'],
    'hands its arguments on, and gives back those that were': [
      'for a; do echo "<$a>"; done',
      'set -- old; . ./s one "two words"; echo $1',
      '<one>\n<two words>\nold\n',
    ],
    'shows the arguments that there are': ['echo $#; shift', 'set -- a b; . ./s; echo $1', '2\nb\n'],
    'ends at return, in a loop, too': [
      'for i in 1 2; do\n  if [ $i = 2 ]; then return 9; fi\n  echo $i\ndone\n',
      'source ./s; echo $?',
      '1\n9\n',
    ],
    'makes variables local to the function around it': [
      'local v=5; echo $v',
      'f() { . ./s; echo $v; }; v=1; f; echo $v',
      '5\n5\n1\n',
    ],
    'defines arrays and maps for all': [
      'declare -A m=([k]="v w")\nl=(1 "2 3")\n',
      `. ./s; echo "\${m[k]}" "\${l[1]}"`,
      'v w 2 3\n',
    ],
    'has a variable for itself alone': ['echo $V', 'V=x source ./s; echo "[$V]"', 'x\n[]\n'],
    'reads what is piped to it': ['while read l; do echo "<$l>"; done', 'echo a | . ./s', '<a>\n'],
    'reads the file that it is given': ['read l; echo got $l', 'echo b > in; . ./s < in', 'got b\n'],
    'finds names in PATH': ['', 'mkdir bin; echo "echo found" > bin/lib; PATH=~/bin:$PATH; . lib', 'found\n'],
    'knows that it is not run': [
      `[[ "\${BASH_SOURCE[0]}" == "$0" ]] && echo run || echo sourced`,
      '. ./s; ./s; bash s',
      'sourced\nrun\nrun\n',
    ],
    'knows its file': [
      `echo "\${BASH_SOURCE[0]}" $(dirname "$BASH_SOURCE")`,
      '. ~/s',
      '/home/learner/s /home/learner\n',
    ],
    'goes on under set -e where its failure decides': ['false\necho on', 'set -e; . ./s || echo no', 'on\n'],
    'rolls the dice of the world': ['echo $RANDOM\nfor i in 1; do echo $RANDOM; done', '. ./s', '0\n512\n'],
    'misses a file': [
      'source ./nofile; echo $?; . none',
      'bash: ./nofile: No such file or directory\n1\nbash: none: No such file or directory\n[1]\n',
    ],
    'refuses a directory': ['mkdir d; . ./d', 'bash: .: ./d: is a directory\n[1]\n'],
    'names the file and line of a mistake, and runs what stands before': [
      'echo a\ndone\n',
      'source ./s',
      "a\nbash: ./s: line 2: syntax error near unexpected token `done'\nbash: ./s: line 2: `done'\n[2]\n",
    ],
    'leaves the file as it is': [
      'for i in 1; do :; done\n',
      '. ./s; cat s; x=$(< s); echo "$x"',
      'for i in 1; do :; done\n'.repeat(2),
    ],
  })
})

describe('a file that is run', () => {
  testLines({
    'knows what is exported, and no more': [
      'echo "[$in] [$out]"; f',
      'in=1; export out=2; f() { :; }; ./s 2> /dev/null',
      '[] [2]\n[127]\n',
    ],
    'knows its name and arguments': [
      'echo "$0 $# $1 $*"',
      './s "a b" 2 3 4 5 6 7 8 9 10 11',
      './s 11 a b a b 2 3 4 5 6 7 8 9 10 11\n',
    ],
    'keeps its variables and its directory to itself': [
      'x=2; cd /tmp',
      'x=1; ./s; echo $x; pwd',
      '1\n/home/learner\n',
    ],
    'has a status': ['exit 3', './s; echo $?; ./s && echo on || echo off', '3\noff\n'],
    'reads what is piped to it': [
      'read a; echo got $a',
      'echo data | ./s; ./s <<< here',
      'got data\ngot here\n',
    ],
    'is found in PATH': [
      'echo $0 $1',
      'mkdir bin; cp s bin/tool; PATH=$PATH:~/bin; tool a; tool b',
      '/home/learner/bin/tool a\n/home/learner/bin/tool b\n',
    ],
    'is found where the name is a variable': [
      'echo "$1 [$v]"',
      'v=1; run() { "$@"; }; run ./s a; c=./s; $c b',
      'a []\nb []\n',
    ],
    'heeds the options of its first line': ['#!/bin/bash -e\nfalse\necho on', './s', '[1]\n'],
    'runs in the program that its first line names': [
      '#!/bin/cat\nas it is\n',
      './s',
      '#!/bin/cat\nas it is\n',
    ],
    'misses the program that its first line names': [
      '#!/nowhere/python\n',
      './s',
      'bash: ./s: cannot execute: required file not found\n[127]\n',
    ],
    'is not there': ['./nofile', 'bash: ./nofile: No such file or directory\n[127]\n'],
    'is not executable': ['echo a', 'chmod -x s; ./s', 'bash: ./s: Permission denied\n[126]\n'],
    'is a directory': ['mkdir d; ./d', 'bash: ./d: Is a directory\n[126]\n'],
    'is no directory': ['./s/x', 'bash: ./s/x: Not a directory\n[126]\n'],
    'names itself and the line of a mistake': [
      'echo a\ndone\n',
      './s',
      "a\n./s: line 2: syntax error near unexpected token `done'\n./s: line 2: `done'\n[2]\n",
    ],
    'declares arrays of what commands write': [
      `f() { local l=($(echo 1 2)); echo \${#l[@]}; }; f`,
      './s',
      '2\n',
    ],
    'may be read like any other': [
      'echo a\n',
      'test -x s && cat s; grep -c a s; wc -l < s',
      'echo a\n1\n1\n',
    ],
  })
})

describe('another bash', () => {
  testLines({
    'takes a command, a name and arguments': ["bash -c 'echo $0 $1' x y", 'x y\n'],
    'takes options': [
      "bash -ec 'false; echo on'; echo $?; bash -o pipefail -c 'false | true'; echo $?",
      '1\n1\n',
    ],
    'runs a file': ['echo $0 $1', 'bash s a', 's a\n'],
    'runs what is piped to it': ["echo 'echo $1' | bash -s a", 'a\n'],
    'misses a file': ['bash nofile', 'bash: nofile: No such file or directory\n[127]\n'],
    'names a mistake': [
      "bash -c ')'",
      "bash: -c: line 1: syntax error near unexpected token `)'\nbash: -c: line 1: `)'\n[2]\n",
    ],
  })
})

describe('an alias', () => {
  it('of more than one command does what it says', async () => {
    const { terminal } = startMachine()
    await terminal.run(`alias each='for i in 1 2; do echo $i; done; echo' go='eval echo'`)
    expect(await play(terminal, 'each "a b"; x=3; go \'$x\'')).toBe('1\n2\na b\n3\n')
  })
})
