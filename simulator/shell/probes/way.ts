import { type Address, type Family, familyOf, formatAddress, parseAddress } from '../../kernel/address.ts'
import type { Observed } from '../../network/observing/observed.ts'
import { neighborPatience } from '../connect-errors.ts'
import type { ToolContext, ToolResult } from '../host.ts'
import { cardsOf } from '../hosts/cards.ts'
import { distance, measured, type Whereabouts } from '../hosts/distances.ts'
import { listHosts } from '../hosts/find-host.ts'
import type { Machine } from '../machine.ts'
import { nameOfAddress, nameProblem } from './names.ts'
import { type Heard, type Probe, probe } from './probe.ts'

// What `traceroute`, `tracepath` and `mtr` have in common: packets that may pass ever more routers.

export interface Target {
  readonly address: Address
  readonly text: string
}

/** The address that a name stands for; or why there is none, in the words of the C library. */
export function findTarget(
  { machine }: Pick<ToolContext, 'machine'>,
  host: string,
  family?: Family,
): Target | { readonly problem: string } {
  const { addresses, lookups, failure } = machine.findAddresses({ host, ...(family && { family }) })
  machine.observe(lookups.map((answer) => ({ kind: 'lookup', answer })))
  machine.advance(lookups.reduce((sum, answer) => sum + machine.lookupTime(answer), 0) / 1000)
  const [address] = addresses
  if (address !== undefined) return { address, text: formatAddress(address) }
  const isLiteral = parseAddress(host) !== undefined
  return { problem: isLiteral ? 'Address family for hostname not supported' : nameProblem(failure) }
}

/** What came back of one packet, and how long it took in milliseconds. */
export interface Step {
  readonly heard: Heard
  readonly from?: string
  readonly milliseconds: number
}

export function step(machine: Machine, asked: Probe, number: number): Step {
  const heard = probe(machine, asked)
  if (heard.kind === 'answer') {
    return {
      heard,
      from: formatAddress(asked.destination),
      milliseconds: heard.trace ? machine.roundTrip(heard.trace, number) : 0.03,
    }
  }
  if (heard.kind !== 'error') return { heard, milliseconds: 0 }
  const where: Whereabouts | undefined = heard.how === 'ttl-exceeded' ? heard.at.where : undefined
  const base = distance(machine.whereabouts, where ?? machine.whereabouts)
  // The machine's own word, once it has looked for the neighbor in vain.
  const waited = heard.hops === 0 && heard.how === 'host-unreachable' ? neighborPatience * 1000 : 0
  return {
    heard,
    from: heard.from,
    milliseconds: waited + measured(base, `${machine.id} ${heard.from} ${machine.fabric.now} ${number}`),
  }
}

/** The packets of a tool as one flow: of a kind, to one destination. */
export function observeSteps(machine: Machine, steps: readonly Step[], bytes: number, seconds: number): void {
  const first = steps.find(({ heard }) => 'trace' in heard && heard.trace)?.heard
  if (!first || !('trace' in first) || !first.trace) return
  const answered = steps.filter(({ heard }) => heard.kind === 'answer').length
  const flow: Observed = {
    kind: 'flow',
    trace: first.trace,
    seconds,
    volumes: {
      sent: { packets: steps.length, bytes: steps.length * bytes },
      received: { packets: answered, bytes: answered * bytes },
    },
    ...(answered === 0 && { ending: 'unanswered' as const }),
  }
  machine.observe([flow])
}

/** Names of addresses, each asked for once. */
export class Names {
  readonly #context: ToolContext
  readonly #known = new Map<string, string | undefined>()

  constructor(context: ToolContext) {
    this.#context = context
  }

  of(address: string): string | undefined {
    if (!this.#known.has(address)) {
      const parsed = parseAddress(address)
      this.#known.set(address, parsed === undefined ? undefined : nameOfAddress(this.#context, parsed))
    }
    return this.#known.get(address)
  }
}

export const isIpv6 = (address: Address): boolean => familyOf(address) === 6

export const complain = (stderr: string, exitCode: number): ToolResult => ({ stdout: '', stderr, exitCode })

/** Addresses that people may want to reach from here, for completion. */
export const knownAddresses = ({ machine }: Pick<ToolContext, 'machine'>): string[] =>
  listHosts(machine.fabric)
    .filter(({ kind }) => kind !== 'workstation')
    .flatMap((host) => cardsOf(machine.fabric, host).flatMap(({ addresses }) => addresses[0]?.address ?? []))
