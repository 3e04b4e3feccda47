import { expect, it } from 'vitest'
import { worldOf } from '../../network/notation/world.ts'
import { screenWith } from '../paging/screen.ts'
import { at } from '../tools/on-host.ts'

const world = worldOf(`
  vpc main 10.0.0.0/16
  subnet app main a 10.0.1.0/24
  group open main | out all 0.0.0.0/0
  host app-1 app 10.0.1.10 open
`)

const watching = (line: string, keys: readonly string[]) => {
  const screen = screenWith(keys, 60, 10)
  return { screen, done: at(world, 'app-1').type(line, { screen, terminal: { columns: 60 } }) }
}

it('lets as many seconds pass as were asked for, each time that somebody looks again', async () => {
  const { screen, done } = watching('watch -n 30 date +%s', [' ', ' ', 'q'])
  expect(await done).toBe('')
  const times = screen.pages.map((page) => Number(/^\d{9,}$/m.exec(page)?.[0]))
  expect(times).toHaveLength(3)
  expect(times.map((time) => time - times[0]!)).toEqual([0, 30, 60])
  expect(screen.pages[0]).toMatch(/^Every 30\.0s: date \+%s +ip-10-0-1-10: /)
})

it('marks what has changed', async () => {
  const { screen, done } = watching("watch -d -t -n 1 'echo same; date +%s'", [' ', 'q'])
  await done
  expect(screen.pages[1]).toMatch(/^same\n\[\d+\]/)
})

it('leaves when something changes, where that is asked for', async () => {
  const { screen, done } = watching('watch -g -n 1 date +%s', [' ', ' ', ' '])
  await done
  expect(screen.pages).toHaveLength(1)
})

it('ends by Ctrl-C', async () => {
  const { done } = watching('watch date', ['\x03'])
  expect(await done).toBe('[130]\n')
})

it('wants a screen', async () => {
  expect(await at(world, 'app-1').type('watch date')).toBe('Error opening terminal: unknown.\n[1]\n')
})
