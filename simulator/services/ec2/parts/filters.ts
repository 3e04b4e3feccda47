import { service } from '../../service.ts'
import * as networkAclChanges from '../network-acl-changes.ts'
import * as networkAclEntries from '../network-acl-entries.ts'
import * as securityGroupChanges from '../security-group-changes.ts'
import * as securityGroupCreation from '../security-group-creation.ts'
import * as securityGroupReferences from '../security-group-references.ts'
import * as securityGroupRuleChanges from '../security-group-rule-changes.ts'

export const filters = service('ec2', [
  networkAclChanges,
  networkAclEntries,
  securityGroupChanges,
  securityGroupCreation,
  securityGroupReferences,
  securityGroupRuleChanges,
])
