import type { Ec2 } from '../api/generated/types.d.ts'
import type { Store, Table } from '../kernel/store.ts'
import type { Principal } from '../world/accounts.ts'
import type { Duration } from '../world/durations.ts'
import type { Guest, Held, Scope } from '../world/held.ts'
import type { Tag } from './tags.ts'

/** What a handler may know and do: the world, who asks, and the few ports that a higher room binds. */
export interface Context extends Scope {
  readonly store: Store
  readonly caller: Principal
  /** Milliseconds since 1970, in simulated time. */
  readonly now: number
  readonly families: FamilyIndex
  /** A fresh id: `ctx.newId('vpc')`. */
  newId(prefix: string): string
  /** Plans work: `kind` names a `due(...)` of the same service, `args` is what it gets. */
  after(duration: Duration, kind: string, args: Readonly<Record<string, unknown>>): void
  /** How many of something the caller's account may have here: a quota's default or what it was raised to. */
  limit(quota: string): number
  readonly network?: NetworkPort
  readonly analyzers?: AnalyzerPort
  readonly services?: ServicesPort
}

/** What services ask of the network, which is a room above them. Without one, whoever runs is taken to answer. */
export interface NetworkPort {
  /** Sends a health check, and tells what its sender hears. */
  check(ctx: Reading & Pick<Context, 'now'>, check: NetworkCheck): Heard
}

/** The ways to AWS's own services. */
export interface ServicesPort {
  /** Whether what runs behind a network interface gets through to a service, by its name in endpoints: `ssmmessages`. */
  reaches(
    ctx: Reading & Pick<Context, 'now'>,
    networkInterface: string,
    service: string,
    region: string,
  ): boolean
}

/** What reads a network's configuration, in the room above. */
export interface AnalyzerPort {
  /** What Reachability Analyzer finds about a path. */
  analysePath(
    ctx: Reading & Pick<Context, 'now'>,
    path: Ec2.NetworkInsightsPath,
    filters: PathFilters,
  ): PathAnalysis
  /** What Network Access Analyzer finds for a scope, among everything that the account has in the Region. */
  findAccess(
    ctx: Reading & Pick<Context, 'now'> & Scope,
    scope: Ec2.NetworkInsightsAccessScopeContent,
  ): AccessFound
}

export type PathFilters = Pick<Ec2.NetworkInsightsAnalysis, 'FilterInArns' | 'FilterOutArns'>

export type PathAnalysis = Pick<
  Ec2.NetworkInsightsAnalysis,
  | 'NetworkPathFound'
  | 'ForwardPathComponents'
  | 'ReturnPathComponents'
  | 'Explanations'
  | 'AlternatePathHints'
>

export interface AccessFound {
  /** The components of each path that was found. */
  readonly paths: readonly (readonly Ec2.PathComponent[])[]
  readonly interfaces: number
  /** There was too much to look at all of it. */
  readonly isPartial: boolean
}

export interface NetworkCheck {
  /** The network interface that sends it. */
  readonly from: string
  readonly to: string
  readonly port: number
  readonly protocol: 'TCP' | 'HTTP' | 'HTTPS'
  /** Whether it begins with a header of proxy protocol version 2. */
  readonly proxyProtocol: boolean
  /** How long its sender waits. */
  readonly seconds: number
  /** What is asked for, where the protocol is HTTP or HTTPS. */
  readonly path?: string
}

/** An answer, with the status where it is one of HTTP; a refusal; or nothing at all. */
export type Heard =
  | { readonly kind: 'answer'; readonly status?: number }
  | { readonly kind: 'refusal' }
  | { readonly kind: 'silence' }

/** What suffices to read the world as it stands. */
export type Reading = Pick<Context, 'store' | 'families'>

type AnyHeld = Held<Record<string, unknown>>

/** A family as those see it who treat all families alike. */
export interface AnyFamily {
  readonly unit: 'family'
  readonly name: string
  readonly table: Table<never>
  readonly spec: {
    readonly service: string
    readonly resource: string
    readonly id: string
    readonly prefix: string
    readonly tags?: object
    readonly references?: Readonly<Record<string, AnyReference>>
    brings?(held: AnyHeld, ctx: Pick<Context, 'store'>): readonly string[]
    missing(id: string): Error
  }
  arnOf(held: AnyHeld): string
  usesOf(ctx: Pick<Context, 'store'> & Scope, held: AnyHeld): readonly string[] | undefined
  admit(ctx: Pick<Context, 'store'>, held: AnyHeld, guest: Guest): AnyHeld
  dismiss(ctx: Pick<Context, 'store'>, held: AnyHeld, guest: Scope): AnyHeld
  idOf(held: AnyHeld): string
  get(ctx: Pick<Context, 'store'>, id: string): AnyHeld | undefined
  find(ctx: Pick<Context, 'store'> & Scope, id: string): AnyHeld | undefined
  list(ctx: Pick<Context, 'store'> & Scope): AnyHeld[]
  everyone(ctx: Pick<Context, 'store'>): AnyHeld[]
  by(ctx: Pick<Context, 'store'>, index: string, value: string): AnyHeld[]
  count(ctx: Pick<Context, 'store'>, index: string, value: string): number
  tagsOf(held: AnyHeld, viewer?: Scope): readonly Tag[]
  setTags(ctx: Pick<Context, 'store'> & Scope, held: AnyHeld, tags: readonly Tag[]): void
  isInUse(ctx: Context, id: string): boolean
}

interface AnyReference {
  readonly to: string
  read(held: AnyHeld): string | readonly string[] | undefined
  readonly blocks?: false | ((held: AnyHeld) => boolean)
}

/** Every family of every service, for what concerns them all: tags, references, ids of any kind. */
export interface FamilyIndex {
  readonly all: readonly AnyFamily[]
  /** The family that ids such as this one belong to, by their prefix. */
  ofId(id: string): AnyFamily | undefined
  /** Families that hold references to the one of this name, each with the name of its reference. */
  referringTo(family: string): readonly { readonly family: AnyFamily; readonly reference: string }[]
}

/** A moment as AWS's APIs print it. */
export const timestamp = (at: number): string => new Date(at).toISOString()
