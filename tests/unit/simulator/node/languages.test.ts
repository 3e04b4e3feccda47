import { expect, it } from 'vitest'
import { languagesOf } from '../../../../simulator/node/languages.ts'

it.each([
  [{}, []],
  [{ LANG: 'C.UTF-8' }, []],
  [{ LANG: 'POSIX', LANGUAGE: 'de' }, []],
  [{ LANG: 'de_DE.UTF-8' }, ['de-DE']],
  [{ LANG: 'de_DE.UTF-8', LC_MESSAGES: 'fr_FR' }, ['fr-FR']],
  [{ LANG: 'de_DE.UTF-8', LC_MESSAGES: 'fr_FR', LC_ALL: 'en_GB.UTF-8' }, ['en-GB']],
  [{ LANG: 'de_AT@euro' }, ['de-AT']],
  [{ LANG: 'en_US.UTF-8', LANGUAGE: 'pt_BR:de' }, ['pt-BR', 'de', 'en-US']],
  [{ LANG: 'nonsense' }, []],
])('of %j are %j', (env, languages) => {
  expect(languagesOf(env)).toEqual(languages)
})
