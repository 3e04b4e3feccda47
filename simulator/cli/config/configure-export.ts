import { CliError, ServiceError } from '../errors.ts'
import type { CliResult } from '../host.ts'
import { writeJson } from '../output/json.ts'
import { findCredentials } from './credentials.ts'
import { resolveSettings } from './settings.ts'
import type { ResolvedCredentials } from './static-credentials.ts'
import type { Subcommand } from './subcommand.ts'

const lineFormats: Readonly<Record<string, (name: string, value: string) => string>> = {
  env: (name, value) => `export ${name}=${value}\n`,
  'env-no-export': (name, value) => `${name}=${value}\n`,
  powershell: (name, value) => `$Env:${name}="${value}"\n`,
  'windows-cmd': (name, value) => `set ${name}=${value}\n`,
  fish: (name, value) => `set -gx ${name} "${value}"\n`,
}

export const exportFormats: readonly string[] = ['process', ...Object.keys(lineFormats)]

export function exportCredentials(subcommand: Subcommand): CliResult {
  const credentials = retrieve(subcommand)
  if (!credentials) throw unretrieved('no credentials found')
  const format = lineFormats[String(subcommand.values.get('format') ?? 'process')]
  const stdout = format ? asLines(credentials, format) : asJson(credentials)
  return { stdout, stderr: '', exitCode: 0 }
}

function retrieve({ globals, host }: Subcommand): ResolvedCredentials | undefined {
  try {
    return findCredentials(resolveSettings(globals, host), host, globals.profile !== undefined)
  } catch (error) {
    if (error instanceof CliError) throw unretrieved(`${error.message}\n`)
    if (error instanceof ServiceError) {
      const { code, operation, message } = error
      throw unretrieved(`An error occurred (${code}) when calling the ${operation} operation: ${message}\n`)
    }
    throw error
  }
}

function unretrieved(reason: string): CliError {
  return new CliError(`Unable to retrieve credentials: ${reason}`, { code: 'Configuration' })
}

function asLines(
  { accessKeyId, secretAccessKey, sessionToken, expiration }: ResolvedCredentials,
  format: (name: string, value: string) => string,
): string {
  return [
    format('AWS_ACCESS_KEY_ID', accessKeyId),
    format('AWS_SECRET_ACCESS_KEY', secretAccessKey),
    sessionToken === undefined ? '' : format('AWS_SESSION_TOKEN', sessionToken),
    expiration === undefined ? '' : format('AWS_CREDENTIAL_EXPIRATION', expiration),
  ].join('')
}

// The form that `credential_process` reads.
function asJson({ accessKeyId, secretAccessKey, sessionToken, expiration }: ResolvedCredentials): string {
  const fields = {
    Version: 1,
    AccessKeyId: accessKeyId,
    SecretAccessKey: secretAccessKey,
    ...(sessionToken === undefined ? {} : { SessionToken: sessionToken }),
    ...(expiration === undefined ? {} : { Expiration: expiration }),
  }
  return `${writeJson(fields, 2)}\n`
}
