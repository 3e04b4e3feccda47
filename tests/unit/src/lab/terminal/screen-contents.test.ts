import { expect, it } from 'vitest'
import { isPastOf, pastOf } from '../../../../../src/lab/terminal/screen-contents.ts'
import type { LabState } from '../../../../../src/lab/worker/protocol.ts'

// What stood on a terminal is shown again in the lab that it stood in.

const lab = (lines: readonly string[], labels: readonly string[] = lines): LabState => ({
  now: 0,
  hosts: [],
  terminals: [{ host: 'workstation', prompt: '$ ', exitCode: 0, history: lines }],
  timeline: labels.map((label, i) => ({
    id: i + 1,
    parent: i || undefined,
    label,
    at: i * 1000,
    checkpoints: [],
    isCurrent: i === labels.length - 1,
  })),
})

const kept = pastOf(lab(['ls', 'make a']), 0)

it('in the lab as it was left, and as it went on from there', () => {
  expect(isPastOf(kept, lab(['ls', 'make a']), 0)).toBe(true)
  expect(isPastOf(kept, lab(['ls', 'make a', 'make b']), 0)).toBe(true)
})

it('in no other: one that was begun anew, one from elsewhere, another terminal', () => {
  expect(isPastOf(kept, lab([], ['start']), 0)).toBe(false)
  expect(isPastOf(kept, lab(['ls', 'make b']), 0)).toBe(false)
  expect(isPastOf(kept, lab(['ls', 'make a'], ['start', 'other']), 0)).toBe(false)
  expect(isPastOf(kept, lab(['ls', 'make a']), 1)).toBe(false)
})
