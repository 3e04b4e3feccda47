import { AwsError } from '../error.ts'
import type { ErrorAnswer } from '../request.ts'
import { faultOf, findError } from './errors.ts'
import { type FormStyle, growForm, readForm } from './form.ts'
import { type HttpRequest, type HttpResponse, readPairs, textOf } from './http.ts'
import type { Answer, Call, WireProtocol } from './protocol.ts'
import type { Field, WireService } from './services.ts'
import { writeMembers } from './xml-body.ts'
import { XmlWriter } from './xml-writer.ts'

// A form goes in and XML comes out: IAM, STS, SNS, Elastic Load Balancing, RDS; EC2 in a dialect of its own.

export const query: WireProtocol = {
  name: 'query',
  readCall: (service, http) => readFormCall(service, http, queryStyle),
  writeOutput(service, { operation, output, requestId }) {
    const out = new XmlWriter('  ')
    const { name } = operation
    out.open(`${name}Response`, namespaceOf(service))
    if (operation.output) {
      const fields = service.fields(operation.output)
      if (hasAny(fields, output)) {
        out.open(`${name}Result`)
        writeMembers(out, service, fields, output)
        out.close(`${name}Result`)
      } else out.leaf(`${name}Result`, '')
    }
    out.open('ResponseMetadata')
    out.leaf('RequestId', requestId)
    out.close('ResponseMetadata')
    out.close(`${name}Response`)
    return xmlResponse(200, requestId, out)
  },
  writeError(service, { error, requestId }) {
    const out = new XmlWriter('  ')
    out.open('ErrorResponse', service ? namespaceOf(service) : '')
    out.open('Error')
    out.leaf('Type', faultOf(error))
    out.leaf('Code', findError(service, error.code).code)
    out.leaf('Message', error.message)
    writeErrorFields(out, error)
    out.close('Error')
    out.leaf('RequestId', requestId)
    out.close('ErrorResponse')
    return xmlResponse(error.status, requestId, out)
  },
}

export const ec2: WireProtocol = {
  name: 'ec2',
  readCall(service, http) {
    const call = readFormCall(service, http, ec2Style)
    refuseUnknown(service, call, http)
    return call
  },
  writeOutput(service, { operation, output, requestId }: Answer) {
    const out = new XmlWriter('    ')
    out.open(`${operation.name}Response`, ec2Namespace(service))
    out.leaf('requestId', requestId)
    writeMembers(out, service, service.fieldsOf(operation.output), output)
    out.close(`${operation.name}Response`)
    return xmlResponse(200, requestId, out)
  },
  // EC2 API reference, making-api-requests: errors have no element of their own and no fault.
  writeError(_, { error, requestId }) {
    const out = new XmlWriter('    ')
    out.open('Response')
    out.open('Errors')
    out.open('Error')
    out.leaf('Code', error.code)
    out.leaf('Message', error.message)
    writeErrorFields(out, error)
    out.close('Error')
    out.close('Errors')
    out.leaf('RequestID', requestId)
    out.close('Response')
    return xmlResponse(error.status, requestId, out)
  },
}

const queryStyle: FormStyle = { fieldName: ({ element }) => element, isFlat: false }

// EC2 writes a field with a capital whatever it is called in the answer, and numbers every list directly.
const ec2Style: FormStyle = {
  fieldName: ({ written, element }) => written.query ?? capitalised(element),
  isFlat: true,
}

const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** The form's fields, from the body and from the URL: a signed link has all of them there. */
export function readFormPairs(http: HttpRequest): [string, string][] {
  return [...readPairs(http.query), ...readPairs(textOf(http.body))]
}

function readFormCall(service: WireService, http: HttpRequest, style: FormStyle): Call {
  const form = growForm(readFormPairs(http))
  const action = form.parts.get('Action')?.text
  if (!action)
    throw new AwsError('MissingAction', 'The request is missing an action or a required parameter.')
  const operation = service.operation(action)
  if (!operation)
    throw new AwsError('InvalidAction', `The action ${action} is not valid for this web service.`)
  return { operation, input: operation.input ? readForm(style, service, operation.input, form) : {} }
}

// Parameters of every call: which, in which version, and the signature (of a link, and of its older form).
const common =
  /^(Action|Version|AUTHPARAMS|SignatureVersion|SignatureMethod|Signature|AWSAccessKeyId|SecurityToken|Timestamp|Expires|X-Amz-.*)$/

// EC2 API reference, errors-overview, UnknownParameter: EC2 alone refuses what it does not know.
function refuseUnknown(service: WireService, { operation }: Call, http: HttpRequest): void {
  const known = new Set(service.fieldsOf(operation.input).map(ec2Style.fieldName))
  for (const [name] of readFormPairs(http)) {
    const [first = ''] = name.split('.')
    if (!known.has(first) && !common.test(name))
      throw new AwsError('UnknownParameter', `The parameter ${first} is not recognized`)
  }
}

const hasAny = (fields: readonly Field[], value: Readonly<Record<string, unknown>>): boolean =>
  fields.some(({ name }) => value[name] !== undefined)

function namespaceOf({ wire }: WireService): string {
  return wire.xmlNamespace ? ` xmlns="${wire.xmlNamespace}"` : ''
}

const ec2Namespace = ({ wire }: WireService): string =>
  wire.xmlNamespace ? ` xmlns="${wire.xmlNamespace.replace(/\/?$/, '/')}"` : ''

/** Whatever else an error says; members of errors are single values, but for very few. */
export function writeErrorFields(out: XmlWriter, { fields = {} }: ErrorAnswer): void {
  for (const [name, value] of Object.entries(fields)) {
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
      out.leaf(name, String(value))
    else if (Array.isArray(value)) {
      out.open(name)
      for (const item of value) out.leaf('member', String(item))
      out.close(name)
    }
  }
}

export function xmlResponse(status: number, requestId: string, out: XmlWriter): HttpResponse {
  return {
    status,
    headers: { 'content-type': 'text/xml;charset=UTF-8', 'x-amzn-requestid': requestId },
    body: out.text,
  }
}
