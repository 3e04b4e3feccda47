import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { labIn, runLines } from '../../../src/lesson-kit/worlds.ts'

// What lessons promise: the topics that they teach are topics of the curriculum, the scenario that they lead to is there,
// and so is each world that they show. That their labs can be done is tried where a lab is put into a page, when the site is
// built; what that trial is worth is in lesson-labs.test.ts.

interface Frontmatter {
  readonly title: string
  readonly teaches: readonly string[]
  readonly scenario: string
}

const topics = parse(readFileSync('content/curriculum.yaml', 'utf8')) as Record<string, string>

const lessons = readdirSync('content/lessons')
  .filter((file) => file.endsWith('.mdx'))
  .map((file) => {
    const [, head = '', text = ''] = readFileSync(`content/lessons/${file}`, 'utf8').split(/^---$/m)
    return { slug: file.replace(/\.mdx$/, ''), head: parse(head) as Frontmatter, text }
  })

const worlds = readdirSync('content/worlds').map((file) => file.replace(/\.sh$/, ''))

describe.each(lessons)('the lesson $slug', ({ head: { teaches, scenario }, text }) => {
  it('teaches topics of the curriculum, each of them once', () => {
    expect(teaches.filter((topic) => topics[topic] === undefined)).toEqual([])
    expect([...new Set(teaches)]).toEqual(teaches)
  })

  it('leads to a scenario', () => {
    const [pack, name] = scenario.split('/')
    expect(readdirSync(`content/packs/${pack}/scenarios`)).toContain(name)
  })

  it('shows worlds that are there, and lets readers try, predict and check themselves', () => {
    const shown = [...text.matchAll(/\bworld="([^"]+)"/g)].map(([, world]) => world)
    expect(shown.filter((world) => !worlds.includes(world ?? ''))).toEqual([])
    const count = (tag: string) => text.split(`<${tag}\n`).length + text.split(`<${tag} `).length - 2
    expect(count('Diagram') + count('Way') + count('PacketWalk') + count('DnsWalk')).toBeGreaterThanOrEqual(3)
    expect(count('WorldLab') + count('TryIt')).toBeGreaterThanOrEqual(2)
    expect(count('Predict')).toBeGreaterThanOrEqual(1)
    expect(count('ExamToday')).toBeGreaterThanOrEqual(2)
    expect(count('SelfCheck')).toBeGreaterThanOrEqual(4)
  })

  it('has looked up what it says of today, with a page of AWS’s for each', () => {
    const sources = [...text.matchAll(/\bsource="([^"]+)"/g)].map(([, source]) => source)
    expect(sources.filter((source) => !source?.startsWith('https://docs.aws.amazon.com/'))).toEqual([])
  })
})

it.each(worlds)('the world %s begins, and its variables are known in it', async (world) => {
  const script = readFileSync(`content/worlds/${world}.sh`, 'utf8')
  const lab = await labIn(world)
  const gone = new Set([...script.matchAll(/^unset (\w+)$/gm)].map(([, name]) => name))
  const exported = [...script.matchAll(/^export (\w+)=/gm)]
    .map(([, name]) => name)
    .filter((name) => !gone.has(name))
  const lines = await runLines(lab, exported.map((name) => `echo "$${name}"`).join('\n'))
  expect(lines.filter(({ output }) => !output.trim()).map(({ command }) => command)).toEqual([])
})

it('lets a world go on from another', async () => {
  const lab = await labIn('two-coasts-and-moonwise')
  const [before, own] = await runLines(lab, 'echo $GAUGES\necho $SERVICE')
  expect(before?.output).toMatch(/^vpc-/)
  expect(own?.output).toMatch(/^vpce-svc-/)
})
