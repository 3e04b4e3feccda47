import { describe, expect, it } from 'vitest'
import type { Question } from '../../../../../simulator/network/question.ts'
import { type TraceView, traceView } from '../../../../../simulator/views/trace/trace-view.ts'
import { say, type World, worldOf } from '../../network/notation/world.ts'

const two = `
  vpc main 10.0.0.0/16
  subnet web main a 10.0.1.0/24
  subnet app main a 10.0.2.0/24
  group web-sg main | out all 0.0.0.0/0 | in icmp any 10.0.0.0/16
  group app-sg main | in tcp 443 10.0.1.0/24
  host web-1 web 10.0.1.10 web-sg
  host app-1 app 10.0.2.10 app-sg
`

const ask = (world: World, question: Partial<Question> = {}) =>
  traceView(world.fabric, {
    from: world.id('web-1'),
    to: '10.0.2.10',
    protocol: 'tcp',
    port: 443,
    ...question,
  })

function follow(world: World, question?: Partial<Question>): TraceView {
  const answer = ask(world, question)
  if ('cannotSay' in answer) throw new Error(answer.cannotSay)
  return answer
}

const after = (statements: string, base = two): World => {
  const world = worldOf(base)
  say(world, statements)
  return world
}

describe('what became of a packet', () => {
  it.each<[string, string, boolean, string, readonly string[]]>([
    [
      'it arrives, and so does its answer',
      '',
      true,
      'It arrives, and so does its answer.',
      ['there', 'back'],
    ],
    [
      'no rule lets it in',
      'revoke app-sg in tcp 443 10.0.1.0/24',
      false,
      'The packet is dropped at app-1: ',
      ['there'],
    ],
    [
      'a network ACL lets no answer out',
      'acl strict main app | in 100 allow all 0.0.0.0/0',
      false,
      'The answer is dropped at app: ',
      ['there', 'back'],
    ],
  ])('%s', (_, statements, isDelivered, said, directions) => {
    const world = after(statements)
    const view = follow(world)
    expect(view.isDelivered).toBe(isDelivered)
    expect(view.said.replace(/\b[a-z]+-[0-9a-f]{17}\b/g, (id) => world.nameOf(id))).toContain(said)
    // A sentence, and no code of a reason.
    expect(view.said).toMatch(/^[A-Z].*\.$/)
    expect(view.walks.map(({ direction }) => direction)).toEqual(directions)
  })
})

describe('a way', () => {
  const world = worldOf(two)
  const [there, back] = follow(world).walks

  it('goes hop by hop, by what people know the places as', () => {
    const names = (there?.hops ?? []).map(({ id }) => world.nameOf(id))
    expect([...new Set(names)]).toEqual(['web-1', 'main-table', 'main', 'web', 'app', 'app-1'])
  })

  it('back is that of a packet turned round', () => {
    expect(there?.hops[0]?.packet).toMatch(/10\.0\.1\.10.*10\.0\.2\.10/)
    expect(back?.hops[0]?.packet).toMatch(/10\.0\.2\.10.*10\.0\.1\.10/)
  })

  it('has at each rule a question and an answer in words, and what decided', () => {
    const rules = [there, back].flatMap((walk) => walk?.hops.flatMap(({ rules }) => rules) ?? [])
    expect(rules.length).toBeGreaterThan(4)
    for (const { question, answer, isDropped } of rules) {
      expect(question).toMatch(/\?$/)
      expect(answer).toMatch(/^[A-Z].* /)
      expect(isDropped).toBe(false)
    }
    expect(rules.flatMap(({ evidence }) => evidence.map(({ id }) => id))).toEqual(
      expect.arrayContaining([expect.stringMatching(/^sgr-/)]),
    )
  })

  it('ends with the one rule that dropped the packet', () => {
    const dropped = after('revoke app-sg in tcp 443 10.0.1.0/24')
    const { walks, said } = follow(dropped)
    const rules = walks.flatMap(({ hops }) => hops.flatMap((hop) => hop.rules))
    expect(rules.map(({ isDropped }) => isDropped).lastIndexOf(true)).toBe(rules.length - 1)
    expect(rules.filter(({ isDropped }) => isDropped)).toHaveLength(1)
    expect(said.endsWith(rules.at(-1)!.answer)).toBe(true)
    expect(rules.at(-1)!.evidence.map(({ id }) => dropped.nameOf(id))).toContain('app-sg')
  })
})

describe('a packet that is written anew', () => {
  const behindNat = `${two}
    subnet edge main a 10.0.9.0/24
    igw door main
    nat out edge
    table open main edge
    route open 0.0.0.0/0 door
    route main-table 0.0.0.0/0 out
  `
  const world = worldOf(behindNat)

  it('is marked where it is, and nowhere else', () => {
    const [there] = follow(world, { to: '198.51.100.7' }).walks
    const rewritten = (there?.hops ?? []).filter(({ isRewritten }) => isRewritten)
    // The NAT gateway writes its own address in, the internet gateway the public one.
    expect(rewritten).toHaveLength(2)
    expect(rewritten[0]?.packet).not.toContain('10.0.1.10')
    expect(rewritten[1]?.packet).toContain(world.id('out:address'))
  })

  it('within a VPC it is not', () => {
    const hops = follow(worldOf(two)).walks.flatMap((walk) => walk.hops)
    expect(hops.filter(({ isRewritten }) => isRewritten)).toEqual([])
  })
})

describe('where there is no answer, it says why', () => {
  it.each<[string, Partial<Question>, string]>([
    ['nobody sends', { from: 'nobody' }, 'There is no "nobody" to send from.'],
    ['nobody is there', { to: 'nobody' }, 'There is no "nobody" to send to.'],
    ['no protocol is called that', { protocol: 'smoke' }, '"smoke" is no IP protocol.'],
    ['an address is none', { fromIp: '10.0.0' }, '"10.0.0" is no address.'],
  ])('%s', (_, question, said) => {
    expect(ask(worldOf(two), question)).toEqual({ cannotSay: said })
  })
})

it('a way goes through a message to the page unchanged', () => {
  const view = follow(worldOf(two))
  expect(structuredClone(view)).toEqual(view)
})
