import { describe, expect, it } from 'vitest'
import { newPack } from '../../../../../simulator/authoring/new-pack.ts'
import { loadPack } from '../../../../../simulator/packs/load.ts'
import { tellProblem } from '../../../../../simulator/packs/problem.ts'
import { lintPackFile } from '../../../../../simulator/views/pack-editing/lint-pack.ts'

// A file of a pack in the editor, with the rest of the pack around it.

const scenario = 'scenarios/open-the-door/scenario.yaml'
const bytes = (texts: ReadonlyMap<string, string>) =>
  new Map([...texts].map(([path, text]) => [path, new TextEncoder().encode(text)]))

function lint(path: string, change: (text: string) => string, without: readonly string[] = []) {
  const texts = new Map([...newPack('mine')].filter(([name]) => !without.includes(name)))
  const text = change(texts.get(path) ?? '')
  const found = lintPackFile(`/home/learner/mine/${path}`, text, {
    folder: '/home/learner/mine',
    files: bytes(texts),
  })
  return found.map(({ severity, message, from, to }) => [severity, message, text.slice(from, to)] as const)
}

describe('a file of a pack', () => {
  it('is right as `hopwise pack new` makes it', () => {
    for (const path of newPack('mine').keys()) expect([path, lint(path, (text) => text)]).toEqual([path, []])
  })

  it('is told what pack lint tells, at the word that is wrong', () => {
    expect(lint(scenario, (text) => text.replace('level: beginner', 'level: easy'))).toEqual([
      ['error', 'level: found "easy", expected one of "beginner"|"intermediate"|"advanced"', 'level'],
    ])
    const text = newPack('mine').get(scenario)!.replace('minutes:', 'minuts:')
    const told = loadPack(bytes(new Map(newPack('mine')).set(scenario, text))).problems.map(tellProblem)
    const found = lint(scenario, () => text)
    expect(found.length).toBeGreaterThan(0)
    for (const [, message] of found) expect(told.some((one) => one.endsWith(message))).toBe(true)
  })

  it('tells what is missing around it', () => {
    expect(lint(scenario, (text) => text, ['scenarios/open-the-door/brief.md'])).toEqual([
      [
        'warning',
        'scenarios/open-the-door/brief.md: found no such file, expected what the learner reads',
        '',
      ],
    ])
  })

  it('is looked at alone where there is no pack around it', () => {
    const found = lintPackFile('/home/learner/scenario.yaml', 'title: Door\nlevel: easy\n')
    expect(found.map(({ message }) => message)).toContain(
      'level: found "easy", expected one of "beginner"|"intermediate"|"advanced"',
    )
    expect(lintPackFile('/home/learner/notes.yaml', 'a: [')).toEqual([])
  })

  it('of Markdown and of a near miss are looked at, too', () => {
    const dead = lint('scenarios/open-the-door/brief.md', (text) => `${text}\n[a map](pictures/map.png)\n`)
    expect(dead.map(([, message]) => message)).toEqual([
      'found a link to pictures/map.png, expected a file of the pack',
    ])
    const stranger = lint('scenarios/open-the-door/near-misses/wrong-port.sh', (text) =>
      text.replace(/^# fails: .*$/m, '# fails: nobody'),
    )
    expect(stranger).toHaveLength(1)
  })
})
