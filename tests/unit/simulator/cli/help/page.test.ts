import { expect, test } from 'vitest'
import { page } from '../../../../../simulator/cli/help/page.ts'

test('a page has its name at both ends, and each kind of text at its place', () => {
  const paper = page('create-vpc')
  paper.heading('NAME')
  paper.paragraph('create-vpc -')
  paper.heading('SYNOPSIS')
  paper.literal(['  create-vpc', '[--dry-run]'], 1)
  paper.heading('OPTIONS')
  paper.term('--tags (list)')
  paper.paragraph('Tags.', 1)
  paper.term('(structure)', 1)
  paper.term('Key -> (string)', 2)
  paper.paragraph('The key.', 3)
  paper.bullet('one')
  paper.heading('PARTS')
  paper.subheading('Part')
  paper.paragraph('End.')
  expect(paper.text().split('\n')).toEqual([
    'CREATE-VPC()                                                      CREATE-VPC()',
    '',
    '',
    '',
    'NAME',
    '       create-vpc -',
    '',
    'SYNOPSIS',
    '            create-vpc',
    '          [--dry-run]',
    '',
    'OPTIONS',
    '       --tags (list)',
    '          Tags.',
    '',
    '          (structure)',
    '',
    '              Key -> (string)',
    '                 The key.',
    '',
    '       o one',
    '',
    'PARTS',
    '   Part',
    '       End.',
    '',
    '',
    '',
    '                                                                  CREATE-VPC()',
    '',
  ])
})

test('a bullet that goes on is set in under its text', () => {
  const paper = page('x')
  paper.bullet('word '.repeat(20).trim())
  const [, second] = paper
    .text()
    .split('\n')
    .filter((line) => line.includes('word'))
  expect(second).toMatch(/^ {9}word/)
})
