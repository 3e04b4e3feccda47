import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { startMachine } from './machine.ts'
import { play, readTranscript } from './transcript.ts'

const folder = new URL('transcripts/', import.meta.url)

describe('what a terminal shows', () => {
  for (const name of readdirSync(folder)) {
    it(name.replace('.txt', '').replaceAll('-', ' '), async () => {
      const { terminal } = startMachine()
      const exchanges = readTranscript(readFileSync(new URL(name, folder), 'utf8'))
      expect(exchanges).not.toEqual([])
      for (const { line, typed, shown } of exchanges) {
        expect({ line, typed, shown: await play(terminal, typed) }).toEqual({ line, typed, shown })
      }
    })
  }
})
