import { CliError, misused } from '../errors.ts'
import type { CliResult } from '../host.ts'
import { profileNotFound, readConfigFiles } from './config-files.ts'
import type { NewValue } from './edit-ini.ts'
import type { Setting } from './ini.ts'
import { chosenProfile } from './settings.ts'
import type { Subcommand } from './subcommand.ts'
import { credentialNames, profileSection, writeConfig, writeCredentials } from './write-config.ts'

/** Sections that are nobody's profile. */
const predefined = ['preview', 'plugins']

export function getSetting(subcommand: Subcommand): CliResult {
  const name = String(subcommand.values.get('varname'))
  const setting = findSetting(name, subcommand)
  if (typeof setting === 'string') return { stdout: `${setting}\n`, stderr: '', exitCode: 0 }
  const stderr = setting ? `varname (${name}) must reference a value, not a section or sub-section.` : ''
  return { stdout: '', stderr, exitCode: 1 }
}

function findSetting(name: string, { globals, host, values }: Subcommand): Setting | undefined {
  const files = readConfigFiles(host)
  const parts = name.split('.')
  const section = sectionOption(values)
  if (section) {
    const found = (section.kind === 'services' ? files.services : files.ssoSessions).get(section.name)
    return nested(found?.get(parts[0] as string), parts.slice(1))
  }
  const profile = chosenProfile(globals, host)
  if (parts.length === 1) {
    if (profile !== undefined && !files.profiles.has(profile)) throw profileNotFound(profile)
    return files.profiles.get(profile ?? 'default')?.get(name)
  }
  const [first = '', second = ''] = parts
  if (parts.length === 2 && predefined.includes(first)) {
    return files.others.get(first)?.get(second) ?? files.profiles.get(first)?.get(second)
  }
  if (first === 'profile') {
    if (parts.length < 3) throw new CliError('list index out of range')
    return nested(files.profiles.get(second)?.get(parts[2] as string), parts.slice(3))
  }
  if (first === 'default' || files.profiles.has(first)) {
    return nested(files.profiles.get(first)?.get(second), parts.slice(2))
  }
  return nested(files.profiles.get(profile ?? 'default')?.get(first), parts.slice(1))
}

/** One level down when the name says so; deeper names are ignored, as the CLI does. */
function nested(setting: Setting | undefined, rest: readonly string[]): Setting | undefined {
  const [name] = rest
  if (rest.length !== 1 || name === undefined) return setting
  return typeof setting === 'object' ? setting.get(name) : undefined
}

export function setSetting({ globals, host, values }: Subcommand): CliResult {
  const value = String(values.get('value'))
  const parts = String(values.get('varname')).split('.')
  const section = sectionOption(values)
  if (section) {
    writeConfig(host, `${section.kind} ${section.name}`, newValues(parts, value))
    return done()
  }
  const current = chosenProfile(globals, host) ?? 'default'
  const [first = '', second = ''] = parts
  if (parts.length === 2 && predefined.includes(first)) {
    writeConfig(host, first, { [second]: value })
    return done()
  }
  const isQualified = parts.length > 1 && (first === 'default' || first === 'profile')
  const profile = !isQualified ? current : first === 'default' ? first : second
  const rest = !isQualified ? parts : parts.slice(first === 'default' ? 1 : 2)
  if (rest.length === 0) throw new CliError('list index out of range')
  const changes = newValues(rest, value)
  if (credentialNames.includes(rest[0] as string)) return done(writeCredentials(host, profile, changes))
  writeConfig(host, profileSection(profile), changes)
  return done()
}

const done = (stderr = ''): CliResult => ({ stdout: '', stderr, exitCode: 0 })

function newValues([name = '', inner, ...more]: readonly string[], value: string): Record<string, NewValue> {
  return { [name]: inner === undefined || more.length > 0 ? value : { [inner]: value } }
}

function sectionOption(
  values: ReadonlyMap<string, unknown>,
): { kind: 'sso-session' | 'services'; name: string } | undefined {
  const session = values.get('sso-session')
  const services = values.get('services')
  if (session !== undefined && services !== undefined) {
    throw misused('argument --services: not allowed with argument --sso-session')
  }
  if (session !== undefined) return { kind: 'sso-session', name: String(session) }
  return services === undefined ? undefined : { kind: 'services', name: String(services) }
}
