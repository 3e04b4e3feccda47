import type { Cloud } from '../../cloud.ts'
import type { Input, Operations, Output } from '../../services/operation.ts'
import { rootOf } from '../../world/accounts.ts'
import type { Scope } from '../../world/held.ts'
import { type Speaker, spellRequest } from '../mending/spell-repair.ts'

// Asks AWS as the owner of a thing would. Whatever an inspection says can be heard in the terminal, word for word.

export interface Asking extends Scope {
  readonly cloud: Cloud
  readonly id: string
  /** What AWS answers; nothing where it refuses. */
  ask<S extends keyof Operations & string, N extends keyof Operations[S] & string>(
    service: S,
    operation: N,
    input: Input<S, N>,
  ): Promise<Partial<Output<S, N>>>
  /** What was asked so far, as commands. */
  readonly asked: readonly string[]
}

/** Asks on a fork: what is asked is written down nowhere. */
export function askingAs(world: Cloud, speaker: Speaker, id: string, scope: Scope): Asking {
  const cloud = world.fork()
  const asked: string[] = []
  const region = scope.region === 'global' ? 'us-east-1' : scope.region
  return {
    ...scope,
    cloud,
    id,
    asked,
    async ask(service, operation, input) {
      await cloud.contract.need(service, operation)
      const request = { service, operation, input: input as Readonly<Record<string, unknown>>, region }
      asked.push(spellRequest(speaker, { ...request, account: scope.account }))
      const response = cloud.send({ ...request, credentials: undefined }, rootOf(scope.account))
      return ('output' in response ? response.output : {}) as never
    },
  }
}
