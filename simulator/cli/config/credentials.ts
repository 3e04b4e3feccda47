// Where the CLI looks for credentials, and in which order (AWS CLI user guide, "Configuration settings and
// precedence"). What cannot exist here, such as single sign-on, says so instead of falling through.

import { CliError } from '../errors.ts'
import type { CliHost } from '../host.ts'
import { assumeRole } from './assume-role.ts'
import type { Profile } from './config-files.ts'
import type { Settings } from './settings.ts'
import {
  environmentCredentials,
  instanceCredentials,
  type ResolvedCredentials,
  staticCredentials,
} from './static-credentials.ts'

/** After `--profile` the environment's keys do not count. */
export function findCredentials(
  settings: Settings,
  host: CliHost,
  isProfileOption: boolean,
): ResolvedCredentials | undefined {
  const fromEnvironment = isProfileOption ? undefined : environmentCredentials(host)
  const configured = fromEnvironment ?? profileCredentials(settings.profile ?? 'default', settings, host, [])
  return configured ?? instanceCredentials(host)
}

/** `visited`: profiles on the way here, each the source of the one before. */
function profileCredentials(
  name: string,
  settings: Settings,
  host: CliHost,
  visited: readonly string[],
): ResolvedCredentials | undefined {
  const { files } = settings
  const profile = files.profiles.get(name)
  if (profile?.has('role_arn') && !profile.has('web_identity_token_file')) {
    return assumeRole({
      name,
      profile,
      settings,
      host,
      visited: [...visited, name],
      credentialsOf: (source, sofar) => profileCredentials(source, settings, host, sofar),
    })
  }
  refuseUnsimulated(name, profile, ['web_identity_token_file', 'sso_session', 'sso_start_url'])
  const fromCredentialsFile = staticCredentials(files.credentialProfiles.get(name), 'shared-credentials-file')
  if (fromCredentialsFile) return fromCredentialsFile
  refuseUnsimulated(name, profile, ['login_session', 'credential_process'])
  return staticCredentials(files.configProfiles.get(name), 'config-file')
}

const unsimulated: Readonly<Record<string, string>> = {
  web_identity_token_file: 'roles assumed with a web identity',
  sso_session: 'single sign-on',
  sso_start_url: 'single sign-on',
  login_session: 'aws login',
  credential_process: 'credentials from an external process',
}

function refuseUnsimulated(name: string, profile: Profile | undefined, settings: readonly string[]): void {
  const used = settings.find((setting) => profile?.has(setting))
  if (used === undefined) return
  throw new CliError(
    `hopwise does not simulate ${unsimulated[used]}, which the profile ${name} asks for (${used}). ` +
      'Give the profile access keys, or a role_arn with a source_profile.',
  )
}
