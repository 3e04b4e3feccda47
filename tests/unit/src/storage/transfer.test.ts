import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { KeptLab, KeptPack, KeptProgress } from '../../../../src/storage/database.ts'
import { exportAll, importAll } from '../../../../src/storage/transfer.ts'

// What is kept on one browser and taken to another. IndexedDB itself is the browser's, so its stores are maps here.

type Kept = KeptLab | KeptProgress | KeptPack

const kept = vi.hoisted(() => ({ stores: new Map<string, Map<string, unknown>>() }))

vi.mock('../../../../src/storage/database.ts', () => {
  const of = (name: string) => kept.stores.get(name)!
  const objectStore = (name: string) => ({
    get: async (id: string) => of(name).get(id),
    put: async (one: Kept) => void of(name).set(one.id, one),
  })
  return {
    stores: ['labs', 'progress', 'packs'],
    database: async () => ({
      getAll: async (name: string) => [...of(name).values()],
      transaction: () => ({ objectStore, done: Promise.resolve() }),
    }),
  }
})

interface Browser {
  readonly labs?: readonly KeptLab[]
  readonly progress?: readonly KeptProgress[]
  readonly packs?: readonly KeptPack[]
}

function be({ labs = [], progress = [], packs = [] }: Browser): void {
  for (const [name, all] of Object.entries({ labs, progress, packs }))
    kept.stores.set(name, new Map(all.map((one) => [one.id, one])))
}

const now = (name: string) => [...kept.stores.get(name)!.values()]

const lab = (saved: string, at: number, id = 'sandbox'): KeptLab => ({ id, saved, at })
const pack = (version: string, at: number): KeptPack => ({
  id: 'example',
  version,
  bytes: new Uint8Array([0, 127, 128, 255]),
  at,
})
const progress = (percent: number, passed: boolean, at: number): KeptProgress => ({
  id: 'lesson:names',
  percent,
  passed,
  at,
})

const exported = async (browser: Browser): Promise<string> => {
  be(browser)
  return (await exportAll()).text()
}

beforeEach(() => be({}))

describe('what is taken along', () => {
  it('arrives as it was, bytes of packs too', async () => {
    const all = {
      labs: [lab('{"world": "ü"}', 1)],
      progress: [progress(40, false, 2)],
      packs: [pack('1.0.0', 3)],
    }
    const file = await exported(all)
    be({})
    expect(await importAll(file)).toEqual({ taken: { labs: 1, progress: 1, packs: 1 } })
    expect([now('labs'), now('progress'), now('packs')]).toEqual([all.labs, all.progress, all.packs])
  })

  it.each<[string, Browser, Browser, string, unknown]>([
    [
      'the newer lab stays: theirs',
      { labs: [lab('theirs', 2)] },
      { labs: [lab('mine', 1)] },
      'labs',
      lab('theirs', 2),
    ],
    [
      'the newer lab stays: mine',
      { labs: [lab('theirs', 1)] },
      { labs: [lab('mine', 2)] },
      'labs',
      lab('mine', 2),
    ],
    [
      'of labs that are as old mine stays',
      { labs: [lab('theirs', 1)] },
      { labs: [lab('mine', 1)] },
      'labs',
      lab('mine', 1),
    ],
    [
      'the newer pack stays',
      { packs: [pack('1.1.0', 2)] },
      { packs: [pack('1.0.0', 1)] },
      'packs',
      pack('1.1.0', 2),
    ],
    [
      'the better progress stays: theirs',
      { progress: [progress(90, true, 1)] },
      { progress: [progress(40, false, 2)] },
      'progress',
      progress(90, true, 2),
    ],
    [
      'the better progress stays: mine',
      { progress: [progress(10, false, 3)] },
      { progress: [progress(90, true, 1)] },
      'progress',
      progress(90, true, 3),
    ],
    [
      'of progress the better of each stays',
      { progress: [progress(80, false, 1)] },
      { progress: [progress(70, true, 1)] },
      'progress',
      progress(80, true, 1),
    ],
  ])('%s', async (_, theirs, mine, store, expected) => {
    const file = await exported(theirs)
    be(mine)
    await importAll(file)
    expect(now(store)).toEqual([expected])
  })

  it('says how much was taken, and not what was older', async () => {
    const file = await exported({ labs: [lab('a', 1, 'a'), lab('b', 1, 'b')] })
    be({ labs: [lab('mine', 2, 'a')] })
    expect(await importAll(file)).toEqual({ taken: { labs: 1, progress: 0, packs: 0 } })
  })
})

describe('a file that is no export changes nothing and says why', () => {
  const changed = (file: string, change: (fields: Record<string, unknown>) => void): string => {
    const fields = JSON.parse(file) as Record<string, unknown>
    change(fields)
    return JSON.stringify(fields)
  }
  it.each<[string, (file: string) => string, RegExp]>([
    ['no JSON', () => 'PK\x03\x04', /is not JSON/],
    ['cut off', (file) => file.slice(0, -9), /is not JSON/],
    ['other JSON', () => '{"name": "hopwise"}', /^Hopwise has not exported this file\. Choose/],
    ['null', () => 'null', /^Hopwise has not exported this file\. Choose/],
    [
      'of a later format',
      (file) => changed(file, (fields) => (fields['format'] = 2)),
      /the format 2, .* knows only 1/,
    ],
    [
      'damaged',
      (file) =>
        changed(
          file,
          (fields) => (fields['contents'] = String(fields['contents']).replace('theirs', 'others')),
        ),
      /is damaged/,
    ],
  ])('%s', async (_, spoil, problem) => {
    const file = spoil(await exported({ labs: [lab('theirs', 2)] }))
    be({ labs: [lab('mine', 1)] })
    expect(await importAll(file)).toEqual({ problem: expect.stringMatching(problem) })
    expect(now('labs')).toEqual([lab('mine', 1)])
  })

  it('with contents of another shape', async () => {
    const contents = JSON.stringify({ labs: [{ id: 7 }], progress: [], packs: [] })
    const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(contents))
    const sha256 = [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
    const file = JSON.stringify({ kind: 'hopwise', format: 1, sha256, contents })
    expect(await importAll(file)).toEqual({
      problem: expect.stringMatching(/^This file is incomplete/),
    })
    expect(now('labs')).toEqual([])
  })
})
