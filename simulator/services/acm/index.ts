import { service } from '../service.ts'
import * as certificateImports from './certificate-imports.ts'
import * as certificateRequests from './certificate-requests.ts'
import * as certificates from './certificates.ts'
import * as tagOperations from './tag-operations.ts'

export const acm = service('acm', [certificateImports, certificateRequests, certificates, tagOperations])
