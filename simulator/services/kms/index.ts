import { service } from '../service.ts'
import * as access from './access.ts'
import * as encryption from './encryption.ts'
import * as keyChanges from './key-changes.ts'
import * as keys from './keys.ts'

export const kms = service('kms', [access, encryption, keyChanges, keys])
