import { describe, expect, it } from 'vitest'
import { scoreOf } from '../../../../simulator/grading/score.ts'

/** `10 met`, `10 half`, `10 half partial`, `5 failed must`, `5 met bonus`: points, how far it holds, how it counts. */
function score(text: string, passAt?: number) {
  const judged = text.split(',').map((one, i) => {
    const [points, how, ...flags] = one.trim().split(' ')
    const share = { met: 1, half: 0.5, failed: 0 }[how ?? ''] ?? 0
    const has = (flag: string) => flags.includes(flag)
    const worth = { points: Number(points), bonus: has('bonus'), partial: has('partial'), must: has('must') }
    return { id: `goal-${i + 1}`, worth, verdict: { met: share === 1, share } }
  })
  return scoreOf(judged, passAt)
}

describe('a score', () => {
  it.each<[string, number, boolean]>([
    ['10 met, 10 met', 100, true],
    ['10 met, 10 failed', 50, false],
    ['30 met, 10 failed', 75, false],
    ['10 met, 10 half', 50, false],
    ['10 met, 10 half partial', 75, false],
    ['10 met, 10 failed bonus', 100, true],
    ['10 met, 10 failed, 5 met bonus', 75, false],
    ['10 met, 10 met, 5 met bonus', 100, true],
    ['1 met, 1 met, 1 failed', 66, false],
    ['999 met, 1 failed', 99, false],
  ])('of %s is %i %%; passed: %s', (text, percent, passed) => {
    expect(score(text)).toMatchObject({ percent, passed })
  })

  it.each<[string, number, boolean, string[]]>([
    ['9 met, 1 failed', 90, true, []],
    ['9 met, 1 failed', 91, false, []],
    ['9 met, 1 failed must', 90, false, ['goal-2']],
    ['9 met must, 1 failed', 90, true, []],
  ])('of %s, from %i %% on; passed: %s', (text, passAt, passed, lacking) => {
    expect(score(text, passAt)).toMatchObject({ passed, lacking })
  })
})
