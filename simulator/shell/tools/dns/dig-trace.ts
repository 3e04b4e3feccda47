import { scramble } from '../../../kernel/random.ts'
import { type Answer, addressesIn, type DnsRecord } from '../../../network/dns/answer.ts'
import { resolve } from '../../../network/dns/resolve.ts'
import type { Machine } from '../../machine.ts'
import { type Asking, ask } from './asking.ts'
import type { Lookup } from './dig-options.ts'
import { messageSize } from './message-size.ts'
import { writeRecord } from './zone-file.ts'

// `dig +trace`: from the root servers down, without the resolver's help. Whoever cannot reach the internet gets no
// further than the first step; private names are not found this way.

interface Told {
  readonly text: string
  readonly exitCode: number
}

interface Server {
  readonly name: string
  readonly address: string
}

/** The root servers (IANA, root hints). */
const roots: readonly Server[] = [
  '198.41.0.4',
  '170.247.170.2',
  '192.33.4.12',
  '199.7.91.13',
  '192.203.230.10',
  '192.5.5.241',
  '192.112.36.4',
  '198.97.190.53',
  '192.36.148.17',
  '192.58.128.30',
  '193.0.14.129',
  '199.7.83.42',
  '202.12.27.33',
].map((address, i) => ({ name: `${letter(i)}.root-servers.net`, address }))

function letter(i: number): string {
  return String.fromCharCode(97 + i)
}

const generic: readonly Server[] = [
  '192.5.6.30',
  '192.33.14.30',
  '192.26.92.30',
  '192.31.80.30',
  '192.12.94.30',
  '192.35.51.30',
  '192.42.93.30',
  '192.54.112.30',
  '192.43.172.30',
  '192.48.79.30',
  '192.52.178.30',
  '192.41.162.30',
  '192.55.83.30',
].map((address, i) => ({ name: `${letter(i)}.gtld-servers.net`, address }))

/** The servers of the top-level domains that this knows, as the root zone has them. */
const topLevels: Readonly<Record<string, readonly Server[]>> = {
  com: generic,
  net: generic,
  org: [
    { name: 'a0.org.afilias-nst.info', address: '199.19.56.1' },
    { name: 'a2.org.afilias-nst.info', address: '199.249.112.1' },
    { name: 'b0.org.afilias-nst.org', address: '199.19.54.1' },
    { name: 'b2.org.afilias-nst.org', address: '199.249.120.1' },
    { name: 'c0.org.afilias-nst.info', address: '199.19.53.1' },
    { name: 'd0.org.afilias-nst.org', address: '199.19.57.1' },
  ],
}

export function traceDown(
  machine: Machine,
  lookup: Lookup,
  asking: Omit<Asking, 'name'>,
  banner: string,
): Told {
  const { shows, style } = lookup
  const name = lookup.name.endsWith('.') ? lookup.name : `${lookup.name}.`
  const show = (records: readonly DnsRecord[], from: Server, milliseconds: number): string => {
    const lines = shows.short
      ? records.map(
          ({ type, value }) =>
            `${type} ${value} from server ${from.address} in ${Math.round(milliseconds)} ms.\n`,
        )
      : records.map((one) => `${writeRecord(one, style)}\n`)
    if (shows.short || !shows.comments) return lines.join('')
    const size = messageSize({ name, records, hasEdns: true })
    return `${lines.join('')};; Received ${size} bytes from ${from.address}#53(${from.name}) in ${Math.round(milliseconds)} ms\n\n`
  }
  const servers = (zone: string, ttl: number, all: readonly Server[]): DnsRecord[] =>
    all.map((one) => ({ name: zone, type: 'NS', ttl, value: `${one.name}.` }))

  const own = ask(machine, { ...asking, name: 'a.root-servers.net', type: 'A' })
  let text = banner
  for (const { server, how } of own.failures) text += `;; communications error to ${server}#53: ${how}\n`
  if (!own.heard) return { text: `${text};; no servers could be reached\n`, exitCode: 9 }
  const { server, milliseconds } = own.heard
  text += show(servers('.', 518_400, roots), { name: server, address: server }, milliseconds)

  const root = reach(machine, roots, lookup)
  text += root.complaints
  if (!root.server) return { text: `${text};; no servers could be reached\n`, exitCode: 9 }
  const labels = name.split('.').filter(Boolean)
  const top = labels.at(-1) ?? ''
  const ofTop = Object.hasOwn(topLevels, top) ? topLevels[top] : undefined
  const zones = zonesAbove(machine, name)
  if (!ofTop) {
    if (zones.length) return { text: `${text};; not simulated: the name servers of ${top}.\n`, exitCode: 0 }
    return { text: text + show([rootSoa], root.server, root.milliseconds), exitCode: 0 }
  }
  text += show(servers(`${top}.`, 172_800, ofTop), root.server, root.milliseconds)

  let from = reach(machine, ofTop, lookup)
  text += from.complaints
  if (!from.server) return { text: `${text};; no servers could be reached\n`, exitCode: 9 }
  if (!zones.length) {
    const known = publicly(machine, name, lookup.type)
    const domain = `${labels.slice(-2).join('.')}.`
    if (known?.status !== 'NXDOMAIN')
      return { text: `${text};; not simulated: the name servers of ${domain}\n`, exitCode: 0 }
    return { text: text + show([topSoa(top)], from.server, from.milliseconds), exitCode: 0 }
  }
  let answer: Answer | undefined
  for (const zone of zones) {
    if (!from.server) break
    text += show(zone.records, from.server, from.milliseconds)
    const below = zone.records.flatMap(({ value }) => {
      const address = addressesIn(publicly(machine, value, 'A') ?? { records: [] })[0]
      return address === undefined ? [] : [{ name: value.replace(/\.$/, ''), address }]
    })
    from = reach(machine, below, lookup)
    text += from.complaints
    answer = from.answer
  }
  if (!from.server || !answer) return { text: `${text};; no servers could be reached\n`, exitCode: 9 }
  const records = answer.records.length ? answer.records : answer.authority
  return { text: text + show(records, from.server, from.milliseconds), exitCode: 0 }
}

const rootSoa: DnsRecord = {
  name: '.',
  type: 'SOA',
  ttl: 86_400,
  value: 'a.root-servers.net. nstld.verisign-grs.com. 2026110200 1800 900 604800 86400',
}

const topSoa = (top: string): DnsRecord => ({
  name: `${top}.`,
  type: 'SOA',
  ttl: 900,
  value: 'a.gtld-servers.net. nstld.verisign-grs.com. 1793610000 1800 900 604800 86400',
})

const publicly = ({ fabric }: Machine, name: string, type: string): Answer | undefined =>
  resolve(fabric, { kind: 'internet' }, { name, type })

/** The public zones that a name lies in, from the top down, each with its NS records. */
function zonesAbove(machine: Machine, name: string): { readonly records: readonly DnsRecord[] }[] {
  const labels = name.split('.').filter(Boolean)
  const zones = []
  for (let i = labels.length - 2; i >= 0; i--) {
    const domain = `${labels.slice(i).join('.')}.`
    const records =
      publicly(machine, domain, 'NS')?.records.filter((one) => one.type === 'NS' && one.name === domain) ?? []
    if (records.length) zones.push({ records })
  }
  return zones
}

interface Reached {
  readonly server?: Server
  readonly answer?: Answer
  readonly milliseconds: number
  readonly complaints: string
}

/** One of several servers, by chance; the others when that one does not answer. */
function reach(machine: Machine, all: readonly Server[], lookup: Lookup): Reached {
  const start = all.length
    ? scramble(`${machine.id} ${machine.fabric.now} ${lookup.name}`)[0] % all.length
    : 0
  let complaints = ''
  for (const server of [...all.slice(start), ...all.slice(0, start)]) {
    const answer = machine.lookUp({ name: lookup.name, type: lookup.type, server: server.address })
    if (answer) machine.observe([{ kind: 'lookup', answer }])
    // The world has no root servers, but packets that would come to them.
    const isThere =
      answer?.status !== 'TIMEOUT' || answer.steps.some(({ reason }) => reason === 'server-answers')
    if (answer && isThere) {
      const milliseconds =
        answer.status === 'TIMEOUT' ? roundTripOf(machine, answer) : machine.lookupTime(answer)
      machine.advance(milliseconds / 1000)
      return { server, answer, milliseconds, complaints }
    }
    complaints += `;; communications error to ${server.address}#53: timed out\n`
    machine.advance(lookup.patience)
  }
  return { milliseconds: 0, complaints }
}

function roundTripOf(machine: Machine, { steps }: Answer): number {
  const trace = steps.find((step) => step.trace)?.trace
  return trace ? machine.roundTrip(trace) : 0
}
