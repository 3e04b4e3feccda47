import { deflateSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import {
  fragmentKey,
  fragmentOf,
  readFragment,
  type SharedLab,
  shareLimits,
} from '../../../../../src/lab/share/shared-lab.ts'

const shared: SharedLab = {
  kind: 'hopwise-lab',
  format: 1,
  seed: 'sandbox',
  world: 'ab'.repeat(32),
  log: [
    { host: 'workstation', at: 0, line: 'aws ec2 create-vpc --cidr-block 10.0.0.0/16' },
    { host: 'workstation', at: 1, line: '{ "π": "→" }', kind: 'file', path: '/home/learner/a.json' },
  ],
}

const written = (one: SharedLab = shared) => {
  const made = fragmentOf(one)
  if ('tooLong' in made) throw new Error('It is too long.')
  return made.fragment
}
const pack = (contents: unknown) =>
  fragmentKey +
  Buffer.from(deflateSync(new TextEncoder().encode(JSON.stringify(contents)))).toString('base64url')

describe('a shared lab', () => {
  it('comes out of a link as it went in', () => {
    expect(readFragment(written())).toEqual({ shared })
  })

  it('needs no character that addresses write otherwise', () => {
    expect(written()).toMatch(/^lab=[\w-]+$/)
  })

  it('says when it is too long for a link', () => {
    // What cannot be compressed: digits of powers of an odd number.
    const noise = (7n ** 400_000n).toString(36)
    const made = fragmentOf({
      ...shared,
      log: [{ host: 'workstation', at: 0, line: noise.slice(0, 200_000) }],
    })
    expect('tooLong' in made && made.tooLong > shareLimits.characters).toBe(true)
  })

  it.each([
    ['is cut off', written().slice(0, -20), 'damaged'],
    ['is no compressed text', 'lab=!!!', 'damaged'],
    ['is empty', 'lab=', 'damaged'],
    ['is longer than a link may be', `lab=${'A'.repeat(shareLimits.characters)}`, 'too-long'],
    ['unpacks to far more than it is', pack('0'.repeat(40 * 1024 * 1024)), 'too-long'],
    ['is of something else', pack({ kind: 'cat' }), 'not-a-lab'],
    ['is of a later format', pack({ ...shared, format: 2 }), 'not-a-lab'],
    ['holds what no lab has', pack({ ...shared, script: 'alert(1)' }), 'not-a-lab'],
    ['holds a step that is none', pack({ ...shared, log: [{ host: 'workstation', line: 3 }] }), 'not-a-lab'],
  ])('is refused where its link %s', (_, fragment, problem) => {
    expect(readFragment(fragment)).toEqual({ problem })
  })
})
