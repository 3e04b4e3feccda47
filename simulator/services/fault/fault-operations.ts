import type { Fault } from '../../api/private/fault.ts'
import { timestamp } from '../context.ts'
import { invalid } from '../lab-errors.ts'
import { settleUplinks } from '../onprem/settling.ts'
import { operation } from '../operation.ts'
import { requireTarget } from './fault-targets.ts'
import { faults } from './faults.ts'

const own = { fidelity: 'exact', source: 'the lab' } as const

export const injectFault = operation('fault', 'InjectFault', own, ({ Targets, Calls }, ctx) => {
  if (!Targets.length) throw invalid('Name at least one target.')
  const struck = Targets.map((text) => {
    const { id, kind } = requireTarget(ctx, text)
    if (Calls !== undefined && kind !== 'throttled') {
      throw invalid(`${text} is no API. Only calls to an API can be counted.`)
    }
    const fault: Fault = {
      Target: id,
      Kind: kind,
      ...(Calls !== undefined && { CallsLeft: Calls }),
      Since: timestamp(ctx.now),
    }
    return ctx.store.put(faults, fault)
  })
  settleUplinks(ctx)
  return { Faults: struck }
})

export const clearFault = operation('fault', 'ClearFault', own, ({ Targets }, ctx) => {
  const ids = Targets?.length
    ? Targets.map((text) => requireTarget(ctx, text).id)
    : ctx.store.all(faults).map(({ Target }) => Target)
  for (const id of ids) ctx.store.delete(faults, id)
  settleUplinks(ctx)
  return {}
})

export const listFaults = operation('fault', 'ListFaults', own, (_, ctx) => ({
  Faults: ctx.store.all(faults),
}))
