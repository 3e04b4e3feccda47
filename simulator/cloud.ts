import { loadWith } from './api/contract.ts'
import { AwsError } from './api/error.ts'
import type { Contract, Operation } from './api/model.ts'
import { isPrivateService } from './api/private/index.ts'
import { refuse } from './api/refuse.ts'
import type { ErrorAnswer, Request, Response } from './api/request.ts'
import type { HttpRequest, HttpResponse } from './api/wire/http.ts'
import { advance, now, plan, plannedWork, setClock, type Work } from './kernel/clock.ts'
import { newId } from './kernel/ids.ts'
import { rollUuid, seedDice, withDice } from './kernel/random.ts'
import {
  cell,
  type Reads,
  readSnapshot,
  restore,
  Store,
  serialise,
  type Table,
  type Version,
} from './kernel/store.ts'
import { lookUpAddresses } from './network/dns/resolve.ts'
import type { Fabric } from './network/fabric.ts'
import type { Trial } from './network/mending/search.ts'
import {
  analyzers,
  analyzersFor,
  needAnalyzers,
  network,
  services as servicePaths,
} from './network/network-port.ts'
import { observedOf } from './network/observing/connections.ts'
import { observationOf } from './network/observing/observation.ts'
import type { Observed } from './network/observing/observed.ts'
import type { HttpPorts, ServicePeer } from './network/session/answer-http.ts'
import type { Client } from './network/session/client.ts'
import { type Finding, type NotReached, type Reached, reachService } from './network/session/reach-service.ts'
import type { AdoptionOptions } from './services/adoption/adopt.ts'
import type { AccountDocument, AdoptionReport } from './services/adoption/documents.ts'
import { loadedAdoption } from './services/adoption/need.ts'
import { authoriseRequest } from './services/authorisation.ts'
import { tellTrails } from './services/cloudtrail/trail-delivery.ts'
import type { AnyFamily, Context, FamilyIndex } from './services/context.ts'
import {
  answerMetadata,
  type MetadataAnswer,
  type MetadataRequest,
} from './services/ec2/instance-metadata/answer.ts'
import { instances } from './services/ec2/instances.ts'
import { throttledCall } from './services/fault/throttling.ts'
import { services as liveServices } from './services/index.ts'
import { fixedServices, type Services } from './services/live-services.ts'
import { type Locks, noLocks, refuseLocked, refuseLockedHere } from './services/locks.ts'
import { writeDown } from './services/observations.ts'
import type { OperationUnit } from './services/operation.ts'
import { expired, strayed, tokenReused, unknownCaller } from './services/request-errors.ts'
import { originOf, recordedOrigin } from './services/request-origin.ts'
import { sizeOf } from './services/request-size.ts'
import { isAnalysing, needServicesOf } from './services/saved-worlds.ts'
import type { Service } from './services/service.ts'
import { accessKeys, accounts, anonymous, openAccount, type Principal, rootOf } from './world/accounts.ts'
import { isGlobalService, signingScope } from './world/catalogue/endpoints.ts'
import { quotaDefault } from './world/catalogue/quotas.ts'
import { isRegion, regionOf } from './world/catalogue/regions.ts'
import { type Duration, durations } from './world/durations.ts'
import { hostFiles } from './world/files.ts'
import { firstMoment } from './world/first-moment.ts'
import { forwards } from './world/forwards.ts'
import { furnished } from './world/furnished.ts'
import { labScope, type Scope, scopeKey } from './world/held.ts'
import { clientTokens, recall, remember } from './world/idempotency.ts'
import { journal, journalEnds } from './world/journal.ts'
import { enter, ledger } from './world/ledger.ts'
import { raisedQuota, raisedQuotas } from './world/quotas.ts'
import { traffic } from './world/traffic.ts'
import { usage } from './world/usage.ts'

// THE LOWER WAIST. Whatever happens to the simulated cloud happens through a request that is sent or time that
// passes; nobody above writes to its tables.

export interface CloudOptions {
  readonly contract: Contract
  /** Everything that is random in this world follows from it. */
  readonly seed?: string
  /** The first moment, in milliseconds since 1970. */
  readonly at?: number
  /** The services that there are, if not those which `contract.need` has loaded. */
  readonly services?: readonly Service[]
}

const seedOfWorld = cell('seed', '')

loadWith(analyzersFor)

const ownTables: readonly Table<never>[] = [
  accessKeys,
  accounts,
  clientTokens,
  furnished,
  hostFiles,
  forwards,
  journal,
  journalEnds,
  ledger,
  plannedWork,
  raisedQuotas,
  traffic,
  usage,
]

export class Cloud {
  readonly contract: Contract
  readonly store: Store
  readonly #services: Services
  #locks: Locks = noLocks
  #isUnwatched = false
  /** Hears of all that is put on the network in this world; what happens in forks it does not hear. */
  onObserved: ((observed: readonly Observed[]) => void) | undefined

  private constructor(contract: Contract, store: Store, services: Services) {
    this.contract = contract
    this.store = store
    this.#services = services
  }

  static create({ contract, seed = 'hopwise', at = firstMoment, services }: CloudOptions): Cloud {
    const store = new Store()
    store.set(seedOfWorld, seed)
    seedDice(store, seed)
    setClock(store, at)
    return new Cloud(contract, store, services ? fixedServices(services) : liveServices)
  }

  /** A cloud whose world `save` wrote. Throws where that is none. */
  static async open(text: string, options: Omit<CloudOptions, 'seed' | 'at'>): Promise<Cloud> {
    const cloud = Cloud.create(options)
    cloud.store.goto(await cloud.read(text))
    return cloud
  }

  /** The same for who has loaded the services that have something in the world. */
  static load(text: string, options: Omit<CloudOptions, 'seed' | 'at'>): Cloud {
    const cloud = Cloud.create(options)
    cloud.store.goto(restore(readSnapshot(text), cloud.tables))
    return cloud
  }

  /** The world that `save` wrote. What is in it, and what falls due there, is loaded before; no operation is. */
  async read(text: string): Promise<Version> {
    const snapshot = readSnapshot(text)
    // First, because of what is no world it throws: nobody would hear of the other's failure then.
    const isBusy = isAnalysing(snapshot)
    await Promise.all([needServicesOf(snapshot, text), isBusy && needAnalyzers()])
    return restore(snapshot, this.tables)
  }

  /** The whole world as text; equal worlds give equal text. */
  save(): string {
    return serialise(this.store.version)
  }

  /** A cloud that starts from this one's world; neither ever sees what the other does. `reads` is told what it looks at. */
  fork(reads?: Reads): Cloud {
    return new Cloud(this.contract, this.store.fork(reads), this.#services)
  }

  /** From now on, whoever asks is refused what is locked. A fork knows no locks: it is somebody else's to try things in. */
  lock(locks: Locks): void {
    this.#locks = locks
  }

  /** What calls put on the network is written down nowhere from now on: nobody will ever read it in this fork. */
  unwatch(): void {
    this.#isUnwatched = true
  }

  get locks(): Locks {
    return this.#locks
  }

  get now(): number {
    return now(this.store)
  }

  /** Every table that a world may have, for reading a saved one. */
  get tables(): readonly Table<never>[] {
    return [...ownTables, ...this.#services.tables]
  }

  get families(): FamilyIndex {
    return this.#services.families
  }

  /** The world as packets meet it. */
  get fabric(): Fabric {
    return { store: this.store, families: this.families, now: this.now, lookUp: lookUpAddresses }
  }

  simulates(service: string, operation: string): boolean {
    return this.#services.operation(service, operation) !== undefined
  }

  /** Ids of the account's resources that an input member may want: subnets for `SubnetIds`, for one. */
  idsFor(member: string, scope: Scope): string[] {
    const wanted = member.replace(/(?<=Id)s$/, '')
    const exact = this.families.all.filter((family) => idMember(family) === wanted)
    const families = exact.length
      ? exact
      : this.families.all.filter((family) => wanted.endsWith(idMember(family)))
    return families.flatMap((family) =>
      family
        .list({ store: this.store, account: scope.account, region: homeRegion({ ...family.spec, ...scope }) })
        .map((held) => family.idOf(held)),
    )
  }

  /** Lets simulated time pass; what falls due on the way happens, each at its moment. */
  advance(seconds: number): void {
    advance(this.store, this.now + seconds * 1000, (work) => this.#perform(work))
  }

  /** Records what probes and tools put on the network: flow logs, query logs, metrics and bills follow from it. */
  observe(observed: readonly Observed[]): void {
    this.onObserved?.(observed)
    this.store.transaction(() => writeDown(this, observationOf(this.fabric, observed)))
  }

  /**
   * One API call, whole: who asks, is the request in order, do it or leave no trace, write it down. `stranger` is
   * who asks where the world does not know the access key; without it such a request is refused.
   */
  send(request: Request, stranger?: Principal): Response {
    const model = this.contract.model(request.service).operation(request.operation)
    if (!model) throw new Error(`${request.service} has no operation ${request.operation}.`)
    const unit = this.#services.operation(request.service, request.operation)
    const isPrivate = isPrivateService(request.service)
    if (!isPrivate && !isRegion(request.region)) return { unreachable: 'no-such-name' }
    if (!unit) return { notSimulated: `${request.service} ${model.cliName}` }
    if (isPrivate) return this.#sendPrivate(unit, model, request)

    let principal: Principal | undefined
    try {
      const caller = this.#identify(request, stranger)
      if (!caller || !this.#isEnabled(request.region, caller)) throw unknownCaller(request.service)
      if (caller.type === 'anonymous') return this.#sendUnsigned(unit, model, request)
      principal = caller
      const throttled = throttledCall(this.store, unit.service, unit.name)
      if (throttled) throw throttled
      const scope = { account: caller.account, region: homeRegion(request) }
      this.furnish(scope)
      const output = this.store.transaction(() => this.#run(unit, model, request, scope, caller))
      this.#enter(request, caller, changesSomething(unit.name) ? { output } : {})
      return { output }
    } catch (thrown) {
      if (!(thrown instanceof AwsError)) throw thrown
      const { code, message } = thrown
      this.#enter(request, principal, { error: { code, message } })
      return { error: answerOf(thrown) }
    }
  }

  /** One API call by a client somewhere on the network, from where it has to get to AWS first. */
  call(client: Client, request: Request, finding?: Finding): Response {
    if (isPrivateService(request.service)) return this.send(request)
    const reached = reachService(this.fabric, client, request, finding)
    const response = this.#answerTo(request, reached)
    // Nothing of a client on the internet passes what anybody keeps watch over.
    if (client.kind !== 'internet' && !this.#isUnwatched) {
      this.observe(
        observedOf(reached.connection, { sent: sizeOf(request.input), received: sizeOf(response) }),
      )
    }
    return response
  }

  #answerTo(request: Request, reached: Reached | NotReached): Response {
    if ('unreachable' in reached) {
      const { unreachable, detail } = reached
      return { unreachable, ...(detail !== undefined && { detail }) }
    }
    const { origin, strayedTo } = reached
    if (strayedTo) return { error: answerOf(strayed(request, strayedTo)) }
    return this.send({ ...request, origin: { ...request.origin, ...origin } })
  }

  /** An HTTP request that came to one of AWS's services, answered in the service's own protocol. */
  async http(at: ServicePeer, http: HttpRequest, scheme = 'https'): Promise<HttpResponse> {
    const ports = this.httpPorts(at, scheme)
    const { answerHttp } = await import('./network/session/answer-http.ts')
    return answerHttp(http, at, ports)
  }

  /** What whoever answers HTTP for AWS's services needs of this world. */
  httpPorts({ clientAddress: sourceIp, endpoint }: ServicePeer, scheme: string): HttpPorts {
    return {
      contract: this.contract,
      now: this.now,
      requestId: rollUuid(this.store),
      scheme,
      send: (request) => {
        const origin = { sourceIp, ...(endpoint !== undefined && { vpcEndpointId: endpoint }) }
        return this.send({ ...request, origin: { ...request.origin, ...origin } })
      },
    }
  }

  /** What an instance is told that asks its metadata service; undefined where the answer gets lost. */
  metadata(instance: string, request: MetadataRequest): MetadataAnswer | undefined {
    const held = instances.get(this.fabric, instance)
    if (!held) return undefined
    const { account, region } = held
    const context = this.#context('ec2', { account, region }, rootOf(account))
    return this.store.transaction(() => answerMetadata(context, instance, request))
  }

  /** Takes over what describe calls of real accounts printed. `needAdoption`, and the `adoptedServices`, go first. */
  adopt(documents: readonly AccountDocument[], options?: AdoptionOptions): AdoptionReport {
    const context = this.#context('ec2', labScope, rootOf(labScope.account))
    return this.store.transaction(() => loadedAdoption()(context, this.contract, documents, options))
  }

  /** A fork to try changes in, as whoever owns what is changed. */
  trial(): Trial {
    const fork = this.fork()
    return {
      get fabric() {
        return fork.fabric
      },
      fork: () => fork.trial(),
      apply({ account, ...request }) {
        const response = fork.send({ ...request, credentials: undefined }, rootOf(account))
        // What a change sets going has come to its end before anybody looks.
        fork.advance(settlingTime)
        return 'output' in response ? response.output : undefined
      },
    }
  }

  /** The lab's own services have no callers and no policies, and CloudTrail hears nothing of them. */
  #sendPrivate(unit: OperationUnit, model: Operation, { service, input }: Request): Response {
    try {
      if (model.input) refuse(service, model.input, input)
      refuseLockedHere(this.#locks.requests, unit, input)
      const context = this.#context(service, labScope, rootOf(labScope.account))
      return { output: this.store.transaction(() => ({ ...unit.handle(input as never, context) })) }
    } catch (thrown) {
      if (thrown instanceof AwsError) return { error: answerOf(thrown) }
      throw thrown
    }
  }

  /** S3 answers strangers where a policy lets it. CloudTrail's event history has nothing of what happens to objects. */
  #sendUnsigned(unit: OperationUnit, model: Operation, request: Request): Response {
    const scope = { account: anonymous.account, region: homeRegion(request) }
    try {
      return { output: this.store.transaction(() => this.#run(unit, model, request, scope, anonymous)) }
    } catch (thrown) {
      if (thrown instanceof AwsError) return { error: answerOf(thrown) }
      throw thrown
    }
  }

  #run(
    unit: OperationUnit,
    model: Operation,
    { input, origin }: Request,
    scope: Scope,
    principal: Principal,
  ): Record<string, unknown> {
    if (model.input) refuse(unit.service, model.input, input)
    const context = this.#context(unit.service, scope, principal)
    const from = originOf(context, unit.service, origin)
    const access = this.#services.get(unit.service)?.access
    refuseLocked(this.#locks.requests, unit, access, input, context)
    authoriseRequest(unit, access, input, context, from)
    const token = typeof input['ClientToken'] === 'string' ? input['ClientToken'] : undefined
    const text = token === undefined ? '' : JSON.stringify(input)
    if (token !== undefined) {
      const before = recall(this.store, scope, unit.name, token)
      if (before?.input === text) return before.output
      if (before) throw tokenReused(token)
    }
    const output = unit.handle(input as never, context) as Record<string, unknown>
    if (input['DryRun'] === true) {
      // EC2 API reference, common parameters: a dry run answers with an error, whatever the outcome.
      throw new AwsError('DryRunOperation', 'Request would have succeeded, but DryRun flag is set.', 412)
    }
    if (token !== undefined) remember(this.store, scope, unit.name, token, { input: text, output })
    return output
  }

  #context(service: string, scope: Scope, caller: Principal): Context {
    const { store } = this
    return {
      ...scope,
      store,
      caller,
      now: this.now,
      families: this.families,
      network,
      analyzers,
      services: servicePaths,
      newId: (prefix) => newId(store, prefix),
      after: (duration, kind, args) => this.#plan(service, scope, duration, kind, args),
      limit: (quota) => raisedQuota(store, scope, quota) ?? quotaDefault(quota),
    }
  }

  #plan(service: string, scope: Scope, duration: Duration, kind: string, args: object): void {
    plan(this.store, this.now + durations[duration] * 1000, kind, { service, ...scope, args })
  }

  #perform({ kind, args }: Work): void {
    const planned = args as unknown as Scope & { service: string; args: never }
    const unit = this.#services.get(planned.service)?.dues.get(kind)
    if (!unit) throw new Error(`Nobody performs ${planned.service} ${kind}.`)
    const scope = { account: planned.account, region: planned.region }
    const context = this.#context(planned.service, scope, rootOf(planned.account))
    this.store.transaction(() => unit.perform(planned.args, context))
  }

  #identify({ service, credentials }: Request, stranger: Principal | undefined): Principal | undefined {
    if (!credentials && service === 's3api') return stranger ?? anonymous
    const key = credentials && this.store.get(accessKeys, credentials.accessKeyId)
    if (!key) return stranger
    if (key.isInactive || key.sessionToken !== (credentials.sessionToken || undefined)) return undefined
    if (key.expiresAt !== undefined && key.expiresAt <= this.now) throw expired(service)
    return key.principal
  }

  // AWS Account Management guide, manage-acct-regions: a Region that is not enabled does not know the account's keys.
  #isEnabled(region: string, { account, type }: Principal): boolean {
    if (!regionOf(region)?.optIn || type === 'anonymous') return true
    return this.store.get(accounts, account)?.optedInto.includes(region) ?? false
  }

  /**
   * Gives an account in a Region what AWS puts there before anybody asks. Every request does so by itself. Dice of
   * its own make a default VPC the same whatever was done before, and in whichever order Regions are looked at.
   */
  furnish(scope: Scope): void {
    if (this.store.has(furnished, scopeKey(scope))) return
    this.store.put(furnished, scope)
    openAccount(this.store, scope.account)
    withDice(this.store, `${this.store.read(seedOfWorld)}/${scopeKey(scope)}`, () => {
      for (const { name, starts } of this.#services.all) {
        const context = this.#context(name, scope, rootOf(scope.account))
        for (const { furnish } of starts) furnish(context)
      }
    })
  }

  #enter(
    { service, operation, region, credentials, input, origin }: Request,
    principal: Principal | undefined,
    outcome: { output: Record<string, unknown> } | { error: { code: string; message: string } } | object,
  ): void {
    // What is written down of a request decides nothing about its answer.
    this.store.aside(() => {
      const entry = enter(this.store, {
        at: this.now,
        eventId: rollUuid(this.store),
        region: homeRegion({ service, region }),
        service,
        operation,
        principal,
        accessKeyId: credentials?.accessKeyId,
        origin: recordedOrigin(this, origin),
        input,
        ...outcome,
      })
      tellTrails(this, entry)
    })
  }
}

/** In seconds: as long as the slowest of what a repair may start takes. */
const settlingTime = 900

/** What requests call the family's id. Where records call it Id alone, that is `HostedZoneId` and the like. */
function idMember({ spec }: AnyFamily): string {
  if (spec.id !== 'Id') return spec.id
  const words = spec.resource.split('-').map((word) => word.charAt(0).toUpperCase() + word.slice(1))
  return `${words.join('')}Id`
}

/** Where the request does its work: the services that serve all Regions from one place are at home in that one. */
const homeRegion = ({ service, region }: { readonly service: string; readonly region: string }): string =>
  isGlobalService(service) ? signingScope(service, region).region : region

const answerOf = ({ code, message, status, fields, headers }: AwsError): ErrorAnswer => ({
  code,
  message,
  status,
  fields,
  headers,
})

const changesSomething = (operation: string) => !/^(Describe|Get|List|Search|Lookup|Head)/.test(operation)
