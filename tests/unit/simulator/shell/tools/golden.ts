import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { say, type World, worldOf } from '../../network/notation/world.ts'
import { at, type Desk } from './on-host.ts'

// Sessions as people see them, one file a session:
//
//   @ vpc main 10.0.0.0/16          the world before it, in the notation of the network's tests
//   web-1$ ping -c 1 app-1          what is typed on a machine; `web-1#` is typed by root
//   PING app-1 …                    all that it prints, and `[n]` where the exit status is n and not 0
//   @ revoke web-sg out all any     a change of the world in between
//
// With UPDATE_GOLDEN=1 the files are written anew, to be read afterwards.

export function goldenSessions(folder: URL): void {
  for (const name of readdirSync(folder).filter((one) => one.endsWith('.txt'))) {
    it(name, async () => {
      const file = new URL(name, folder)
      const text = readFileSync(file, 'utf8')
      const played = await play(text)
      if (process.env['UPDATE_GOLDEN']) writeFileSync(file, played)
      else expect(played).toBe(text)
    }, 20_000)
  }
}

async function play(text: string): Promise<string> {
  const lines = text.trimEnd().split('\n')
  const shown: string[] = []
  const first = lines.findIndex((line) => !isStatement(line) && !line.startsWith('# ') && line !== '')
  const opening = lines.slice(0, first)
  shown.push(...opening)
  const world = worldOf(opening.filter(isStatement).map(statement).join('\n'))
  const desks = new Map<string, Desk>()
  for (const [i, line] of lines.slice(first).entries()) {
    if (line.startsWith('# ')) shown.push(...(lines[first + i - 1] === '' || i === 0 ? [] : []), line)
    else if (isStatement(line)) {
      say(world, statement(line))
      shown.push(line)
    } else {
      const typed = /^([a-z][a-z0-9-]*)([$#]) (.*)$/.exec(line)
      if (!typed) continue
      const [, host = '', who = '', command = ''] = typed
      shown.push(line, ...(await type(world, desks, `${host}${who}`, command)))
    }
  }
  return `${shown.join('\n')}\n`
}

async function type(world: World, desks: Map<string, Desk>, who: string, command: string): Promise<string[]> {
  const host = who.slice(0, -1)
  const desk = desks.get(who) ?? at(world, host, who.endsWith('#') ? 'root' : undefined)
  desks.set(who, desk)
  const output = await desk.type(command)
  return output === '' ? [] : output.replace(/\n$/, '').split('\n')
}

const isStatement = (line: string): boolean => line.startsWith('@ ')
const statement = (line: string): string => line.slice(2)
