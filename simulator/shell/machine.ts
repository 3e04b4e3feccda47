import { isPrivateService } from '../api/private/index.ts'
import type { Request, Response } from '../api/request.ts'
import type { Cloud } from '../cloud.ts'
import { formatAddress, parseAddress, parsePrefix, prefixContains } from '../kernel/address.ts'
import { type Answer, addressesIn } from '../network/dns/answer.ts'
import { endOfChain } from '../network/dns/lookup.ts'
import { type Asked, resolve } from '../network/dns/resolve.ts'
import type { Fabric } from '../network/fabric.ts'
import { observedOf, type Payload } from '../network/observing/connections.ts'
import type { Observed } from '../network/observing/observed.ts'
import { type Found, findAddresses, type NameToFind } from '../network/session/addresses.ts'
import type { Client } from '../network/session/client.ts'
import { type Connection, connect, type Target } from '../network/session/connect.ts'
import type { Trace } from '../network/trace.ts'
import type { MetadataAnswer, MetadataRequest } from '../services/ec2/instance-metadata/answer.ts'
import { instances } from '../services/ec2/instances.ts'
import type { Scope } from '../world/held.ts'
import { heardWithin, neighborPatience } from './connect-errors.ts'
import { Deadlines, TimeIsUp } from './deadlines.ts'
import { Files } from './files.ts'
import { type Card, cardsOf } from './hosts/cards.ts'
import {
  distance,
  measured,
  type Whereabouts,
  whereaboutsOfArrival,
  whereaboutsOfInterface,
  whereaboutsOfSiteHost,
} from './hosts/distances.ts'
import type { HostKind, NamedHost } from './hosts/find-host.ts'
import { forwarded } from './hosts/forwarding.ts'
import { filesOf } from './hosts/host-files.ts'
import { hostnameOf } from './hosts/hostnames.ts'
import { listenLocally } from './hosts/loopback.ts'
import { namesInHosts, parseHosts, parseResolver, type ResolverSettings } from './hosts/resolver-files.ts'
import { usualResolver } from './hosts/usual-resolver.ts'

/** How long Linux tries to open a connection to somebody who does not answer, in seconds. */
export const connectPatience = 130

/** What resolv.conf(5) says unless told otherwise: seconds for each server, and how often all are tried. */
export const lookupPatience = { seconds: 5, attempts: 2 } as const

/** Where EC2 serves an instance's metadata. */
export const metadataAddress = '169.254.169.254'

/**
 * The machine that a shell runs on, as its tools see it: who it is on the network, how it finds names, what it reaches.
 * Everything is asked of the world at that moment.
 */
export class Machine {
  readonly kind: HostKind
  /** By which the world keeps its files and servers: `workstation`, an instance's id, a name on premises. */
  readonly id: string
  /** What people call it: its `Name` tag, its name on premises. */
  readonly name: string
  readonly cloud: Cloud
  /** Until when what runs on it may run. */
  readonly deadlines = new Deadlines()
  /** As the system itself uses them, which may do everything. */
  readonly files: Files

  constructor(cloud: Cloud, { kind, id, name }: NamedHost, files: Files) {
    this.cloud = cloud
    this.kind = kind
    this.id = id
    this.name = name
    this.files = files
  }

  get fabric(): Fabric {
    return this.cloud.fabric
  }

  /** As `hostname` prints it. */
  get hostname(): string {
    return hostnameOf(this.fabric, this)
  }

  /** The account and Region of an instance. */
  get scope(): Scope | undefined {
    const held = this.kind === 'instance' ? instances.get(this.fabric, this.id) : undefined
    return held && { account: held.account, region: held.region }
  }

  /** Its network interfaces, the first one first; without the loopback. */
  get cards(): readonly Card[] {
    return cardsOf(this.fabric, this)
  }

  /** Who it is when it opens a connection: to an address in the subnet of another interface, it is that one. */
  clientTo(address?: string): Client {
    if (this.kind === 'workstation') return { kind: 'internet' }
    if (this.kind === 'site-host') return { kind: 'site-host', id: this.id }
    const { cards } = this
    const to = address === undefined ? undefined : parseAddress(address)
    const near = to === undefined ? undefined : cards.find((card) => isNear(card, to))
    return { kind: 'interface', id: (near ?? cards[0])?.eni ?? '' }
  }

  get client(): Client {
    return this.clientTo()
  }

  /** As /etc/resolv.conf has it. */
  get resolver(): ResolverSettings {
    return parseResolver(this.#read('/etc/resolv.conf')) ?? this.#usualResolver()
  }

  /** Addresses that /etc/hosts gives a name; none where it does not know it. */
  addressesInHosts(name: string): readonly string[] {
    return parseHosts(this.#read('/etc/hosts')).get(name.toLowerCase().replace(/\.$/, '')) ?? []
  }

  /** The names that /etc/hosts has for the host with this name, its own first. */
  namesInHosts(name: string): readonly string[] {
    return namesInHosts(this.#read('/etc/hosts'), name.replace(/\.$/, ''))
  }

  /** The host's own name behind another of its names, as getaddrinfo(3) finds it: AI_CANONNAME. */
  canonicalName(host: string, { lookups }: Found): string {
    if (parseAddress(host) !== undefined) return host
    const answer = lookups.find((one) => addressesIn(one).length)
    if (!answer) return this.namesInHosts(host)[0] ?? host
    return (endOfChain(answer.records, answer.question.name) ?? host).replace(/\.$/, '')
  }

  /** What the machine's own files change about finding a name: for `connect`, `visit` and others of the network's. */
  settingsFor(name: string): Pick<NameToFind, 'pinned' | 'servers' | 'search'> {
    const pinned = this.addressesInHosts(name)
    const { servers, search } = this.resolver
    const usual = this.#usualResolver().servers
    const isUsual = servers.length === usual.length && servers.every((one, i) => one === usual[i])
    return {
      ...(pinned.length && { pinned }),
      ...(!isUsual && { servers }),
      ...(search.length && { search }),
    }
  }

  /** One DNS query, to one server or to the machine's own, as `dig` sends it. */
  lookUp(asked: Asked): Answer | undefined {
    const { servers } = this.settingsFor('')
    if (asked.server !== undefined || !servers?.length)
      return resolve(this.fabric, this.clientTo(asked.server), asked)
    let answer: Answer | undefined
    for (const server of servers) {
      answer = resolve(this.fabric, this.clientTo(server), { ...asked, server })
      if (answer?.status === 'NOERROR' || answer?.status === 'NXDOMAIN') return answer
    }
    return answer
  }

  /** The addresses of a host as getaddrinfo(3) finds them: /etc/hosts, then DNS with the search domains. */
  findAddresses(wanted: NameToFind): Found {
    return findAddresses(this.fabric, this.clientTo(wanted.host), {
      ...this.settingsFor(wanted.host),
      ...wanted,
    })
  }

  /**
   * Opens a connection; to one of the machine's own addresses without touching the network. The limit is what each
   * attempt may take, in seconds.
   */
  connect(target: Target, limit = connectPatience): Connection {
    const wanted = { ...this.settingsFor(target.host), ...target }
    const made =
      forwarded(this, wanted) ??
      listenLocally(this, wanted) ??
      connect(this.fabric, this.clientTo(target.host), wanted)
    return heardWithin(made, limit)
  }

  /** Another machine, as its own shells see it. */
  through(host: NamedHost): Machine {
    return new Machine(this.cloud, host, new Files(filesOf(this.cloud, host), () => this.cloud.now))
  }

  /** A request to one of AWS's services, by the network. */
  call(request: Request): Response {
    // The lab's own services are at no address.
    if (isPrivateService(request.service)) return this.cloud.send(request)
    const host = request.url === undefined ? '' : new URL(request.url).hostname.replace(/^\[(.*)\]$/, '$1')
    const settings = this.settingsFor(host)
    const local =
      host && listenLocally(this, { ...settings, host, port: Number(new URL(request.url!).port || 443) })
    if (local) return { unreachable: local.outcome === 'connected' ? 'closed' : 'refused' }
    return this.cloud.call(this.clientTo(host), request, settings)
  }

  /** Asks the metadata service of the instance that this is; undefined where there is no answer. */
  metadata(request: MetadataRequest): MetadataAnswer | undefined {
    const { peer } = this.connect({ host: metadataAddress, port: 80 })
    return peer?.kind === 'link-local' ? this.cloud.metadata(this.id, request) : undefined
  }

  get whereabouts(): Whereabouts {
    if (this.kind === 'workstation') return { kind: 'internet', id: 'workstation' }
    if (this.kind === 'site-host') return whereaboutsOfSiteHost(this.fabric, this.id)
    return whereaboutsOfInterface(this.fabric, this.cards[0]?.eni ?? '')
  }

  /** Milliseconds that a packet and its answer take; the number tells the packets of one trace apart. */
  roundTrip({ forward }: Trace, number = 0): number {
    const { arrival } = forward
    const to: Whereabouts = arrival ? whereaboutsOfArrival(this.fabric, arrival) : this.whereabouts
    const packet = forward.hops[0]?.packet
    const destination = packet ? formatAddress(packet.destination) : ''
    const base = distance(this.whereabouts, to)
    return measured(base, `${this.id} ${destination} ${this.fabric.now} ${number}`)
  }

  /** Milliseconds that a query to a DNS server takes. */
  lookupTime({ steps, server, status }: Answer): number {
    if (status === 'TIMEOUT') return lookupPatience.seconds * lookupPatience.attempts * 1000
    const trace = steps.find((step) => step.trace)?.trace
    if (trace) return this.roundTrip(trace)
    return measured(
      distance(this.whereabouts, { kind: 'internet', id: server }),
      `${this.id} ${server} ${this.fabric.now}`,
    )
  }

  /** Seconds that opening a connection took, with finding the name: `limit` is what each attempt may take. */
  secondsFor({ lookups, attempts }: Connection, limit = connectPatience): number {
    const finding = lookups.reduce((sum, answer) => sum + this.lookupTime(answer), 0) / 1000
    const opening = attempts.map(({ outcome, trace }) => {
      if (outcome === 'timeout') return limit
      if (outcome === 'no-neighbor') return neighborPatience
      return outcome === 'unreachable' || !trace ? 0 : this.roundTrip(trace) / 1000
    })
    return finding + opening.reduce((sum, one) => sum + one, 0)
  }

  /** Writes down what went over the network: flow logs, metrics and `tcpdump` read it. */
  observe(seen: readonly Observed[]): void {
    if (seen.length) this.cloud.observe(seen)
  }

  /** The same for a connection, with its lookups: what was sent over it, and how long it stood. */
  observeConnection(connection: Connection, payload?: Payload): void {
    this.observe(observedOf(connection, payload))
  }

  /** The same for a connection that came to nothing, once the time has passed that this took. */
  observeFailure(connection: Connection, limit = connectPatience): void {
    this.advance(this.secondsFor(connection, limit))
    this.observeConnection(connection, { patience: limit })
  }

  /** Lets simulated time pass, in whole milliseconds, up to the next deadline: there, what runs is killed. */
  advance(seconds: number): void {
    const whole = Math.max(0, Math.round(seconds * 1000)) / 1000
    if (!whole) return
    const { secondsLeft } = this
    const isTooLong = secondsLeft !== undefined && whole >= secondsLeft
    const passing = isTooLong ? secondsLeft : whole
    if (passing) this.cloud.advance(passing)
    if (!isTooLong) return
    this.deadlines.first?.pass()
    throw new TimeIsUp()
  }

  /** Until the next deadline, where there is one. */
  get secondsLeft(): number | undefined {
    const { first } = this.deadlines
    return first && Math.max(0, first.at - this.cloud.now) / 1000
  }

  #read(path: string): string {
    const bytes = this.files.read(path)
    return bytes ? new TextDecoder().decode(bytes) : ''
  }

  #usualResolver(): ResolverSettings {
    return usualResolver(this.fabric, this)
  }
}

function isNear({ addresses }: Card, to: number | bigint): boolean {
  return addresses.some(({ address, length }) => {
    const prefix = length < 128 ? parsePrefix(`${address}/${length}`)?.prefix : undefined
    return prefix !== undefined && prefixContains(prefix, to)
  })
}
