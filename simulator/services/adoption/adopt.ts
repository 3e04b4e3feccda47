import type { Contract } from '../../api/model.ts'
import { setClock } from '../../kernel/clock.ts'
import { openAccount } from '../../world/accounts.ts'
import { furnished, isPartOfMore } from '../../world/furnished.ts'
import type { Context } from '../context.ts'
import { instances } from '../ec2/instances.ts'
import { Adoption } from './adoption.ts'
import { adoptDirectConnect } from './direct-connect.ts'
import type { AccountDocument, AdoptionReport } from './documents.ts'
import { adoptEndpoints } from './endpoints.ts'
import { addMissingGateways, adoptGateways, adoptPeeringConnections } from './gateways.ts'
import { gather } from './harvest.ts'
import { adoptInterfaces } from './interfaces.ts'
import { adoptLoadBalancers } from './load-balancers.ts'
import { adoptNetworkAcls } from './network-acls.ts'
import { dropWorkedOutRoutes, learnFromRoutes } from './propagation.ts'
import { adoptRouteTables } from './route-tables.ts'
import { addMissingGroups, adoptSecurityGroups } from './security-groups.ts'
import { adoptSites, tellUnassociated } from './sites.ts'
import { adoptTransitGateways } from './transit-gateways.ts'
import { adoptPrefixLists, adoptSubnets, adoptVpcs } from './vpcs.ts'
import { adoptVpnConnections, adoptVpnGateways, type LineState } from './vpn.ts'

export interface AdoptionOptions {
  /** The file of sites on premises, parsed. */
  readonly sites?: unknown
  readonly lines?: LineState
}

/**
 * Takes over what describe calls printed. The state of a resource is what AWS prints of it, so most records are taken
 * as they are; what is beside them is derived, and what is missing is as AWS has it by default.
 */
export function adopt(
  ctx: Context,
  contract: Contract,
  documents: readonly AccountDocument[],
  { sites, lines = 'up' }: AdoptionOptions = {},
): AdoptionReport {
  const adoption = new Adoption(ctx, gather(contract, documents))
  // Each after what it looks into.
  adoptVpcs(adoption)
  adoptSubnets(adoption)
  adoptPrefixLists(adoption)
  adoptRouteTables(adoption)
  adoptNetworkAcls(adoption)
  adoptSecurityGroups(adoption)
  adoptInterfaces(adoption)
  addMissingGroups(adoption)
  adoptGateways(adoption)
  adoptPeeringConnections(adoption)
  adoptTransitGateways(adoption)
  adoptVpnGateways(adoption)
  addMissingGateways(adoption)
  adoptVpnConnections(adoption, lines)
  adoptDirectConnect(adoption, lines)
  adoptEndpoints(adoption)
  adoptLoadBalancers(adoption)
  learnFromRoutes(adoption)
  tellUnassociated(adoption)
  if (sites !== undefined) adoptSites(adoption, sites)
  dropWorkedOutRoutes(adoption)
  setClock(ctx.store, Math.max(ctx.now, hourAfterTheLast(adoption)))
  settle(adoption)
  const unique = (all: readonly string[]) => [...new Set(all)].sort()
  return {
    read: adoption.read,
    ignored: adoption.ignored,
    assumed: adoption.assumed,
    accounts: unique(adoption.scopes.map(({ account }) => account)),
    regions: unique(adoption.scopes.map(({ region }) => region)),
  }
}

/** Instances are past their start: health checks and the like have had their time. */
function hourAfterTheLast({ ctx }: Adoption): number {
  const launched = instances.everyone(ctx).map(({ record }) => Date.parse(record.LaunchTime ?? ''))
  return launched.reduce((last, at) => (Number.isNaN(at) ? last : Math.max(at, last)), 0) + 3_600_000
}

/** Nothing is put beside what was imported: what AWS gives every new account is among it already. */
function settle({ ctx, scopes }: Adoption): void {
  ctx.store.set(isPartOfMore, true)
  for (const scope of scopes) {
    openAccount(ctx.store, scope.account)
    ctx.store.put(furnished, scope)
  }
}
