import { service } from '../service.ts'
import * as access from './access.ts'
import * as accessKeys from './access-keys.ts'
import * as account from './account.ts'
import * as attachments from './attachments.ts'
import * as authorizationDetails from './authorization-details.ts'
import * as groupMembers from './group-members.ts'
import * as groups from './groups.ts'
import * as inlinePolicies from './inline-policies.ts'
import * as instanceProfiles from './instance-profiles.ts'
import * as loginProfiles from './login-profiles.ts'
import * as policies from './policies.ts'
import * as policyOperations from './policy-operations.ts'
import * as policyVersions from './policy-versions.ts'
import * as roles from './roles.ts'
import * as serviceLinkedRoles from './service-linked-roles.ts'
import * as simulation from './simulation.ts'
import * as users from './users.ts'

export const iam = service('iam', [
  access,
  accessKeys,
  account,
  attachments,
  authorizationDetails,
  groupMembers,
  groups,
  inlinePolicies,
  instanceProfiles,
  loginProfiles,
  policies,
  policyOperations,
  policyVersions,
  roles,
  serviceLinkedRoles,
  simulation,
  users,
])
