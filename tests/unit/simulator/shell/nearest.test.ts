import { describe, expect, it } from 'vitest'
import { nearest } from '../../../../simulator/shell/nearest.ts'

const known = ['ping', 'dig', 'curl', 'tcpdump', 'traceroute', 'ls']

describe('the word that was meant', () => {
  it.each<[typed: string, meant: string | undefined]>([
    ['pign', 'ping'],
    ['pin', 'ping'],
    ['crul', 'curl'],
    ['sl', 'ls'],
    ['tracroute', 'traceroute'],
    ['tracerouts', 'traceroute'],
    ['tcpdmup', 'tcpdump'],
    ['whois', undefined],
    ['x', undefined],
    ['', undefined],
  ])('%s → %s', (typed, meant) => expect(nearest(typed, known)).toBe(meant))
})
