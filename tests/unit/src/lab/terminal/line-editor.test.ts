import { describe, expect, it } from 'vitest'
import { LineEditor } from '../../../../../src/lab/terminal/line-editor.ts'

// A line is written with a bar where its cursor is: `ls |-l`. Keys are written as people name them.

const ctrl = (letter: string) => String.fromCharCode(letter.toUpperCase().charCodeAt(0) - 64)

const named: Readonly<Record<string, string>> = {
  Enter: '\r',
  Tab: '\t',
  Backspace: '\x7f',
  Delete: '\x1b[3~',
  Left: '\x1b[D',
  Right: '\x1b[C',
  Up: '\x1b[A',
  Down: '\x1b[B',
  Home: '\x1b[H',
  End: '\x1b[F',
  F5: '\x1b[15~',
  PageUp: '\x1b[5~',
  'Ctrl-Left': '\x1b[1;5D',
  'Ctrl-Right': '\x1b[1;5C',
  'Alt-Left': '\x1b[1;3D',
  'Alt-Right': '\x1b[1;3C',
  'Application-Home': '\x1bOH',
  'Application-End': '\x1bOF',
  'Alt-Backspace': '\x1b\x7f',
  'Ctrl-_': '\x1f',
}

/** `Ctrl-A`, `Alt-B`, `Left`, or a character. */
const keyOf = (name: string): string =>
  named[name] ??
  name
    .replace(/^Ctrl-(.)$/, (_, letter) => ctrl(letter))
    .replace(/^Alt-(.)$/, (_, letter) => `\x1b${letter.toLowerCase()}`)

const lineOf = (text: string, history: readonly string[] = []): LineEditor => {
  const line = new LineEditor()
  line.begin(history)
  const cursor = text.indexOf('|')
  line.insert(text.replace('|', ''))
  line.moveTo(cursor)
  return line
}

const shown = ({ text, cursor }: LineEditor): string => `${text.slice(0, cursor)}|${text.slice(cursor)}`

const press = (line: LineEditor, keys: string) => keys.split(' ').map((name) => line.press(keyOf(name)).kind)

const pressed = (text: string, keys: string): string => {
  const line = lineOf(text)
  press(line, keys)
  return shown(line)
}

describe('typing', () => {
  it.each([
    ['|', 'l s', 'ls|'],
    ['s|', 'Home l', 'l|s'],
    ['ab|', 'Left x', 'ax|b'],
    ['|', 'é 日 😀', 'é日😀|'],
    // Keys that bash gives no meaning put nothing in.
    ['ab|', 'F5', 'ab|'],
    ['ab|', 'PageUp', 'ab|'],
    ['ab|', 'Ctrl-G', 'ab|'],
  ])('in %j, %s gives %j', (text, keys, expected) => {
    expect(pressed(text, keys)).toBe(expected)
  })
})

describe('moving', () => {
  it.each([
    ['ab|c', 'Left', 'a|bc'],
    ['ab|c', 'Ctrl-B', 'a|bc'],
    ['|abc', 'Left', '|abc'],
    ['ab|c', 'Right', 'abc|'],
    ['ab|c', 'Ctrl-F', 'abc|'],
    ['abc|', 'Right', 'abc|'],
    ['ab|c', 'Home', '|abc'],
    ['ab|c', 'Application-Home', '|abc'],
    ['ab|c', 'Ctrl-A', '|abc'],
    ['ab|c', 'End', 'abc|'],
    ['ab|c', 'Application-End', 'abc|'],
    ['ab|c', 'Ctrl-E', 'abc|'],
    // What looks like one character is one, however many it is made of.
    ['a😀|', 'Left', 'a|😀'],
    ['a|👩‍💻b', 'Right', 'a👩‍💻|b'],
    ['e\u0301|', 'Left', '|e\u0301'],
    // In a line of several rows, the row's own start and end.
    ['ab\ncd|ef\ngh', 'Home', 'ab\n|cdef\ngh'],
    ['ab\ncd|ef\ngh', 'End', 'ab\ncdef|\ngh'],
    ['|\nab', 'Home', '|\nab'],
  ])('in %j, %s goes to %j', (text, key, expected) => {
    expect(pressed(text, key)).toBe(expected)
  })

  it.each([
    ['Alt-B', 'aws ec2 describe-vp|cs', 'aws ec2 describe-|vpcs'],
    ['Ctrl-Left', 'aws ec2 |', 'aws |ec2 '],
    ['Alt-Left', '|aws', '|aws'],
    ['Alt-B', '  |', '|  '],
    ['Alt-F', 'aws e|c2 describe-vpcs', 'aws ec2| describe-vpcs'],
    ['Ctrl-Right', 'aws ec2| describe-vpcs', 'aws ec2 describe|-vpcs'],
    ['Alt-Right', 'aws|', 'aws|'],
    ['Alt-F', 'über|größe x', 'übergröße| x'],
  ])('%s goes by words of letters and digits: from %j to %j', (key, text, expected) => {
    expect(pressed(text, key)).toBe(expected)
  })
})

describe('erasing', () => {
  it.each([
    ['ab|c', 'Backspace', 'a|c'],
    ['ab|c', 'Ctrl-H', 'a|c'],
    ['|abc', 'Backspace', '|abc'],
    ['ab|c', 'Delete', 'ab|'],
    ['ab|c', 'Ctrl-D', 'ab|'],
    ['abc|', 'Delete', 'abc|'],
    ['👩‍💻|', 'Backspace', '|'],
    ['|😀a', 'Delete', '|a'],
    ['ab|c', 'Ctrl-U', '|c'],
    ['ab|c', 'Ctrl-K', 'ab|'],
    // Ctrl-W takes all up to a blank, Alt-Backspace letters and digits alone.
    ['cd /var/log|', 'Ctrl-W', 'cd |'],
    ['cd /var/log|', 'Alt-Backspace', 'cd /var/|'],
    ['cd /var/log  |', 'Ctrl-W', 'cd |'],
    ['cd |/var/log', 'Alt-D', 'cd |/log'],
    ['cd|', 'Alt-D', 'cd|'],
    ['|', 'Ctrl-W', '|'],
  ])('in %j, %s leaves %j', (text, key, expected) => {
    expect(pressed(text, key)).toBe(expected)
  })
})

describe('Ctrl-Y puts back what was killed last', () => {
  it.each([
    ['by Ctrl-U', 'abc|d', 'Ctrl-U End Ctrl-Y', 'dabc|'],
    ['by Ctrl-K', 'a|bcd', 'Ctrl-K Home Ctrl-Y', 'bcd|a'],
    ['by Ctrl-W', 'cd /var|', 'Ctrl-W Home Ctrl-Y', '/var|cd '],
    ['by Alt-D', '|one two', 'Alt-D End Ctrl-Y', ' twoone|'],
    ['by Alt-Backspace', 'one two|', 'Alt-Backspace Home Ctrl-Y', 'two|one '],
    ['as often as it is asked for', 'ab|', 'Ctrl-U Ctrl-Y Ctrl-Y', 'abab|'],
    ['with what keys before it have killed, backwards', 'one two|', 'Ctrl-W Ctrl-W Ctrl-Y', 'one two|'],
    ['with what keys before it have killed, forwards', '|one two', 'Alt-D Alt-D Ctrl-Y', 'one two|'],
    ['with what was killed on both sides', 'one| two', 'Ctrl-W Ctrl-K Ctrl-Y', 'one two|'],
    [
      'but not with what was killed before another key',
      'one two|',
      'Ctrl-W Left Right Ctrl-W Ctrl-Y',
      'one |',
    ],
    ['and nothing where nothing was', 'ab|', 'Ctrl-Y', 'ab|'],
    ['not what was only erased', 'ab|', 'Backspace Ctrl-Y', 'a|'],
  ])('%s', (_, text, keys, expected) => {
    expect(pressed(text, keys)).toBe(expected)
  })

  it('in the next line, too', () => {
    const line = lineOf('vpc-1|')
    press(line, 'Ctrl-U Enter')
    line.begin([])
    press(line, 'x Ctrl-Y')
    expect(shown(line)).toBe('xvpc-1|')
  })
})

describe('Ctrl-T swaps the characters around the cursor', () => {
  it.each([
    ['a|bc', 'ba|c'],
    ['ab|', 'ba|'],
    ['ab|c', 'acb|'],
    ['a|', 'a|'],
    ['|', '|'],
    // Before the first character there is nothing to swap.
    ['|ab', '|ab'],
    ['a😀|', '😀a|'],
  ])('%j becomes %j', (text, expected) => {
    expect(pressed(text, 'Ctrl-T')).toBe(expected)
  })
})

describe('Ctrl-_ takes back', () => {
  it.each([
    ['a character', '|', 'a b Ctrl-_', 'a|'],
    ['what was killed', 'one two|', 'Ctrl-U Ctrl-_', 'one two|'],
    ['what was yanked', 'ab|', 'Ctrl-U Ctrl-Y Ctrl-_', '|'],
    ['one thing after the other', 'ab|', 'Backspace Ctrl-U Ctrl-_ Ctrl-_', 'ab|'],
    ['what was swapped', 'ab|', 'Ctrl-T Ctrl-_', 'ab|'],
  ])('%s', (_, text, keys, expected) => {
    expect(pressed(text, keys)).toBe(expected)
  })

  it('nothing of the line before', () => {
    const line = lineOf('ab|')
    line.begin([])
    press(line, 'Ctrl-_')
    expect(shown(line)).toBe('|')
  })
})

describe('history', () => {
  const history = ['ls', 'aws ec2\n  describe-vpcs', 'pwd']
  it.each([
    ['Up', 'pwd|'],
    ['Ctrl-P', 'pwd|'],
    ['Up Up', 'aws ec2\n  describe-vpcs|'],
    // A line of several rows is gone through by rows first, in the same column.
    ['Up Up Up', 'aws ec2|\n  describe-vpcs'],
    ['Up Up Up Up', 'ls|'],
    ['Up Up Up Up Up', 'ls|'],
    // What was being typed is there again.
    ['Up Down', 'draft|'],
    ['Up Ctrl-N', 'draft|'],
    ['Down', 'dra|ft'],
  ])('%s', (keys, expected) => {
    const line = lineOf('dra|ft', history)
    press(line, keys)
    expect(shown(line)).toBe(expected)
  })
})

describe('what keys ask for', () => {
  it.each([
    ['ls|', 'Enter', { kind: 'submitted', text: 'ls' }],
    ['l|s', 'Enter', { kind: 'submitted', text: 'ls' }],
    ['|', 'Enter', { kind: 'submitted', text: '' }],
    ['ls|', 'Tab', { kind: 'complete' }],
    ['ls|', 'Ctrl-C', { kind: 'interrupt' }],
    ['|', 'Ctrl-D', { kind: 'end-of-input' }],
    // Behind the last character it neither erases nor ends anything.
    ['ls|', 'Ctrl-D', { kind: 'nothing' }],
    ['ls|', 'Ctrl-L', { kind: 'clear-screen' }],
    ['ls|', 'Ctrl-R', { kind: 'search' }],
    ['ls|', 'F5', { kind: 'nothing' }],
    ['|', 'Backspace', { kind: 'nothing' }],
    ['l|', 'Backspace', { kind: 'edited' }],
  ])('in %j, %s', (text, key, request) => {
    const line = lineOf(text)
    expect(line.press(keyOf(key))).toEqual(request)
  })
})
