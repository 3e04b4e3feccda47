import { describe, expect, it } from 'vitest'
import { editIni, type NewValues } from '../../../../../simulator/cli/config/edit-ini.ts'

interface Case {
  readonly before?: string
  readonly section?: string
  readonly values: NewValues
  readonly after: string
}

const cases: Record<string, Case> = {
  'makes the section in a file that is not there': { values: { region: 'r' }, after: '[a]\nregion = r\n' },
  'adds the section at the end': {
    before: '[b]\nx = 1',
    values: { region: 'r' },
    after: '[b]\nx = 1\n[a]\nregion = r\n',
  },
  'changes a value where it stands': {
    before: '# mine\n[a]\nregion: old\n# why\nx = 1\n',
    values: { region: 'new' },
    after: '# mine\n[a]\nregion = new\n# why\nx = 1\n',
  },
  'adds a value after the last one of its section': {
    before: '[a]\nx = 1\n\n[b]\ny = 2\n',
    values: { region: 'r' },
    after: '[a]\nx = 1\nregion = r\n\n[b]\ny = 2\n',
  },
  'adds a value to the last section, which has no line break': {
    before: '[a]\nx = 1',
    values: { region: 'r' },
    after: '[a]\nx = 1\nregion = r\n',
  },
  'leaves the same name in another section alone': {
    before: '[b]\nregion = b\n[a]\nregion = a\n',
    values: { region: 'new' },
    after: '[b]\nregion = b\n[a]\nregion = new\n',
  },
  'knows a section in double quotes': {
    before: '[profile "my own"]\nx = 1\n',
    section: 'profile my own',
    values: { x: '2' },
    after: '[profile "my own"]\nx = 2\n',
  },
  'takes a head in a comment for a comment': {
    before: '# [a]\n[a]\nx = 1\n',
    values: { x: '2' },
    after: '# [a]\n[a]\nx = 2\n',
  },
  'writes nested settings': {
    values: { s3: { addressing_style: 'path' } },
    after: '[a]\ns3 =\n    addressing_style = path\n',
  },
  'changes a nested setting, its indentation kept': {
    before: '[a]\ns3 =\n  addressing_style = auto\n  x = 1\nregion = r\n',
    values: { s3: { addressing_style: 'path' } },
    after: '[a]\ns3 =\n  addressing_style = path\n  x = 1\nregion = r\n',
  },
  'adds a nested setting after the others': {
    before: '[a]\ns3 =\n    x = 1\nregion = r\n',
    values: { s3: { addressing_style: 'path' } },
    after: '[a]\ns3 =\n    x = 1\n    addressing_style = path\nregion = r\n',
  },
  'does not take a nested setting of another section for its own': {
    before: '[a]\ns3 =\n    x = 1\n[b]\ns3 =\n    addressing_style = auto\n',
    values: { s3: { addressing_style: 'path' } },
    after: '[a]\ns3 =\n    x = 1\n    addressing_style = path\n[b]\ns3 =\n    addressing_style = auto\n',
  },
}

describe('changing a setting', () => {
  it.each(Object.entries(cases))('%s', (_, { before, section = 'a', values, after }) => {
    expect(editIni(before, section, values)).toBe(after)
  })
})
