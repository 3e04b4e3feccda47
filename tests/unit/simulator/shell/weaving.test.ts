import { describe, expect, it } from 'vitest'
import type { Piece } from '../../../../simulator/shell/host.ts'
import { Weaving } from '../../../../simulator/shell/weaving.ts'

// What a tool writes on both streams comes out in its order, and nothing gets lost where one of them goes elsewhere.

const piece = (stream: 1 | 2, text: string): Piece => ({ stream, bytes: new TextEncoder().encode(text) })
const told = (pieces: readonly Piece[]) =>
  pieces.map(({ stream, bytes }) => `${stream}:${new TextDecoder().decode(bytes)}`)

function weave(expected: readonly Piece[], written: readonly Piece[]): string[] {
  const weaving = new Weaving()
  weaving.expect(expected)
  return told([...written.flatMap((one) => weaving.take(one)), ...weaving.rest()])
}

const both = [piece(2, 'a'), piece(1, 'b'), piece(2, 'c')]

describe('both streams of a tool', () => {
  it.each<[string, readonly Piece[], readonly Piece[], readonly string[]]>([
    ['are put back into order', both, [piece(1, 'b'), piece(2, 'ac')], ['2:a', '1:b', '2:c']],
    ['in whichever order they come', both, [piece(2, 'ac'), piece(1, 'b')], ['2:a', '1:b', '2:c']],
    ['one alone comes as it is', both, [piece(2, 'ac')], ['2:ac']],
    ['what comes next does not wait', both, [piece(1, 'b'), piece(1, 'x')], ['1:b', '1:x']],
    ['another’s output is left alone', both, [piece(1, 'x'), piece(2, 'ac')], ['1:x', '2:ac']],
    ['a tool of one stream needs no order', [piece(1, 'b')], [piece(1, 'b'), piece(2, 'z')], ['1:b', '2:z']],
  ])('%s', (_, expected, written, shown) => {
    expect(weave(expected, written)).toEqual(shown)
  })
})
