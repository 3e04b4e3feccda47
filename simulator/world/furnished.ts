import { cell, table } from '../kernel/store.ts'
import { type Scope, scopeKey } from './held.ts'

/** Accounts and Regions that have been given what AWS puts into every new one. */
export const furnished = table<Scope>('furnished', scopeKey)

/** The world was imported: there is more at AWS than it knows. In any other, what it does not know is not there. */
export const isPartOfMore = cell('part-of-more', false)
