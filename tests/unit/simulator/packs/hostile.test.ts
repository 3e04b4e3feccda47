import { strToU8, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { buildArchive, hashOfPack, openArchive } from '../../../../simulator/packs/archive.ts'
import { packLimits } from '../../../../simulator/packs/limits.ts'
import { loadPack } from '../../../../simulator/packs/load.ts'
import { problemsInMarkdown } from '../../../../simulator/packs/markdown.ts'
import { tellProblem } from '../../../../simulator/packs/problem.ts'
import { readYaml } from '../../../../simulator/packs/read-yaml.ts'
import { filesOf, goodFiles, scenarioYaml } from './notation.ts'

const told = (problems: readonly Parameters<typeof tellProblem>[0][]) => problems.map(tellProblem).join('\n')

describe('a stranger’s files', () => {
  it.each<[string, RegExp]>([
    ['../evil.sh', /inside the pack/],
    ['scenarios/../../evil.sh', /inside the pack/],
    ['/etc/passwd.txt', /inside the pack/],
    ['C:\\evil.sh', /inside the pack/],
    ['scenarios/x/.hidden.sh', /inside the pack/],
    ['scenarios/x/evil\u202egnp.sh', /inside the pack/],
    ['scenarios/nul.sh', /every system/],
    ['index.html', /one of \.yaml/],
    ['evil.js', /one of \.yaml/],
    ['picture.svg', /one of \.yaml/],
    [`${'a/'.repeat(9)}b.md`, /parts/],
    [`${'a'.repeat(201)}.md`, /characters/],
  ])('%s is refused', (path, expected) => {
    expect(told(loadPack(filesOf({ ...goodFiles, [path]: 'x' })).problems)).toMatch(expected)
  })

  it('of more than there may be are refused', () => {
    const many = Object.fromEntries(
      Array.from({ length: packLimits.files + 1 }, (_, i) => [`pictures/${i}.txt`, '']),
    )
    expect(told(loadPack(filesOf(many)).problems)).toMatch(/expected at most 2000/)
  })

  it('that are too large are refused', () => {
    const files = new Map(filesOf(goodFiles)).set('pictures/a.png', new Uint8Array(packLimits.fileBytes + 1))
    expect(told(loadPack(files).problems)).toMatch(/pictures\/a\.png: found 4194305 bytes/)
  })

  it('that differ by capitals alone are refused', () => {
    expect(told(loadPack(filesOf({ ...goodFiles, 'readme.md': 'x' })).problems)).toMatch(/but for capitals/)
  })

  it('that are no UTF-8 are refused', () => {
    const files = new Map(filesOf(goodFiles)).set('README.md', new Uint8Array([0xff, 0xfe]))
    expect(told(loadPack(files).problems)).toMatch(/UTF-8/)
  })
})

describe('a stranger’s YAML', () => {
  const bomb = `a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n`
  it.each<[string, string, RegExp]>([
    ['aliases that stand for much', bomb, /expected plain data/],
    ['a key that reaches for prototypes', '__proto__: { polluted: true }', /the key __proto__/],
    ['such a key deep inside', 'a: { b: { constructor: 1 } }', /the key constructor/],
    ['a merge key', 'a: { <<: { b: 1 } }', /merge key/],
    ['a tag', 'a: !!js/function "x"', /tag|Unresolved/],
    ['a key twice', 'a: 1\na: 2', /unique/],
    ['lists inside each other', `a: ${'['.repeat(60)}${']'.repeat(60)}`, /deep/],
    ['more values than anybody reads', `a: [${'1,'.repeat(packLimits.yamlNodes + 1)}]`, /more than/],
  ])('with %s is refused', (_, text, expected) => {
    const { value, problems } = readYaml('x.yaml', text)
    expect(told(problems)).toMatch(expected)
    expect(value).toBe(undefined)
    expect(({} as Record<string, unknown>)['polluted']).toBe(undefined)
  })

  it('that is too long is not even parsed', () => {
    const long = `${scenarioYaml}# ${'x'.repeat(packLimits.textBytes)}`
    expect(
      told(loadPack(filesOf({ ...goodFiles, 'scenarios/open-the-door/scenario.yaml': long })).problems),
    ).toMatch(/characters/)
  })

  it('with a JMESPath that goes too deep is refused', () => {
    const query = `${'['.repeat(50)}0${']'.repeat(50)}`
    const yaml = scenarioYaml.replace(/probe: .*/, `query: { run: aws ec2 describe-vpcs, query: '${query}' }`)
    expect(
      told(loadPack(filesOf({ ...goodFiles, 'scenarios/open-the-door/scenario.yaml': yaml })).problems),
    ).toMatch(/40 deep/)
  })
})

describe('a stranger’s Markdown', () => {
  it.each<[string, RegExp]>([
    ['<script>alert(1)</script>', /HTML/],
    ['a <img src=x onerror=alert(1)>', /HTML/],
    ['<!-- hidden -->', /HTML/],
    ['![words](https://tracker.example/pixel.png)', /a picture from elsewhere/],
    ['![words](//tracker.example/pixel.png)', /a picture from elsewhere/],
    ['![words](data:image/png;base64,AAAA)', /a picture from elsewhere/],
    ['![](picture.png)', /without words/],
    ['[click](javascript:alert(1))', /the link javascript:/],
    ['[click](http://example.com)', /the link http:/],
    ['[click][1]\n\n[1]: javascript:alert(1)', /the link/],
    ['<javascript:alert(1)>', /javascript/],
  ])('%s is refused', (text, found) => {
    expect(told(problemsInMarkdown('a.md', text))).toMatch(found)
  })

  it.each([
    '`<script>` in code',
    '```sh\ncat <file >other\n```',
    '1 < 2 and a <- b',
    '[page](https://docs.aws.amazon.com/)',
    '<https://aws.amazon.com/>',
    '![A diagram](pictures/a.png)',
    '[below](#below)',
  ])('%s is fine', (text) => expect(problemsInMarkdown('a.md', text)).toEqual([]))
})

describe('an archive', () => {
  const files = filesOf(goodFiles)
  const built = buildArchive(files)

  it('holds what was packed', () => {
    const { files: opened, problems } = openArchive(built)
    expect(problems).toEqual([])
    expect(opened && hashOfPack(opened)).toBe(hashOfPack(files))
  })

  it('has the same bytes, in whichever order its files came', () => {
    expect(buildArchive(new Map([...files].reverse()))).toEqual(built)
  })

  const zipped = (entries: Record<string, Uint8Array>) => zipSync(entries, { level: 9 })
  it.each<[string, Uint8Array, RegExp]>([
    [
      'of which a byte was changed',
      zipped({
        ...Object.fromEntries(files),
        'pack.yaml': strToU8('x'),
        'hopwise.sha256': strToU8(hashOfPack(files)),
      }),
      /not those that were packed/,
    ],
    ['without a hash', zipped(Object.fromEntries(files)), /no hash/],
    ['that is none', strToU8('this is no zip'), /a zip archive/],
    ['that ends too soon', built.subarray(0, built.length / 4), /a zip archive/],
    [
      'that unpacks to more than there may be',
      zipped({ 'pictures/bomb.png': new Uint8Array(packLimits.fileBytes + 1) }),
      /within its limits/,
    ],
    ['whose files leave the folder', zipped({ '../evil.sh': strToU8('x') }), /inside the pack/],
    ['that is too large', new Uint8Array(packLimits.archiveBytes + 1), /expected at most/],
  ])('%s is refused', (_, bytes, problem) => {
    const opened = openArchive(bytes)
    expect(told(opened.problems)).toMatch(problem)
    expect(opened.files).toBe(undefined)
  })

  it('that lies about the size of a file is refused all the same', () => {
    const bytes = zipped({ 'pictures/bomb.png': new Uint8Array(packLimits.fileBytes * 4) })
    const view = new DataView(bytes.buffer, bytes.byteOffset)
    // The size before compression, in the file's own header.
    view.setUint32(22, 10, true)
    expect(told(openArchive(bytes).problems)).toMatch(/within its limits/)
  })
})
