import { describe, expect, it } from 'vitest'
import { History } from '../../../../simulator/shell/history.ts'
import { startMachine } from './machine.ts'
import { play } from './transcript.ts'

function historyOf(...lines: string[]): History {
  const history = new History(5)
  for (const line of lines) history.add(line)
  return history
}

describe('history', () => {
  it('leaves out blank lines, repetitions and lines that begin with a blank', () => {
    expect(historyOf('a', '', '  ', 'b', 'b', ' secret', 'a\n').lines).toEqual(['a', 'b', 'a'])
  })

  it('keeps the newest lines', () => {
    expect(historyOf('1', '2', '3', '4', '5', '6', '7').lines).toEqual(['3', '4', '5', '6', '7'])
  })

  it('goes up and down, and comes back to what was being typed', () => {
    const history = historyOf('one', 'two')
    expect([history.up('dra'), history.up('two'), history.up('one')]).toEqual(['two', 'one', undefined])
    expect([history.down(), history.down(), history.down()]).toEqual(['two', 'dra', undefined])
  })

  it('starts from the end again after a line is run', () => {
    const history = historyOf('one', 'two')
    history.up('')
    history.up('')
    history.add('three')
    expect(history.up('')).toBe('three')
  })

  it('finds the newest line with a text, then older ones', () => {
    const history = historyOf('aws ec2 a', 'ls', 'aws ec2 b')
    const newest = history.search('ec2')
    expect(newest).toEqual({ line: 'aws ec2 b', at: 2 })
    expect(history.search('ec2', newest!.at)).toEqual({ line: 'aws ec2 a', at: 0 })
    expect(history.search('nothing')).toBeUndefined()
  })

  it('is shown, shortened and cleared by the history command', async () => {
    const { terminal } = startMachine()
    for (const line of ['say 1', 'say 2', 'say 3']) await terminal.run(line)
    expect(await play(terminal, 'history 2')).toBe('    3  say 3\n    4  history 2\n')
    await terminal.run('history -d 1')
    expect(terminal.history.lines[0]).toBe('say 2')
    expect(await play(terminal, 'history -d 99')).toBe(
      'bash: history: 99: history position out of range\n[1]\n',
    )
    await terminal.run('history -c')
    expect(terminal.history.lines).toEqual([])
  })
})
