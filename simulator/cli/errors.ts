/** What stands in the brackets of "An error occurred (…)" when the command itself refuses. */
export type CliErrorCode = 'ParamValidation' | 'NoRegion' | 'NoCredentials' | 'Configuration' | 'Pager'

export interface CliErrorOptions {
  readonly code?: CliErrorCode
  readonly exitCode?: number
  /** The usage text follows the message. */
  readonly usage?: boolean
  /** What had been printed before it failed. */
  readonly stdout?: string
}

/** The command line is at fault, or the machine that it runs on; nothing that a service answered. */
export class CliError extends Error {
  readonly code: CliErrorCode | undefined
  readonly exitCode: number
  readonly usage: boolean
  readonly stdout: string

  constructor(message: string, options: CliErrorOptions = {}) {
    super(message)
    this.name = 'CliError'
    this.code = options.code
    this.exitCode = options.exitCode ?? (options.code ? exitCodes[options.code] : 255)
    this.usage = options.usage ?? false
    this.stdout = options.stdout ?? ''
  }
}

// AWS CLI user guide, "Command line return codes".
const exitCodes: Readonly<Record<CliErrorCode, number>> = {
  ParamValidation: 252,
  NoRegion: 253,
  NoCredentials: 253,
  Configuration: 253,
  Pager: 253,
}

/** A parameter that cannot be right, found before anything is sent. */
export function invalid(message: string): CliError {
  return new CliError(message, { code: 'ParamValidation' })
}

/** A line that cannot be parsed: the usage text follows. */
export function misused(message: string): CliError {
  return new CliError(message, { code: 'ParamValidation', usage: true })
}

/** Words that no argument took. */
export class UnknownOptions extends CliError {
  constructor(words: readonly string[]) {
    super(`Unknown options: ${words.join(', ')}`, { exitCode: 252 })
    this.name = 'UnknownOptions'
  }
}

/** What a service answered instead of what it was asked for. */
export class ServiceError extends Error {
  readonly code: string
  readonly operation: string
  readonly fields: Readonly<Record<string, unknown>>
  /** How often the request was sent again, when it could have been sent once more but for the limit. */
  readonly retries: number | undefined

  constructor(
    code: string,
    message: string,
    operation: string,
    fields: Readonly<Record<string, unknown>> = {},
    retries?: number,
  ) {
    super(message)
    this.name = 'ServiceError'
    this.code = code
    this.operation = operation
    this.fields = fields
    this.retries = retries
  }
}
