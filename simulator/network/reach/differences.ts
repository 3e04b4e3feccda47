import { type NetworkInterface, networkInterfaces } from '../../services/ec2/network-interfaces.ts'
import type { Fabric } from '../fabric.ts'
import { occupantOf } from '../occupants.ts'
import { type FlowBetween, reachMatrix, type Wire } from './matrix.ts'
import { flowsOutside } from './outside.ts'
import { interestingWires } from './ports.ts'

// What a change opened and what it closed.

export interface Differences {
  readonly opened: readonly FlowBetween[]
  readonly closed: readonly FlowBetween[]
}

/** Flows that work in one version of the world and not in the other: between machines, with sites and the internet. */
export function differencesBetween(before: Fabric, after: Fabric): Differences {
  const steps = differencesInSteps(before, after)
  for (;;) {
    const { done, value } = steps.next()
    if (done) return value
  }
}

/** The same, with a pause wherever others may have a turn. */
export function* differencesInSteps(before: Fabric, after: Fabric): Generator<undefined, Differences> {
  const wires = new Map(
    [...interestingWires(before), ...interestingWires(after)].map((wire) => [
      `${wire.protocol}/${wire.port}`,
      wire,
    ]),
  )
  const opened: FlowBetween[] = []
  const closed: FlowBetween[] = []
  for (const wire of wires.values()) {
    const was = new Map([...workingFlows(before, wire), ...flowsOutside(before, wire)])
    yield
    const is = new Map([...workingFlows(after, wire), ...flowsOutside(after, wire)])
    for (const [key, flow] of is) if (!was.has(key)) opened.push(flow)
    for (const [key, flow] of was) if (!is.has(key)) closed.push(flow)
    yield
  }
  return { opened, closed }
}

/** The interfaces that somebody may want to reach or to send from: those of machines and of endpoints. */
export const peopleInterfaces = (fabric: Fabric): NetworkInterface[] =>
  networkInterfaces.everyone(fabric).filter((eni) => {
    const { kind } = occupantOf(eni)
    return kind === 'instance' || kind === 'vpc-endpoint'
  })

function workingFlows(fabric: Fabric, wire: Wire): Map<string, FlowBetween> {
  const { interfaces, reaches } = reachMatrix(fabric, peopleInterfaces(fabric), wire)
  const flows = new Map<string, FlowBetween>()
  for (const [i, one] of interfaces.entries()) {
    if (occupantOf(one).kind !== 'instance') continue
    for (const [j, other] of interfaces.entries()) {
      if (i === j || !reaches(i, j)) continue
      const from = one.record.NetworkInterfaceId ?? ''
      const to = other.record.NetworkInterfaceId ?? ''
      flows.set(`${from} ${to}`, { from, to, wire })
    }
  }
  return flows
}
