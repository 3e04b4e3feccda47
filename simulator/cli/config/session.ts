// Who calls, from where, and how the answer is to be printed.

import type { Credentials } from '../../api/request.ts'
import type { Globals } from '../arguments/global-options.ts'
import { CliError } from '../errors.ts'
import type { CliHost } from '../host.ts'
import { pagerOf } from '../output/pager.ts'
import type { OutputFormat } from '../output/print.ts'
import { type TimestampFormat, timestampFormat } from '../output/response.ts'
import { findCredentials } from './credentials.ts'
import { configuredEndpoint } from './service-endpoints.ts'
import { resolveSettings, type Settings } from './settings.ts'
import type { ResolvedCredentials } from './static-credentials.ts'

export interface Session extends Settings {
  readonly output: OutputFormat
  /** The pager's command line; undefined when output is not paged. */
  readonly pager: string | undefined
  /** How often a request is sent at most. */
  readonly maxAttempts: number
  readonly timestamps: TimestampFormat
  /** How bytes are given in parameters; undefined when nobody said. */
  readonly binaryFormat: string | undefined
  /** Where options, environment or files send a service's requests instead of AWS's own endpoint. */
  endpointOverride(service: string): string | undefined
  /** Undefined when there are none. Looked for once; may call STS. */
  findCredentials(): ResolvedCredentials | undefined
  /** Credentials to sign with; refuses when there are none. */
  credentials(): Credentials
}

type SessionGlobals = Pick<
  Globals,
  'profile' | 'region' | 'output' | 'pager' | 'endpointUrl' | 'binaryFormat'
>

/** Refuses when a profile was named that does not exist, or a file cannot be read. */
export function resolveSession(globals: SessionGlobals, host: CliHost): Session {
  const settings = resolveSettings(globals, host)
  const find = once(() => findCredentials(settings, host, globals.profile !== undefined))
  return {
    ...settings,
    output: outputFormat(globals.output ?? settings.settingOr('AWS_DEFAULT_OUTPUT', 'output')),
    pager: host.terminal && globals.pager ? pagerOf(host.env, settings.setting('cli_pager')) : undefined,
    maxAttempts: maxAttempts(settings),
    timestamps: timestampFormat(settings.setting('cli_timestamp_format')),
    binaryFormat: globals.binaryFormat ?? settings.setting('cli_binary_format'),
    endpointOverride: (service) => globals.endpointUrl ?? configuredEndpoint(service, settings, host.env),
    findCredentials: find,
    credentials() {
      const found = find()
      if (!found) throw noCredentials()
      const { accessKeyId, secretAccessKey, sessionToken } = found
      return { accessKeyId, secretAccessKey, ...(sessionToken === undefined ? {} : { sessionToken }) }
    },
  }
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined
  return () => {
    made ??= { value: make() }
    return made.value
  }
}

const formats: readonly string[] = ['json', 'text', 'table', 'yaml', 'yaml-stream', 'off']

function outputFormat(name = 'json'): OutputFormat {
  if (!formats.includes(name)) throw new CliError(`Unknown output type: ${name}`)
  return name as OutputFormat
}

// AWS SDKs and Tools Reference Guide, "Retry behavior".
function maxAttempts({ settingOr }: Settings): number {
  const given = settingOr('AWS_MAX_ATTEMPTS', 'max_attempts')
  if (given === undefined) return settingOr('AWS_RETRY_MODE', 'retry_mode') === 'legacy' ? 5 : 3
  const attempts = /^\s*[+-]?\d+\s*$/.test(given) ? Number(given) : Number.NaN
  if (Number.isNaN(attempts)) throw new CliError(`Failed to convert '${given}' to int for max_attempts`)
  if (attempts < 1) {
    throw new CliError(
      `Value provided to "max_attempts": ${attempts} must be an integer greater than or equal to 1.`,
    )
  }
  return attempts
}

function noCredentials(): CliError {
  const message = 'Unable to locate credentials. You can configure credentials by running "aws login".'
  return new CliError(message, { code: 'NoCredentials' })
}
