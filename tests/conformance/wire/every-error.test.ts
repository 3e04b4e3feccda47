import { describe, expect, it } from 'vitest'
import { contract } from '../../../simulator/api/contract.ts'
import type { HttpRequest, HttpResponse } from '../../../simulator/api/wire/http.ts'
import { recognise } from '../../../simulator/api/wire/recognise.ts'
import { loadWireServices, type WireService } from '../../../simulator/api/wire/services.ts'
import { openClient, otherProtocol, type TestClient, toClient } from './clients.ts'
import { sampleOf } from './samples.ts'

// AWS's own clients know each error of each service by its name, message and status when they are told of it.

const services = await loadWireServices(contract)
const withErrors = services.all.filter(({ wire }) => Object.keys(wire.errors).length)

/** Two of CloudWatch's errors share a code of the query protocol, and the client takes the one named like it. */
const taken: Readonly<Record<string, string>> = { DashboardNotFoundError: 'ResourceNotFound' }

describe.each(withErrors.map(({ name }) => name))('%s:', async (name) => {
  const service = services.named(name)!
  const client = await openClient(name)
  // AWS publishes no client of zonal shift in the registry that is used here.
  if (!client) it('has no client', () => expect(name).toBe('arc-zonal-shift'))
  else
    it.each(Object.keys(service.wire.errors))('%s', (code) => checkError(client, service, code, taken[code]))
})

describe('CloudWatch in CBOR:', async () => {
  const service = services.named('cloudwatch')!
  const protocol = otherProtocol('cloudwatch', '@smithy/core/cbor', 'SmithyRpcV2CborProtocol')
  const client = (await openClient('cloudwatch', protocol))!
  it.each(Object.keys(service.wire.errors))('%s', (code) => checkError(client, service, code))
})

it('is known by the codes of the query protocol too', async () => {
  const client = (await openClient('sqs'))!
  const thrown = await refusalHeard(client, services.named('sqs')!, 'AWS.SimpleQueueService.NonExistentQueue')
  expect(thrown).toMatchObject({ name: 'QueueDoesNotExist' })
})

async function checkError(
  client: TestClient,
  service: WireService,
  code: string,
  name = code,
): Promise<void> {
  const { status } = service.wire.errors[code]!
  expect(await refusalHeard(client, service, code)).toMatchObject({
    name,
    message: 'No <way> & none',
    $metadata: { httpStatusCode: status },
  })
}

async function refusalHeard(client: TestClient, service: WireService, code: string): Promise<unknown> {
  const operation = service.model.operations.find(({ cliName }) => !cliName.startsWith('head-'))!
  const status = service.wire.errors[code]?.status ?? 400
  const answer = (http: HttpRequest): HttpResponse => {
    const { protocol } = recognise(http, services)
    const error = { code, message: 'No <way> & none', status }
    return protocol.writeError(service, { error, requestId: 'request-1', http })
  }
  const input = toClient(operation.input!, sampleOf(service, operation.input, 0)) as object
  try {
    return await client.call(operation.name, input, answer)
  } catch (thrown) {
    return thrown
  }
}
