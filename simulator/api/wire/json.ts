import { AwsError } from '../error.ts'
import type { ErrorAnswer } from '../request.ts'
import { decodeCbor, encodeCbor } from './cbor.ts'
import { cborNotation } from './cbor-notation.ts'
import { faultOf, findError, type KnownError } from './errors.ts'
import { type HttpRequest, textOf } from './http.ts'
import { jsonNotation, parseJson } from './json-notation.ts'
import type { Call, WireProtocol } from './protocol.ts'
import type { WireService } from './services.ts'
import { fromNotation, type Notation, toNotation } from './values.ts'

// One object goes in and one comes out: JSON 1.0 and 1.1, which name the operation in a header, and CBOR, which
// names it in the path.

export const json: WireProtocol = {
  name: 'json',
  readCall(service, http) {
    const name = http.headers['x-amz-target']?.split('.').at(-1) ?? ''
    return readBody(jsonNotation, service, name, () => parseJson(textOf(http.body)))
  },
  writeOutput(service, { operation, output, requestId }) {
    const body = toNotation(jsonNotation, service, service.fieldsOf(operation.output), output)
    return { status: 200, headers: jsonHeaders(service, requestId), body: JSON.stringify(body) }
  },
  writeError(service, { error, requestId, http }) {
    const known = findError(service, error.code)
    return {
      status: error.status,
      headers: { ...jsonHeaders(service, requestId), ...queryError(known, error, http.headers) },
      body: JSON.stringify({ __type: known.shape, ...errorMembers(known, error) }),
    }
  },
}

export const cbor: WireProtocol = {
  name: 'cbor',
  readCall(service, http) {
    const { operation = '' } = cborPath(http) ?? {}
    return readBody(cborNotation, service, operation, () => (http.body.length ? decodeCbor(http.body) : {}))
  },
  writeOutput(service, { operation, output, requestId }) {
    const body = toNotation(cborNotation, service, service.fieldsOf(operation.output), output)
    return { status: 200, headers: cborHeaders(requestId), body: encodeCbor(body) }
  },
  writeError(service, { error, requestId, http }) {
    const known = findError(service, error.code)
    return {
      status: error.status,
      headers: { ...cborHeaders(requestId), ...queryError(known, error, http.headers) },
      body: encodeCbor({ __type: known.shape, ...errorMembers(known, error) }),
    }
  },
}

/** Smithy RPC v2 CBOR: `/service/{service}/operation/{operation}`, whatever stands in front. */
export function cborPath({ path }: HttpRequest): { service: string; operation: string } | undefined {
  const found = /\/service\/([^/]+)\/operation\/([^/]+)$/.exec(path)
  return found ? { service: found[1]!, operation: found[2]! } : undefined
}

function readBody(notation: Notation, service: WireService, name: string, parse: () => unknown): Call {
  const operation = service.operation(name)
  if (!operation) throw new AwsError('UnknownOperationException', `There is no operation ${name}.`)
  return { operation, input: fromNotation(notation, service, service.fieldsOf(operation.input), parse()) }
}

function jsonHeaders(service: WireService | undefined, requestId: string): Record<string, string> {
  return {
    'content-type': `application/x-amz-json-${service?.wire.jsonVersion ?? '1.1'}`,
    'x-amzn-requestid': requestId,
  }
}

const cborHeaders = (requestId: string): Record<string, string> => ({
  'content-type': 'application/cbor',
  'smithy-protocol': 'rpc-v2-cbor',
  'x-amzn-requestid': requestId,
})

/** Clients of services that once spoke the query protocol ask for the error's name of that time. */
function queryError(
  { code }: KnownError,
  error: ErrorAnswer,
  asked: Readonly<Record<string, string>>,
): Record<string, string> {
  if (asked['x-amzn-query-mode'] !== 'true') return {}
  return { 'x-amzn-query-error': `${code};${faultOf(error)}` }
}

/** The message under the name that this error has for it, and what else the error says. */
export function errorMembers({ written }: KnownError, error: ErrorAnswer): Record<string, unknown> {
  const name = written?.members.find((member) => /^(message|Message)$/.test(member)) ?? 'message'
  return { [name]: error.message, ...error.fields }
}
