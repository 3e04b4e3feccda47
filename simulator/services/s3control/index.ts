import { service } from '../service.ts'
import * as accessPointPolicies from './access-point-policies.ts'
import * as accessPoints from './access-points.ts'
import * as publicAccess from './public-access.ts'

export const s3control = service('s3control', [accessPointPolicies, accessPoints, publicAccess])
