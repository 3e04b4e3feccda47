import type { Paginator, Protocol, Waiter } from './model.ts'

/**
 * A service's model as the generator writes it. Text where a browser parses text fastest, and every name and
 * type once, so that the whole of EC2 stays small on the wire and only what is asked for is ever unfolded.
 */
export interface CompiledModel {
  readonly about: readonly [
    fullName: string,
    protocol: Protocol,
    apiVersion: string,
    endpointPrefix: string,
    signingName: string,
  ]
  /**
   * One operation a line: its name, its input structure, its output structure, `-` where it has none.
   * `~` in a structure's name stands for the operation's name.
   */
  readonly operations: string
  /**
   * One structure a line: its members, separated by spaces. A member is `Name:type` where the file uses the
   * name for the first time and wherever its type differs from that, else `Name`. After the type, `!` says
   * required, `*` an idempotency token and `^` that an answer has it outside of its body. Inputs come first, in
   * the order of the operations, then outputs, then all others in the order of `others`.
   */
  readonly structures: string
  /** Names of the structures that are no operation's input or output; `|` in front of a union. */
  readonly others: string
  /**
   * Types, referred to by position in base 36. `s` string, `e3` string of enum 3, `i` `l` `f` `d` numbers, `b`
   * boolean, `t` timestamp, `B` blob, `S` streaming blob, `D` document, `$7` structure 7, `[0` list of type 0,
   * `{0,5` map. Limits follow a space, `1..64`, and a pattern follows another.
   */
  readonly types: readonly string[]
  /** Values separated by line ends. */
  readonly enums: readonly string[]
  readonly paginators: Readonly<Record<string, CompiledPaginator>>
  readonly waiters: Readonly<Record<string, CompiledWaiter>>
}

export type CompiledPaginator = readonly [
  inputToken: Paginator['inputToken'],
  outputToken: Paginator['outputToken'],
  resultKeys: Paginator['resultKeys'],
  limitKey?: string | null,
  moreResults?: string | null,
  nonAggregateKeys?: readonly string[],
]

export type CompiledWaiter = readonly [
  operation: string,
  delay: number,
  maxAttempts: number,
  acceptors: readonly (readonly [
    state: Waiter['acceptors'][number]['state'],
    matcher: Waiter['acceptors'][number]['matcher'],
    expected: string | number | boolean,
    argument?: string,
  ])[],
]

/** Documentation by operation and by structure member, in the markup that `scripts/model/prose.ts` describes. */
export interface CompiledDocs {
  readonly notice: string
  readonly description: string
  readonly operations: Readonly<Record<string, string>>
  readonly members: Readonly<Record<string, Readonly<Record<string, string>>>>
}

/** How a service is written on the wire. What is not said follows the protocol: the member's own name, the body. */
/** By what a request on the wire is known to be for a service, before any of it is loaded. */
export interface CompiledAbout {
  readonly protocol: Protocol
  readonly apiVersion: string
  readonly endpointPrefix: string
  readonly signingName: string
  readonly targetPrefix?: string
}

export interface CompiledWire {
  readonly protocol: Protocol
  readonly apiVersion: string
  readonly jsonVersion?: string
  readonly targetPrefix?: string
  readonly xmlNamespace?: string
  readonly operations: Readonly<Record<string, WireOperation>>
  readonly structures: Readonly<Record<string, WireStructure>>
  /** By the name of the error's shape. */
  readonly errors: Readonly<Record<string, WireError>>
}

export interface WireOperation {
  readonly http?: readonly [method: string, uri: string, status: number]
  readonly hostPrefix?: string
}

/** By member name; `.` for the structure itself. */
export type WireStructure = Readonly<Record<string, WireMember>>

export interface WireMember {
  /** Name of the element in XML and of the field in a query. */
  readonly xml?: string
  /** Name of the field in an EC2 query; where nothing is said, the name in XML with a capital. */
  readonly query?: string
  readonly header?: string
  /** Each entry of the map is a header whose name starts like this. */
  readonly prefix?: string
  readonly queryString?: string
  readonly queryStrings?: true
  readonly label?: true
  readonly hostLabel?: true
  readonly payload?: true
  readonly status?: true
  readonly attribute?: true
  readonly namespace?: readonly [prefix: string, uri: string]
  readonly flat?: true
  readonly eventPayload?: true
  /** Name of a list's elements; `member` where nothing is said. */
  readonly item?: string
  /** Names of a map's keys and values; `key` and `value` where nothing is said. */
  readonly entry?: readonly [key: string, value: string]
  readonly timestamp?: 'date-time' | 'http-date' | 'epoch-seconds'
  /** What holds for the elements of a list or the values of a map. */
  readonly inner?: WireMember
}

export interface WireError {
  /** The code on the wire, where it is not the shape's name. */
  readonly code?: string
  readonly status: number
  readonly members: readonly string[]
  readonly written?: WireStructure
}
