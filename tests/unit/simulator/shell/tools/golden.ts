import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { say, type World, worldOf } from '../../network/notation/world.ts'
import { at, type Desk } from './on-host.ts'
import { type Entry, type Exchange, readSession, withoutColours, writeSession } from './session-file.ts'

/**
 * Every session of a folder, played anew. With UPDATE_GOLDEN=1 the files are written as they come out, to be read
 * afterwards.
 */
export function goldenSessions(folder: URL): void {
  for (const name of readdirSync(folder).filter((one) => one.endsWith('.txt'))) {
    it(name, async () => {
      const file = new URL(name, folder)
      const text = readFileSync(file, 'utf8')
      const played = writeSession(await play(readSession(text)))
      if (process.env['UPDATE_GOLDEN']) writeFileSync(file, played)
      else expect(played).toBe(text)
    }, 20_000)
  }
}

async function play(entries: readonly Entry[]): Promise<Entry[]> {
  const first = entries.findIndex(({ kind }) => kind === 'typed')
  const opening = entries.slice(0, first)
  const world = worldOf(opening.flatMap((one) => (one.kind === 'statement' ? [one.text] : [])).join('\n'))
  const desks = new Map<string, Desk>()
  const played: Entry[] = [...opening]
  for (const entry of entries.slice(first)) {
    if (entry.kind === 'statement') say(world, entry.text)
    const { kind } = entry
    played.push(
      kind === 'typed'
        ? { kind, exchange: { ...entry.exchange, shown: await type(world, desks, entry.exchange) } }
        : entry,
    )
  }
  return played
}

async function type(world: World, desks: Map<string, Desk>, { who, command, isInterrupted }: Exchange) {
  const desk = desks.get(who) ?? at(world, who.slice(0, -1), who.endsWith('#') ? 'root' : undefined)
  desks.set(who, desk)
  const typing = desk.type(command, { terminal: { columns: 100 } })
  if (isInterrupted) setTimeout(() => desk.window.interrupt(), 20)
  return withoutColours(await typing)
    .split('\n')
    .filter((line) => line !== '')
}
