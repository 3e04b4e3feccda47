// AWS's contract as the rest of the house reads it: services, operations and shapes.
// The compact form on disk is decoded into these values shape by shape, when first asked for.

export type Shape =
  | StructureShape
  | { readonly kind: 'list'; readonly member: Shape; readonly min?: number; readonly max?: number }
  | { readonly kind: 'map'; readonly key: Shape; readonly value: Shape }
  | StringShape
  | { readonly kind: 'integer' | 'long' | 'float' | 'double'; readonly min?: number; readonly max?: number }
  | { readonly kind: 'boolean' }
  /** ISO 8601 text in inputs, outputs and stored records alike. */
  | { readonly kind: 'timestamp' }
  /** A `Uint8Array` in inputs and outputs; `streaming` when it is the body of the message. */
  | { readonly kind: 'blob'; readonly streaming?: boolean }
  /** Free JSON. */
  | { readonly kind: 'document' }

export interface StructureShape {
  readonly kind: 'structure'
  readonly name: string
  /** In AWS's order, which is the order that the CLI lists options and prints members in. */
  readonly members: ReadonlyMap<string, Member>
  /** Exactly one member may be set. */
  readonly union?: boolean
}

export interface StringShape {
  readonly kind: 'string'
  /** Values that AWS publishes. A service may accept newer ones, and the CLI does not check them. */
  readonly enum?: readonly string[]
  readonly min?: number
  readonly max?: number
  readonly pattern?: string
}

export interface Member {
  readonly name: string
  readonly shape: Shape
  readonly required: boolean
  /** The CLI fills in a random UUID when the caller leaves it out. */
  readonly idempotencyToken?: boolean
  /** An answer has it in a header or as its status. The CLI prints such members before those of the body. */
  readonly outsideBody?: boolean
}

export interface Operation {
  /** As the API spells it: `CreateVpc`. */
  readonly name: string
  /** As the CLI spells it: `create-vpc`. */
  readonly cliName: string
  readonly input: StructureShape | undefined
  readonly output: StructureShape | undefined
  readonly paginator?: Paginator
}

export interface Paginator {
  readonly inputToken: readonly string[]
  /** JMESPath into the output, one for each input token. */
  readonly outputToken: readonly string[]
  readonly limitKey?: string
  readonly resultKeys: readonly string[]
  readonly moreResults?: string
  /** Members of the first page that stand beside the results of all pages; null where the page has none. */
  readonly nonAggregateKeys?: readonly string[]
}

export interface Waiter {
  /** As the CLI spells it: `vpc-available`. */
  readonly cliName: string
  readonly name: string
  readonly operation: string
  readonly delay: number
  readonly maxAttempts: number
  readonly acceptors: readonly Acceptor[]
}

export interface Acceptor {
  readonly state: 'success' | 'failure' | 'retry'
  readonly matcher: 'path' | 'pathAll' | 'pathAny' | 'status' | 'error'
  readonly argument?: string
  readonly expected: string | number | boolean
}

export type Protocol = 'ec2' | 'query' | 'rest-xml' | 'rest-json' | 'json'

export interface ServiceModel {
  /** The CLI's name for it: `ec2`, `elbv2`, `s3api`. */
  readonly name: string
  /** The full name that help shows: "Amazon Elastic Compute Cloud". */
  readonly fullName: string
  readonly protocol: Protocol
  readonly apiVersion: string
  readonly endpointPrefix: string
  readonly signingName: string
  /** Sorted by CLI name. */
  readonly operations: readonly Operation[]
  operation(name: string): Operation | undefined
  operationByCliName(cliName: string): Operation | undefined
  readonly waiters: readonly Waiter[]
}

/** Sentences of AWS's documentation, loaded for help alone. */
export interface ServiceDocs {
  readonly description: string
  operation(name: string): string | undefined
  member(structure: string, member: string): string | undefined
}

export interface Contract {
  /** CLI names of the services that are compiled, sorted. */
  readonly services: readonly string[]
  /**
   * Loads a service once, with whatever answers for it: all of it, or as much as one operation wants. The only
   * asynchronous step; do it at the edge. Operations that nobody answers may be missing from the model, but for the
   * one that is asked for.
   */
  need(service: string, operation?: string): Promise<ServiceModel>
  /** Loads a service's whole model alone, for who reads it and sends nothing. */
  needModel(service: string): Promise<ServiceModel>
  needDocs(service: string): Promise<ServiceDocs>
  /** A loaded model; throws when nobody has needed it yet. */
  model(service: string): ServiceModel
  /** Loaded documentation, or undefined when nobody has needed it yet. */
  docs(service: string): ServiceDocs | undefined
}
