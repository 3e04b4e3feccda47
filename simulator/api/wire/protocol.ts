import type { Operation } from '../model.ts'
import type { ErrorAnswer } from '../request.ts'
import type { HttpRequest, HttpResponse } from './http.ts'
import type { WireService } from './services.ts'

/** One way to put calls and answers into HTTP. A service may be spoken to in several. */
export interface WireProtocol {
  readonly name: 'ec2' | 'query' | 'rest-xml' | 'rest-json' | 'json' | 'cbor'
  /** Throws an `AwsError` when the request is none that the service can read. */
  readCall(service: WireService, http: HttpRequest): Call
  writeOutput(service: WireService, answer: Answer): HttpResponse
  /** `service` is absent when the request is for one that nobody knows. */
  writeError(service: WireService | undefined, refusal: Refusal): HttpResponse
}

export interface Call {
  readonly operation: Operation
  readonly input: Record<string, unknown>
}

export interface Answer {
  readonly operation: Operation
  readonly output: Readonly<Record<string, unknown>>
  readonly requestId: string
}

export interface Refusal {
  readonly error: ErrorAnswer
  readonly requestId: string
  /** What was asked, as far as an answer depends on it. */
  readonly http: Pick<HttpRequest, 'method' | 'headers'>
}
