import { service } from '../service.ts'
import * as zonalShifts from './zonal-shifts.ts'

export const arcZonalShift = service('arc-zonal-shift', [zonalShifts])
