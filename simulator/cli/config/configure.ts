// `aws configure` and its subcommands (AWS CLI Command Reference, "configure").

import type { Globals } from '../arguments/global-options.ts'
import type { Argument } from '../arguments/option.ts'
import { LineParser, noSuchChoice } from '../arguments/parse-line.ts'
import { CliError, misused, UnknownOptions } from '../errors.ts'
import { help } from '../help/later.ts'
import type { CliHost, CliResult } from '../host.ts'
import { ask } from './configure-ask.ts'
import { exportCredentials, exportFormats } from './configure-export.ts'
import { getSetting, setSetting } from './configure-get-set.ts'
import { importCsv } from './configure-import.ts'
import { listProfiles, listSettings } from './configure-list.ts'
import type { Subcommand } from './subcommand.ts'

interface Definition {
  readonly arguments: readonly Argument[]
  run(subcommand: Subcommand): CliResult
}

const word = (name: string): Argument => ({ name, key: name, positional: true, takes: 'one', required: true })
const option = (name: string, more: Partial<Argument> = {}): Argument => ({
  name,
  key: name,
  takes: 'one',
  ...more,
})
const sections = [option('sso-session'), option('services')]

/** In the order of the AWS CLI's completion. Undefined: exists at AWS and is not simulated. */
const subcommands: Readonly<Record<string, Definition | undefined>> = {
  list: { arguments: [], run: listSettings },
  get: { arguments: [word('varname'), ...sections], run: getSetting },
  set: { arguments: [word('varname'), word('value'), ...sections], run: setSetting },
  'add-model': undefined,
  import: {
    arguments: [
      option('csv', { required: true }),
      option('skip-invalid', { takes: 'none', sets: true }),
      option('profile-prefix'),
    ],
    run: importCsv,
  },
  'list-profiles': { arguments: [], run: listProfiles },
  sso: undefined,
  'sso-session': undefined,
  'mfa-login': undefined,
  'export-credentials': {
    arguments: [option('format', { choices: exportFormats })],
    run: exportCredentials,
  },
  'agent-toolkit': undefined,
  wizard: undefined,
}

const subcommandWord: Argument = { name: 'subcommand', key: 'subcommand', positional: true, takes: 'maybe' }
const mainParser = new LineParser([subcommandWord])

/** `words`: what follows `configure`, global options taken out. */
export function configure(words: readonly string[], globals: Globals, host: CliHost): CliResult {
  const { values, rest } = mainParser.parse(words)
  const name = values.get('subcommand') as string | undefined
  if (name === 'help') return help(['configure', ...rest], host)
  if (name === undefined) {
    if (rest.length > 0) throw new UnknownOptions(rest)
    return ask(globals, host)
  }
  if (!Object.hasOwn(subcommands, name))
    throw misused(noSuchChoice('subcommand', name, Object.keys(subcommands)))
  if (rest.length === 1 && rest[0] === 'help') return help(['configure', name], host)
  const definition = subcommands[name]
  if (!definition) throw notSimulated(name)
  const parsed = new LineParser(definition.arguments).parse(rest)
  if (parsed.rest.length > 0) throw new UnknownOptions(parsed.rest)
  return definition.run({ globals, host, values: parsed.values })
}

function notSimulated(name: string): CliError {
  return new CliError(
    `hopwise does not simulate "aws configure ${name}". It exists at AWS. ` +
      'Here, give a profile its access keys with "aws configure set" or "aws configure import".',
  )
}
