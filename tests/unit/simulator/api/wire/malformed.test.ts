import fc from 'fast-check'
import { expect, it } from 'vitest'
import { recognise } from '../../../../../simulator/api/wire/recognise.ts'
import { runs } from '../../../../properties/arbitraries.ts'
import { bodyText, httpOf, services, understand } from './speaker.ts'

// Whatever somebody sends, it is understood or refused in AWS's way, and nothing else happens.

const names = [...new Set(services.all.map(({ model }) => model.signingName)), 'lambda', '']
const targets = services.all.flatMap(({ wire, model }) =>
  wire.targetPrefix ? [`${wire.targetPrefix}.${model.operations[0]!.name}`] : [],
)

const piece = fc.oneof(
  fc.constantFrom(
    '%',
    '%2',
    '..',
    '//',
    '.1.',
    'Action=',
    '&',
    '=',
    '<a>',
    '</a>',
    '{"',
    '}',
    '__proto__',
    'Filter',
  ),
  fc.string({ unit: 'binary', maxLength: 8 }),
)
const text = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''))

const requests = fc.record({
  method: fc.constantFrom('GET', 'PUT', 'POST', 'DELETE', 'HEAD', 'PATCH', 'MOON'),
  path: text.map((rest) => `/${rest.replace(/[ ?]/g, '')}`),
  query: text.map((rest) => rest.replace(/ /g, '')),
  signedFor: fc.constantFrom(...names),
  body: fc.oneof(text, fc.uint8Array({ maxLength: 60 })),
  headers: fc.record(
    {
      'x-amz-target': fc.oneof(fc.constantFrom(...targets), text),
      'smithy-protocol': fc.constant('rpc-v2-cbor'),
      'content-type': fc.constantFrom('application/x-www-form-urlencoded', 'application/json'),
      'content-encoding': fc.constantFrom('aws-chunked', 'gzip'),
      authorization: text,
      host: text,
    },
    { requiredKeys: [] },
  ),
})

it('is answered all the same', () => {
  fc.assert(
    fc.property(requests, ({ method, path, query, ...written }) => {
      const http = httpOf(`${method} ${path}?${query}`, written)
      const understood = understand(http)
      if (typeof understood === 'object') return
      const { service, protocol } = recognise(http, services)
      const error = { code: 'Oops', message: 'No', status: 400 }
      const answer = protocol.writeError(service, { error, requestId: 'r-1', http })
      expect(answer.status).toBe(400)
      expect(bodyText(answer) === '').toBe(method === 'HEAD' && protocol.name === 'rest-xml')
    }),
    runs(2000),
  )
})
