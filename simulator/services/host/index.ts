import { service } from '../service.ts'
import * as applianceOperations from './appliance-operations.ts'
import * as appliances from './appliances.ts'
import * as listenerOperations from './listener-operations.ts'
import * as listeners from './listeners.ts'

export const host = service('host', [applianceOperations, appliances, listenerOperations, listeners])
