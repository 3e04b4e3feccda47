import { describe, expect, it } from 'vitest'
import type { Ec2 } from '../../../../../simulator/api/generated/types.d.ts'
import { otherAccount } from '../cloud.ts'
import { zones } from './zones.ts'

const domain = 'sqs.us-east-1.amazonaws.com'

/** A VPC with host names on, one beside it, and endpoints of the first that take over the names of SQS. */
function world() {
  const all = zones()
  const { ask, refused, refusedBy, call, vpc, pass } = all
  const [VpcId, other] = [vpc(), vpc()]
  ask('ModifyVpcAttribute', { VpcId, EnableDnsHostnames: { Value: true } })
  pass(1)
  const request = (PrivateDnsEnabled = true): Ec2.CreateVpcEndpointRequest => ({
    VpcEndpointType: 'Interface',
    VpcId,
    ServiceName: 'com.amazonaws.us-east-1.sqs',
    PrivateDnsEnabled,
  })
  const endpoint = (isPrivate?: boolean) => {
    const { VpcEndpoint } = ask('CreateVpcEndpoint', request(isPrivate))
    pass(120)
    return VpcEndpoint!
  }
  const hiddenZone = ({ DnsEntries }: Ec2.VpcEndpoint) =>
    DnsEntries!.find(({ DnsName }) => DnsName === domain)!.HostedZoneId
  const VPC = { VPCId: VpcId, VPCRegion: 'us-east-1' } as const
  return {
    ...all,
    VpcId,
    other,
    VPC,
    endpoint,
    hiddenZone,
    refusedZone: (Name: string) =>
      refusedBy('route53', 'CreateHostedZone', { Name, CallerReference: 'r', VPC }),
    refusedAssociation: (HostedZoneId: string, where?: { account: string }) =>
      refusedBy('route53', 'AssociateVPCWithHostedZone', { HostedZoneId, VPC }, where),
    associate: (HostedZoneId: string) => call('route53', 'AssociateVPCWithHostedZone', { HostedZoneId, VPC }),
    refusedEndpoint: () => refused('CreateVpcEndpoint', request()),
    conflict: (zone: string | undefined) =>
      `ConflictingDomainExists: The VPC ${VpcId} in region us-east-1 has already been associated with the hosted zone ${zone} with the same domain name.`,
    taken: `InvalidParameter: private-dns-enabled cannot be set because there is already a conflicting DNS domain for ${domain} in the VPC ${VpcId}`,
  }
}

describe('a name that an endpoint has taken over in a VPC', () => {
  it('is refused to a new private zone, by the id of the hidden one', () => {
    const { endpoint, hiddenZone, refusedZone, conflict } = world()
    const hidden = hiddenZone(endpoint())
    expect(refusedZone(domain)).toBe(conflict(hidden))
  })

  it('is refused to a zone of another VPC, whoever owns it', () => {
    const { call, vpc, zone, other, VPC, endpoint, hiddenZone, refusedAssociation, conflict } = world()
    const hidden = hiddenZone(endpoint())
    expect(refusedAssociation(zone(domain, other))).toBe(conflict(hidden))
    const elsewhere = { account: otherAccount }
    const HostedZoneId = zone(domain, vpc(elsewhere), elsewhere)
    call('route53', 'CreateVPCAssociationAuthorization', { HostedZoneId, VPC }, elsewhere)
    expect(refusedAssociation(HostedZoneId)).toBe(conflict(hidden))
  })

  it.each([
    ['a name below it', `sub.${domain}`],
    ['a name above it', 'us-east-1.amazonaws.com'],
    ['the name in another Region', 'sqs.us-east-2.amazonaws.com'],
  ])('leaves %s to private zones', (_, name) => {
    const { endpoint, zone, VpcId } = world()
    endpoint()
    expect(zone(name, VpcId)).toMatch(/^Z/)
  })

  it('is free in other VPCs, and without private DNS', () => {
    const { endpoint, zone, other, VpcId } = world()
    endpoint(false)
    zone(domain, other)
    expect(zone(domain, VpcId)).toMatch(/^Z/)
  })

  it.each([
    ['lets go of it', 'ModifyVpcEndpoint'],
    ['is gone', 'DeleteVpcEndpoints'],
  ])('is free again when the endpoint %s', (_, operation) => {
    const { ask, pass, endpoint, zone, other, associate, refusedAssociation, conflict, hiddenZone } = world()
    const held = endpoint()
    const id = held.VpcEndpointId!
    const HostedZoneId = zone(domain, other)
    expect(refusedAssociation(HostedZoneId)).toBe(conflict(hiddenZone(held)))
    if (operation === 'ModifyVpcEndpoint') ask(operation, { VpcEndpointId: id, PrivateDnsEnabled: false })
    else ask('DeleteVpcEndpoints', { VpcEndpointIds: [id] })
    pass(120)
    associate(HostedZoneId)
  })
})

describe('a name that a private zone has in a VPC', () => {
  it('is refused to a new endpoint with private DNS, and to one that wants it later', () => {
    const { refused, zone, VpcId, endpoint, refusedEndpoint, taken } = world()
    zone(domain, VpcId)
    expect(refusedEndpoint()).toBe(taken)
    const VpcEndpointId = endpoint(false).VpcEndpointId!
    expect(refused('ModifyVpcEndpoint', { VpcEndpointId, PrivateDnsEnabled: true })).toBe(taken)
  })

  it('is refused likewise when the zone was associated afterwards, or is another account’s', () => {
    const { call, vpc, zone, VPC, associate, refusedEndpoint, taken } = world()
    const elsewhere = { account: otherAccount }
    const HostedZoneId = zone(domain, vpc(elsewhere), elsewhere)
    call('route53', 'CreateVPCAssociationAuthorization', { HostedZoneId, VPC }, elsewhere)
    associate(HostedZoneId)
    expect(refusedEndpoint()).toBe(taken)
  })

  it.each([
    ['a zone below it', `sub.${domain}`],
    ['a zone above it', 'us-east-1.amazonaws.com'],
  ])('does not hinder the endpoint: %s', (_, name) => {
    const { zone, VpcId, endpoint } = world()
    zone(name, VpcId)
    expect(endpoint().PrivateDnsEnabled).toBe(true)
  })

  it('is free again when the zone leaves the VPC', () => {
    const { call, zone, other, VPC, associate, endpoint, refusedEndpoint, taken } = world()
    const HostedZoneId = zone(domain, other)
    associate(HostedZoneId)
    expect(refusedEndpoint()).toBe(taken)
    call('route53', 'DisassociateVPCFromHostedZone', { HostedZoneId, VPC })
    expect(endpoint().PrivateDnsEnabled).toBe(true)
  })
})
