import type { Fabric } from '../../network/fabric.ts'
import { icmp, protocolName } from '../../network/packet.ts'
import { differencesInSteps } from '../../network/reach/differences.ts'
import type { FlowBetween } from '../../network/reach/matrix.ts'
import { networkInterfaces } from '../../services/ec2/network-interfaces.ts'
import { estimateOf } from '../bill/bill.ts'
import type { Topology } from '../topology/parts.ts'
import { topologyOf } from '../topology/topology.ts'
import type { MarkedLine, PartMark } from '../trace/marks.ts'
import { type NamedId, namedId } from '../trace/named.ts'
import { type ResourceChange, resourceChanges } from './resources.ts'

// What is different between two moments of a world: resources, ways through the network, what a month costs; and what of
// it is marked on the map.

export interface DifferenceView {
  readonly resources: readonly ResourceChange[]
  readonly opened: readonly FlowChange[]
  readonly closed: readonly FlowChange[]
  readonly cost: CostChange
  readonly parts: Readonly<Record<string, PartMark>>
  readonly lines: readonly MarkedLine[]
}

export interface FlowChange {
  readonly from: NamedId
  readonly to: NamedId
  /** `tcp 443`. */
  readonly wires: readonly string[]
}

export interface CostChange {
  /** Of a whole month of what is there, in USD, without traffic. */
  readonly before: number
  readonly after: number
  readonly items: readonly {
    readonly resource: string
    readonly name: string
    readonly before: number
    readonly after: number
  }[]
}

/** With a pause wherever others may have a turn: a large network takes a while. */
export function* differenceInSteps(before: Fabric, after: Fabric): Generator<undefined, DifferenceView> {
  const resources = resourceChanges(before, after)
  yield
  // Nothing that people made is another: then no way is.
  const flows = resources.length ? yield* differencesInSteps(before, after) : { opened: [], closed: [] }
  const topology = topologyOf(after)
  yield
  return {
    resources,
    opened: grouped(after, flows.opened),
    closed: grouped(before, flows.closed),
    cost: costChange(before, after),
    parts: partsOf(topology, resources),
    lines: [
      ...linesOf(after, topology, flows.opened, 'opened'),
      ...linesOf(after, topology, flows.closed, 'closed'),
    ],
  }
}

export function differenceOf(before: Fabric, after: Fabric): DifferenceView {
  const steps = differenceInSteps(before, after)
  for (;;) {
    const { done, value } = steps.next()
    if (done) return value
  }
}

function grouped(fabric: Fabric, flows: readonly FlowBetween[]): readonly FlowChange[] {
  const pairs = new Map<string, { from: NamedId; to: NamedId; wires: Set<string> }>()
  for (const { from, to, wire } of flows) {
    const ends = { from: endOf(fabric, from), to: endOf(fabric, to) }
    const key = `${ends.from.id} ${ends.to.id}`
    const pair = pairs.get(key) ?? { ...ends, wires: new Set() }
    const name = protocolName(wire.protocol)
    pairs.set(key, pair)
    pair.wires.add(wire.protocol === icmp ? name : `${name} ${wire.port}`)
  }
  return [...pairs.values()].map(({ wires, ...ends }) => ({ ...ends, wires: [...wires] }))
}

/** People think of machines and endpoints, not of their network interfaces. */
function endOf(fabric: Fabric, id: string): NamedId {
  const eni = networkInterfaces.get(fabric, id)?.record
  const owner = eni?.Attachment?.InstanceId ?? /vpce-[0-9a-f]+/.exec(eni?.Description ?? '')?.[0]
  return namedId(fabric, owner ?? id)
}

function costChange(before: Fabric, after: Fabric): CostChange {
  const [was, is] = [estimateOf(before), estimateOf(after)]
  const items = new Map<string, CostChange['items'][number]>()
  const add = (bill: typeof was, which: 'before' | 'after') => {
    for (const { resource, name, usd = 0, item } of bill.lines) {
      const key = `${resource} ${item}`
      const one = items.get(key) ?? { resource, name, before: 0, after: 0 }
      items.set(key, { ...one, [which]: one[which] + usd })
    }
  }
  add(was, 'before')
  add(is, 'after')
  return {
    before: was.usd,
    after: is.usd,
    items: [...items.values()].filter((one) => one.before !== one.after),
  }
}

function partsOf({ things, frames, links }: Topology, resources: readonly ResourceChange[]) {
  const parts: Record<string, PartMark> = {}
  for (const { id, change } of resources) {
    if (change === 'removed') continue
    const found = [
      ...things.filter((one) => one.resource === id),
      ...frames.filter((one) => one.id === id),
      ...links.filter((one) => one.resource === id),
    ]
    for (const part of found) parts[part.id] = change
  }
  return parts
}

/** More lines than this would hide the map. */
const mostLines = 40

function linesOf(
  fabric: Fabric,
  topology: Topology,
  flows: readonly FlowBetween[],
  kind: MarkedLine['kind'],
): readonly MarkedLine[] {
  const lines = new Map<string, MarkedLine>()
  for (const flow of flows) {
    const [from, to] = [thingOf(fabric, topology, flow.from), thingOf(fabric, topology, flow.to)]
    if (from !== undefined && to !== undefined && from !== to) lines.set(`${from} ${to}`, { from, to, kind })
  }
  return [...lines.values()].slice(0, mostLines)
}

function thingOf(fabric: Fabric, { things }: Topology, id: string): string | undefined {
  const eni = networkInterfaces.get(fabric, id)?.record
  if (!eni) return things.find((one) => one.id === id)?.id
  const { SubnetId, PrivateIpAddress = '' } = eni
  return things.find(
    ({ frame, detail }) => frame === SubnetId && detail.split(' · ').includes(PrivateIpAddress),
  )?.id
}
