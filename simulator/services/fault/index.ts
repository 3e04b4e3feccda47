import { service } from '../service.ts'
import * as faultOperations from './fault-operations.ts'
import * as faults from './faults.ts'

export const fault = service('fault', [faultOperations, faults])
