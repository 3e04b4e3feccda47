// The two files that configure the CLI, and what they say together (AWS CLI user guide, "Configuration and
// credential file settings").

import { CliError } from '../errors.ts'
import type { CliHost } from '../host.ts'
import { IniError, type IniSections, parseIni, type Setting } from './ini.ts'
import { splitShellWords } from './shell-words.ts'

export type Profile = ReadonlyMap<string, Setting>

export interface ConfigFiles {
  /** Profiles of both files; where both have a setting, the credentials file has its way. */
  readonly profiles: ReadonlyMap<string, Profile>
  /** The config file's alone. */
  readonly configProfiles: ReadonlyMap<string, Profile>
  /** The credentials file's alone. */
  readonly credentialProfiles: ReadonlyMap<string, Profile>
  /** `[services NAME]`, `[sso-session NAME]`. */
  readonly services: ReadonlyMap<string, Profile>
  readonly ssoSessions: ReadonlyMap<string, Profile>
  /** Sections that belong to no profile, such as `[plugins]`. */
  readonly others: ReadonlyMap<string, Profile>
}

/** Where a file is, as it was said and on the host. */
export interface Location {
  readonly said: string
  readonly path: string
}

export function configLocation(host: CliHost): Location {
  return locate(host, host.env['AWS_CONFIG_FILE'] ?? '~/.aws/config')
}

export function credentialsLocation(host: CliHost): Location {
  return locate(host, host.env['AWS_SHARED_CREDENTIALS_FILE'] ?? '~/.aws/credentials')
}

function locate(host: CliHost, said: string): Location {
  if (said === '~' || said.startsWith('~/')) return { said, path: host.home + said.slice(1) }
  return { said, path: said.startsWith('/') ? said : `${host.cwd.replace(/\/$/, '')}/${said}` }
}

export function readConfigFiles(host: CliHost): ConfigFiles {
  const config = readIni(host, configLocation(host))
  const credentialProfiles = readIni(host, credentialsLocation(host))
  const configProfiles = new Map<string, Profile>()
  const services = new Map<string, Profile>()
  const ssoSessions = new Map<string, Profile>()
  const others = new Map<string, Profile>()
  const kinds = { profile: configProfiles, services, 'sso-session': ssoSessions }
  for (const [section, settings] of config) {
    const kind = Object.keys(kinds).find((word) => section.startsWith(word)) as keyof typeof kinds | undefined
    if (section === 'default') configProfiles.set(section, settings)
    else if (kind === undefined) others.set(section, settings)
    else {
      const words = splitShellWords(section)
      if (words?.length === 2) kinds[kind].set(words[1] as string, settings)
    }
  }
  const profiles = new Map(configProfiles)
  for (const [name, settings] of credentialProfiles) {
    profiles.set(name, new Map([...(profiles.get(name) ?? []), ...settings]))
  }
  return { profiles, configProfiles, credentialProfiles, services, ssoSessions, others }
}

const nothing: IniSections = new Map()

function readIni(host: CliHost, { path }: Location): IniSections {
  const bytes = host.files.read(path)
  if (!bytes) return nothing
  try {
    return parseIni(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes))
  } catch (error) {
    // The decoder throws a TypeError for bytes that are no text.
    if (error instanceof IniError || error instanceof TypeError) {
      throw new CliError(`Unable to parse config file: ${path}`)
    }
    throw error
  }
}

/** A setting that has no others nested under it. */
export function textSetting(profile: Profile | undefined, name: string): string | undefined {
  const setting = profile?.get(name)
  return typeof setting === 'string' ? setting : undefined
}

export function profileNotFound(name: string): CliError {
  return new CliError(`The config profile (${name}) could not be found`)
}
