import type { ErrorFormat } from './arguments/global-options.ts'
import { type CliError, ServiceError, UnknownOptions } from './errors.ts'
import { writeWhole } from './output/print.ts'
import { isScalar, type OpenMap, type Value } from './output/values.ts'

export const usage = `usage: aws [options] <command> <subcommand> [<subcommand> ...] [parameters]
To see help text, you can run:

  aws help
  aws <command> help
  aws <command> <subcommand> help
`

/** What an error writes on standard error, and the exit status that it ends with. */
export function printError(
  error: CliError | ServiceError,
  format: ErrorFormat,
): { stderr: string; exitCode: number } {
  return error instanceof ServiceError
    ? { stderr: printServiceError(error, format), exitCode: 254 }
    : { stderr: printCliError(error, format), exitCode: error.exitCode }
}

const line = (text: string) => `\naws: [ERROR]: ${text}\n`

function printCliError(error: CliError, format: ErrorFormat): string {
  if (error instanceof UnknownOptions) return `\n${usage}\n${line(error.message)}`
  if (!error.code) return line(error.message)
  if (isStructured(format)) return printStructured({ Code: error.code, Message: error.message }, format)
  const prefix = format === 'legacy' ? '' : `An error occurred (${error.code}): `
  return line(prefix + error.message) + (error.usage ? `\n${usage}` : '')
}

function printServiceError(error: ServiceError, format: ErrorFormat): string {
  const fields = Object.entries(error.fields) as [string, Value][]
  if (isStructured(format)) {
    return printStructured(
      { Code: error.code, Message: error.message, ...Object.fromEntries(fields) },
      format,
    )
  }
  const retries = error.retries === undefined ? '' : ` (reached max retries: ${error.retries})`
  const text = `An error occurred (${error.code}) when calling the ${error.operation} operation${retries}: ${error.message}`
  return line(text) + (format === 'legacy' || fields.length === 0 ? '' : details(fields))
}

/** Further members of the error, in so far as they fit on a line. */
function details(fields: readonly [string, Value][]): string {
  const lines = fields.map(([name, value]) => `${name}: ${short(value) ?? '<complex value>'}\n`)
  const hint = 'Use "--cli-error-format json" or another error format to see the full details.\n'
  const isCut = fields.some(([, value]) => short(value) === undefined)
  return `\nAdditional error details:\n${lines.join('')}${isCut ? hint : ''}`
}

function short(value: Value): string | undefined {
  if (isScalar(value)) return writeWhole(value, plain).replace(/\n$/, '')
  if (Array.isArray(value) && value.length < 5 && value.every(isScalar))
    return `[${value.map(short).join(', ')}]`
  return undefined
}

const plain = { format: 'text', title: '', color: 'off' } as const

type StructuredFormat = Exclude<ErrorFormat, 'legacy' | 'enhanced'>

const isStructured = (format: ErrorFormat): format is StructuredFormat =>
  format !== 'legacy' && format !== 'enhanced'

function printStructured(error: OpenMap, format: StructuredFormat): string {
  return writeWhole(error, { format, title: 'error', color: 'off' })
}
