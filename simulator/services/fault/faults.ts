import type { Fault } from '../../api/private/fault.ts'
import { table } from '../../kernel/store.ts'
import type { Context } from '../context.ts'

/** What does not work, by what it strikes. */
export const faults = table<Fault>('fault:fault', ({ Target }) => Target)

/** Whether a fault strikes the thing of this id itself; not whether what it depends on is struck. */
export const isDown = (ctx: Pick<Context, 'store'>, id: string): boolean =>
  ctx.store.get(faults, id)?.Kind === 'down'
