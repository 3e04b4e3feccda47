import { strToU8, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { commandsIn } from '../../../../simulator/authoring/texts/commands-in-text.ts'
import { buildArchive, hashOfPack, openArchive } from '../../../../simulator/packs/archive.ts'
import { packLimits } from '../../../../simulator/packs/limits.ts'
import { loadPack } from '../../../../simulator/packs/load.ts'
import { filesLinkedIn, problemsInMarkdown } from '../../../../simulator/packs/markdown.ts'
import { tellProblem } from '../../../../simulator/packs/problem.ts'
import { readYaml } from '../../../../simulator/packs/read-yaml.ts'
import { filesOf, goodFiles, questionYaml, scenarioYaml } from './notation.ts'

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
    ['scenarios/constructor/brief.md', /stands for nothing in programs/],
    ['scenarios/x/near-misses/__proto__.sh', /inside the pack/],
    ['scenarios/x/near-misses/toString.sh', /stands for nothing in programs/],
    ['scenarios/x/a\0b.sh', /inside the pack/],
    ['scenarios/x/..\\..\\evil.sh', /inside the pack/],
    ['nested.zip', /one of \.yaml/],
    ['nested.hopwise', /one of \.yaml/],
    ['locale.de.js', /one of \.yaml/],
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
    ['a key twice', 'a: 1\na: 2', /the key a twice/],
    ['a tag of YAML’s own that makes code', 'a: !!python/object:os.system x', /tag|Unresolved/],
    ['bytes', 'a: !!binary AAAA', /tag|Unresolved/],
    ['lists inside each other', `a: ${'['.repeat(60)}${']'.repeat(60)}`, /deep/],
    ['maps inside each other, far', '{a: '.repeat(60_000), /YAML/],
    ['lists inside each other, far', '['.repeat(100_000), /YAML/],
    ['anchors and nothing else', '&a '.repeat(50_000), /signs of anchors/],
    ['keys that are twice, many times', 'a: 1\n'.repeat(20_000), /unique keys/],
    ['a version of its own with merge keys', '%YAML 1.1\n---\na: { <<: { b: 1 } }', /merge key/],
    ['several documents', 'a: 1\n---\nb: 2', /documents/],
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

describe('a stranger’s words in YAML', () => {
  it.each<[string, string]>([
    ['a title', scenarioYaml.replace('title: Open the door', "title: 'Open <script>alert(1)</script>'")],
    ['a hint', scenarioYaml.replace('Who decides what comes in?', "'[this](javascript:alert(1))'")],
    [
      'a hint’s depth',
      scenarioYaml.replace(
        '- Who decides what comes in?',
        "- { nudge: '![a b](https://tracker.example/x.png)' }",
      ),
    ],
    [
      'what a check says',
      scenarioYaml.replace(
        '  stranger-stays-out:',
        "    says: { no-route: '<img src=x>' }\n  stranger-stays-out:",
      ),
    ],
    [
      'a check’s title',
      scenarioYaml.replace('  stranger-stays-out:', "    title: '<iframe>'\n  stranger-stays-out:"),
    ],
  ])('%s is Markdown, and as harmless', (_, yaml) => {
    const { problems } = loadPack(filesOf({ ...goodFiles, 'scenarios/open-the-door/scenario.yaml': yaml }))
    expect(told(problems)).toMatch(/found (HTML|the link javascript|a picture from elsewhere)/)
    expect(problems[0]).toMatchObject({
      file: 'scenarios/open-the-door/scenario.yaml',
      line: expect.any(Number),
    })
  })

  it('in another language are, too', () => {
    const files = {
      ...goodFiles,
      'pack.yaml': `${goodFiles['pack.yaml']}languages: [en, de]\n`,
      'scenarios/open-the-door/scenario.de.yaml': "title: '<script>'\n",
      'scenarios/open-the-door/brief.de.md': '<object data="x">',
    }
    expect(told(loadPack(filesOf(files)).problems).match(/found HTML/g)).toHaveLength(2)
  })

  it('of a question are, too', () => {
    const files = {
      ...goodFiles,
      'questions/interfaces.yaml': questionYaml
        .replace('stem: Which', "stem: '<b>Which</b>'\nold: ")
        .replace(/old: .*\n/, ''),
    }
    expect(told(loadPack(filesOf(files)).problems)).toMatch(/stem: found HTML/)
  })
})

describe('a stranger’s Markdown', () => {
  const long = packLimits.textBytes - 10
  it.each<[string, string]>([
    ['backticks', '`'.repeat(long)],
    ['backticks in runs of many lengths', Array.from({ length: 700 }, (_, i) => '`'.repeat(i + 1)).join(' ')],
    ['brackets', '['.repeat(long)],
    ['pictures that do not end', '![a]('.repeat(long / 5)],
    ['links that do not end', ']('.repeat(long / 2)],
    ['tags that do not end', '<a'.repeat(long / 2)],
    ['fences', '```\n'.repeat(long / 4)],
    ['headings', '# '.repeat(long / 2)],
    ['spaces in a link', `](${' '.repeat(long - 2)}`],
  ])('of nothing but %s is read soon', (_, text) => {
    expect(Array.isArray(problemsInMarkdown('a.md', text))).toBe(true)
    expect(Array.isArray(filesLinkedIn(text))).toBe(true)
    expect(Array.isArray(commandsIn({ text }))).toBe(true)
  })

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

  /** The archive with some bytes of its directory, or of its first entry, written over. */
  const forged = (change: (view: DataView, at: { end: number; entry: number }) => void): Uint8Array => {
    const bytes = built.slice()
    const view = new DataView(bytes.buffer)
    const end = bytes.length - 22
    change(view, { end, entry: view.getUint32(end + 16, true) })
    return bytes
  }
  it.each<[string, Uint8Array, RegExp]>([
    [
      'with a symbolic link',
      forged((view, { entry }) => view.setUint32(entry + 38, (0o120777 << 16) >>> 0, true)),
      /a symbolic link/,
    ],
    ['with an encrypted file', forged((view, { entry }) => view.setUint16(entry + 8, 1, true)), /encrypted/],
    [
      'with files that lie over each other',
      forged((view, { entry }) => view.setUint32(entry + 20, 5000, true)),
      /lie over each other/,
    ],
    [
      'with two names for one file',
      forged((view, { entry }) => view.setUint8(entry + 46, 120)),
      /another name than its directory says/,
    ],
    [
      'with a directory of more files than there may be',
      forged((view, { end }) => view.setUint16(end + 10, 60_000, true)),
      /directory of 60000 files/,
    ],
    [
      'with a directory that lists less than it says',
      forged((view, { end }) => view.setUint16(end + 10, 100, true)),
      /lists less/,
    ],
    ['with something before it', Uint8Array.from([...strToU8('PK'), ...built]), /where it says|zip/],
    ['with something behind it', Uint8Array.from([...built, 1, 2, 3]), /ends too soon/],
    [
      'that claims to have no files',
      forged((view, { end }) => view.setUint16(end + 10, 0, true)),
      /lists more/,
    ],
    [
      'of very many small files',
      zipped(
        Object.fromEntries(Array.from({ length: 3000 }, (_, i) => [`pictures/${i}.txt`, new Uint8Array()])),
      ),
      /3000 files/,
    ],
    ['that holds an archive', zipped({ 'pictures/a.zip': built }), /one of \.yaml/],
    [
      'with names that differ by capitals alone',
      zipped({ 'pictures/a.png': new Uint8Array(1), 'pictures/A.png': new Uint8Array(1) }),
      /but for capitals/,
    ],
    ['with paths of Windows', zipped({ 'scenarios\\x\\evil.sh': strToU8('x') }), /inside the pack/],
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
