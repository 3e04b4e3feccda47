import { service } from '../service.ts'
import * as access from './access.ts'
import * as batches from './batches.ts'
import * as itemStore from './item-store.ts'
import * as items from './items.ts'
import * as queries from './queries.ts'
import * as resourcePolicies from './resource-policies.ts'
import * as tableChanges from './table-changes.ts'
import * as tableCreation from './table-creation.ts'
import * as tableSettings from './table-settings.ts'
import * as tables from './tables.ts'
import * as transactions from './transactions.ts'

export const dynamodb = service('dynamodb', [
  access,
  batches,
  itemStore,
  items,
  queries,
  resourcePolicies,
  tableChanges,
  tableCreation,
  tableSettings,
  tables,
  transactions,
])
