import { describe, expect, it } from 'vitest'
import { IniError, parseIni, type Setting } from '../../../../../simulator/cli/config/ini.ts'

function plain(text: string): Record<string, Record<string, unknown>> {
  const value = (setting: Setting) => (typeof setting === 'string' ? setting : Object.fromEntries(setting))
  return Object.fromEntries(
    [...parseIni(text)].map(([name, settings]) => [
      name,
      Object.fromEntries([...settings].map(([key, setting]) => [key, value(setting)])),
    ]),
  )
}

describe('a configuration file', () => {
  const cases: Record<string, { text: string; sections: object }> = {
    'settings with = and :': { text: '[a]\nx = 1\ny: 2\nz=3', sections: { a: { x: '1', y: '2', z: '3' } } },
    'names in small letters': { text: '[A]\nRegion = EU', sections: { A: { region: 'EU' } } },
    'comments on lines of their own': {
      text: '# c\n[a]\n; c\nx = 1 # kept',
      sections: { a: { x: '1 # kept' } },
    },
    'an empty value': { text: '[a]\ncli_pager =\n', sections: { a: { cli_pager: '' } } },
    'a value with =': { text: '[a]\nx = b=c', sections: { a: { x: 'b=c' } } },
    'nested settings': {
      text: '[a]\ns3 =\n  addressing_style = path\n\n  # why\n  x=y\nregion = r',
      sections: { a: { s3: { addressing_style: 'path', x: 'y' }, region: 'r' } },
    },
    'a value over several lines': { text: '[a]\nx = 1\n  2', sections: { a: { x: '1\n2' } } },
    'Windows line ends': { text: '[a]\r\nx = 1\r\n', sections: { a: { x: '1' } } },
    'a section with nothing in it': { text: '[a]\n[b]\n', sections: { a: {}, b: {} } },
    'an empty file': { text: '', sections: {} },
  }
  it.each(Object.entries(cases))('may have %s', (_, { text, sections }) => {
    expect(plain(text)).toEqual(sections)
  })

  const faults: Record<string, string> = {
    'a setting before any section': 'x = 1\n[a]',
    'a head that is not closed': '[a\nx = 1',
    'a line that is no setting': '[a]\nregion',
    'a section twice': '[a]\nx = 1\n[a]\ny = 2',
    'a setting twice': '[a]\nx = 1\nX = 2',
    'a nested line that is no setting': '[a]\ns3 =\n  path',
  }
  it.each(Object.entries(faults))('cannot have %s', (_, text) => {
    expect(() => parseIni(text)).toThrow(IniError)
  })
})
