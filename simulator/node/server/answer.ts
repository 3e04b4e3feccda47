import { randomUUID } from 'node:crypto'
import { gunzipSync } from 'node:zlib'
import { contract } from '../../api/contract.ts'
import { AwsError } from '../../api/error.ts'
import type { ErrorAnswer } from '../../api/request.ts'
import { answerCall, refuse } from '../../api/wire/answer-call.ts'
import type { HttpRequest, HttpResponse } from '../../api/wire/http.ts'
import { type Recognised, recognise } from '../../api/wire/recognise.ts'
import type { WireServices } from '../../api/wire/services.ts'
import { type Principal, rootOf } from '../../world/accounts.ts'
import type { ServedWorld } from './world.ts'

/** The largest request that is read. */
export const bodyLimit = 6 * 1024 * 1024

/**
 * Answers one request to AWS, whatever it is: a refusal is an answer in the request's own protocol. Only the first
 * request to a service has to wait, until it is loaded.
 */
export function answer(
  http: HttpRequest,
  services: WireServices,
  world: ServedWorld,
): HttpResponse | Promise<HttpResponse> {
  const asked = recognise(http, services)
  const { service } = asked
  if (!service || (service.isLoaded && answering.has(service.name))) return answerNow(http, asked, world)
  return Promise.all([service.load(contract), contract.need(service.name)]).then(() => {
    answering.add(service.name)
    return answerNow(http, asked, world)
  })
}

/** Services whose handlers are loaded. */
const answering = new Set<string>()

const answerNow = (http: HttpRequest, asked: Recognised, world: ServedWorld): HttpResponse =>
  answerCall(http, asked, {
    requestId: randomUUID(),
    scheme: 'http',
    send(request, signature) {
      world.beforeRequest()
      const response = world.cloud.send(request, signature && accountOf(signature.accessKeyId))
      world.afterRequest()
      return response
    },
    open: unzipped,
  })

/** What a client hears when the answer could not be made, and that is nobody's fault but ours. */
export function answerFailure(http: HttpRequest, services: WireServices): HttpResponse {
  const error = { code: 'InternalFailure', message: 'Hopwise failed to answer this request.', status: 500 }
  return refuse(spokenTo(recognise(http, services)), http, error, randomUUID())
}

export function answerTooLarge(http: HttpRequest, services: WireServices): HttpResponse {
  return refuse(spokenTo(recognise(http, services)), http, tooLarge, randomUUID())
}

/** Nobody waits until a service is loaded only to be refused. */
const spokenTo = (asked: Recognised): Recognised =>
  asked.service?.isLoaded ? asked : { ...asked, service: undefined }

const tooLarge: ErrorAnswer = {
  code: 'RequestEntityTooLarge',
  message: `The request is larger than ${bodyLimit / 1024 / 1024} MiB.`,
  status: 413,
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
