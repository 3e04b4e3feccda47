import { CliError } from '../errors.ts'
import type { CliHost } from '../host.ts'
import { type Profile, textSetting } from './config-files.ts'

export interface ResolvedCredentials {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken?: string
  /** ISO 8601. */
  readonly expiration?: string
  /** Where they came from, in the CLI's words: `env`, `shared-credentials-file`. */
  readonly method: string
}

export function environmentCredentials({ env }: CliHost): ResolvedCredentials | undefined {
  const accessKeyId = env['AWS_ACCESS_KEY_ID']
  if (!accessKeyId) return undefined
  const secretAccessKey = env['AWS_SECRET_ACCESS_KEY']
  if (!secretAccessKey) throw partial('env', 'AWS_SECRET_ACCESS_KEY')
  const sessionToken = env['AWS_SESSION_TOKEN'] || env['AWS_SECURITY_TOKEN']
  const expiration = env['AWS_CREDENTIAL_EXPIRATION']
  return {
    accessKeyId,
    secretAccessKey,
    ...(sessionToken ? { sessionToken } : {}),
    ...(expiration ? { expiration } : {}),
    method: 'env',
  }
}

/** Those of the role of the EC2 instance that this is. */
export function instanceCredentials({ env, instance }: CliHost): ResolvedCredentials | undefined {
  if (env['AWS_EC2_METADATA_DISABLED']?.toLowerCase() === 'true') return undefined
  const found = instance?.credentials()
  return found && { ...found, method: 'iam-role' }
}

/** Keys written in the profile itself. */
export function staticCredentials(
  profile: Profile | undefined,
  method: string,
): ResolvedCredentials | undefined {
  const accessKeyId = textSetting(profile, 'aws_access_key_id')
  if (accessKeyId === undefined) return undefined
  const secretAccessKey = textSetting(profile, 'aws_secret_access_key')
  if (secretAccessKey === undefined) throw partial(method, 'aws_secret_access_key')
  const sessionToken = textSetting(profile, 'aws_session_token') ?? textSetting(profile, 'aws_security_token')
  return {
    accessKeyId,
    secretAccessKey,
    ...(sessionToken === undefined ? {} : { sessionToken }),
    method,
  }
}

export function partial(provider: string, missing: string): CliError {
  return new CliError(`Partial credentials found in ${provider}, missing: ${missing}`)
}
