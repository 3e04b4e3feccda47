import { service } from '../service.ts'
import * as eventDataStores from './event-data-stores.ts'
import * as eventHistory from './event-history.ts'
import * as eventSelectors from './event-selectors.ts'
import * as tagOperations from './tag-operations.ts'
import * as trailDelivery from './trail-delivery.ts'
import * as trails from './trails.ts'

export const cloudtrail = service('cloudtrail', [
  eventDataStores,
  eventHistory,
  eventSelectors,
  tagOperations,
  trailDelivery,
  trails,
])
