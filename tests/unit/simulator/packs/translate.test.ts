import { describe, expect, it } from 'vitest'
import { loadPack } from '../../../../simulator/packs/load.ts'
import { tellProblem } from '../../../../simulator/packs/problem.ts'
import { inLanguage } from '../../../../simulator/packs/translate.ts'
import { smallScenario } from '../lab/small-scenario.ts'
import { filesOf, goodFiles, packYaml, scenarioYaml } from './notation.ts'

const yaml = `
checks:
  client-is-in:
    title: The client is in
    probe: { from: app-1, to: 'http://10.0.1.20/' }
    says: { is-reached: Who is silent? }
  stranger-stays-out:
    probe: { from: app-2, to: 'http://10.0.1.20/', expect: timeout }
  what:
    quiz: { question: What?, options: { a: { text: This, why: No }, b: { text: That, right: true, why: Yes } } }
says: { is-reached: Nobody answers., no-route: No way. }
hints:
  - Look.
  - { for: client-is-in, nudge: Where?, answer: There. }
stages:
  one: { title: One, checks: [client-is-in, stranger-stays-out] }
  two: { title: Two, brief: More., checks: [what] }
locked: [{ actions: 'ec2:DeleteVpc', says: No. }]
`

const german = `
title: Die Tür
checks:
  client-is-in: { title: Der Client ist drin, says: { is-reached: Wer schweigt? } }
  what: { quiz: { question: Was?, options: { a: { text: Dies } } } }
says: { is-reached: Niemand antwortet. }
hints: [Schau., { answer: Dort. }]
stages: { one: { title: Eins } }
locked: [Nein.]
`

const pack = `${packYaml}languages: [en, de, pt-BR]\n`
const scenario = smallScenario(yaml, {
  'pack.yaml': pack,
  'scenario.de.yaml': german,
  'brief.de.md': 'Tu es.\n',
  'stages/one.md': 'One.\n',
  'stages/two.de.md': 'Mehr.\n',
  'brief.pt-BR.md': 'Faça.\n',
})

describe('a scenario in another language', () => {
  it('has the words that were translated, and its own where there are none', () => {
    const { document, goals, stages, brief, language } = inLanguage(scenario, ['de'])
    expect(language).toBe('de')
    expect(document.title).toBe('Die Tür')
    expect(document.summary).toBe('For tests.')
    expect(document.hints.map(({ text }) => text)).toEqual(['Schau.', 'Where?', 'Dort.'])
    expect(document.locked[0]?.says).toBe('Nein.')
    expect(goals[0]).toMatchObject({ title: 'Der Client ist drin', says: { 'is-reached': 'Wer schweigt?' } })
    expect(goals[1]?.says).toEqual({ 'is-reached': 'Niemand antwortet.', 'no-route': 'No way.' })
    expect(goals[2]?.check['quiz']).toMatchObject({
      question: 'Was?',
      options: { a: { text: 'Dies', why: 'No' }, b: { text: 'That', right: true } },
    })
    expect(stages.map(({ title, brief: told }) => [title, told])).toEqual([
      ['Eins', 'One.\n'],
      ['Two', 'Mehr.\n'],
    ])
    expect(brief).toBe('Tu es.\n')
  })

  it.each([
    [['de-AT'], 'Tu es.\n'],
    [['fr', 'de'], 'Tu es.\n'],
    [['pt-BR'], 'Faça.\n'],
    [['pt'], 'Do it.\n'],
    [['en', 'de'], 'Do it.\n'],
    [['en-GB', 'de'], 'Do it.\n'],
    [['fr'], 'Do it.\n'],
    [[], 'Do it.\n'],
  ])('is picked by %j', (languages, brief) => {
    expect(inLanguage(scenario, languages).brief).toBe(brief)
  })
})

describe('a translation', () => {
  const room = 'scenarios/open-the-door'
  const told = (change: Readonly<Record<string, string>>) =>
    loadPack(filesOf({ ...goodFiles, 'pack.yaml': pack, ...change })).problems.map(tellProblem)
  const words = (text: string) => told({ [`${room}/scenario.de.yaml`]: text })

  it.each([
    [
      'of a check that is none',
      'checks: { nobody: { title: x } }',
      /checks\.nobody: found nobody, expected one of client/,
    ],
    [
      'of a reason without words',
      'checks: { client-is-in: { says: { x: y } } }',
      /says\.x: .*scenario\.yaml has none/,
    ],
    ['of a reason that no check has words for', 'says: { x: y }', /says\.x: .*scenario\.yaml has none/],
    [
      'of a question that is none',
      'checks: { client-is-in: { quiz: { question: x } } }',
      /quiz: found a question/,
    ],
    ['of more hints than there are', 'hints: [a, b]', /hints: found 2 entries, expected at most 1/],
    [
      'of a depth that the hint has not',
      'hints: [{ answer: a }]',
      /hints\.0\.answer: found answer, expected one of nudge/,
    ],
    ['of a stage that is none', 'stages: { one: { title: x } }', /stages\.one: .*scenario\.yaml has none/],
    [
      'of a near miss that is none',
      'near-misses: { x: y }',
      /near-misses\.x: found x, expected one of opens-to-all/,
    ],
    ['of more locks than there are', 'locked: [x]', /locked: found 1 entries, expected at most 0/],
    ['with a member that is none', 'name: x', /found name, expected no such member/],
  ])('%s is refused', (_, text, problem) => {
    expect(words(text)).toContainEqual(expect.stringMatching(problem))
  })

  it('into a language that the pack does not name is refused', () => {
    expect(told({ [`${room}/brief.fr.md`]: 'x\n' })).toEqual([
      expect.stringContaining(
        'found the language fr, expected one of de, pt-BR. Add it to the languages in pack.yaml',
      ),
    ])
    expect(told({ [`${room}/brief.en.md`]: 'x\n' })).toEqual([
      expect.stringContaining('the first of the pack’s languages'),
    ])
  })

  it('is not needed', () => {
    expect(told({ [`${room}/scenario.yaml`]: scenarioYaml })).toEqual([])
  })
})
