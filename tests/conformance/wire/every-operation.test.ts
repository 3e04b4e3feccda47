import { describe, expect, it } from 'vitest'
import { contract } from '../../../simulator/api/contract.ts'
import type { Operation } from '../../../simulator/api/model.ts'
import type { HttpRequest, HttpResponse } from '../../../simulator/api/wire/http.ts'
import { recognise } from '../../../simulator/api/wire/recognise.ts'
import { loadWireServices, type WireService } from '../../../simulator/api/wire/services.ts'
import { fromClient, openClient, otherProtocol, type TestClient, toClient } from './clients.ts'
import { sampleOf } from './samples.ts'

// AWS's own clients write every operation's input and read its output back, with every member set: what they send is
// understood, and what is answered is understood by them.

const services = await loadWireServices(contract)

/** Members that are left out of the samples because a client does more, or less, than to carry them. */
const leftOut: readonly { service: string; operation: RegExp; members: RegExp; why: string }[] = [
  {
    service: 'rds',
    operation: /./,
    members: /^SourceRegion$/,
    why: 'the client makes a signed link of it and does not send it',
  },
  {
    service: 'route53resolver',
    operation: /FirewallRule/,
    members: /^(DnsThreatProtection|ConfidenceThreshold)$/,
    why: 'the client in the registry is older than these members',
  },
  {
    service: 's3api',
    operation: /^GetObject(Annotation)?$/,
    members: /^Checksum[A-Z0-9]+$/,
    why: 'the client compares the checksum with the body, and a sample has none that fits',
  },
  {
    service: 's3api',
    operation: /^(Get|Head)Object$/,
    members: /^ExpiresString$/,
    why: 'the client makes it of Expires',
  },
  {
    service: 'sqs',
    operation: /^ReceiveMessage$/,
    members: /^AttributeNames$/,
    why: 'in a query it has the name of MessageSystemAttributeNames, which came in its stead',
  },
]

/** Operations whose answer is a stream of events, which nothing here answers yet. */
const streams = new Set(['StartLiveTail', 'GetLogObject', 'SelectObjectContent'])

describe.each(services.all.map(({ name }) => name))('%s, as its client sends it:', async (name) => {
  const service = services.named(name)!
  const client = await openClient(name)
  const operations = service.model.operations.map((operation) => [operation.name, operation] as const)
  // AWS publishes no client of zonal shift in the registry that is used here.
  if (!client) it('has no client', () => expect(name).toBe('arc-zonal-shift'))
  else
    it.each(operations)('%s', async (_, operation) => {
      for (const turn of [0, 1]) await checkBothWays(client, service, operation, turn)
    })
})

describe.each([
  ['cloudwatch', 'CBOR', '@smithy/core/cbor', 'SmithyRpcV2CborProtocol'],
  ['cloudwatch', 'a query', '@aws-sdk/core/protocols', 'AwsQueryProtocol'],
  ['sqs', 'a query', '@aws-sdk/core/protocols', 'AwsQueryProtocol'],
])('%s in %s:', async (name, _, module, protocol) => {
  const service = services.named(name)!
  const client = (await openClient(name, otherProtocol(name, module, protocol)))!
  const operations = service.model.operations.map((operation) => [operation.name, operation] as const)
  it.each(operations)('%s', async (_, operation) => {
    for (const turn of [0, 1]) await checkBothWays(client, service, operation, turn)
  })
})

async function checkBothWays(
  client: TestClient,
  service: WireService,
  operation: Operation,
  turn: number,
): Promise<void> {
  const input = withoutLeftOut(service, operation, sampleOf(service, operation.input, turn))
  const output = streams.has(operation.name)
    ? {}
    : withoutLeftOut(service, operation, sampleOf(service, operation.output, turn))
  let understood: unknown
  const answer = (http: HttpRequest): HttpResponse => {
    const asked = recognise(http, services)
    if (!asked.service) throw new Error(`Nobody is meant by ${http.method} ${http.path}.`)
    const call = asked.protocol.readCall(asked.service, http)
    understood = {
      service: asked.service.name,
      operation: call.operation.name,
      input: withoutLeftOut(service, operation, call.input),
    }
    return asked.protocol.writeOutput(asked.service, { operation, output, requestId: 'request-1' })
  }
  const given = operation.input ? (toClient(operation.input, input) as object) : {}
  const answered = await client.call(operation.name, given, answer)
  expect(understood).toEqual({ service: service.name, operation: operation.name, input })
  if (operation.output && !streams.has(operation.name))
    expect(withoutLeftOut(service, operation, await fromClient(operation.output, answered))).toEqual(output)
}

function withoutLeftOut(
  { name }: WireService,
  operation: Operation,
  sample: Record<string, unknown>,
): Record<string, unknown> {
  const rules = leftOut.filter((one) => one.service === name && one.operation.test(operation.name))
  const entries = Object.entries(sample).filter(
    ([member]) => !rules.some(({ members }) => members.test(member)),
  )
  return Object.fromEntries(entries)
}
