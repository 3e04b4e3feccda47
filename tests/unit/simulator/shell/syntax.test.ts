import { describe, expect, it } from 'vitest'
import { spellOutArrays } from '../../../../simulator/shell/array-declarations.ts'
import { startMachine } from './machine.ts'

describe('the prompt asks for another line', () => {
  const { terminal } = startMachine()
  const unfinished = [
    'echo "abc',
    "echo 'abc",
    'if true; then',
    'if true; then echo; else',
    'for i in 1 2; do',
    'for i in 1 2',
    'while true',
    'case x in',
    'case x in a) echo',
    'f() {',
    '{ echo',
    '(echo',
    'x=(1 2',
    '[[ a = b',
    'echo $(ls',
    'echo `ls',
    'echo ${x',
    'cat <<EOF',
    'cat <<EOF\nabc',
    'echo a \\',
    'a &&',
    'a ||',
    'a |',
    "aws ec2 describe-vpcs \\\n  --query 'Vpcs[]",
  ]
  it.each(unfinished)('after %j', (text) => expect(terminal.isIncomplete(text)).toBe(true))

  const finished = [
    '',
    'echo a',
    'echo "a\nb"',
    'if true; then echo; fi',
    'cat <<EOF\nabc\nEOF',
    'echo a \\\\',
    '# a comment \\',
    "echo ok # don't",
    'a | b',
    'a &',
  ]
  it.each(finished)('but not after %j', (text) => expect(terminal.isIncomplete(text)).toBe(false))

  const wrong = ['done', 'fi', 'echo )', '&& a', 'a ;; b', 'if; then']
  it.each(wrong)('nor after %j, which no line can mend', (text) =>
    expect(terminal.isIncomplete(text)).toBe(false),
  )
})

describe('an array in a declaration is assigned apart', () => {
  it.each([
    ['declare -a m=($(ls) "$(echo "c )d")")', '{ declare -a m=(); m=($(ls) "$(echo "c )d")"); }'],
    ['a && local x=1 q=([k]="1 2") || b', 'a && { local x=1 q=(); q=([k]="1 2"); } || b'],
    ['readonly A=(1 2)', '{ declare -a A; A=(1 2); readonly A; }'],
    ['export B=(1\n2) C=d', '{ export B=() C=d; B=(1\n2); }'],
    [`n=\${#x}; local a=(b)`, `n=\${#x}; { local a=(); a=(b); }`],
    ['declare -a m+=(x)', '{ declare -a m+=(); m+=(x); }'],
  ])('%j', (text, expected) => expect(spellOutArrays(text)).toBe(expected))

  it.each([
    'declare -p m',
    'x=(1 2)',
    'echo "declare -a x=(1)"',
    "echo 'it is' # local a=(b)",
    'cat <<EOF\ndeclare -a z=(1)\nEOF',
    'declare -a broken=(',
  ])('and %j stays as it is', (text) => expect(spellOutArrays(text)).toBe(text))
})
