import { service } from '../service.ts'
import * as access from './access.ts'
import * as messageStore from './message-store.ts'
import * as queueAttributes from './queue-attributes.ts'
import * as queueCreation from './queue-creation.ts'
import * as queues from './queues.ts'
import * as receiving from './receiving.ts'
import * as sending from './sending.ts'

export const sqs = service('sqs', [
  access,
  messageStore,
  queueAttributes,
  queueCreation,
  queues,
  receiving,
  sending,
])
