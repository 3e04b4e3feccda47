// A service as the generator understands it, between the packages that it reads and the files that it writes.

export type NumberKind = 'integer' | 'long' | 'float' | 'double'

/** What a size, a range or a text must keep to. */
export interface Limits {
  readonly min?: number
  readonly max?: number
  readonly pattern?: string
}

export type Type =
  | { readonly kind: 'structure'; readonly name: string }
  | { readonly kind: 'list'; readonly member: Type; readonly limits?: Limits }
  | { readonly kind: 'map'; readonly key: Type; readonly value: Type }
  | { readonly kind: 'string'; readonly enum?: string; readonly limits?: Limits }
  | { readonly kind: NumberKind; readonly limits?: Limits }
  | { readonly kind: 'boolean' | 'timestamp' | 'document' }
  | { readonly kind: 'blob'; readonly streaming?: boolean; readonly limits?: Limits }

export interface MemberFact {
  name: string
  type: Type
  required: boolean
  token: boolean
  /** In an answer, not in its body: in a header or in the status. */
  outsideBody?: boolean
  doc: string
}

export interface StructureFact {
  name: string
  union: boolean
  doc: string
  members: MemberFact[]
}

export interface OperationFact {
  name: string
  input: string | undefined
  output: string | undefined
  doc: string
  paginator: PaginatorFact | undefined
}

export interface PaginatorFact {
  readonly inputToken: readonly string[]
  readonly outputToken: readonly string[]
  readonly limitKey?: string
  readonly resultKeys: readonly string[]
  readonly moreResults?: string
  readonly nonAggregateKeys?: readonly string[]
}

export interface ServiceFact {
  name: string
  doc: string
  operations: OperationFact[]
  structures: Map<string, StructureFact>
  enums: Map<string, readonly string[]>
  /** Names of errors and whose fault they are. */
  errors: Map<string, 'client' | 'server'>
}
