import type { Cloud } from '../../cloud.ts'
import type { AnyFamily } from '../../services/context.ts'
import type { Operations, Output } from '../../services/operation.ts'
import { rootOf } from '../../world/accounts.ts'
import type { Scope } from '../../world/held.ts'
import type { Speaker } from '../mending/spell-repair.ts'
import type { Action } from './actions.ts'
import type { Input } from './shapes.ts'

/** What whoever offers choices knows: the world, who asks, on what, and what has been said so far. */
export interface Asking {
  readonly cloud: Cloud
  readonly speaker: Speaker
  readonly scope: Scope
  readonly action: Action
  readonly subject: Subject | undefined
  readonly input: Input
}

export interface Subject {
  readonly id: string
  /** `ec2:vpc`, `onprem:host`. */
  readonly family: string
  readonly record: Readonly<Record<string, unknown>>
  readonly scope: Scope
}

/** What AWS answers to whoever fills the form in; nothing where it refuses. */
export async function answerTo<S extends keyof Operations & string, N extends keyof Operations[S] & string>(
  { cloud, scope }: Pick<Asking, 'cloud' | 'scope'>,
  service: S,
  operation: N,
  input: object,
): Promise<Partial<Output<S, N>>> {
  await cloud.contract.need(service, operation)
  const asked = {
    service,
    operation,
    input: input as Readonly<Record<string, unknown>>,
    region: scope.region,
  }
  const response = cloud.fork().send({ ...asked, credentials: undefined }, rootOf(scope.account))
  return ('output' in response ? response.output : {}) as never
}

export const familyNamed = ({ families }: Cloud, name: string): AnyFamily | undefined =>
  families.all.find((family) => family.name === name)
