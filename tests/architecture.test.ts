import { describe, expect, it } from 'vitest'
import { impuritiesIn } from './house/purity.ts'
import { roomOf, rooms } from './house/rooms.ts'
import { exists, filesIn, type Import, importsOf, namesIn, read } from './house/sources.ts'

// The checks that keep the house. Each complaint names the file, the rule, and what to do.

const code = [...filesIn('simulator'), ...filesIn('src')].filter(
  (file) => /\.(ts|svelte|astro)$/.test(file) && !file.endsWith('.d.ts'),
)
const pure = code.filter((file) => file.startsWith('simulator/') && !file.startsWith('simulator/node/'))

describe('the rooms', () => {
  it('are all there is in simulator/', () => {
    const strangers = namesIn('simulator')
      .map((name) => `simulator/${name}`)
      .filter((place) => !rooms.some((room) => room.place === place))
      .filter(
        (place) =>
          !['simulator/README.md', 'simulator/FIDELITY.md', 'simulator/globals.d.ts'].includes(place),
      )
      .filter((place) => place !== 'simulator/tsconfig.json')
    expect(strangers, 'Move these into a room of tests/house/rooms.ts, or plan a new room first').toEqual([])
  })

  it('import only from rooms below them', () => {
    expect(code.flatMap((file) => importsUpward(file, importsOf(file)))).toEqual([])
  })

  it('import no file twice round: there is no cycle', () => {
    expect(findCycles(importGraph(code))).toEqual([])
  })

  it('use only the libraries that are theirs', () => {
    expect(code.flatMap((file) => foreignLibraries(file, importsOf(file)))).toEqual([])
  })

  it('name files that exist, with their extension', () => {
    const missing = code.flatMap((file) =>
      importsOf(file)
        .filter((one) => one.file && !one.file.includes('/generated/') && !exists(one.file))
        .map((one) => `${file}:${one.line} imports ${one.specifier}, which does not exist.`),
    )
    expect(missing).toEqual([])
  })
})

describe('the checks themselves', () => {
  it.each<[string, string, number]>([
    ['simulator/kernel/a.ts', 'simulator/kernel/b.ts', 0],
    ['simulator/services/ec2/a.ts', 'simulator/world/b.ts', 0],
    ['simulator/world/a.ts', 'simulator/services/ec2/b.ts', 1],
    ['simulator/cloud.ts', 'simulator/network/trace.ts', 0],
    ['simulator/network/trace.ts', 'simulator/cloud.ts', 1],
    ['simulator/cli/aws.ts', 'simulator/shell/terminal.ts', 1],
    ['simulator/lab.ts', 'simulator/cloud.ts', 0],
    ['simulator/grading/a.ts', 'simulator/lab.ts', 1],
    ['src/pages/index.astro', 'simulator/lab.ts', 0],
    ['simulator/lab.ts', 'src/home/transcript.ts', 1],
    ['simulator/kernel/a.ts', 'scripts/build.ts', 1],
    ['simulator/node/hopwise.ts', 'package.json', 0],
    ['simulator/cli/aws.ts', 'package.json', 1],
  ])('%s may import %s? complaints: %i', (file, imported, count) => {
    expect(importsUpward(file, [{ specifier: 'x', file: imported, line: 1 }])).toHaveLength(count)
  })

  it.each<[string, string, number]>([
    ['simulator/grading/checks/probe.ts', 'zod', 0],
    ['simulator/services/ec2/vpcs.ts', 'zod', 1],
    ['simulator/shell/terminal.ts', 'just-bash', 0],
    ['simulator/shell/terminal.ts', 'node:fs', 1],
    ['simulator/node/hopwise.ts', 'node:fs', 0],
    ['simulator/api/model.ts', '@aws-sdk/client-ec2', 1],
  ])('%s may use %s? complaints: %i', (file, library, count) => {
    expect(foreignLibraries(file, [{ specifier: library, library, line: 1 }])).toHaveLength(count)
  })

  it.each<[string, Record<string, string[]>, string[]]>([
    ['a chain', { a: ['b'], b: ['c'], c: [] }, []],
    ['a diamond', { a: ['b', 'c'], b: ['d'], c: ['d'], d: [] }, []],
    ['a file that imports itself', { a: ['a'] }, ['a → a']],
    ['a circle of three', { b: ['c'], c: ['a'], a: ['b'] }, ['a → b → c → a']],
    ['two circles', { a: ['b'], b: ['a'], c: ['d'], d: ['c'] }, ['a → b → a', 'c → d → c']],
  ])('finds the cycles of %s', (_, graph, cycles) => {
    expect(findCycles(new Map(Object.entries(graph))).map((told) => told.split(':')[0])).toEqual(cycles)
  })
})

describe('the simulator', () => {
  it('has neither clock nor dice, and speaks to nobody', () => {
    expect(pure.flatMap((file) => impuritiesIn(file, read(file)))).toEqual([])
  })

  it.each<[string, number]>([
    ['const t = Date.now()', 1],
    ['const t = new Date()', 1],
    ['const t = Date()', 1],
    ['const t = new Date(seconds * 1000)', 0],
    ['const t = Date.UTC(2026, 0)', 0],
    ['const t = new Date(0).getHours()', 1],
    ['const d = Math.random()', 1],
    ['const d = Math.floor(1.5)', 0],
    ['console.log(1)', 1],
    ['globalThis.setTimeout(f, 1)', 1],
    ['setTimeout(f, 1)', 1],
    ['const p = process.env', 1],
    ['function run(process: string) { return process }', 0],
    ['const n = a.process.console', 0],
    ['const s = a.localeCompare(b)', 1],
    ['// Date.now() is not for us', 0],
    ['interface Host { process: string }; const p = process.argv', 1],
    ['type F = (process: string) => void; const p = process.argv', 1],
    ['const { process: p } = host; p()', 0],
    ['const bytes = Buffer.from(text)', 1],
    ['const all = Array.from(new Set<Console>())', 0],
    ['class Quiet implements Disposable { fetch() { return 1 } }', 0],
    ['export { fetch } from "./pages.ts"', 0],
    ['const o = { fetch }', 1],
    ['const t = typeof window', 1],
  ])('(the check itself: %s → %i)', (text, count) => {
    const known = 'let a, b, f, host, seconds, text\n'
    expect(impuritiesIn('example.ts', known + text)).toHaveLength(count)
  })
})

describe('every file', () => {
  it('is short enough to read: 500 lines at most', () => {
    const long = [...filesIn('simulator'), ...filesIn('src')]
      .filter((file) => /\.(ts|svelte|astro|css)$/.test(file))
      .map((file) => ({ file, lines: read(file).trimEnd().split('\n').length }))
      .filter(({ lines }) => lines > 500)
      .map(({ file, lines }) => `${file} has ${lines} lines. Split it by what it holds.`)
    expect(long).toEqual([])
  })

  it('says in its name what it holds', () => {
    const odd = [...code, ...filesIn('scripts'), ...filesIn('tests')]
      .filter((file) => /\.(ts|mjs|svelte|astro)$/.test(file))
      .filter((file) => !isWellNamed(file.slice(file.lastIndexOf('/') + 1)))
      .map((file) => `${file}: kebab-case (components PascalCase), and not "utils", "helpers" or "manager".`)
    expect(odd).toEqual([])
  })
})

function importsUpward(file: string, imports: readonly Import[]): string[] {
  const here = roomOf(file)
  return imports.flatMap((one) => {
    if (!one.file || !here) return []
    // The two rooms that meet the outside may tell their version.
    if (one.file === 'package.json' && here.room.libraries === 'any') return []
    const there = roomOf(one.file)
    if (there && there.rank >= here.rank) return []
    const where = there ? `${there.room.place} is above ${here.room.place}` : 'that is outside the house'
    return [
      `${file}:${one.line} imports ${one.specifier}, but ${where}. ` +
        'Declare a small port here and let the waist above bind it, or move the code down.',
    ]
  })
}

function foreignLibraries(file: string, imports: readonly Import[]): string[] {
  const here = roomOf(file)?.room
  if (!here || here.libraries === 'any') return []
  const allowed = here.libraries
  return imports
    .filter((one) => one.library && !allowed.includes(one.library))
    .map(
      (one) =>
        `${file}:${one.line} uses ${one.library}; ${here.place} may use ${allowed.join(', ') || 'no library'}. ` +
        'If that has to change, change tests/house/rooms.ts and ARCHITECTURE.md, alone and with care.',
    )
}

function importGraph(files: readonly string[]): Map<string, string[]> {
  const known = new Set(files)
  const inside = (file: string) =>
    importsOf(file).flatMap((one) => (one.file && known.has(one.file) ? [one.file] : []))
  return new Map(files.map((file) => [file, inside(file)]))
}

/** Every circle of imports, told once, from its first file in the alphabet. */
function findCycles(edges: ReadonlyMap<string, readonly string[]>): string[] {
  const done = new Set<string>()
  const cycles = new Set<string>()
  const walk = (file: string, path: readonly string[]) => {
    const start = path.indexOf(file)
    // A component that draws itself inside itself imports itself.
    if (file.endsWith('.svelte') && path.at(-1) === file) return
    if (start >= 0) {
      const circle = path.slice(start)
      const first = circle.indexOf([...circle].sort()[0]!)
      const told = [...circle.slice(first), ...circle.slice(0, first + 1)]
      cycles.add(`${told.join(' → ')}: move what both need into a file of its own.`)
      return
    }
    if (done.has(file)) return
    for (const next of edges.get(file) ?? []) walk(next, [...path, file])
    done.add(file)
  }
  for (const file of edges.keys()) walk(file, [])
  return [...cycles]
}

function isWellNamed(name: string): boolean {
  if (/(^|[-.])(utils?|helpers?|managers?)([-.]|$)/.test(name)) return false
  // A page of many: `[lesson].astro`.
  if (/^\[[a-z]+\](\.[a-z0-9]+)+$/.test(name)) return true
  if (/\.(svelte|astro)$/.test(name) && /^[A-Z][A-Za-z0-9]*\./.test(name)) return true
  return /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+)+$/.test(name)
}
