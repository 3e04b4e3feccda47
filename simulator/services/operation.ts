import type { Operations as AwsOperations } from '../api/generated/types.d.ts'
import type { PrivateOperations } from '../api/private/index.ts'
import type { Context } from './context.ts'

/** Of AWS's services, and of the lab's own. */
export interface Operations extends AwsOperations, PrivateOperations {}

export type Input<S extends keyof Operations, N extends keyof Operations[S]> = Operations[S][N] extends {
  input: infer I
}
  ? I
  : never
export type Output<S extends keyof Operations, N extends keyof Operations[S]> = Operations[S][N] extends {
  output: infer O
}
  ? O
  : never

/** How near an operation comes to AWS's own, and where AWS says how it should behave. FIDELITY.md lists these. */
export interface About {
  readonly fidelity: 'exact' | Simplified
  /** Where AWS documents it: guide and page. */
  readonly source: string
}

export interface Simplified {
  /** What AWS does here that we do not, in a sentence for learners. */
  readonly simplified: string
}

/** One API operation: a value that the service's index collects. */
export interface OperationUnit {
  readonly unit: 'operation'
  readonly service: string
  readonly name: string
  readonly about: About
  readonly handle: (input: never, ctx: Context) => object
}

/**
 * Declares an operation. `input` has passed the checks of AWS's model before the handler runs, and the compiler
 * refuses an answer that the model does not have. A throw undoes whatever the handler wrote.
 */
export function operation<S extends keyof Operations & string, N extends keyof Operations[S] & string>(
  service: S,
  name: N,
  about: About,
  handle: (input: Input<S, N>, ctx: Context) => Output<S, N>,
): OperationUnit {
  return { unit: 'operation', service, name, about, handle: handle as OperationUnit['handle'] }
}

/** Work that falls due by itself: the second half of what an operation began. */
export interface DueUnit {
  readonly unit: 'due'
  readonly kind: string
  readonly perform: (args: never, ctx: Context) => void
}

export function due<A extends Readonly<Record<string, unknown>>>(
  kind: string,
  perform: (args: A, ctx: Context) => void,
): DueUnit {
  return { unit: 'due', kind, perform: perform as DueUnit['perform'] }
}
