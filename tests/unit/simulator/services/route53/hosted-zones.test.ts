import { describe, expect, it } from 'vitest'
import { privateZoneFor, publicZoneFor } from '../../../../../simulator/services/route53/hosted-zones.ts'
import { raiseQuota } from '../../../../../simulator/world/quotas.ts'
import { account, otherAccount } from '../cloud.ts'
import { simple, zones } from './zones.ts'

describe('hosted zones', () => {
  it('are created public, with name servers and the two records that every zone has', () => {
    const { call } = zones()
    const answer = call('route53', 'CreateHostedZone', {
      Name: 'Example.com',
      CallerReference: 'r1',
      HostedZoneConfig: { Comment: 'mine' },
    })
    const Id = answer.HostedZone!.Id!
    expect(Id).toMatch(/^\/hostedzone\/Z0[0-9]{7}[0-9A-Z]{11}$/)
    expect(answer).toEqual({
      HostedZone: {
        Id,
        Name: 'example.com.',
        CallerReference: 'r1',
        Config: { Comment: 'mine', PrivateZone: false },
        ResourceRecordSetCount: 2,
      },
      ChangeInfo: {
        Id: expect.stringMatching(/^\/change\/C0/),
        Status: 'PENDING',
        SubmittedAt: '2026-11-02T09:00:00.000Z',
      },
      DelegationSet: { NameServers: expect.any(Array) },
      Location: `https://route53.amazonaws.com/2013-04-01${Id}`,
    })
    const servers = answer.DelegationSet!.NameServers!
    const topLevels = servers.map((server) => /^ns-\d+\.awsdns-\d\d\.(.+)$/.exec(server)?.[1]).sort()
    expect(topLevels).toEqual(['co.uk', 'com', 'net', 'org'])
    const { ResourceRecordSets } = call('route53', 'ListResourceRecordSets', { HostedZoneId: Id.slice(12) })
    expect(ResourceRecordSets).toEqual([
      {
        Name: 'example.com.',
        Type: 'NS',
        TTL: 172800,
        ResourceRecords: servers.map((server) => ({ Value: `${server}.` })),
      },
      {
        Name: 'example.com.',
        Type: 'SOA',
        TTL: 900,
        ResourceRecords: [{ Value: `${servers[0]}. awsdns-hostmaster.amazon.com. 1 7200 900 1209600 86400` }],
      },
    ])
  })

  it('are private when a VPC is named, with name servers that answer nobody', () => {
    const { call, vpc } = zones()
    const VPC = { VPCRegion: 'us-east-1', VPCId: vpc() } as const
    const answer = call('route53', 'CreateHostedZone', { Name: 'internal', CallerReference: 'r1', VPC })
    expect(answer).toMatchObject({ HostedZone: { Name: 'internal.', Config: { PrivateZone: true } }, VPC })
    const Id = answer.HostedZone!.Id!.slice(12)
    expect(call('route53', 'GetHostedZone', { Id })).toEqual({ HostedZone: answer.HostedZone, VPCs: [VPC] })
    const [ns] = call('route53', 'ListResourceRecordSets', { HostedZoneId: Id }).ResourceRecordSets!
    expect(ns!.ResourceRecords!.map(({ Value }) => Value)).toEqual([
      'ns-0.awsdns-00.com.',
      'ns-512.awsdns-00.net.',
      'ns-1024.awsdns-00.org.',
      'ns-1536.awsdns-00.co.uk.',
    ])
  })

  it('are the same ones in every Region', () => {
    const { call, zone } = zones()
    const Id = zone('example.com')
    const { HostedZone } = call('route53', 'GetHostedZone', { Id }, { region: 'eu-west-1' })
    expect(HostedZone!.Name).toBe('example.com.')
  })

  it('propagate their changes in a while', () => {
    const { call, pass } = zones()
    const { ChangeInfo } = call('route53', 'CreateHostedZone', { Name: 'example.com', CallerReference: 'r' })
    const Id = ChangeInfo!.Id!.slice(8)
    expect(call('route53', 'GetChange', { Id }).ChangeInfo).toEqual(ChangeInfo)
    pass(60)
    expect(call('route53', 'GetChange', { Id }).ChangeInfo).toEqual({ ...ChangeInfo, Status: 'INSYNC' })
  })

  const world = zones()
  const vpcId = world.vpc()
  const foreign = world.vpc({ account: otherAccount })
  const taken = world.zone('corp.example', vpcId)
  const inVpc = (VPCId: string, VPCRegion = 'us-east-1') => ({
    VPC: { VPCId, VPCRegion: VPCRegion as 'us-east-1' },
  })

  it.each([
    [
      { CallerReference: 'reference-0' },
      'HostedZoneAlreadyExists: A hosted zone has already been created with the specified caller reference.',
    ],
    [{ Name: 'com' }, 'InvalidDomainName: com. is reserved by AWS!'],
    [{ Name: 's3.amazonaws.com' }, 'InvalidDomainName: s3.amazonaws.com. is reserved by AWS!'],
    [
      { Name: 'a..com' },
      "InvalidDomainName: FATAL problem: DomainLabelEmpty (Domain label is empty) encountered with 'a..com'",
    ],
    [
      { Name: '' },
      "InvalidDomainName: FATAL problem: DomainNameEmpty (Domain name is empty) encountered with ''",
    ],
    [
      { HostedZoneConfig: { PrivateZone: true } },
      "InvalidInput: When you're creating a private hosted zone (when you specify true for PrivateZone), you must also specify values for VPCId and VPCRegion.",
    ],
    [
      inVpc('vpc-1'),
      'InvalidVPCId: The VPC: vpc-1 in region us-east-1 that you provided is not authorized to make the association.',
    ],
    [
      inVpc(vpcId, 'us-west-2'),
      `InvalidVPCId: The VPC: ${vpcId} in region us-west-2 that you provided is not authorized to make the association.`,
    ],
    [
      inVpc(foreign),
      `InvalidVPCId: The VPC: ${foreign} in region us-east-1 that you provided is not authorized to make the association.`,
    ],
    [{ VPC: { VPCRegion: 'us-east-1' as const } }, 'InvalidVPCId: Invalid or missing VPC Id.'],
    [
      { Name: 'CORP.example.', ...inVpc(vpcId) },
      `ConflictingDomainExists: The VPC ${vpcId} in region us-east-1 has already been associated with the hosted zone ${taken} with the same domain name.`,
    ],
    [
      { DelegationSetId: 'N1' },
      'NoSuchDelegationSet: A reusable delegation set with the specified ID does not exist.',
    ],
  ])('are refused for %j', (changes, text) => {
    const request = { Name: 'new.example', CallerReference: 'new', ...changes }
    expect(world.refusedBy('route53', 'CreateHostedZone', request)).toBe(text)
  })

  it('may lie within each other, privately even within names of AWS', () => {
    const { zone, vpc } = zones()
    const id = vpc()
    expect([zone('example', id), zone('a.example', id), zone('s3.us-east-1.amazonaws.com', id)]).toHaveLength(
      3,
    )
  })

  it('are at most as many as the quota allows', () => {
    const { cloud, refusedBy, zone } = zones()
    raiseQuota(cloud.store, { account, region: 'us-east-1' }, 'hosted-zones', 1)
    zone('example.com')
    expect(refusedBy('route53', 'CreateHostedZone', { Name: 'example.org', CallerReference: 'r' })).toBe(
      'TooManyHostedZones: Limits Exceeded: MAX_HOSTED_ZONES_BY_OWNER - Cannot create more hosted zones.',
    )
  })

  it('are deleted once nothing but their own records is left', () => {
    const { call, change, refusedBy, zone } = zones()
    const Id = zone('example.com')
    const record = simple('a.example.com A 192.0.2.1')
    change(Id, ['CREATE', record])
    expect(refusedBy('route53', 'DeleteHostedZone', { Id })).toBe(
      'HostedZoneNotEmpty: The specified hosted zone contains non-required resource record sets and so cannot be deleted.',
    )
    change(Id, ['DELETE', record])
    expect(call('route53', 'DeleteHostedZone', { Id }).ChangeInfo!.Status).toBe('PENDING')
    expect(refusedBy('route53', 'GetHostedZone', { Id })).toBe(
      `NoSuchHostedZone: No hosted zone found with ID: ${Id}`,
    )
  })

  it('keep the caller reference that made them, after they are gone too', () => {
    const { call, refusedBy, zone } = zones()
    call('route53', 'DeleteHostedZone', { Id: zone('example.com') })
    const again = { Name: 'example.com', CallerReference: 'reference-0' }
    expect(refusedBy('route53', 'CreateHostedZone', again)).toMatch(/^HostedZoneAlreadyExists/)
  })

  it('have a comment that can be changed and taken away', () => {
    const { call, zone } = zones()
    const Id = zone('example.com')
    const set = call('route53', 'UpdateHostedZoneComment', { Id, Comment: 'new' })
    expect(set.HostedZone!.Config).toEqual({ Comment: 'new', PrivateZone: false })
    const unset = call('route53', 'UpdateHostedZoneComment', { Id })
    expect(unset.HostedZone!.Config).toEqual({ PrivateZone: false })
  })

  it('are found for a name: the nearest one', () => {
    const { cloud, vpc, zone } = zones()
    const id = vpc()
    const [wide, narrow, open] = [zone('example.com', id), zone('a.example.com', id), zone('example.com')]
    const ctx = { store: cloud.store }
    const found = (name: string) => privateZoneFor(ctx, id, 'us-east-1', name)?.record.Id?.slice(12)
    expect(found('x.a.example.com.')).toBe(narrow)
    expect(found('b.example.com.')).toBe(wide)
    expect(found('example.org.')).toBeUndefined()
    expect(publicZoneFor(ctx, 'x.a.example.com.')?.record.Id?.slice(12)).toBe(open)
    expect(publicZoneFor(ctx, 'com.')).toBeUndefined()
  })
})

describe('lists of hosted zones', () => {
  const { call, refusedBy, vpc, zone } = zones()
  const names = ['b.com', 'a.org', 'a.com', 'x.b.com']
  const ids = names.map((name) => zone(name))
  zone('other.com', undefined, { account: otherAccount })
  const namesOf = (list: readonly { readonly Name?: string | undefined }[] | undefined) =>
    list!.map(({ Name }) => Name)

  it('have the zones of the account, oldest first, in pages', () => {
    const first = call('route53', 'ListHostedZones', { MaxItems: '3' })
    expect(namesOf(first.HostedZones)).toEqual(['b.com.', 'a.org.', 'a.com.'])
    expect(first).toMatchObject({ Marker: '', IsTruncated: true, NextMarker: ids[3], MaxItems: '3' })
    const second = call('route53', 'ListHostedZones', { MaxItems: '3', Marker: first.NextMarker! })
    expect(second).toEqual({
      HostedZones: [expect.objectContaining({ Name: 'x.b.com.' })],
      Marker: ids[3],
      IsTruncated: false,
      MaxItems: '3',
    })
    expect(call('route53', 'ListHostedZones').MaxItems).toBe('100')
  })

  it('count them', () => {
    expect(call('route53', 'GetHostedZoneCount').HostedZoneCount).toBe(4)
  })

  it('can be by reversed name, from a name on', () => {
    const all = call('route53', 'ListHostedZonesByName')
    expect(namesOf(all.HostedZones)).toEqual(['a.com.', 'b.com.', 'x.b.com.', 'a.org.'])
    const some = call('route53', 'ListHostedZonesByName', { DNSName: 'b.com', MaxItems: '2' })
    expect(namesOf(some.HostedZones)).toEqual(['b.com.', 'x.b.com.'])
    expect(some).toMatchObject({
      DNSName: 'b.com',
      IsTruncated: true,
      NextDNSName: 'a.org.',
      NextHostedZoneId: ids[1],
    })
    expect(refusedBy('route53', 'ListHostedZonesByName', { HostedZoneId: 'Z1' })).toBe(
      'InvalidInput: A hosted zone ID must be specified together with a DNS name.',
    )
  })

  it('can be of private zones, or of those that answer in a VPC', () => {
    const VPCId = vpc()
    const id = zone('private.example', VPCId)
    const HostedZoneType = 'PrivateHostedZone' as const
    expect(namesOf(call('route53', 'ListHostedZones', { HostedZoneType }).HostedZones)).toEqual([
      'private.example.',
    ])
    expect(call('route53', 'ListHostedZonesByVPC', { VPCId, VPCRegion: 'us-east-1' })).toEqual({
      HostedZoneSummaries: [
        { HostedZoneId: id, Name: 'private.example.', Owner: { OwningAccount: account } },
      ],
      MaxItems: '100',
    })
  })

  it('refuse a size that is no number', () => {
    expect(refusedBy('route53', 'ListHostedZones', { MaxItems: 'all' })).toBe(
      'InvalidInput: The value of MaxItems must be a number from 1 to 100: all',
    )
  })
})

describe('ListResourceRecordSets', () => {
  const { call, change, refusedBy, zone } = zones()
  const HostedZoneId = zone('example.com')
  change(
    HostedZoneId,
    ['CREATE', simple('www.example.com A 192.0.2.1')],
    ['CREATE', simple('a.www.example.com A 192.0.2.1')],
    ['CREATE', simple('api.example.com TXT "x"')],
    ['CREATE', simple('api.example.com A 192.0.2.1')],
    ['CREATE', { ...simple('w.example.com A 192.0.2.1'), SetIdentifier: 'two', Weight: 1 }],
    ['CREATE', { ...simple('w.example.com A 192.0.2.2'), SetIdentifier: 'one', Weight: 1 }],
  )
  const list = (input: object) => {
    const answer = call('route53', 'ListResourceRecordSets', { HostedZoneId, ...input })
    return answer.ResourceRecordSets!.map(({ Name, Type, SetIdentifier }) =>
      [Name!.replace('.example.com.', ''), Type, SetIdentifier].filter((one) => one !== undefined).join(' '),
    )
  }

  it('sorts by reversed name, type and set identifier', () => {
    expect(list({})).toEqual([
      'example.com. NS',
      'example.com. SOA',
      'api A',
      'api TXT',
      'w A one',
      'w A two',
      'www A',
      'a.www A',
    ])
  })

  it.each([
    [{ StartRecordName: 'api.example.com', StartRecordType: 'TXT' }, 'api TXT'],
    [{ StartRecordName: 'b.example.com' }, 'w A one'],
    [{ StartRecordName: 'w.example.com', StartRecordType: 'A', StartRecordIdentifier: 'p' }, 'w A two'],
  ])('starts at %j', (input, first) => {
    expect(list(input)[0]).toBe(first)
  })

  it('says where the next page starts', () => {
    const page = call('route53', 'ListResourceRecordSets', { HostedZoneId, MaxItems: '5' })
    expect(page).toMatchObject({
      IsTruncated: true,
      NextRecordName: 'w.example.com.',
      NextRecordType: 'A',
      NextRecordIdentifier: 'two',
      MaxItems: '5',
    })
  })

  it('wants a name with a type', () => {
    expect(refusedBy('route53', 'ListResourceRecordSets', { HostedZoneId, StartRecordType: 'A' })).toBe(
      'InvalidInput: A start record type must be specified together with a start record name.',
    )
  })
})

describe('reusable delegation sets', () => {
  it('give several zones one set of name servers, but not two zones of one name', () => {
    const { call, refusedBy } = zones()
    const { DelegationSet } = call('route53', 'CreateReusableDelegationSet', { CallerReference: 'd' })
    const DelegationSetId = DelegationSet!.Id!.replace('/delegationset/', '')
    const create = (Name: string) => ({ Name, CallerReference: `for ${Name}`, DelegationSetId })
    const made = call('route53', 'CreateHostedZone', create('a.com'))
    expect(made.DelegationSet).toEqual(DelegationSet)
    expect(
      refusedBy('route53', 'CreateHostedZone', { ...create('a.com'), CallerReference: 'again' }),
    ).toMatch(/^ConflictingDomainExists/)
    expect(call('route53', 'ListHostedZones', { DelegationSetId }).HostedZones).toHaveLength(1)
    expect(
      call('route53', 'GetReusableDelegationSetLimit', {
        DelegationSetId,
        Type: 'MAX_ZONES_BY_REUSABLE_DELEGATION_SET',
      }),
    ).toEqual({ Limit: { Type: 'MAX_ZONES_BY_REUSABLE_DELEGATION_SET', Value: 100 }, Count: 1 })
    expect(refusedBy('route53', 'DeleteReusableDelegationSet', { Id: DelegationSetId })).toMatch(
      /^DelegationSetInUse/,
    )
    call('route53', 'DeleteHostedZone', { Id: made.HostedZone!.Id!.slice(12) })
    call('route53', 'DeleteReusableDelegationSet', { Id: DelegationSetId })
    expect(call('route53', 'ListReusableDelegationSets').DelegationSets).toEqual([])
  })

  it('can be made of the name servers that a zone has', () => {
    const { call, zone } = zones()
    const Id = zone('example.com')
    const before = call('route53', 'GetHostedZone', { Id }).DelegationSet!.NameServers
    const { DelegationSet } = call('route53', 'CreateReusableDelegationSet', {
      CallerReference: 'd',
      HostedZoneId: Id,
    })
    expect(DelegationSet!.NameServers).toEqual(before)
    expect(call('route53', 'GetHostedZone', { Id }).DelegationSet).toEqual(DelegationSet)
  })
})

describe('limits', () => {
  it('tell how much of them is used', () => {
    const { call, refusedBy, vpc, zone } = zones()
    const [open, closed] = [zone('example.com'), zone('example', vpc())]
    expect(call('route53', 'GetAccountLimit', { Type: 'MAX_HOSTED_ZONES_BY_OWNER' })).toEqual({
      Limit: { Type: 'MAX_HOSTED_ZONES_BY_OWNER', Value: 500 },
      Count: 2,
    })
    const limit = (HostedZoneId: string, Type: 'MAX_RRSETS_BY_ZONE' | 'MAX_VPCS_ASSOCIATED_BY_ZONE') =>
      call('route53', 'GetHostedZoneLimit', { HostedZoneId, Type })
    expect(limit(open, 'MAX_RRSETS_BY_ZONE')).toMatchObject({ Limit: { Value: 10000 }, Count: 2 })
    expect(limit(closed, 'MAX_VPCS_ASSOCIATED_BY_ZONE')).toMatchObject({ Limit: { Value: 300 }, Count: 1 })
    const ofPublic = { HostedZoneId: open, Type: 'MAX_VPCS_ASSOCIATED_BY_ZONE' } as const
    expect(refusedBy('route53', 'GetHostedZoneLimit', ofPublic)).toMatch(/^HostedZoneNotPrivate/)
  })
})
