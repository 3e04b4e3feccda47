import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { onSave, placeOf } from '../../../../simulator/node/pack/watching.ts'
import { run } from './run-program.ts'

const scratch = mkdtempSync(path.join(tmpdir(), 'hopwise-watch-'))
afterAll(() => rmSync(scratch, { recursive: true }))

describe('hopwise pack lint --watch', () => {
  it('looks again at the scenario in which something was saved', async () => {
    const folder = path.join(scratch, 'scenarios/one')
    mkdirSync(folder, { recursive: true })
    const ending = new AbortController()
    const seen: string[] = []
    const look = async (place: string) => {
      seen.push(place)
      ending.abort()
    }
    const watching = onSave(scratch, look, ending.signal)
    // Watching begins when the first event is waited for; writing goes on until one is heard.
    const writing = setInterval(() => writeFileSync(path.join(folder, 'brief.md'), String(Math.random())), 20)
    await watching
    clearInterval(writing)
    expect(seen[0]).toBe(folder)
  })

  it.each<[readonly string[], string]>([
    [['scenarios/one/brief.md', 'scenarios/one/setup.sh'], 'pack/scenarios/one'],
    [['scenarios/one/brief.md', 'scenarios/two/brief.md'], 'pack'],
    [['pack.yaml'], 'pack'],
    [['scenarios/one/brief.md', 'questions/a.yaml'], 'pack'],
  ])('after %s looks at %s', (changed, place) => expect(placeOf('pack', changed)).toBe(path.normalize(place)))

  it('goes with one pack alone', async () => {
    const { status, stderr } = await run(['pack', 'lint', 'a', 'b', '--watch'])
    expect([status, stderr]).toEqual([2, expect.stringContaining('--watch goes with one pack')])
  })
})
