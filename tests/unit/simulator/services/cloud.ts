import { contract } from '../../../../simulator/api/contract.ts'
import type { RequestOrigin, Response } from '../../../../simulator/api/request.ts'
import { Cloud } from '../../../../simulator/cloud.ts'
import type { Version } from '../../../../simulator/kernel/store.ts'
import type { Input, Operations, Output } from '../../../../simulator/services/operation.ts'
import type { Service } from '../../../../simulator/services/service.ts'
import { accessKeys, rootOf } from '../../../../simulator/world/accounts.ts'
import { needCatalogues } from '../../../../simulator/world/catalogue/need.ts'
import { problemsInAnswer } from './answers.ts'

// A cloud to test services with: requests in, answers or AWS's errors out.

type Ec2 = Operations['ec2']

export interface TestCloud {
  readonly cloud: Cloud
  /** Calls an EC2 operation that must succeed, and gives its output. */
  ask<N extends keyof Ec2 & string>(operation: N, input?: Ec2[N]['input'], where?: Where): Ec2[N]['output']
  /** Calls an EC2 operation that must be refused, and gives `Code: message`. The world must stay as it was. */
  refused<N extends keyof Ec2 & string>(operation: N, input?: Ec2[N]['input'], where?: Where): string
  /** Calls any service's operation that must succeed, and gives its output, which must fit AWS's model. */
  call<S extends keyof Operations & string, N extends keyof Operations[S] & string>(
    service: S,
    operation: N,
    input?: Input<S, N>,
    where?: Where,
  ): Output<S, N>
  /** Calls any service's operation that must be refused, and gives `Code: message`. */
  refusedBy<S extends keyof Operations & string, N extends keyof Operations[S] & string>(
    service: S,
    operation: N,
    input?: Input<S, N>,
    where?: Where,
  ): string
  /** Lets simulated seconds pass. */
  pass(seconds: number): void
}

interface Where {
  readonly account?: string
  readonly region?: string
  /** Whose access key signs; the account's root user's when none is given. */
  readonly as?: { readonly AccessKeyId?: string | undefined; readonly SessionToken?: string | undefined }
  /** Where it comes from, if not from the workstation. */
  readonly from?: RequestOrigin
}

export const account = '123456789012'
export const otherAccount = '210987654321'

await contract.need('ec2')
await contract.need('onprem')
await contract.need('sts')
await needCatalogues()

/** A world with two accounts, each with a key of its own. */
export function testCloud(seed = 'test', services?: readonly Service[]): TestCloud {
  const cloud = Cloud.create({ contract, seed, ...(services && { services }) })
  for (const id of [account, otherAccount]) {
    cloud.store.put(accessKeys, {
      accessKeyId: `AKIA${id}`,
      secretAccessKey: 'secret',
      principal: rootOf(id),
    })
  }
  const send = (service: string, operation: string, input: object, where: Where = {}): Response =>
    cloud.send({
      service,
      operation,
      input: input as Record<string, unknown>,
      region: where.region ?? 'us-east-1',
      ...(where.from && { origin: where.from }),
      credentials: {
        accessKeyId: where.as?.AccessKeyId ?? `AKIA${where.account ?? account}`,
        secretAccessKey: 'secret',
        ...(where.as?.SessionToken !== undefined && { sessionToken: where.as.SessionToken }),
      },
    })
  const answer = (service: string, operation: string, input: object, where?: Where) => {
    const response = send(service, operation, input, where)
    if ('output' in response) return response.output
    throw new Error(`${operation} was not answered: ${JSON.stringify(response)}`)
  }
  const refusal = (service: string, operation: string, input: object, where?: Where) => {
    send('ec2', 'DescribeVpcs', {}, where)
    const before = cloud.store.version.tables.delete('ledger')
    const response = send(service, operation, input, where)
    const after = cloud.store.version.tables.delete('ledger')
    if (!('error' in response)) throw new Error(`${operation} was not refused: ${JSON.stringify(response)}`)
    if (!isSame(before, after)) throw new Error(`${operation} was refused and yet changed the world.`)
    return `${response.error.code}: ${response.error.message}`
  }
  return {
    cloud,
    ask: (operation, input = {}, where) => answer('ec2', operation, input, where) as never,
    refused: (operation, input = {}, where) => refusal('ec2', operation, input, where),
    call(service, operation, input, where) {
      const output = answer(service, operation, input ?? {}, where)
      const shape = contract.model(service).operation(operation)?.output
      const problems = problemsInAnswer(service, shape, output)
      if (problems.length) throw new Error(`${operation} answered what AWS does not: ${problems.join('; ')}`)
      return output as never
    },
    refusedBy: (service, operation, input, where) => refusal(service, operation, input ?? {}, where),
    pass: (seconds) => cloud.advance(seconds),
  }
}

/** Whether two worlds hold the same tables, untouched. */
const isSame = (a: Version['tables'], b: Version['tables']): boolean =>
  a.size === b.size && [...a].every(([name, state]) => b.get(name) === state)
