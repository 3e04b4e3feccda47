import { service } from '../service.ts'
import * as access from './access.ts'
import * as callerReferences from './caller-references.ts'
import * as changes from './changes.ts'
import * as cidrCollections from './cidr-collections.ts'
import * as delegationSets from './delegation-sets.ts'
import * as healthCheckStatus from './health-check-status.ts'
import * as healthChecks from './health-checks.ts'
import * as hostedZoneCreation from './hosted-zone-creation.ts'
import * as hostedZones from './hosted-zones.ts'
import * as limits from './limits.ts'
import * as recordChanges from './record-changes.ts'
import * as recordSetListing from './record-set-listing.ts'
import * as recordSets from './record-sets.ts'
import * as resourceTags from './resource-tags.ts'
import * as reusableDelegationSets from './reusable-delegation-sets.ts'
import * as testDnsAnswer from './test-dns-answer.ts'
import * as zoneVpcs from './zone-vpcs.ts'

export const route53 = service('route53', [
  access,
  callerReferences,
  changes,
  cidrCollections,
  delegationSets,
  healthCheckStatus,
  healthChecks,
  hostedZoneCreation,
  hostedZones,
  limits,
  recordChanges,
  recordSetListing,
  recordSets,
  resourceTags,
  reusableDelegationSets,
  testDnsAnswer,
  zoneVpcs,
])
