import { service } from '../service.ts'
import * as access from './access.ts'
import * as assumeRole from './assume-role.ts'
import * as identity from './identity.ts'
import * as messages from './messages.ts'
import * as sessionTokens from './session-tokens.ts'

export const sts = service('sts', [access, assumeRole, identity, messages, sessionTokens])
