import { service } from '../service.ts'
import * as access from './access.ts'
import * as images from './images.ts'
import * as policies from './policies.ts'
import * as repositories from './repositories.ts'
import * as tagOperations from './tag-operations.ts'

export const ecr = service('ecr', [access, images, policies, repositories, tagOperations])
