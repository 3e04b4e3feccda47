import { setImmediate as immediate } from 'node:timers/promises'
import { vi } from 'vitest'
import { LabHost } from '../../../../../src/lab/worker/lab-host.ts'
import type { Front, LabEvent, LabState, Opening } from '../../../../../src/lab/worker/protocol.ts'
import type { FoundScenario } from '../../../../../src/packs/scenario-file.ts'
import { smallScenario, thingNamed } from '../../../simulator/lab/small-scenario.ts'

// A page with a lab: what it asks for, and the events that it hears.

/** What submissions say that they are from. */
export const origin: FoundScenario['origin'] = {
  engine: { version: '1.0.0' },
  pack: { id: 'example', version: '1.0.0' },
}

export const scenario = smallScenario(`checks:\n  first: { ${thingNamed('first')} }\n`)

export async function findScenario(id: string): Promise<FoundScenario> {
  if (id !== scenario.id) throw new Error(`There is no scenario ${id}.`)
  return { scenario, origin }
}

/** Where labs are kept, as a browser would keep them. */
export function shelf(...kept: readonly (readonly [string, string])[]) {
  const labs = new Map(kept)
  return {
    labs,
    read: async (name: string) => labs.get(name),
    async write(name: string, saved: string) {
      labs.set(name, saved)
    },
    async putAside(name: string) {
      labs.set(`${name} (put aside)`, labs.get(name) ?? '')
      labs.delete(name)
    },
  }
}

export interface Page {
  readonly host: LabHost
  readonly events: readonly LabEvent[]
  readonly state: LabState
  /** What a line prints, and how it ends. */
  type(line: string, terminal?: number): Promise<string>
}

export const decoder = new TextDecoder()

/** A terminal at which nobody turns pages. */
export const front: Front = { columns: 80, rows: 24, turnsPages: false }

export const outputIn = (events: readonly LabEvent[], terminal = 0): string =>
  events
    .flatMap((event) => (event.kind === 'output' && event.terminal === terminal ? [event.bytes] : []))
    .map((bytes) => decoder.decode(bytes))
    .join('')

export async function openPage(opening: Partial<Opening> = {}, kept = shelf()): Promise<Page> {
  const events: LabEvent[] = []
  const host = new LabHost({
    turn: () => immediate(),
    findScenario,
    kept,
  })
  // A port copies what it is given.
  const port = { postMessage: (event: LabEvent) => void events.push(structuredClone(event)) }
  const state = await host.open({ seed: 'ann', ...opening }, port as Pick<MessagePort, 'postMessage'>)
  return {
    host,
    events,
    state: structuredClone(state),
    async type(line, terminal = 0) {
      const from = events.length
      const { exitCode } = await host.run(terminal, line, front)
      return `${outputIn(events.slice(from), terminal)}${exitCode ? `[${exitCode}]` : ''}`
    },
  }
}

/** Waits for an event, as a page does. */
export async function heard<K extends LabEvent['kind']>({ events }: Page, kind: K, after = 0) {
  const found = () =>
    events.filter((event): event is Extract<LabEvent, { kind: K }> => event.kind === kind)[after]
  return vi.waitUntil(found, { timeout: 20_000, interval: 1 })
}

export const countVpcs = "aws ec2 describe-vpcs --query 'length(Vpcs)'"
