import { CliError, ServiceError } from '../errors.ts'
import type { CliHost, CliResult } from '../host.ts'
import { configLocation, readConfigFiles } from './config-files.ts'
import { findCredentials } from './credentials.ts'
import { chosenProfile, resolveSettings, type Settings } from './settings.ts'
import type { Subcommand } from './subcommand.ts'

interface Row {
  readonly value: string
  readonly type: string
  readonly location: string
}

const notSet: Row = { value: '<not set>', type: 'None', location: 'None' }

/** Where profile, keys and Region come from. */
export function listSettings({ globals, host }: Subcommand): CliResult {
  let stdout = line('NAME', { value: 'VALUE', type: 'TYPE', location: 'LOCATION' })
  stdout += line('profile', profileRow(globals.profile, host))
  try {
    const settings = resolveSettings({ profile: globals.profile, region: undefined }, host)
    const credentials = findCredentials(settings, host, globals.profile !== undefined)
    const keyRow = (key: string): Row => ({ value: mask(key), type: credentials?.method ?? '', location: '' })
    stdout += line('access_key', credentials ? keyRow(credentials.accessKeyId) : notSet)
    stdout += line('secret_key', credentials ? keyRow(credentials.secretAccessKey) : notSet)
    stdout += line('region', regionRow(settings, host))
  } catch (error) {
    // What is known by then has been printed already.
    if (error instanceof CliError) throw new CliError(error.message, { ...error, stdout })
    if (error instanceof ServiceError) throw new CliError(explain(error), { exitCode: 254, stdout })
    throw error
  }
  return { stdout, stderr: '', exitCode: 0 }
}

const explain = ({ code, operation, message }: ServiceError) =>
  `An error occurred (${code}) when calling the ${operation} operation: ${message}`

function line(name: string, { value, type, location }: Row): string {
  return `${name.padEnd(10)} : ${value.padEnd(24)} : ${type.padEnd(16)} : ${location}\n`
}

const mask = (key: string) => '*'.repeat(16) + key.slice(-4)

function profileRow(option: string | undefined, host: CliHost): Row {
  const profile = chosenProfile({ profile: option }, host)
  if (profile === undefined) return notSet
  if (option !== undefined) return { value: profile, type: 'manual', location: '--profile' }
  return { value: profile, type: 'env', location: "['AWS_PROFILE', 'AWS_DEFAULT_PROFILE']" }
}

function regionRow({ region, setting }: Settings, host: CliHost): Row {
  if (region === undefined) return notSet
  if (host.env['AWS_REGION'] ?? host.env['AWS_DEFAULT_REGION']) {
    return { value: region, type: 'env', location: "['AWS_REGION', 'AWS_DEFAULT_REGION']" }
  }
  // awscli, configure/list.py: what comes from the instance's metadata is of the type `imds`.
  if (setting('region') === undefined) return { value: region, type: 'imds', location: '' }
  return { value: region, type: 'config-file', location: configLocation(host).said }
}

export function listProfiles({ host }: Subcommand): CliResult {
  const names = [...readConfigFiles(host).profiles.keys()]
  return { stdout: names.map((name) => `${name}\n`).join(''), stderr: '', exitCode: 0 }
}
