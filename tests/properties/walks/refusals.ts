import { plannedWork } from '../../../simulator/kernel/clock.ts'
import { changesBetween, type Store, type Version } from '../../../simulator/kernel/store.ts'

/** The ledger, and what a first look at a Region brings. */
const bookkeeping = ['ledger', 'furnished', 'accounts', 'client-tokens']

/** A trail records what was refused, too, and brings it to its bucket later. */
const onItsWayToATrail = 'pending-trail-events'

/** What a request that was refused has changed all the same, as `table/id`: nothing, if all is well. */
export function changedByRefusal(store: Store, before: Version): string[] {
  return changesBetween(before, store.version)
    .filter(({ table, id }) => {
      if (table === plannedWork.name) return store.get(plannedWork, id)?.kind !== 'trail-delivered'
      return table !== onItsWayToATrail && !bookkeeping.includes(table)
    })
    .map(({ table, id }) => `${table}/${id}`)
}
