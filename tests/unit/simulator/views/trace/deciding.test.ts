import { describe, expect, it } from 'vitest'
import type { Question } from '../../../../../simulator/network/question.ts'
import { type HopView, type TraceView, traceView } from '../../../../../simulator/views/trace/trace-view.ts'
import { inspected } from '../../network/notation/inspected-world.ts'
import { say, type World, worldOf } from '../../network/notation/world.ts'

// What decided at each hop, in the words of the table, list or group that it stands in; and what became of the header.

const pair = `
  vpc main 10.0.0.0/16
  subnet web main a 10.0.1.0/24
  subnet app main a 10.0.2.0/24
  group web-sg main | out tcp 1-1024 10.0.0.0/16
  group app-sg main | in tcp 443 10.0.1.0/24
  host web-1 web 10.0.1.10 web-sg
  host app-1 app 10.0.2.10 app-sg
  acl strict main app | in 100 allow tcp 443 10.0.0.0/16 | out 100 allow all 0.0.0.0/0
`

function follow(world: World, question: Partial<Question> = {}): TraceView {
  const asked = { from: world.id('web-1'), to: '10.0.2.10', protocol: 'tcp', port: 443, ...question }
  const answer = traceView(world.fabric, asked)
  if ('cannotSay' in answer) throw new Error(answer.cannotSay)
  return answer
}

const hopsOf = ({ walks }: TraceView) => walks.flatMap(({ hops }) => hops)

const linesOf = (world: World, view: TraceView) =>
  hopsOf(view).flatMap(({ rules }) =>
    rules.flatMap(({ line }) =>
      line === undefined ? [] : [line.replace(/\b[a-z]+-[0-9a-f]{17}\b/g, (id) => world.nameOf(id))],
    ),
  )

describe('the line that decided', () => {
  const world = worldOf(pair)
  it.each([
    'tcp 1-1024 to 10.0.0.0/16',
    '10.0.0.0/16 → local',
    '100 allow tcp 443 from 10.0.0.0/16',
    'tcp 443 from 10.0.1.0/24',
    '100 allow all traffic to 0.0.0.0/0',
  ])('is told as one finds it: %s', (line) => {
    expect(linesOf(world, follow(world))).toContain(line)
  })

  it('of a network ACL that has no rule for the packet is the one with the asterisk', () => {
    const shut = worldOf(pair)
    say(shut, 'group app-all main | in all 0.0.0.0/0')
    const last = hopsOf(follow(shut, { port: 80 })).at(-1)
    expect(last?.rules.at(-1)).toMatchObject({ isDropped: true, line: '* deny all traffic from 0.0.0.0/0' })
  })
})

describe('a place', () => {
  it('is on the map where people see it: things, and frames for what has none', () => {
    const world = worldOf(pair)
    const [there] = follow(world).walks
    expect([...new Set(there?.hops.map(({ part }) => world.nameOf(part?.id ?? '')))]).toEqual([
      'web-1:instance',
      'web',
      'app',
      'app-1:instance',
    ])
  })
})

const rowsOf = ({ header }: HopView) =>
  header
    .filter(({ before, after }) => before !== after)
    .map(({ layer, name, before = 'nothing', after = 'nothing' }) => `${layer} ${name}: ${before} → ${after}`)

describe('the header', () => {
  it('changes where somebody writes it anew', () => {
    const world = worldOf(`${pair}
      subnet edge main a 10.0.9.0/24
      igw door main
      nat out edge
      table open main edge
      route open 0.0.0.0/0 door
      route main-table 0.0.0.0/0 out
      group free main | out all 0.0.0.0/0
      host web-2 web 10.0.1.20 free
    `)
    const view = follow(world, { from: world.id('web-2'), to: '198.51.100.7' })
    const changing = hopsOf(view).filter((hop) => rowsOf(hop).length)
    expect(changing.map(({ kind }) => kind)).toEqual([
      'nat-gateway-out',
      'internet-gateway-out',
      'internet-gateway-in',
      'nat-gateway-back',
    ])
    expect(rowsOf(changing[0]!)[0]).toMatch(/^packet source: 10\.0\.1\.20:49152 → 10\.0\.9\.\d+:\d+$/)
  })

  it('gets another one around it on the way to an appliance, and loses it again', () => {
    const world = worldOf(inspected)
    const view = follow(world, { from: world.id('web-1'), to: '198.51.100.7' })
    const node = hopsOf(view).find(({ kind }) => kind === 'inspection-node')
    expect(rowsOf(node!)).toContain('around protocol: nothing → UDP')
    expect(rowsOf(node!)).toContain(`around carried-for: nothing → ${world.id('gwlbe')}`)
    const carried = hopsOf(view).find(({ kind }) => kind === 'inspection-appliance')
    expect(
      carried?.header.find(({ layer, name }) => layer === 'packet' && name === 'destination')?.before,
    ).toBe('198.51.100.7:443')
  })
})
