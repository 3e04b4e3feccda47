import { randomUUID } from 'node:crypto'
import { gunzipSync } from 'node:zlib'
import { AwsError } from '../../api/error.ts'
import type { ErrorAnswer } from '../../api/request.ts'
import type { HttpRequest, HttpResponse } from '../../api/wire/http.ts'
import type { Call } from '../../api/wire/protocol.ts'
import { type Recognised, recognise, refuseWrongRegion } from '../../api/wire/recognise.ts'
import type { WireServices } from '../../api/wire/services.ts'
import { type Principal, rootOf } from '../../world/accounts.ts'
import type { ServedWorld } from './world.ts'

/** The largest request that is read. */
export const bodyLimit = 6 * 1024 * 1024

/** Answers one request to AWS, whatever it is: a refusal is an answer in the request's own protocol. */
export function answer(http: HttpRequest, services: WireServices, world: ServedWorld): HttpResponse {
  const asked = recognise(http, services)
  const requestId = randomUUID()
  try {
    return answerCall(asked, http, world, requestId)
  } catch (error) {
    if (!(error instanceof AwsError)) throw error
    const { code, message, status, fields, headers } = error
    return refuse(asked, http, { code, message, status, fields, headers }, requestId)
  }
}

/** What a client hears when the answer could not be made, and that is nobody's fault but ours. */
export function answerFailure(http: HttpRequest, services: WireServices): HttpResponse {
  const error = { code: 'InternalFailure', message: 'Hopwise failed to answer this request.', status: 500 }
  return refuse(recognise(http, services), http, error, randomUUID())
}

export function answerTooLarge(http: HttpRequest, services: WireServices): HttpResponse {
  return refuse(recognise(http, services), http, tooLarge, randomUUID())
}

const tooLarge: ErrorAnswer = {
  code: 'RequestEntityTooLarge',
  message: `The request is larger than ${bodyLimit / 1024 / 1024} MiB.`,
  status: 413,
}

function answerCall(
  asked: Recognised,
  http: HttpRequest,
  world: ServedWorld,
  requestId: string,
): HttpResponse {
  const { service, protocol, signature, region } = asked
  if (!service) return refuse(asked, http, notSimulated(asked.serviceName), requestId)
  refuseWrongRegion(http, asked)
  const { operation, input }: Call = protocol.readCall(service, unzipped(asked, http))
  world.beforeRequest()
  const request = {
    service: service.name,
    operation: operation.name,
    input,
    region,
    url: `http://${http.headers['host'] ?? '127.0.0.1'}${http.path}`,
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
  const response = world.cloud.send(request, signature && accountOf(signature.accessKeyId))
  world.afterRequest()
  if ('output' in response) {
    return protocol.writeOutput(service, { operation, output: response.output, requestId })
  }
  if ('error' in response) return refuse(asked, http, response.error, requestId)
  if ('notSimulated' in response) return refuse(asked, http, notSimulated(response.notSimulated), requestId)
  return refuse(asked, http, unknownRegion(region), requestId)
}

/** An access key that the world does not know may be the number of an account; any other is the first account's. */
function accountOf(accessKeyId: string): Principal {
  return rootOf(/^\d{12}$/.test(accessKeyId) ? accessKeyId : '123456789012')
}

/** Clients compress long requests. To S3 the same header says how an object is kept. */
function unzipped({ service }: Recognised, http: HttpRequest): HttpRequest {
  if (http.headers['content-encoding'] !== 'gzip' || service?.name === 's3api') return http
  try {
    return { ...http, body: gunzipSync(http.body, { maxOutputLength: bodyLimit }) }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ERR_BUFFER_TOO_LARGE') throw new AwsError(tooLarge.code, tooLarge.message, tooLarge.status)
    throw new AwsError('SerializationException', 'The body is not what its Content-Encoding says.')
  }
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

function refuse(asked: Recognised, http: HttpRequest, error: ErrorAnswer, requestId: string): HttpResponse {
  return asked.protocol.writeError(asked.service, { error, requestId, http })
}
