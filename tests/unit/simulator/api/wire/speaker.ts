import { contract } from '../../../../../simulator/api/contract.ts'
import { AwsError } from '../../../../../simulator/api/error.ts'
import type { HttpRequest, HttpResponse } from '../../../../../simulator/api/wire/http.ts'
import { recognise } from '../../../../../simulator/api/wire/recognise.ts'
import { loadWireServices } from '../../../../../simulator/api/wire/services.ts'

// Requests in a line, as somebody with curl would write them, and what is understood of them.

export const services = await loadWireServices(contract)

export interface Written {
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array
  /** The name that the signature is for; none for an unsigned request. */
  readonly signedFor?: string
}

/** `GET /my-bucket?acl` as a request. */
export function httpOf(line: string, { headers = {}, body = '', signedFor }: Written = {}): HttpRequest {
  const [method = '', url = ''] = line.split(' ')
  const [path = '', ...query] = url.split('?')
  return {
    method,
    path,
    query: query.join('?'),
    headers: {
      host: '127.0.0.1:4566',
      ...(signedFor && { authorization: signature(signedFor) }),
      ...headers,
    },
    body: typeof body === 'string' ? new TextEncoder().encode(body) : body,
  }
}

const signature = (name: string): string =>
  `AWS4-HMAC-SHA256 Credential=AKIAEXAMPLE/20261102/eu-west-1/${name}/aws4_request, SignedHeaders=host, Signature=0`

/** The call that a request is, or `Code: message` of its refusal. */
export function understand(http: HttpRequest): { operation: string; input: unknown } | string {
  const { service, protocol } = recognise(http, services)
  if (!service) return 'nobody'
  try {
    const { operation, input } = protocol.readCall(service, http)
    return { operation: operation.name, input }
  } catch (error) {
    if (!(error instanceof AwsError)) throw error
    return `${error.code}: ${error.message}`
  }
}

export const form = (body: string, signedFor: string): HttpRequest =>
  httpOf('POST /', {
    body,
    signedFor,
    headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
  })

/** The answer's body as text. */
export const bodyText = ({ body }: HttpResponse): string =>
  typeof body === 'string' ? body : new TextDecoder().decode(body)
