import { service } from '../service.ts'
import * as identity from './identity.ts'

export const sts = service('sts', [identity])
