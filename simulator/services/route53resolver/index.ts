import { service } from '../service.ts'
import * as access from './access.ts'
import * as endpointChanges from './endpoint-changes.ts'
import * as endpointCreation from './endpoint-creation.ts'
import * as endpoints from './endpoints.ts'
import * as firewallAssociations from './firewall-associations.ts'
import * as firewallConfigs from './firewall-configs.ts'
import * as firewallDomainLists from './firewall-domain-lists.ts'
import * as firewallRuleGroups from './firewall-rule-groups.ts'
import * as queryLogAssociations from './query-log-associations.ts'
import * as queryLogConfigs from './query-log-configs.ts'
import * as queryLogDelivery from './query-log-delivery.ts'
import * as resolverTags from './resolver-tags.ts'
import * as ruleAssociations from './rule-associations.ts'
import * as ruleCreation from './rule-creation.ts'
import * as rules from './rules.ts'
import * as sharingPolicies from './sharing-policies.ts'
import * as vpcConfigs from './vpc-configs.ts'

export const route53resolver = service('route53resolver', [
  access,
  endpointChanges,
  endpointCreation,
  endpoints,
  firewallAssociations,
  firewallConfigs,
  firewallDomainLists,
  firewallRuleGroups,
  queryLogAssociations,
  queryLogConfigs,
  queryLogDelivery,
  resolverTags,
  ruleAssociations,
  ruleCreation,
  rules,
  sharingPolicies,
  vpcConfigs,
])
