// What options, environment and files say together, the first that speaks deciding
// (AWS CLI user guide, "Configuration settings and precedence").

import type { Globals } from '../arguments/global-options.ts'
import type { CliHost } from '../host.ts'
import {
  type ConfigFiles,
  type Profile,
  profileNotFound,
  readConfigFiles,
  textSetting,
} from './config-files.ts'

export interface Settings {
  /** Undefined when nobody named one; the settings are then those of `default`. */
  readonly profile: string | undefined
  readonly files: ConfigFiles
  /** The profile's own; none when it is only implied and not there. */
  readonly own: Profile
  readonly region: string | undefined
  /** A setting of the profile: `cli_timestamp_format`. */
  setting(name: string): string | undefined
  /** A setting that an environment variable overrules. */
  settingOr(variable: string, name: string): string | undefined
  isOn(variable: string, name: string): boolean
}

/** Refuses when a profile was named that does not exist, or a file cannot be read. */
export function resolveSettings(globals: Pick<Globals, 'profile' | 'region'>, host: CliHost): Settings {
  const { env } = host
  const profile = chosenProfile(globals, host)
  const files = readConfigFiles(host)
  const own = files.profiles.get(profile ?? 'default')
  if (profile !== undefined && !own) throw profileNotFound(profile)
  const setting = (name: string) => textSetting(own, name)
  const settingOr = (variable: string, name: string) => env[variable] ?? setting(name)
  const said = globals.region ?? env['AWS_REGION'] ?? env['AWS_DEFAULT_REGION'] ?? setting('region')
  const region = said ?? instanceRegion(host)
  return {
    profile,
    files,
    own: own ?? new Map(),
    region,
    setting,
    settingOr,
    isOn: (variable, name) => settingOr(variable, name)?.toLowerCase() === 'true',
  }
}

/** The last to be asked, on an EC2 instance. */
export const instanceRegion = ({ env, instance }: CliHost): string | undefined =>
  env['AWS_EC2_METADATA_DISABLED']?.toLowerCase() === 'true' ? undefined : instance?.region()

export function chosenProfile(globals: Pick<Globals, 'profile'>, { env }: CliHost): string | undefined {
  return globals.profile ?? env['AWS_PROFILE'] ?? env['AWS_DEFAULT_PROFILE']
}
