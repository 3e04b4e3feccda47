import type { Directconnect } from '../../api/generated/types.d.ts'
import { rollUuid } from '../../kernel/random.ts'
import { table } from '../../kernel/store.ts'
import { type Context, timestamp } from '../context.ts'
import { due, operation } from '../operation.ts'
import { inWrongState, refused } from './errors.ts'
import { settleInterface } from './link-states.ts'
import { pageOf } from './listing.ts'
import { requireOwnInterface, virtualInterfaces } from './virtual-interfaces.ts'

// A test takes BGP sessions down for some minutes, to show whether traffic finds another way.

type Test = Directconnect.VirtualInterfaceTestHistory

export const failoverTests = table<Test>('directconnect:failover-test', ({ testId = '' }) => testId, {
  interface: ({ virtualInterfaceId }) => virtualInterfaceId,
  owner: ({ ownerAccount }) => ownerAccount,
})

// API reference, StartBgpFailoverTest.
const usualMinutes = 180
const mostMinutes = 4320

export const startBgpFailoverTest = operation(
  'directconnect',
  'StartBgpFailoverTest',
  { fidelity: 'exact', source: 'Direct Connect API reference, StartBgpFailoverTest' },
  ({ virtualInterfaceId, bgpPeers, testDurationInMinutes = usualMinutes }, ctx) => {
    const held = requireOwnInterface(ctx, virtualInterfaceId)
    const { virtualInterfaceState } = held.record
    if (virtualInterfaceState !== 'available') {
      throw inWrongState('StartBgpFailoverTest', virtualInterfaceId, virtualInterfaceState)
    }
    if (testDurationInMinutes < 1 || testDurationInMinutes > mostMinutes) {
      throw refused(`The test duration must be between 1 and ${mostMinutes} minutes.`)
    }
    const known = (held.record.bgpPeers ?? []).map(({ bgpPeerId = '' }) => bgpPeerId)
    for (const id of bgpPeers ?? []) {
      if (!known.includes(id)) throw refused(`BGP peer ${id} does not exist on ${virtualInterfaceId}.`)
    }
    const heldDown = bgpPeers?.length ? bgpPeers : known
    const test: Test = {
      testId: rollUuid(ctx.store),
      virtualInterfaceId,
      bgpPeers: heldDown,
      status: 'In Progress',
      ownerAccount: ctx.account,
      testDurationInMinutes,
      startTime: timestamp(ctx.now),
      endTime: timestamp(ctx.now + testDurationInMinutes * 60_000),
    }
    ctx.store.put(failoverTests, test)
    settleInterface(
      ctx,
      virtualInterfaces.update(ctx, held, { virtualInterfaceState: 'testing' }, { heldDown }),
    )
    tick(ctx, test)
    return { virtualInterfaceTest: test }
  },
)

const tick = (ctx: Context, { testId = '' }: Test): void =>
  ctx.after('dx-failover-test-minute', 'dx-failover-test-minute', { id: testId })

export const failoverTestMinute = due<{ id: string }>('dx-failover-test-minute', ({ id }, ctx) => {
  const test = ctx.store.get(failoverTests, id)
  if (test?.status !== 'In Progress') return
  if (timestamp(ctx.now) < (test.endTime ?? '')) tick(ctx, test)
  else end(ctx, test, 'Completed')
})

function end(ctx: Context, test: Test, status: string): Test {
  const ended = ctx.store.put(failoverTests, { ...test, status, endTime: timestamp(ctx.now) })
  const held = virtualInterfaces.get(ctx, test.virtualInterfaceId ?? '')
  if (held?.record.virtualInterfaceState === 'testing') {
    settleInterface(
      ctx,
      virtualInterfaces.update(ctx, held, { virtualInterfaceState: 'down' }, { heldDown: [] }),
    )
  }
  return ended
}

export const stopBgpFailoverTest = operation(
  'directconnect',
  'StopBgpFailoverTest',
  { fidelity: 'exact', source: 'Direct Connect API reference, StopBgpFailoverTest' },
  ({ virtualInterfaceId }, ctx) => {
    requireOwnInterface(ctx, virtualInterfaceId)
    const test = ctx.store
      .by(failoverTests, 'interface', virtualInterfaceId)
      .find(({ status }) => status === 'In Progress')
    if (!test) throw refused(`No failover test is in progress on ${virtualInterfaceId}.`)
    return { virtualInterfaceTest: end(ctx, test, 'Stopped') }
  },
)

export const listVirtualInterfaceTestHistory = operation(
  'directconnect',
  'ListVirtualInterfaceTestHistory',
  { fidelity: 'exact', source: 'Direct Connect API reference, ListVirtualInterfaceTestHistory' },
  ({ testId, virtualInterfaceId, bgpPeers, status, ...asked }, ctx) => {
    const selected = ctx.store
      .by(failoverTests, 'owner', ctx.account)
      .filter(
        (test) =>
          (testId === undefined || test.testId === testId) &&
          (virtualInterfaceId === undefined || test.virtualInterfaceId === virtualInterfaceId) &&
          (status === undefined || test.status === status) &&
          (!bgpPeers?.length || bgpPeers.every((id) => test.bgpPeers?.includes(id))),
      )
    const { items, next } = pageOf(selected, asked)
    return { virtualInterfaceTestHistory: [...items], ...next }
  },
)
