import { describe, expect, it } from 'vitest'
import { raiseQuota } from '../../../../../simulator/world/quotas.ts'
import { account, otherAccount } from '../cloud.ts'
import { zones } from './zones.ts'

const elsewhere = { account: otherAccount }
const named = (VPCId: string) => ({ VPCId, VPCRegion: 'us-east-1' }) as const

describe('VPCs of a private hosted zone', () => {
  it('come and go, but the last one stays', () => {
    const { call, refusedBy, vpc, zone } = zones()
    const [first, second] = [vpc(), vpc()]
    const HostedZoneId = zone('corp.example', first)
    const associated = call('route53', 'AssociateVPCWithHostedZone', {
      HostedZoneId,
      VPC: named(second),
      Comment: 'why',
    })
    expect(associated.ChangeInfo).toMatchObject({ Status: 'PENDING', Comment: 'why' })
    const list = () => call('route53', 'GetHostedZone', { Id: HostedZoneId }).VPCs
    expect(list()).toEqual([named(first), named(second)])
    call('route53', 'DisassociateVPCFromHostedZone', { HostedZoneId, VPC: named(first) })
    expect(list()).toEqual([named(second)])
    expect(refusedBy('route53', 'DisassociateVPCFromHostedZone', { HostedZoneId, VPC: named(first) })).toBe(
      'VPCAssociationNotFound: The specified VPC and hosted zone are not currently associated.',
    )
    expect(refusedBy('route53', 'DisassociateVPCFromHostedZone', { HostedZoneId, VPC: named(second) })).toBe(
      "LastVPCAssociation: The VPC that you're trying to disassociate from the private hosted zone is the last VPC that is associated with the hosted zone. Amazon Route 53 doesn't support disassociating the last VPC from a hosted zone.",
    )
  })

  it('see one zone of a name', () => {
    const { refusedBy, vpc, zone } = zones()
    const [first, second] = [vpc(), vpc()]
    const one = zone('corp.example', first)
    const two = zone('corp.example', second)
    const conflict = (zoneId: string) =>
      `ConflictingDomainExists: The VPC ${first} in region us-east-1 has already been associated with the hosted zone ${zoneId} with the same domain name.`
    for (const HostedZoneId of [one, two]) {
      expect(refusedBy('route53', 'AssociateVPCWithHostedZone', { HostedZoneId, VPC: named(first) })).toBe(
        conflict(one),
      )
    }
  })

  it('are none for a public zone', () => {
    const { refusedBy, vpc, zone } = zones()
    const VPC = named(vpc())
    expect(
      refusedBy('route53', 'AssociateVPCWithHostedZone', { HostedZoneId: zone('example.com'), VPC }),
    ).toBe(
      "PublicZoneVPCAssociation: You're trying to associate a VPC with a public hosted zone. Amazon Route 53 doesn't support associating a VPC with a public hosted zone.",
    )
    expect(refusedBy('route53', 'AssociateVPCWithHostedZone', { HostedZoneId: 'Z1', VPC })).toBe(
      'NoSuchHostedZone: No hosted zone found with ID: Z1',
    )
  })

  it('of another account need an authorization of the zone’s owner, and are associated by their own', () => {
    const { call, refusedBy, vpc, zone } = zones()
    const own = vpc()
    const foreign = vpc(elsewhere)
    const HostedZoneId = zone('corp.example', own)
    const request = { HostedZoneId, VPC: named(foreign) }
    const refusal = `NotAuthorizedException: The VPC: ${foreign} has not authorized to associate with your hosted zone.`
    expect(refusedBy('route53', 'AssociateVPCWithHostedZone', request)).toBe(refusal)
    expect(refusedBy('route53', 'AssociateVPCWithHostedZone', request, elsewhere)).toBe(refusal)

    expect(call('route53', 'CreateVPCAssociationAuthorization', request)).toEqual(request)
    expect(call('route53', 'ListVPCAssociationAuthorizations', { HostedZoneId })).toEqual({
      HostedZoneId,
      VPCs: [named(foreign)],
    })
    // The zone's owner has no say over the VPC even now.
    expect(refusedBy('route53', 'AssociateVPCWithHostedZone', request)).toBe(refusal)
    call('route53', 'AssociateVPCWithHostedZone', request, elsewhere)
    expect(call('route53', 'GetHostedZone', { Id: HostedZoneId }).VPCs).toEqual([named(own), named(foreign)])

    // The association outlives its authorization.
    call('route53', 'DeleteVPCAssociationAuthorization', request)
    expect(refusedBy('route53', 'DeleteVPCAssociationAuthorization', request)).toBe(
      'VPCAssociationAuthorizationNotFound: The VPC that you specified is not authorized to be associated with the hosted zone.',
    )
    const where = { VPCId: foreign, VPCRegion: 'us-east-1' } as const
    expect(call('route53', 'ListHostedZonesByVPC', where, elsewhere).HostedZoneSummaries).toEqual([
      { HostedZoneId, Name: 'corp.example.', Owner: { OwningAccount: account } },
    ])
    call('route53', 'DisassociateVPCFromHostedZone', request, elsewhere)
    expect(call('route53', 'GetHostedZone', { Id: HostedZoneId }).VPCs).toEqual([named(own)])
  })

  it('are as many as the quotas allow', () => {
    const { cloud, call, refusedBy, vpc, zone } = zones()
    const scope = { account, region: 'us-east-1' }
    raiseQuota(cloud.store, scope, 'vpcs-per-private-hosted-zone', 1)
    raiseQuota(cloud.store, scope, 'vpc-association-authorizations-per-zone', 1)
    const HostedZoneId = zone('corp.example', vpc())
    expect(refusedBy('route53', 'AssociateVPCWithHostedZone', { HostedZoneId, VPC: named(vpc()) })).toMatch(
      /^LimitsExceeded/,
    )
    const authorize = (id: string) => ({ HostedZoneId, VPC: named(id) })
    call('route53', 'CreateVPCAssociationAuthorization', authorize(vpc(elsewhere)))
    expect(refusedBy('route53', 'CreateVPCAssociationAuthorization', authorize(vpc(elsewhere)))).toMatch(
      /^TooManyVPCAssociationAuthorizations/,
    )
  })
})
