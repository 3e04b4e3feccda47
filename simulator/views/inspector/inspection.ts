import type { Condition } from '../topology/parts.ts'

// All that there is to know of one thing in the world, as data that a page lays out.

export interface Inspection {
  /** Its id, as the map and the terminal know it. */
  readonly id: string
  readonly kind: string
  readonly name: string
  /** Whose it is, and where; not of what is on premises. */
  readonly account?: string
  readonly accountName?: string
  readonly region?: string
  readonly condition: Condition
  /** Whether it is still on its way to another state, by its state in AWS's words: time will tell. */
  readonly isPending?: boolean
  /** What is wrong with it or around it, and why. */
  readonly troubles: readonly string[]
  readonly chapters: readonly Chapter[]
  /** What is joined to it. */
  readonly related: readonly Related[]
  readonly tags: readonly { readonly Key?: string; readonly Value?: string }[]
  /** Names of what its chapters mention, by id. */
  readonly names: Readonly<Record<string, string>>
  /** What to type to hear the same of AWS, and a little more. */
  readonly commands: readonly string[]
}

export interface Chapter {
  readonly kind: ChapterKind
  /** Whose it is, where not the thing's own: the route table that its subnet uses. */
  readonly of?: string
  readonly note?: NoteKind
  readonly facts?: readonly Fact[]
  readonly table?: Table
  /** A JSON document. */
  readonly text?: string
}

export type ChapterKind =
  | 'routes'
  | 'security-group'
  | 'network-acl'
  | 'policy'
  | 'names'
  | 'records'
  | 'resolving'
  | 'permissions'
  | 'connections'
  | 'listeners'
  | 'targets'
  | 'attachments'
  | 'propagations'
  | 'associations'
  | 'bgp'
  | 'prefixes'
  | 'tunnels'
  | 'hosts'
  | 'routers'
  | 'uplinks'
  | 'firewall'
  | 'name-servers'
  | 'entries'
  | 'cost'
  | 'fields'

/** Why it is this one, or how it is read. */
export type NoteKind =
  | 'own-table'
  | 'main-table'
  | 'gateway-table'
  | 'most-specific'
  | 'groups-add-up'
  | 'first-entry'
  | 'nobody'
  | 'everything'

export interface Fact {
  readonly name: string
  readonly value?: string
  readonly inside?: readonly Fact[]
}

export interface Table {
  readonly columns: readonly Column[]
  readonly rows: readonly Row[]
}

export interface Row {
  readonly cells: readonly string[]
  /** It works as little as what it leads to. */
  readonly isBroken?: boolean
}

export type Column =
  | 'destination'
  | 'target'
  | 'state'
  | 'origin'
  | 'direction'
  | 'number'
  | 'action'
  | 'protocol'
  | 'ports'
  | 'peer'
  | 'description'
  | 'name'
  | 'type'
  | 'value'
  | 'principal'
  | 'endpoint'
  | 'owner'
  | 'port'
  | 'zone'
  | 'health'
  | 'why'
  | 'resource'
  | 'table'
  | 'address'
  | 'asn'
  | 'prefixes'
  | 'site'
  | 'source'
  | 'monthly'
  | 'amount'

export interface Related {
  readonly id: string
  readonly kind: string
  readonly name: string
  /** Whether it names the thing, or is named by it. */
  readonly way: 'names' | 'named-by'
}
