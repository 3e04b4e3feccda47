import { describe, expect, it } from 'vitest'
import { displayWidth } from '../../../../../simulator/shell/paging/display-width.ts'
import { Pager, type PagerOptions } from '../../../../../simulator/shell/paging/pager.ts'
import { startMachine } from '../machine.ts'
import { screenWith } from './screen.ts'

const ten = Array.from({ length: 10 }, (_, i) => `line ${i + 1}\n`).join('')

/** What is on a screen of 20 columns and 5 rows after some keys. */
function shownAfter(keys: string, text = ten, options: PagerOptions = {}): string {
  const screen = screenWith([])
  const pager = new Pager(text, screen, options)
  screen.write(pager.begin())
  for (const key of keys.match(/\x1b(\[?.)?|[\s\S]/g) ?? []) screen.write(pager.press(key))
  return screen.shown()
}

const rows = (first: number, prompt: string, count = 4) =>
  [...Array.from({ length: count }, (_, i) => `line ${first + i}`), prompt].join('\n')

describe('a page of text', () => {
  it.each<[string, string, string]>([
    ['begins at the start', '', rows(1, ':')],
    ['goes on by a screen', ' ', rows(5, ':')],
    ['stops at the end', '   ', rows(7, '[(END)]')],
    ['comes back by a screen', '  b', rows(3, ':')],
    ['goes on by a line', 'j', rows(2, ':')],
    ['goes on by the arrow', '\x1b[B', rows(2, ':')],
    ['goes on by so many lines', '3j', rows(4, ':')],
    ['comes back by a line', 'jjk', rows(2, ':')],
    ['does not go before the start', 'k', rows(1, ':')],
    ['goes on by half a screen', 'd', rows(3, ':')],
    ['goes to the end', 'G', rows(7, '[(END)]')],
    ['and to the start', 'Gg', rows(1, ':')],
    ['goes to a line', '5g', rows(5, ':')],
    ['goes to a part of it', '50%', rows(5, ':')],
    ['shows the number that is typed', '42', rows(1, ':42')],
    ['finds a word', '/5\r', rows(5, ':').replace('5', '[5]')],
    ['finds the next', '/[14]\rn', rows(4, ':').replace('4', '[4]')],
    ['finds the one before', '/[14]\rnN', rows(1, ':').replace('1', '[1]').replace('4', '[4]')],
    ['finds backward', 'G?2\r', rows(2, ':').replace('2', '[2]')],
    ['says what it does not find', '/x\r', rows(1, '[Pattern not found  (press RETURN)]')],
    ['says that a pattern is none', '/(\r', rows(1, '[Invalid pattern  (press RETURN)]')],
    ['shows the pattern that is typed', '/wor', rows(1, '/wor')],
    ['takes back a letter of it', '/wor\x7f', rows(1, '/wo')],
    ['forgets a pattern', '/wor\x03', rows(1, ':')],
    ['says where it is', '=', rows(1, '[lines 1-4/10 40%]')],
    ['leaves its help', 'hq', rows(1, ':')],
  ])('%s', (_, keys, shown) => {
    expect(shownAfter(keys)).toBe(shown)
  })

  it.each<[string, string, PagerOptions, string, string]>([
    [
      'folds long lines',
      'abcdefghijklmnopqrstuvwxyz\n',
      {},
      '',
      'abcdefghijklmnopqrst\nuvwxyz\n~\n~\n[(END)]',
    ],
    [
      'cuts them',
      'abcdefghijklmnopqrstuvwxyz\nb\n',
      { isCut: true },
      '',
      'abcdefghijklmnopqrst\nb\n~\n~\n[(END)]',
    ],
    [
      'cuts them when it is told to',
      'abcdefghijklmnopqrstuvwxyz\nb\n',
      {},
      '-S',
      'abcdefghijklmnopqrst\nb\n~\n~\n[(END)]',
    ],
    [
      'shifts what it cut',
      'abcdefghijklmnopqrstuvwxyz\n',
      { isCut: true },
      '\x1b[C',
      'klmnopqrstuvwxyz\n~\n~\n~\n[(END)]',
    ],
    ['numbers the lines', 'a\nb\n', { hasNumbers: true }, '', '      1 a\n      2 b\n~\n~\n[(END)]'],
    ['shows control characters', 'a\x01b\r\n\x1b[1mc\n', {}, '', 'a^Ab^M\nESC[1mc\n~\n~\n[(END)]'],
    ['shows colours as such', '\x1b[1mc\x1b[m\n', { isRaw: true }, '', 'c\n~\n~\n~\n[(END)]'],
    ['goes to the next stop of a tab', 'a\tb\n', {}, '', 'a       b\n~\n~\n~\n[(END)]'],
    [
      'folds wide characters by their width',
      '漢字漢字漢字漢字漢字漢\n',
      {},
      '',
      '漢字漢字漢字漢字漢字\n漢\n~\n~\n[(END)]',
    ],
    ['tells the name at first', ten, { name: 'f' }, '', rows(1, '[f]')],
    ['tells the name no more', ten, { name: 'f' }, 'j', rows(2, ':')],
    ['begins at the end', ten, { startsAtEnd: true }, '', rows(7, '[(END)]')],
    [
      'finds small letters and capitals',
      'a\nB\nc\nd\ne\nf\n',
      { ignoresCase: 'small' },
      '/b\r',
      '[B]\nc\nd\ne\n:',
    ],
  ])('%s', (_, text, options, keys, shown) => {
    expect(shownAfter(keys, text, options)).toBe(shown)
  })

  it.each([
    ['ascii', 5],
    ['naïve', 5],
    ['nai\u0308ve', 5],
    ['漢字', 4],
    ['✓ ✗ →', 5],
    ['👍', 2],
  ])('%s takes %i columns', (text, width) => {
    expect(displayWidth(text)).toBe(width)
  })
})

describe('less', () => {
  async function typed(line: string, keys: readonly string[] = [], setting: object = {}) {
    const { terminal } = startMachine()
    const screen = screenWith(keys)
    await terminal.run('seq 10 > f; echo small > s')
    const { stdout, stderr, exitCode } = await terminal.run(line, { terminal: screen, screen, ...setting })
    return { stdout, stderr, exitCode, pages: screen.pages }
  }

  it.each<[string, string, string[]]>([
    ['a file', 'less f', ['1\n2\n3\n4\n[f]', '5\n6\n7\n8\n:']],
    ['what is piped in', 'seq 10 | less', ['1\n2\n3\n4\n:', '5\n6\n7\n8\n:']],
    [
      'with options',
      'less -FXN f',
      ['      1 1\n      2 2\n      3 3\n      4 4\n[f]', '      5 5\n      6 6\n      7 7\n      8 8\n:'],
    ],
    ['from the end', 'less +G f', ['7\n8\n9\n10\n[f (END)]', '7\n8\n9\n10\n[(END)]']],
  ])('turns the pages of %s', async (_, line, pages) => {
    expect(await typed(line, [' '])).toEqual({ stdout: '', stderr: '', exitCode: 0, pages })
  })

  it.each<[string, string, string, string, number]>([
    ['prints what fits, where it is told to', 'less -F s', 'small\n', '', 0],
    ['prints in a pipe', 'less f | tail -n 1', '10\n', '', 0],
    ['prints into a file', 'less f > g; tail -n 1 g', '10\n', '', 0],
    ['complains', 'less nothing', '', 'nothing: No such file or directory\n', 1],
    ['complains of a directory', 'less /tmp', '', '/tmp is a directory\n', 1],
    ['complains of nothing', 'less', '', 'Missing filename ("less --help" for help)\n', 1],
    ['complains of an option', 'less -^ f', '', 'There is no ^ option ("less --help" for help)\n', 1],
  ])('%s', async (_, line, stdout, stderr, exitCode) => {
    expect(await typed(line)).toEqual({ stdout, stderr, exitCode, pages: [] })
  })

  it('prints in a script', async () => {
    const { terminal } = startMachine()
    expect((await terminal.runScript('seq 3 | less')).stdout).toBe('1\n2\n3\n')
  })

  it('is laid out anew on a screen of another size, from the line where it was', async () => {
    const { terminal } = startMachine()
    const screen = screenWith([], 20, 5)
    const keys = [' ', 'q']
    let resized = ''
    const running = terminal.run('seq 10 | less', {
      terminal: screen,
      screen: Object.assign(screen, {
        readKey: async () => {
          const key = keys.shift()
          if (key === 'q') screen.resize(20, 4)
          resized = screen.shown()
          return key
        },
      }),
    })
    await running
    expect(screen.isReleased).toBe(true)
    expect(resized).toBe('5\n6\n7\n:')
  })

  it('is left by Ctrl-C', async () => {
    const { terminal } = startMachine()
    const screen = { ...screenWith([]), readKey: () => new Promise<string>(() => {}) }
    const running = terminal.run('seq 100 | less', { terminal: screen, screen })
    setTimeout(() => terminal.interrupt(), 5)
    expect((await running).interrupted).toBe(true)
  })
})
