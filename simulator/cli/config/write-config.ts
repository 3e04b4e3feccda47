import { CliError } from '../errors.ts'
import type { CliHost } from '../host.ts'
import { quotedTextOf } from '../output/texts.ts'
import { configLocation, credentialsLocation, type Location } from './config-files.ts'
import { editIni, type NewValues } from './edit-ini.ts'
import { quoteShellWord } from './shell-words.ts'

/** What goes into the credentials file, whatever the profile. */
export const credentialNames: readonly string[] = [
  'aws_access_key_id',
  'aws_secret_access_key',
  'aws_session_token',
  'aws_security_token',
]

/** The head of a profile's section in the config file. */
export function profileSection(profile: string): string {
  if (profile === 'default') return profile
  return `profile ${/\s/.test(profile) ? quoteShellWord(profile) : profile}`
}

export function writeConfig(host: CliHost, section: string, values: NewValues): void {
  write(host, configLocation(host), section, values)
}

/** Returns a warning for standard error, empty when the file is the learner's alone. */
export function writeCredentials(host: CliHost, section: string, values: NewValues): string {
  const location = credentialsLocation(host)
  write(host, location, section, values)
  const mode = host.files.mode?.(location.path)
  if (mode === undefined || (mode & 0o077) === 0) return ''
  return (
    `\naws: [WARNING]: The file '${location.path}' is accessible by other users. ` +
    `Consider running 'chmod 600 ${location.path}' to restrict access to only your user.\n`
  )
}

function write(host: CliHost, { path }: Location, section: string, values: NewValues): void {
  refuseLineBreaks(section, values)
  const bytes = host.files.read(path)
  const before = bytes && new TextDecoder().decode(bytes)
  const text = editIni(before, section, values)
  if (text === before) return
  const encoded = new TextEncoder().encode(text)
  if (bytes) {
    host.files.write(path, encoded)
    return
  }
  // The first time on a machine, `~/.aws` is made, too.
  host.files.makeDirectory?.(path.slice(0, path.lastIndexOf('/')) || '/', true)
  host.files.write(path, encoded, 0o600)
}

// A line break in a value would begin a setting of its own.
function refuseLineBreaks(section: string, values: NewValues): void {
  const refuse = (label: string, text: string) => {
    if (!/[\n\r]/.test(text)) return
    throw new CliError(
      `Invalid ${label}: newline characters and carriage returns are not allowed: ${quotedTextOf(text)}`,
    )
  }
  refuse('section name', section)
  for (const [key, value] of Object.entries(values)) {
    refuse('key', key)
    const texts = typeof value === 'string' ? [value] : Object.values(value)
    if (typeof value !== 'string') for (const name of Object.keys(value)) refuse('key', name)
    if (texts.some((text) => /[\n\r]/.test(text))) {
      throw new CliError(
        `Invalid value for key ${key}: newline characters and carriage returns are not allowed.`,
      )
    }
  }
}
