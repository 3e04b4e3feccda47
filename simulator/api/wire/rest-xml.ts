import { AwsError } from '../error.ts'
import type { StructureShape } from '../model.ts'
import { decodeAwsChunks } from './aws-chunks.ts'
import { faultOf, findError } from './errors.ts'
import type { HttpRequest, HttpResponse } from './http.ts'
import { textOf } from './http.ts'
import type { Answer, Call, Refusal, WireProtocol } from './protocol.ts'
import { writeErrorFields } from './query.ts'
import { readRawPayload, writeRawPayload } from './raw-payload.ts'
import { headersFor, placementOf, readOutsideBody, statusOf } from './rest-members.ts'
import { findRoute } from './routes.ts'
import { findBucket } from './s3-hosts.ts'
import type { Field, WireService } from './services.ts'
import { readElement, readMembers, writeMembers } from './xml-body.ts'
import { readXml, type XmlElement, XmlError } from './xml-reader.ts'
import { XmlWriter } from './xml-writer.ts'

/** Paths name the operation and some members, the others are an XML body: S3, S3 Control, Route 53. */
export const restXml: WireProtocol = { name: 'rest-xml', readCall, writeOutput, writeError }

/** S3 alone has names of buckets in front of its paths, and errors without an envelope. */
const isS3 = (service: WireService | undefined): boolean => service?.name === 's3api'

function readCall(service: WireService, sent: HttpRequest): Call {
  const http = decodeAwsChunks(sent)
  const { bucket, path } = isS3(service) ? findBucket(http) : { bucket: undefined, path: http.path }
  const route = findRoute(service, http, path, http.headers, bucket)
  if (!route) throw unknownOperation(service)
  const { operation } = route
  const input = readOutsideBody(service, operation, http, route.labels)
  const { payload, body } = placementOf(service, operation.input)
  if (payload) {
    const value = readPayload(service, payload, http.body)
    if (value !== undefined) input[payload.name] = value
  } else if (body.length && http.body.length) {
    Object.assign(input, readMembers(service, body, parse(http.body)))
  }
  return { operation, input }
}

function readPayload(service: WireService, payload: Field, body: Uint8Array): unknown {
  const { shape, written } = payload
  if (shape.kind === 'blob' || shape.kind === 'string') return readRawPayload(payload, body)
  return body.length ? readElement(service, shape, written, parse(body)) : undefined
}

function parse(body: Uint8Array): XmlElement {
  try {
    return readXml(textOf(body))
  } catch (error) {
    if (!(error instanceof XmlError)) throw error
    // S3 API reference, error responses.
    throw new AwsError(
      'MalformedXML',
      'The XML you provided was not well-formed or did not validate against our published schema',
    )
  }
}

// S3 API reference, error responses: MethodNotAllowed.
const unknownOperation = (service: WireService): AwsError =>
  isS3(service)
    ? new AwsError('MethodNotAllowed', 'The specified method is not allowed against this resource.', 405)
    : new AwsError('UnknownOperationException', 'Unable to determine service/operation name', 404)

function writeOutput(service: WireService, { operation, output, requestId }: Answer): HttpResponse {
  // RFC 9110, section 15.3.7: an answer that is a part says so in its status.
  const status = output['ContentRange'] === undefined ? statusOf(service, operation, output) : 206
  const headers = {
    ...headersFor(service.fieldsOf(operation.output), output),
    ...requestHeaders(service, requestId),
  }
  const { payload, body } = placementOf(service, operation.output)
  if (payload && (payload.shape.kind === 'blob' || payload.shape.kind === 'string')) {
    return { status, headers, body: writeRawPayload(output[payload.name]) }
  }
  const text = payload
    ? writePayload(service, payload, output[payload.name])
    : writeBody(service, operation.output, body, output)
  if (!text) return { status, headers, body: '' }
  return { status, headers: { 'content-type': 'application/xml', ...headers }, body: text }
}

function writePayload(service: WireService, { shape, written }: Field, value: unknown): string {
  if (value === undefined || shape.kind !== 'structure') return ''
  const out = new XmlWriter()
  const name = written.xml ?? service.rootElement(shape)
  writeRoot(out, service, name, service.fields(shape), value as Readonly<Record<string, unknown>>)
  return out.text
}

function writeBody(
  service: WireService,
  structure: StructureShape | undefined,
  fields: readonly Field[],
  output: Readonly<Record<string, unknown>>,
): string {
  if (!structure || !fields.length) return ''
  const out = new XmlWriter()
  const name = service.rootElement(structure)
  const [only] = fields
  // A body that is named after its only member is that member: a bucket's location.
  if (fields.length === 1 && only?.element === name && only.shape.kind === 'string') {
    out.leaf(name, String(output[only.name] ?? ''), namespaceOf(service))
  } else writeRoot(out, service, name, fields, output)
  return out.text
}

function writeRoot(
  out: XmlWriter,
  service: WireService,
  name: string,
  fields: readonly Field[],
  value: Readonly<Record<string, unknown>>,
): void {
  out.open(name, namespaceOf(service))
  writeMembers(out, service, fields, value)
  out.close(name)
}

function namespaceOf({ name }: WireService): string {
  const namespace = namespaces[name]
  return namespace === undefined ? '' : ` xmlns="${namespace}"`
}

/** As in the services' published models; AWS's client for JavaScript reads no bucket's location without it. */
const namespaces: Readonly<Record<string, string>> = {
  s3api: 'http://s3.amazonaws.com/doc/2006-03-01/',
  s3control: 'http://awss3control.amazonaws.com/doc/2018-08-20/',
  route53: 'https://route53.amazonaws.com/doc/2013-04-01/',
}

function requestHeaders(service: WireService | undefined, requestId: string): Record<string, string> {
  if (!isS3(service)) return { 'x-amzn-requestid': requestId }
  return { 'x-amz-request-id': requestId, 'x-amz-id-2': hostId }
}

/** S3 names the machine that answered. Here it is always the same one. */
const hostId = 'Hopwise/simulated+host'

function writeError(service: WireService | undefined, { error, requestId, http }: Refusal): HttpResponse {
  const own = { ...error.headers, ...requestHeaders(service, requestId) }
  // RFC 9110, section 15.4.5: what has not changed is not described again.
  if (error.status === 304) return { status: 304, headers: own, body: '' }
  const headers = { 'content-type': 'application/xml', ...own }
  if (http.method === 'HEAD') return { status: error.status, headers, body: '' }
  const out = new XmlWriter()
  const { code } = findError(service, error.code)
  if (!isS3(service)) out.open('ErrorResponse', service ? namespaceOf(service) : '')
  out.open('Error')
  if (!isS3(service)) out.leaf('Type', faultOf(error))
  out.leaf('Code', code)
  out.leaf('Message', error.message)
  writeErrorFields(out, error)
  if (isS3(service)) {
    out.leaf('RequestId', requestId)
    out.leaf('HostId', hostId)
  }
  out.close('Error')
  if (!isS3(service)) {
    out.leaf('RequestId', requestId)
    out.close('ErrorResponse')
  }
  return { status: error.status, headers, body: out.text }
}
