import { service } from '../service.ts'
import * as access from './access.ts'
import * as parameterChanges from './parameter-changes.ts'
import * as parameterReading from './parameter-reading.ts'
import * as parameters from './parameters.ts'

export const ssm = service('ssm', [access, parameterChanges, parameterReading, parameters])
