import { describe, expect, it } from 'vitest'
import { completePack, meaningInPack } from '../../../../../simulator/views/pack-editing/complete-pack.ts'
import { lintPackFile } from '../../../../../simulator/views/pack-editing/lint-pack.ts'

// The cursor is where | stands.

const offered = (marked: string, path = 'scenarios/door/scenario.yaml') => {
  const offset = marked.indexOf('|')
  const text = marked.replace('|', '')
  const { from, to, choices } = completePack(path, text, offset)
  return { names: choices.map(({ label }) => label), replaces: text.slice(from, to), choices }
}

const written = (marked: string, label: string): string => {
  const { choices } = offered(marked)
  const chosen = choices.find((one) => one.label === label)
  return chosen?.insert ?? `nothing called ${label}`
}

describe('a scenario that is being written', () => {
  it('is begun whole, and wants nothing more than its title then', () => {
    expect(offered('|').names).toEqual(['A scenario'])
    const text = written('|', 'A scenario').replace('$0', 'Door')
    expect(lintPackFile('scenario.yaml', text)).toEqual([])
  })

  it('is offered the members that it does not have yet, needed ones first', () => {
    const { names, replaces } = offered('title: Door\nle|\nregion: eu-west-1\nchecks:\n  a: {}\n')
    expect(replaces).toBe('le')
    expect(names).toContain('level')
    expect(names).not.toContain('title')
    expect(names).not.toContain('region')
    expect(names.indexOf('level')).toBeLessThan(names.indexOf('locked'))
  })

  it.each([
    ['level: |', ['beginner', 'intermediate', 'advanced']],
    ['level: inter|', ['beginner', 'intermediate', 'advanced']],
    ['checks:\n  a:\n    must: |', ['true', 'false']],
    ['checks: { a: { must: | } }', ['true', 'false']],
    ['hints:\n  - for: a\n    depth: |', ['nudge', 'direction', 'answer']],
    ['hints:\n- depth: |', ['nudge', 'direction', 'answer']],
    ['hints:\n  - { depth: | }', ['nudge', 'direction', 'answer']],
    ['checks:\n  one:\n    probe: {}\n  two:\n    probe: {}\nhints:\n  - for: |', ['one', 'two']],
    ['checks:\n  one: { probe: {} }\nstages:\n  first:\n    checks: [|]', ['one']],
  ])('%j offers the values that there are', (marked, values) => {
    expect(offered(marked).names).toEqual(values)
  })

  it.each([
    ['in a block', 'checks:\n  a:\n    probe:\n      from: app-1\n      |'],
    ['between braces', 'checks:\n  a:\n    probe: { from: app-1, | }'],
    ['between braces that are not closed', 'checks:\n  a:\n    probe: { from: app-1, |'],
    ['between braces over lines', 'checks:\n  a:\n    probe: {\n      from: app-1,\n      |\n    }'],
    ['below what is further down', 'checks:\n  a:\n    probe:\n      |\n      from: app-1\n  b: {}'],
  ])('offers what a check takes %s', (_, marked) => {
    const { names } = offered(marked)
    expect(names).toContain('via')
    expect(names).not.toContain('from')
    expect(names).not.toContain('hints')
  })

  it('offers the reasons for which a check may fail', () => {
    expect(offered('says:\n  acl|').names).toContain('acl-denies-ingress')
  })

  it('goes on where the choice leaves off', () => {
    expect(written('che|', 'checks')).toBe('checks:\n  $0')
    expect(written('hi|', 'hints')).toBe('hints:\n  - $0')
    expect(written('te|', 'teaches')).toBe('teaches: [$0]')
    expect(written('checks: { a: { pro| } }', 'probe')).toBe('probe: { $0 }')
    expect(written('le|: beginner', 'level')).toBe('level')
  })

  it('offers nothing in a comment, and nothing in a text that runs over lines', () => {
    expect(offered('title: a # le|').names).toEqual([])
    expect(offered('# le|').names).toEqual([])
    expect(offered('summary: >-\n  le|\nlevel: beginner').names).toEqual([])
    expect(offered('summary: >-\n  le\n|').names).toContain('level')
  })
})

describe('other files of a pack', () => {
  it('are told by their names', () => {
    expect(offered('|', 'pack.yaml').names).toEqual(['A pack'])
    expect(offered('|', 'questions/dns/one.yaml').names).toEqual(['A question with one right answer'])
    expect(offered('|', 'notes.yaml').names).toEqual([])
  })

  it('of a question offer what its type takes', () => {
    const { names } = offered('type: matching\n|', 'questions/one.yaml')
    expect(names).toContain('pairs')
    expect(names).not.toContain('options')
    expect(offered('type: |', 'questions/one.yaml').names).toContain('ordering')
  })
})

describe('what a member means', () => {
  const meaning = (marked: string) => {
    const offset = marked.indexOf('|')
    return meaningInPack('scenario.yaml', marked.replace('|', ''), offset)?.lines
  }

  it('is told with the values that it takes, and with the usual one', () => {
    expect(meaning('le|vel: beginner')).toEqual([
      'How hard it is.',
      'One of: beginner, intermediate, advanced.',
    ])
    expect(meaning('checks:\n  a:\n    poi|nts: 3')).toEqual(['What it is worth.', 'Unless it is said: 10.'])
  })

  it('is not told of values, and not of what nobody knows', () => {
    expect(meaning('level: beg|inner')).toBeUndefined()
    expect(meaning('lvl|: beginner')).toBeUndefined()
  })
})
