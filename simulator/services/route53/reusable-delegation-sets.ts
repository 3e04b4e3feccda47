import { AwsError } from '../../api/error.ts'
import { operation } from '../operation.ts'
import { madeWith, useReference } from './caller-references.ts'
import { delegationSetKey, delegationSets, rollNameServers } from './delegation-sets.ts'
import { bareId, invalidInput } from './errors.ts'
import { hostedZones, isPrivate, zoneKey } from './hosted-zones.ts'
import { newId } from './identifiers.ts'
import { pageAt, pageSize } from './listing.ts'

// Route 53 guide, DNSLimitations.
export const mostDelegationSets = 100

export const createReusableDelegationSet = operation(
  'route53',
  'CreateReusableDelegationSet',
  { fidelity: 'exact', source: 'Route 53 API reference, CreateReusableDelegationSet' },
  ({ CallerReference, HostedZoneId }, ctx) => {
    if (madeWith(ctx, 'delegation-set', CallerReference) !== undefined) {
      throw new AwsError(
        'DelegationSetAlreadyCreated',
        'A delegation set with the same owner and caller reference combination has already been created.',
      )
    }
    if (delegationSets.list(ctx).length >= mostDelegationSets) {
      throw new AwsError(
        'LimitsExceeded',
        'Limits Exceeded: MAX_REUSABLE_DELEGATION_SETS_BY_OWNER - Cannot create more reusable delegation sets.',
      )
    }
    const Id = delegationSetKey(newId(ctx.store, 'N'))
    let NameServers: readonly string[] = []
    if (HostedZoneId === undefined) NameServers = rollNameServers(ctx.store)
    else {
      const zone = hostedZones.find(ctx, zoneKey(bareId(HostedZoneId)))
      if (!zone) throw new AwsError('HostedZoneNotFound', "The specified HostedZone can't be found.")
      if (isPrivate(zone)) throw invalidInput('The specified hosted zone is a private hosted zone.')
      if (zone.side.delegationSet !== undefined) {
        throw new AwsError(
          'DelegationSetAlreadyReusable',
          'The specified delegation set has already been marked as reusable.',
        )
      }
      NameServers = zone.side.nameServers
      hostedZones.update(ctx, zone, {}, { delegationSet: Id })
    }
    const { record } = delegationSets.create(ctx, { Id, CallerReference, NameServers })
    useReference(ctx, 'delegation-set', CallerReference, Id)
    return { DelegationSet: record, Location: `https://route53.amazonaws.com/2013-04-01${Id}` }
  },
)

export const getReusableDelegationSet = operation(
  'route53',
  'GetReusableDelegationSet',
  { fidelity: 'exact', source: 'Route 53 API reference, GetReusableDelegationSet' },
  ({ Id }, ctx) => ({ DelegationSet: delegationSets.require(ctx, delegationSetKey(bareId(Id))).record }),
)

export const deleteReusableDelegationSet = operation(
  'route53',
  'DeleteReusableDelegationSet',
  { fidelity: 'exact', source: 'Route 53 API reference, DeleteReusableDelegationSet' },
  ({ Id }, ctx) => {
    const set = delegationSets.require(ctx, delegationSetKey(bareId(Id)))
    if (delegationSets.isInUse(ctx, delegationSets.idOf(set))) {
      throw new AwsError(
        'DelegationSetInUse',
        'The specified delegation contains associated hosted zones which must be deleted before the reusable delegation set can be deleted.',
      )
    }
    delegationSets.delete(ctx, set)
    return {}
  },
)

export const listReusableDelegationSets = operation(
  'route53',
  'ListReusableDelegationSets',
  { fidelity: 'exact', source: 'Route 53 API reference, ListReusableDelegationSets' },
  ({ Marker = '', MaxItems }, ctx) => {
    const size = pageSize(MaxItems, 100)
    const idOf = (set: Parameters<typeof delegationSets.idOf>[0]) => bareId(delegationSets.idOf(set))
    const { items, next } = pageAt(delegationSets.list(ctx), bareId(Marker), idOf, size)
    return {
      DelegationSets: items.map(({ record }) => record),
      Marker,
      IsTruncated: next !== undefined,
      ...(next && { NextMarker: idOf(next) }),
      MaxItems: String(size),
    }
  },
)
