import { AwsError } from '../error.ts'
import type { ErrorAnswer, Request, Response } from '../request.ts'
import type { HttpRequest, HttpResponse } from './http.ts'
import type { Call } from './protocol.ts'
import { type Recognised, refuseWrongRegion } from './recognise.ts'
import type { Signature } from './signature.ts'

/** Who does what a request wants. */
export interface Receiver {
  /** By which both sides know the request. */
  readonly requestId: string
  /** `https`, or `http`. */
  readonly scheme: string
  send(request: Request, signature: Signature | undefined): Response
  /** Makes the body readable, or throws an `AwsError`. */
  open?(asked: Recognised, http: HttpRequest): HttpRequest
}

/** Answers one HTTP request to AWS, whatever it is: a refusal is an answer in the request's own protocol. */
export function answerCall(http: HttpRequest, asked: Recognised, receiver: Receiver): HttpResponse {
  try {
    return answerRecognised(asked, http, receiver)
  } catch (error) {
    if (!(error instanceof AwsError)) throw error
    const { code, message, status, fields, headers } = error
    return refuse(asked, http, { code, message, status, fields, headers }, receiver.requestId)
  }
}

function answerRecognised(asked: Recognised, http: HttpRequest, receiver: Receiver): HttpResponse {
  const { service, protocol, signature, region } = asked
  const { requestId, scheme } = receiver
  if (!service) return refuse(asked, http, notSimulated(asked.serviceName), requestId)
  refuseWrongRegion(http, asked)
  const { operation, input }: Call = protocol.readCall(service, receiver.open?.(asked, http) ?? http)
  const request: Request = {
    service: service.name,
    operation: operation.name,
    input,
    region,
    url: `${scheme}://${http.headers['host'] ?? '127.0.0.1'}${http.path}`,
    origin: {
      requestId,
      ...(http.headers['user-agent'] !== undefined && { userAgent: http.headers['user-agent'] }),
    },
    credentials: signature && {
      accessKeyId: signature.accessKeyId,
      secretAccessKey: '',
      ...(signature.sessionToken !== undefined && { sessionToken: signature.sessionToken }),
    },
  }
  const response = receiver.send(request, signature)
  if ('output' in response) {
    return protocol.writeOutput(service, { operation, output: response.output, requestId })
  }
  if ('error' in response) return refuse(asked, http, response.error, requestId)
  if ('notSimulated' in response) return refuse(asked, http, notSimulated(response.notSimulated), requestId)
  return refuse(asked, http, unknownRegion(region), requestId)
}

const notSimulated = (what: string): ErrorAnswer => ({
  code: 'NotSimulated',
  message: `Hopwise does not simulate ${what}.`,
  status: 501,
})

const unknownRegion = (region: string): ErrorAnswer => ({
  code: 'SignatureDoesNotMatch',
  message: `Credential should be scoped to a valid region, not '${region}'.`,
  status: 403,
})

export function refuse(
  asked: Recognised,
  http: HttpRequest,
  error: ErrorAnswer,
  requestId: string,
): HttpResponse {
  return asked.protocol.writeError(asked.service, { error, requestId, http })
}
