import { describe, expect, it } from 'vitest'
import { splitFile } from '../../../scripts/site/split-declarations.ts'

// Each declaration is a module of its own, but for those that cannot be.

/** What each part declares. */
const partsOf = (source: string): readonly string[] | undefined =>
  splitFile('/a.ts', source)?.parts.map((part) => /export \{ (.*) \}$/.exec(part)![1]!)

describe('a file', () => {
  it.each<[string, string, readonly string[] | undefined]>([
    ['comes apart', 'export const a = 1\nexport const b = 2', ['a', 'b']],
    [
      'keeps together what wants one another',
      'const a = () => b()\nconst b = () => a()\nconst c = a',
      ['a, b', 'c'],
    ],
    [
      'keeps a variable with who writes to it',
      'let n = 0\nexport const add = () => n++\nexport const f = () => n',
      ['n, add', 'f'],
    ],
    [
      'keeps it with who assigns to it, too',
      'let n: number\nexport function set() { n = 1 }\nconst c = 3',
      ['n, set', 'c'],
    ],
    ['is left whole if it does something', 'const a = 1\nconst b = 2\nrun(a)', undefined],
    [
      'is left whole if it is loaded for what that does',
      "import './other.ts'\nconst a = 1\nconst b = 2",
      undefined,
    ],
    ['is left whole if there is one declaration', 'export const a = 1', undefined],
    [
      'has no part for types',
      'export interface A { b: string }\nexport const b = 1\nexport const c = 2',
      ['b', 'c'],
    ],
    [
      'is left whole if it takes apart what it declares',
      'export const { a, b } = all\nexport const c = 1',
      undefined,
    ],
  ])('%s', (_, source, parts) => {
    expect(partsOf(source)).toEqual(parts)
  })
})

describe('a part', () => {
  const part = (source: string, i: number) => splitFile('/a.ts', source)!.parts[i]!

  it('asks the other parts for what it wants', () => {
    expect(part('const a = 1\nexport const b = () => a', 1)).toContain(
      `import { a } from "/a.ts?declarations=0"`,
    )
  })

  it('asks for what the file imports, if it is what it wants', () => {
    const source = "import { x, y as z } from './b.ts'\nconst a = z\nconst b = { x: 1 }.x"
    expect(part(source, 0)).toContain("import { y as z } from './b.ts'")
    expect(part(source, 1)).not.toContain('import')
  })
})

it('what stands for the file offers all that it did', () => {
  const source = "export * from './c.ts'\nconst a = 1\nexport const b = a\nexport { a as other }"
  expect(splitFile('/a.ts', source)!.whole.split('\n')).toEqual([
    "export * from './c.ts'",
    'export { b as b } from "/a.ts?declarations=1"',
    'export { a as other } from "/a.ts?declarations=0"',
  ])
})
