import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import {
  addressOf,
  anything,
  type CatalogueEntry,
  type Choice,
  choiceIn,
  chosen,
} from '../../../../src/scenarios/catalogue.ts'
import { exams } from '../../../../src/site/exams.ts'

const entry = (id: string, change: Partial<CatalogueEntry>): CatalogueEntry => ({
  id,
  pack: 'Foundations',
  title: id,
  summary: 'A network.',
  level: 'beginner',
  minutes: 15,
  teaches: ['PL-IF-01'],
  ...change,
})
const entries = [
  entry('door', { title: 'A private door' }),
  entry('gate', { level: 'advanced', teaches: ['PL-GWLB-02'], summary: 'Past the firewall.' }),
  entry('names', { minutes: 40, teaches: ['PL-DNS-05', 'PL-IF-04'] }),
]
const topics = {
  modules: { M04: ['PL-IF-', 'PL-ENI-'], M13: ['PL-GWLB-'] },
  exams: { 'ANS-C01': ['PL-DNS-05', 'PL-GWLB-02'] },
}
const standings = new Map([
  ['door', 'passed'],
  ['gate', 'begun'],
] as const)

const found = (choice: Partial<Choice>) =>
  chosen(entries, { ...anything, ...choice }, topics, (id) => standings.get(id as 'door') ?? 'new').map(
    ({ id }) => id,
  )

describe('the catalogue', () => {
  it.each<[string, Partial<Choice>, string[]]>([
    ['everything, without a wish', {}, ['door', 'gate', 'names']],
    ['a level', { level: 'advanced' }, ['gate']],
    ['no more time than there is', { minutes: 15 }, ['door', 'gate']],
    ['a module, by any of its topics', { module: 'M04' }, ['door', 'names']],
    ['an exam', { exam: 'ANS-C01' }, ['gate', 'names']],
    ['an exam that asks for none of it', { exam: 'XYZ-C01' }, []],
    ['what was passed', { standing: 'passed' }, ['door']],
    ['what was begun and not passed', { standing: 'begun' }, ['gate']],
    ['what is new', { standing: 'new' }, ['names']],
    ['words in any order and case', { words: 'FIREWALL past' }, ['gate']],
    ['a topic by its id', { words: 'pl-dns' }, ['names']],
    ['all wishes at once', { exam: 'ANS-C01', level: 'beginner' }, ['names']],
  ])('finds %s', (_, choice, ids) => {
    expect(found(choice)).toEqual(ids)
  })

  it('keeps a choice in the address, and says nothing of wishes that are none', () => {
    const choice = { ...anything, words: 'dns & doors', minutes: 30, exam: 'ANS-C01' }
    expect(choiceIn(addressOf(choice))).toEqual(choice)
    expect(addressOf(anything)).toBe('')
    expect(choiceIn('?minutes=soon')).toEqual(anything)
  })
})

it('the exams ask for topics of the curriculum, and each topic is asked for', () => {
  const known = Object.keys(parse(readFileSync('content/curriculum.yaml', 'utf8')) as object)
  const asked = new Set(exams().flatMap((exam) => [...exam.topics]))
  expect([...asked].filter((topic) => !known.includes(topic))).toEqual([])
  expect(known.filter((topic) => !asked.has(topic))).toEqual([])
})
