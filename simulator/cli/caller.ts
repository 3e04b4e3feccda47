import type { Operation, ServiceModel } from '../api/model.ts'
import { isPrivateService } from '../api/private/index.ts'
import type { ErrorAnswer, Unreachable } from '../api/request.ts'
import { validate } from '../api/validate.ts'
import type { Globals } from './arguments/global-options.ts'
import { type BinaryFormat, normaliseTimes } from './arguments/wire-values.ts'
import { resolveSession, type Session } from './config/session.ts'
import { bucketUrl, endpointUrl } from './endpoints.ts'
import { CliError, invalid, ServiceError } from './errors.ts'
import type { CliHost, Patience } from './host.ts'
import { type Attempted, sendWithRetries } from './retry.ts'

/** What a service answered: its output, or the error that it is. */
export type Answer =
  | { readonly output: Readonly<Record<string, unknown>> }
  | { readonly error: ErrorAnswer; readonly exhausted: number | undefined }

/** Sends requests to one service on behalf of one command line. */
export class Caller {
  readonly session: Session
  readonly #service: ServiceModel
  readonly #globals: Globals
  readonly #host: CliHost
  readonly #url: string
  /** Where buckets turned out to be. */
  readonly #regionOfBucket = new Map<unknown, string>()

  constructor(service: ServiceModel, globals: Globals, host: CliHost) {
    this.#service = service
    this.#globals = globals
    this.#host = host
    this.session = resolveSession(globals, host)
    // The lab's own services have neither endpoints nor callers.
    this.#url = isPrivateService(service.name) ? '' : endpointUrl(service, this.session)
  }

  /** How bytes are written on the line. */
  get binaryFormat(): BinaryFormat {
    return this.session.binaryFormat === 'raw-in-base64-out' ? 'raw-in-base64-out' : 'base64'
  }

  /** The output; throws the service's error as the learner is to see it. */
  call(operation: Operation, input: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
    const answer = this.ask(operation, input)
    if ('output' in answer) return answer.output
    const { code, message, fields } = answer.error
    throw new ServiceError(code, message, operation.name, fields, answer.exhausted)
  }

  ask(operation: Operation, input: Readonly<Record<string, unknown>>): Answer {
    const checked = this.#check(operation, input)
    const first = this.#send(operation, checked)
    const { response } = first
    // The ARN of an access point names its Region itself.
    const isNamed = typeof checked['Bucket'] === 'string' && !checked['Bucket'].startsWith('arn:')
    const elsewhere =
      isNamed && 'error' in response ? this.#redirection(operation, response.error) : undefined
    if (elsewhere === undefined) return this.#answer(operation, checked, first)
    this.#regionOfBucket.set(checked['Bucket'], elsewhere)
    return this.#answer(operation, checked, this.#send(operation, checked))
  }

  #send(operation: Operation, input: Readonly<Record<string, unknown>>): Attempted {
    const isSigned = this.#globals.signRequest && !isPrivateService(this.#service.name)
    const credentials = isSigned ? this.session.credentials() : undefined
    const region = this.#regionOfBucket.get(input['Bucket'])
    const request = {
      service: this.#service.name,
      operation: operation.name,
      input,
      region: region ?? this.session.region ?? 'us-east-1',
      credentials,
      url: this.#urlFor(operation, input, region),
    }
    const patience = patienceOf(this.#globals)
    return sendWithRetries(() => this.#host.send(request, patience), this.session.maxAttempts, this.#host)
  }

  // S3 Control puts the account into the host name, S3 the bucket.
  #urlFor({ name }: Operation, input: Readonly<Record<string, unknown>>, region: string | undefined): string {
    const url = region === undefined ? this.#url : endpointUrl(this.#service, { ...this.session, region })
    const { AccountId } = input
    if (this.#service.name === 's3api') return bucketUrl(url, name, input, this.session)
    if (this.#service.name !== 's3control' || typeof AccountId !== 'string') return url
    return endpointUrl(this.#service, this.session, AccountId)
  }

  /**
   * The Region that a bucket is in, where S3 says that it is in another one. Clients follow once, in silence (SDKs and
   * Tools Reference Guide; S3 user guide, Redirects), but for who creates a bucket.
   */
  #redirection({ name }: Operation, { code, status, headers = {} }: ErrorAnswer): string | undefined {
    if (this.#service.name !== 's3api' || name === 'CreateBucket') return undefined
    const isRedirection = status === 301 || code === 'IllegalLocationConstraintException'
    return isRedirection ? headers['x-amz-bucket-region'] : undefined
  }

  #check(operation: Operation, input: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
    const shape = operation.input
    if (!shape) return input
    const problems = validate(shape, input)
    if (problems.length > 0) throw invalid(`Parameter validation failed:\n${problems.join('\n')}`)
    return normaliseTimes(shape, input) as Readonly<Record<string, unknown>>
  }

  #answer(
    operation: Operation,
    input: Readonly<Record<string, unknown>>,
    { response, exhausted }: Attempted,
  ): Answer {
    if ('output' in response) return response
    if ('error' in response) return { error: this.#worded(operation, response.error), exhausted }
    if ('notSimulated' in response)
      throw notSimulated(this.#service.name, operation.cliName, response.notSimulated)
    const url = this.#urlFor(operation, input, this.#regionOfBucket.get(input['Bucket']))
    const { Key } = input
    const isOfBucket = url !== this.#url && this.#service.name === 's3api'
    const path = isOfBucket && typeof Key === 'string' ? encodeURI(Key) : ''
    throw new CliError(unreachable[response.unreachable](url + path, response.detail))
  }

  // An answer to HEAD has no body, nor has a 304, so all that is left of an error is its status. XML has no empty text.
  #worded(operation: Operation, error: ErrorAnswer): ErrorAnswer {
    const { protocol, name } = this.#service
    if (name === 's3api' && (operation.name.startsWith('Head') || error.status === 304)) {
      const { status } = error
      return { status, code: String(status), message: phrases[status] ?? error.message }
    }
    const isXml = protocol === 'ec2' || protocol === 'query' || protocol === 'rest-xml'
    return isXml && error.message === '' ? { ...error, message: 'None' } : error
  }
}

/** AWS CLI user guide, cli-configure-options: 60 seconds unless it is said; 0 is without an end. */
export function patienceOf({ connectTimeout }: Pick<Globals, 'connectTimeout'>): Patience {
  const seconds = connectTimeout === undefined ? 60 : Number(connectTimeout)
  return { connect: seconds === 0 ? undefined : seconds }
}

// RFC 9110, section 15.
const phrases: Readonly<Record<number, string>> = {
  301: 'Moved Permanently',
  304: 'Not Modified',
  307: 'Temporary Redirect',
  400: 'Bad Request',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  412: 'Precondition Failed',
  416: 'Range Not Satisfiable',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
}

const unreachable: Readonly<Record<Unreachable, (url: string, detail?: string) => string>> = {
  refused: (url) => `Could not connect to the endpoint URL: "${url}"`,
  'no-such-name': (url) => `Could not connect to the endpoint URL: "${url}"`,
  'connect-timeout': (url) => `Connect timeout on endpoint URL: "${url}"`,
  'read-timeout': (url) => `Read timeout on endpoint URL: "${url}"`,
  closed: (url) => `Connection was closed before we received a valid response from endpoint URL: "${url}".`,
  tls: (url, detail) =>
    `SSL validation failed for ${url} ${detail ?? '[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed'}`,
}

/** One clear line for what exists at AWS and not here. */
export function notSimulated(service: string, command = '', why = ''): CliError {
  const name = command ? `${service} ${command}` : service
  const reason = why && why !== name ? ` ${why}` : ''
  return new CliError(`hopwise does not simulate "aws ${name}". It exists at AWS.${reason}`)
}
