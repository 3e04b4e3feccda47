import { service } from '../service.ts'
import * as accountCreation from './account-creation.ts'
import * as families from './families.ts'
import * as handshakeRecords from './handshake-records.ts'
import * as handshakes from './handshakes.ts'
import * as members from './members.ts'
import * as organization from './organization.ts'
import * as policies from './policies.ts'
import * as policyAttachments from './policy-attachments.ts'
import * as serviceAccess from './service-access.ts'
import * as tags from './tags.ts'
import * as units from './units.ts'

export const organizations = service('organizations', [
  accountCreation,
  families,
  handshakeRecords,
  handshakes,
  members,
  organization,
  policies,
  policyAttachments,
  serviceAccess,
  tags,
  units,
])
