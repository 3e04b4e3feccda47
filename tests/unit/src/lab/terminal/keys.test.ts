import { expect, it } from 'vitest'
import { splitKeys } from '../../../../../src/lab/terminal/keys.ts'

const pasted = (text: string) => `\x1b[200~${text}\x1b[201~`

it.each<[string, string, readonly string[]]>([
  ['letters', 'ls', ['l', 's']],
  ['an arrow', '\x1b[A', ['\x1b[A']],
  ['an arrow with Ctrl', '\x1b[1;5D', ['\x1b[1;5D']],
  ['Delete', '\x1b[3~', ['\x1b[3~']],
  ['Home as applications get it', '\x1bOH', ['\x1bOH']],
  ['Alt with a letter', '\x1bb', ['\x1bb']],
  ['Alt with Backspace', '\x1b\x7f', ['\x1b\x7f']],
  ['Escape alone', '\x1b', ['\x1b']],
  ['Escape before an arrow', '\x1b\x1b[A', ['\x1b', '\x1b[A']],
  ['Ctrl-C between letters', 'a\x03b', ['a', '\x03', 'b']],
  ['arrows one after the other', '\x1b[A\x1b[B', ['\x1b[A', '\x1b[B']],
  ['an emoji', '😀a', ['😀', 'a']],
  ['Alt with an emoji', '\x1b😀', ['\x1b😀']],
])('%s', (_, data, keys) => {
  expect(splitKeys(data)).toEqual(keys.map((key) => ({ key })))
})

it.each<[string, string, ReturnType<typeof splitKeys>]>([
  ['a paste is one piece', pasted('aws ec2'), [{ pasted: 'aws ec2' }]],
  ['keys before and behind it are keys', `a${pasted('b')}\r`, [{ key: 'a' }, { pasted: 'b' }, { key: '\r' }]],
  ['its line breaks are those of a text', pasted('a\r\nb\rc\n'), [{ pasted: 'a\nb\nc\n' }]],
  ['keys in it are text', pasted('\x1b[A'), [{ pasted: '\x1b[A' }]],
  ['an end that is missing is the end', '\x1b[200~ab', [{ pasted: 'ab' }]],
  ['nothing is nothing', '', []],
])('%s', (_, data, typed) => {
  expect(splitKeys(data)).toEqual(typed)
})
