// `aws configure` alone: asks for keys, Region and output format, an empty answer keeping what is there.

import type { Globals } from '../arguments/global-options.ts'
import { CliError } from '../errors.ts'
import type { CliHost, CliResult } from '../host.ts'
import { readConfigFiles, textSetting } from './config-files.ts'
import { chosenProfile } from './settings.ts'
import { credentialNames, profileSection, writeConfig, writeCredentials } from './write-config.ts'

const questions: readonly (readonly [name: string, prompt: string])[] = [
  ['aws_access_key_id', 'AWS Access Key ID'],
  ['aws_secret_access_key', 'AWS Secret Access Key'],
  ['region', 'Default region name'],
  ['output', 'Default output format'],
]

const tip =
  '\nTip: You can deliver temporary credentials to the AWS CLI using your AWS Console session ' +
  "by running the command 'aws login'.\n\n"

export function ask(globals: Globals, host: CliHost): CliResult {
  const name = chosenProfile(globals, host)
  const profile = readConfigFiles(host).profiles.get(name ?? 'default')
  const answers = new TextDecoder().decode(host.stdin).split('\n')
  // What follows the last line break is an answer only when there is something.
  if (answers.at(-1) === '') answers.pop()
  let stdout = profile?.has('aws_access_key_id') ? '' : tip
  const credentials: Record<string, string> = {}
  const config: Record<string, string> = {}
  for (const [setting, prompt] of questions) {
    const isSecret = credentialNames.includes(setting)
    const current = textSetting(profile, setting)
    const shown = current === undefined ? 'None' : isSecret ? '*'.repeat(16) + current.slice(-4) : current
    stdout += `${prompt} [${shown}]: `
    const answer = answers.shift()
    if (answer === undefined && host.interactive) return { stdout, stderr: '', exitCode: 0, wantsLine: true }
    if (answer === undefined) throw unanswered(host, stdout)
    if (answer !== '' && answer !== current) (isSecret ? credentials : config)[setting] = answer
  }
  const hasCredentials = Object.keys(credentials).length > 0
  if (!hasCredentials && Object.keys(config).length === 0) return { stdout, stderr: '', exitCode: 0 }
  const stderr = hasCredentials ? writeCredentials(host, name ?? 'default', credentials) : ''
  writeConfig(host, profileSection(name ?? 'default'), config)
  return { stdout, stderr, exitCode: 0 }
}

function unanswered(host: CliHost, stdout: string): CliError {
  if (!host.terminal || host.stdin.length > 0) return new CliError('EOF when reading a line', { stdout })
  return new CliError(
    'hopwise does not simulate questions on the terminal. Give the four answers on standard input, ' +
      'a line each, or use "aws configure set".',
    { stdout: `${stdout}\n` },
  )
}
