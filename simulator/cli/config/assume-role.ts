// Profiles that assume a role: `role_arn` with `source_profile` or `credential_source`
// (AWS CLI user guide, "Use an IAM role in the AWS CLI").

import { endpointUrl } from '../endpoints.ts'
import { CliError, ServiceError } from '../errors.ts'
import type { CliHost } from '../host.ts'
import { quotedTextOf } from '../output/texts.ts'
import { type Profile, textSetting } from './config-files.ts'
import { configuredEndpoint } from './service-endpoints.ts'
import type { Settings } from './settings.ts'
import {
  environmentCredentials,
  instanceCredentials,
  partial,
  type ResolvedCredentials,
  staticCredentials,
} from './static-credentials.ts'

interface RoleSearch {
  readonly name: string
  readonly profile: Profile
  readonly settings: Settings
  readonly host: CliHost
  /** Profiles on the way here, this one included. */
  readonly visited: readonly string[]
  credentialsOf(source: string, visited: readonly string[]): ResolvedCredentials | undefined
}

export function assumeRole(search: RoleSearch): ResolvedCredentials {
  const { name, profile } = search
  const source = sourceCredentials(search)
  const serial = textSetting(profile, 'mfa_serial')
  if (serial !== undefined) {
    throw new CliError(
      `hopwise does not simulate multi-factor authentication, which the profile ${name} asks for ` +
        `(mfa_serial ${serial}). Remove mfa_serial from the profile to assume the role without it.`,
    )
  }
  return { ...callAssumeRole(search, source), method: 'assume-role' }
}

function sourceCredentials(search: RoleSearch): ResolvedCredentials {
  const { name, profile } = search
  const sourceProfile = textSetting(profile, 'source_profile')
  const credentialSource = textSetting(profile, 'credential_source')
  if (sourceProfile !== undefined && credentialSource !== undefined) {
    throw new CliError(`The profile "${name}" contains both source_profile and credential_source.`)
  }
  if (sourceProfile !== undefined) return fromProfile(sourceProfile, search)
  if (credentialSource !== undefined) return fromSource(credentialSource, search)
  throw partial('assume-role', 'source_profile or credential_source')
}

function fromProfile(source: string, search: RoleSearch): ResolvedCredentials {
  const { name, settings, visited } = search
  const profile = settings.files.profiles.get(source)
  if (!profile) {
    throw new CliError(`The source_profile "${source}" referenced in the profile "${name}" does not exist.`)
  }
  // A profile may be its own source when it also has keys.
  const hasKeys = profile.has('aws_access_key_id') || profile.has('aws_secret_access_key')
  if (visited.includes(source) && (source !== name || !hasKeys)) {
    throw new CliError(
      'Infinite loop in credential configuration detected. Attempting to load from profile ' +
        `${source} which has already been visited. Visited profiles: ${quotedTextOf(visited)}`,
    )
  }
  const found = hasKeys ? staticCredentials(profile, 'source-profile') : search.credentialsOf(source, visited)
  if (found) return found
  throw new CliError(`The source profile "${source}" must have credentials.`)
}

const sources = ['Environment', 'Ec2InstanceMetadata', 'EcsContainer']

function fromSource(source: string, { name, host }: RoleSearch): ResolvedCredentials {
  if (!sources.some((known) => known.toLowerCase() === source.toLowerCase())) {
    throw new CliError(`The credential source "${source}" referenced in profile "${name}" is not valid.`)
  }
  const found = fromKnownSource(source.toLowerCase(), host)
  if (found) return found
  throw new CliError(
    `Error when retrieving credentials from ${source}: ` +
      `No credentials found in credential_source referenced in profile ${name}`,
  )
}

function fromKnownSource(source: string, host: CliHost): ResolvedCredentials | undefined {
  if (source === 'environment') return environmentCredentials(host)
  return source === 'ec2instancemetadata' ? instanceCredentials(host) : undefined
}

function callAssumeRole(
  { profile, settings, host }: RoleSearch,
  source: ResolvedCredentials,
): Omit<ResolvedCredentials, 'method'> {
  const externalId = textSetting(profile, 'external_id')
  const duration = textSetting(profile, 'duration_seconds')
  const { accessKeyId, secretAccessKey, sessionToken } = source
  const url = endpointUrl(
    { name: 'sts' },
    { ...settings, endpointOverride: (service) => configuredEndpoint(service, settings, host.env) },
  )
  const response = host.send(
    {
      service: 'sts',
      operation: 'AssumeRole',
      input: {
        RoleArn: textSetting(profile, 'role_arn'),
        RoleSessionName:
          textSetting(profile, 'role_session_name') ?? `botocore-session-${Math.floor(host.now() / 1000)}`,
        ...(externalId === undefined ? {} : { ExternalId: externalId }),
        ...(duration === undefined ? {} : { DurationSeconds: Number(duration) }),
      },
      region: settings.region ?? 'us-east-1',
      credentials: { accessKeyId, secretAccessKey, ...(sessionToken === undefined ? {} : { sessionToken }) },
      url,
    },
    { connect: 60 },
  )
  if ('error' in response) {
    const { code, message, fields } = response.error
    throw new ServiceError(code, message, 'AssumeRole', fields)
  }
  if ('unreachable' in response) throw new CliError(`Could not connect to the endpoint URL: "${url}"`)
  if ('notSimulated' in response)
    throw new CliError(`hopwise does not simulate sts assume-role. ${response.notSimulated}`)
  return readCredentials(response.output)
}

function readCredentials(output: Readonly<Record<string, unknown>>): Omit<ResolvedCredentials, 'method'> {
  const credentials = output['Credentials'] as Readonly<Record<string, unknown>>
  return {
    accessKeyId: String(credentials['AccessKeyId']),
    secretAccessKey: String(credentials['SecretAccessKey']),
    sessionToken: String(credentials['SessionToken']),
    expiration: String(credentials['Expiration']).replace(/(\.0+)?Z$/, '+00:00'),
  }
}
