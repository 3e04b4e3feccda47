import { service } from '../service.ts'
import * as increaseRequests from './increase-requests.ts'
import * as quotas from './quotas.ts'

export const serviceQuotas = service('service-quotas', [increaseRequests, quotas])
