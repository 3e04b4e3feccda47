import type { S3api } from '../../api/generated/types.d.ts'
import type { Globals } from '../arguments/global-options.ts'
import type { Argument, Parsed } from '../arguments/option.ts'
import { LineParser } from '../arguments/parse-line.ts'
import { Caller, notSimulated } from '../caller.ts'
import { CliError, ServiceError, UnknownOptions } from '../errors.ts'
import type { CliHost } from '../host.ts'
import type { Streams } from '../streams.ts'
import { argumentsOfS3 } from './options.ts'
import type { Filter } from './patterns.ts'

/** One line of `aws s3 <command> …` on its way. */
export interface S3Line {
  readonly command: string
  readonly words: readonly string[]
  readonly globals: Globals
  readonly host: CliHost
  readonly out: Streams
  readonly s3: S3
}

export interface Read {
  readonly paths: readonly string[]
  readonly values: Parsed
  readonly filters: readonly Filter[]
}

const path = (key: string): Argument => ({ name: 'paths', key, positional: true, takes: 'maybe' })

/** Reads the words of a command that has up to two paths. `each` hears of every option as it comes. */
export function readLine(
  { command, words }: S3Line,
  each?: (name: string, values: readonly string[]) => void,
): Read {
  const filters: Filter[] = []
  const options = argumentsOfS3(command)?.options ?? []
  const parser = new LineParser([path('first'), path('second'), ...options])
  const { values, rest } = parser.parse(words, {
    onArgument({ key }, values) {
      if (key === 'include' || key === 'exclude')
        filters.push({ includes: key === 'include', pattern: values[0] ?? '' })
      each?.(key, values)
    },
  })
  if (rest.length) throw new UnknownOptions(rest)
  const missing = options.find(({ key, isMissing }) => isMissing && values.has(key))
  if (missing) throw notSimulated('s3', `${command} --${missing.name}`)
  const paths = [values.get('first'), values.get('second')].filter((one) => typeof one === 'string')
  return { paths, values, filters }
}

type Operations = S3api.Operations

/** S3's operations, typed, for commands that need several. */
export class S3 {
  readonly caller: Caller

  constructor(globals: Globals, host: CliHost) {
    this.caller = new Caller(host.contract.model('s3api'), globals, host)
    this.#operation = (name) => host.contract.model('s3api').operation(name)!
  }

  readonly #operation: (
    name: string,
  ) => NonNullable<ReturnType<CliHost['contract']['model']>['operations'][number]>

  call<N extends keyof Operations & string>(name: N, input: Operations[N]['input']): Operations[N]['output'] {
    return this.caller.call(
      this.#operation(name),
      input as Readonly<Record<string, unknown>>,
    ) as Operations[N]['output']
  }

  /** All objects behind a prefix, page after page. */
  *objects(bucket: string, prefix: string): Generator<S3api.Object> {
    let token: string | undefined
    do {
      const page = this.call('ListObjectsV2', {
        Bucket: bucket,
        Prefix: prefix,
        ...(token !== undefined && { ContinuationToken: token }),
      })
      yield* page.Contents ?? []
      token = page.NextContinuationToken
    } while (token !== undefined)
  }
}

/** What went wrong, in the words that follow "upload failed: …". Anything else is thrown on. */
export function told(error: unknown): string {
  if (error instanceof ServiceError) {
    const retries = error.retries === undefined ? '' : ` (reached max retries: ${error.retries})`
    return `An error occurred (${error.code}) when calling the ${error.operation} operation${retries}: ${error.message}`
  }
  if (error instanceof CliError && error.code === undefined) return error.message
  throw error
}
