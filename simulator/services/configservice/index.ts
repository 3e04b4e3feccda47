import { service } from '../service.ts'
import * as inventory from './inventory.ts'
import * as recorders from './recorders.ts'

export const configservice = service('configservice', [inventory, recorders])
