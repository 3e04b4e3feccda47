import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import {
  type Entry,
  type Exchange,
  readSession,
  recordedIn,
} from '../../unit/simulator/shell/tools/session-file.ts'
import { differences } from './session-differences.ts'
import { settled } from './settled-sessions.ts'

// Sessions of tests/unit/simulator/shell/tools/sessions whose heads say that they are held against recordings. The real
// tools were typed into in network namespaces that were built from the same statements: see README.md.

const sessions = new URL('../../unit/simulator/shell/tools/sessions/', import.meta.url)
const recordings = new URL('./recorded/sessions/', import.meta.url)

const read = (folder: URL, name: string): Entry[] => readSession(readFileSync(new URL(name, folder), 'utf8'))
const typed = (entries: readonly Entry[]): Exchange[] =>
  entries.flatMap((one) => (one.kind === 'typed' ? [one.exchange] : []))
const recorded = new Set(readdirSync(recordings))

describe.each(readdirSync(sessions))('recorded: %s', (name) => {
  const entries = read(sessions, name)
  const isHeld = recordedIn(entries)
  const held = typed(entries).filter(({ command }) => isHeld?.(command))

  it('says which of its lines are held against recordings', () => {
    expect(isHeld).toBeDefined()
    const inRecording = recorded.has(name) ? typed(read(recordings, name)) : []
    const asTyped = ({ who, command }: Exchange) => `${who} ${command}`
    expect(held.map(asTyped)).toEqual(inRecording.map(asTyped))
  })

  if (!held.length) return
  const real = recorded.has(name) ? typed(read(recordings, name)) : []
  it.each(held.map((exchange, i) => ({ ...exchange, real: real[i]?.shown ?? [] })))(
    '$who $command',
    ({ who, command, shown, real: printed }) => {
      const other = differences.get(`${name} ${who} ${command}`)
      expect(settled(shown)).toEqual(other ?? settled(printed))
    },
  )
})
