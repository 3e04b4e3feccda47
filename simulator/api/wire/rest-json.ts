import { AwsError } from '../error.ts'
import { findError } from './errors.ts'
import { textOf } from './http.ts'
import { errorMembers } from './json.ts'
import { jsonNotation, parseJson } from './json-notation.ts'
import type { WireProtocol } from './protocol.ts'
import { readRawPayload, writeRawPayload } from './raw-payload.ts'
import { headersFor, placementOf, readOutsideBody, statusOf } from './rest-members.ts'
import { findRoute } from './routes.ts'
import { fromNotation, isObject, toNotation } from './values.ts'

/** Paths name the operation and some members, the others are a JSON body: VPC Lattice, RAM, zonal shift. */
export const restJson: WireProtocol = {
  name: 'rest-json',
  readCall(service, http) {
    const route = findRoute(service, http, http.path, http.headers)
    if (!route)
      throw new AwsError('UnknownOperationException', 'Unable to determine service/operation name', 404)
    const { operation } = route
    const input = readOutsideBody(service, operation, http, route.labels)
    const { payload, body } = placementOf(service, operation.input)
    if (payload) {
      const value =
        payload.shape.kind === 'structure'
          ? http.body.length
            ? fromNotation(jsonNotation, service, service.fields(payload.shape), parseJson(textOf(http.body)))
            : undefined
          : readRawPayload(payload, http.body)
      if (value !== undefined) input[payload.name] = value
    } else if (body.length && http.body.length) {
      Object.assign(input, fromNotation(jsonNotation, service, body, parseJson(textOf(http.body))))
    }
    return { operation, input }
  },

  writeOutput(service, { operation, output, requestId }) {
    const { payload, body } = placementOf(service, operation.output)
    const headers = {
      ...headersFor(service.fieldsOf(operation.output), output),
      'x-amzn-requestid': requestId,
    }
    const status = statusOf(service, operation, output)
    if (payload && payload.shape.kind !== 'structure') {
      return { status, headers, body: writeRawPayload(output[payload.name]) }
    }
    const value = payload ? output[payload.name] : output
    const fields = payload?.shape.kind === 'structure' ? service.fields(payload.shape) : body
    if (status === 204 || !isObject(value)) return { status, headers, body: '' }
    const text = JSON.stringify(toNotation(jsonNotation, service, fields, value))
    return { status, headers: { 'content-type': 'application/json', ...headers }, body: text }
  },

  writeError(service, { error, requestId }) {
    const known = findError(service, error.code)
    const members = errorMembers(known, error)
    const headers: Record<string, string> = {}
    for (const [name, { header }] of Object.entries(known.written?.written ?? {})) {
      if (!header || members[name] === undefined) continue
      headers[header.toLowerCase()] = String(members[name])
      delete members[name]
    }
    return {
      status: error.status,
      headers: {
        'content-type': 'application/json',
        'x-amzn-errortype': known.shape,
        'x-amzn-requestid': requestId,
        ...headers,
      },
      body: JSON.stringify(members),
    }
  },
}
