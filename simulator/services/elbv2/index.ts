import { service } from '../service.ts'
import * as accountLimits from './account-limits.ts'
import * as listenerAttributes from './listener-attributes.ts'
import * as listenerCertificates from './listener-certificates.ts'
import * as listenerCreation from './listener-creation.ts'
import * as listenerDeletion from './listener-deletion.ts'
import * as listenerRules from './listener-rules.ts'
import * as listeners from './listeners.ts'
import * as loadBalancerAttributes from './load-balancer-attributes.ts'
import * as loadBalancerChanges from './load-balancer-changes.ts'
import * as loadBalancerCreation from './load-balancer-creation.ts'
import * as loadBalancerDeletion from './load-balancer-deletion.ts'
import * as loadBalancers from './load-balancers.ts'
import * as rules from './rules.ts'
import * as sslPolicies from './ssl-policies.ts'
import * as tagOperations from './tag-operations.ts'
import * as targetGroupAttributes from './target-group-attributes.ts'
import * as targetGroupCreation from './target-group-creation.ts'
import * as targetGroups from './target-groups.ts'
import * as targetHealth from './target-health.ts'
import * as targetRegistration from './target-registration.ts'
import * as targets from './targets.ts'

export const elbv2 = service('elbv2', [
  accountLimits,
  listenerAttributes,
  listenerCertificates,
  listenerCreation,
  listenerDeletion,
  listenerRules,
  listeners,
  loadBalancerAttributes,
  loadBalancerChanges,
  loadBalancerCreation,
  loadBalancerDeletion,
  loadBalancers,
  rules,
  sslPolicies,
  tagOperations,
  targetGroupAttributes,
  targetGroupCreation,
  targetGroups,
  targetHealth,
  targetRegistration,
  targets,
])
