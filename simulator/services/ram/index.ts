import { service } from '../service.ts'
import * as associating from './associating.ts'
import * as invitations from './invitations.ts'
import * as permissions from './permissions.ts'
import * as records from './records.ts'
import * as shares from './shares.ts'
import * as sharing from './sharing.ts'

export const ram = service('ram', [associating, invitations, permissions, records, shares, sharing])
