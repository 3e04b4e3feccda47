import { describe, expect, it } from 'vitest'
import type { Route53 } from '../../../../../simulator/api/generated/types.d.ts'
import { simple, zones } from './zones.ts'

type RecordSet = Route53.ResourceRecordSet

describe('ChangeResourceRecordSets', () => {
  it('creates, replaces and deletes record sets, and says that the change is on its way', () => {
    const { zone, change, records } = zones()
    const id = zone('example.com')
    expect(change(id, ['CREATE', simple('WWW.example.com A 192.0.2.1')])).toMatchObject({ Status: 'PENDING' })
    change(id, ['UPSERT', simple('www.example.com. A 192.0.2.2,192.0.2.3')])
    change(id, ['UPSERT', simple('new.example.com TXT "hello"')])
    expect(records(id)).toEqual(['new.example.com. TXT "hello"', 'www.example.com. A 192.0.2.2,192.0.2.3'])
    change(id, ['DELETE', simple('www.example.com A 192.0.2.3,192.0.2.2')])
    expect(records(id)).toEqual(['new.example.com. TXT "hello"'])
  })

  it('takes the id with what Route 53 puts before it', () => {
    const { zone, change, records } = zones()
    const id = zone('example.com')
    change(`/hostedzone/${id}`, ['CREATE', simple('a.example.com A 192.0.2.1')])
    expect(records(id)).toHaveLength(1)
  })

  it('keeps names in lower case and what is no letter as an escape code', () => {
    const { zone, change, records } = zones()
    const id = zone('Example.COM')
    change(id, ['CREATE', simple('*.Dev.example.com A 192.0.2.1')])
    change(id, ['CREATE', simple('\\052.example.com A 192.0.2.1')])
    change(id, ['CREATE', simple('a@b._tcp.example.com A 192.0.2.1')])
    expect(records(id).map((text) => text.split(' ')[0])).toEqual([
      '\\052.example.com.',
      'a\\100b._tcp.example.com.',
      '\\052.dev.example.com.',
    ])
  })

  it('does all of a batch or nothing', () => {
    const { zone, refusedChange, records } = zones()
    const id = zone('example.com')
    const text = refusedChange(
      id,
      ['CREATE', simple('a.example.com A 192.0.2.1')],
      ['DELETE', simple('b.example.com A 192.0.2.1')],
      ['CREATE', simple('a.other.com A 192.0.2.1')],
    )
    expect(text).toBe(
      "InvalidChangeBatch: [Tried to delete resource record set [name='b.example.com.', type='A'] but it was not found, " +
        'RRSet with DNS name a.other.com. is not permitted in zone example.com.]',
    )
    expect(records(id)).toEqual([])
  })

  it('can put one type in the place of another in one batch', () => {
    const { zone, change, records } = zones()
    const id = zone('example.com')
    change(id, ['CREATE', simple('a.example.com CNAME b.example.com')])
    change(
      id,
      ['DELETE', simple('a.example.com CNAME b.example.com')],
      ['CREATE', simple('a.example.com A 192.0.2.1')],
    )
    expect(records(id)).toEqual(['a.example.com. A 192.0.2.1'])
  })

  const world = zones()
  const id = world.zone('example.com')
  world.change(id, ['CREATE', simple('a.example.com A 192.0.2.1')])
  world.change(id, ['CREATE', simple('c.example.com CNAME a.example.com')])
  world.change(id, ['CREATE', { ...simple('w.example.com A 192.0.2.1'), SetIdentifier: 'one', Weight: 1 }])
  world.change(id, [
    'CREATE',
    { ...simple('l.example.com A 192.0.2.1'), SetIdentifier: 'old', Region: 'eu-west-1' },
  ])
  const long = 'x'.repeat(64)

  it.each<[Route53.ChangeAction, RecordSet, string]>([
    [
      'CREATE',
      simple('a.example.com A 192.0.2.2'),
      "Tried to create resource record set [name='a.example.com.', type='A'] but it already exists",
    ],
    [
      'CREATE',
      { ...simple('w.example.com A 192.0.2.1'), SetIdentifier: 'one', Weight: 1 },
      "Tried to create resource record set [name='w.example.com.', type='A', set-identifier='one'] but it already exists",
    ],
    [
      'DELETE',
      simple('a.example.com AAAA ::1'),
      "Tried to delete resource record set [name='a.example.com.', type='AAAA'] but it was not found",
    ],
    [
      'DELETE',
      simple('a.example.com A 192.0.2.9'),
      "Tried to delete resource record set [name='a.example.com.', type='A'] but the values provided do not match the current values",
    ],
    [
      'DELETE',
      { ...simple('a.example.com A 192.0.2.1'), TTL: 61 },
      "Tried to delete resource record set [name='a.example.com.', type='A'] but the values provided do not match the current values",
    ],
    [
      'CREATE',
      simple('a.example.org A 192.0.2.1'),
      'RRSet with DNS name a.example.org. is not permitted in zone example.com.',
    ],
    [
      'CREATE',
      simple('notexample.com A 192.0.2.1'),
      'RRSet with DNS name notexample.com. is not permitted in zone example.com.',
    ],
    [
      'CREATE',
      simple('example.com CNAME a.example.com'),
      'RRSet of type CNAME with DNS name example.com. is not permitted at apex in zone example.com.',
    ],
    [
      'CREATE',
      simple('a.example.com CNAME b.example.com'),
      'RRSet of type CNAME with DNS name a.example.com. is not permitted as it conflicts with other records with the same DNS name in zone example.com.',
    ],
    [
      'CREATE',
      simple('c.example.com A 192.0.2.1'),
      'RRSet of type A with DNS name c.example.com. is not permitted because a conflicting RRSet of type CNAME with the same DNS name already exists in zone example.com.',
    ],
    [
      'UPSERT',
      simple('w.example.com A 192.0.2.1'),
      'RRSet with DNS name w.example.com., type A cannot be created as other RRSets exist with the same name and type.',
    ],
    [
      'CREATE',
      { ...simple('a.example.com A 192.0.2.1'), SetIdentifier: 's', Weight: 1 },
      'RRSet with DNS name a.example.com., type A, SetIdentifier s cannot be created as a non-weighted set exists with the same name and type.',
    ],
    [
      'CREATE',
      { ...simple('w.example.com A 192.0.2.1'), SetIdentifier: 's', Region: 'eu-west-1' },
      'RRSet with DNS name w.example.com., type A, SetIdentifier s cannot be created as a non-latency set exists with the same name and type.',
    ],
    [
      'CREATE',
      { ...simple('w.example.com A 192.0.2.1'), SetIdentifier: 's', Weight: 1, TTL: 61 },
      'RRSet with DNS name w.example.com., type A, SetIdentifier s cannot be created as weighted sets must contain the same TTL.',
    ],
    [
      'CREATE',
      { ...simple('l.example.com A 192.0.2.1'), SetIdentifier: 'new', Region: 'eu-west-1' },
      'RRSet with DNS name l.example.com., type A, SetIdentifier new, and Region Name=eu-west-1 cannot be created because a latency RRSet with the same name, type and region already exists.',
    ],
    [
      'CREATE',
      simple(`${long}.example.com A 192.0.2.1`),
      `FATAL problem: DomainLabelTooLong (Domain label is too long) encountered with '${long}'`,
    ],
    [
      'CREATE',
      simple('a..example.com A 192.0.2.1'),
      "FATAL problem: DomainLabelEmpty (Domain label is empty) encountered with 'a..example.com'",
    ],
    [
      'CREATE',
      { ...simple('x A 192.0.2.1'), Name: 'a b.example.com' },
      "FATAL problem: UnsupportedCharacter (Value contains unsupported characters) encountered with ' '",
    ],
    ['CREATE', simple('n.example.com A 192.0.2.1,192.0.2.1'), "Duplicate Resource Record: '192.0.2.1'"],
    [
      'CREATE',
      simple('sub.example.com SOA a. b. 1 2 3 4 5'),
      'RRSet of type SOA with DNS name sub.example.com. is not permitted in zone example.com.',
    ],
  ])('refuses %s %j', (action, record, problem) => {
    expect(world.refusedChange(id, [action, record])).toBe(`InvalidChangeBatch: [${problem}]`)
  })

  it('does not let the records of the zone itself go', () => {
    const { call, refusedChange, zone } = zones()
    const HostedZoneId = zone('example.com')
    const [ns, soa] = call('route53', 'ListResourceRecordSets', { HostedZoneId }).ResourceRecordSets!
    expect(refusedChange(HostedZoneId, ['DELETE', ns!])).toBe(
      'InvalidChangeBatch: [A HostedZone must contain at least one NS record for the zone itself.]',
    )
    expect(refusedChange(HostedZoneId, ['DELETE', soa!])).toBe(
      'InvalidChangeBatch: [A HostedZone must contain exactly one SOA record.]',
    )
  })

  const plain = simple('x.example.com A 192.0.2.1')
  const { TTL: _ttl, ...noTtl } = plain
  const { ResourceRecords: _records, ...noValues } = plain
  const alias = { HostedZoneId: id, DNSName: 'a.example.com', EvaluateTargetHealth: false }
  const change = 'in Change with [Action=CREATE, Name=x.example.com, Type=A, SetIdentifier='
  const contents =
    'Expected exactly one of [AliasTarget, all of [TTL, and ResourceRecords], or TrafficPolicyInstanceId]'
  const policies = 'Expected exactly one of [Weight, Region, Failover, GeoLocation, or MultiValueAnswer]'

  it.each<[string, RecordSet, string]>([
    ['values without a TTL', noTtl, `${contents}, but found none ${change}null]`],
    ['a TTL without values', noValues, `${contents}, but found none ${change}null]`],
    [
      'an alias with values',
      { ...plain, AliasTarget: alias },
      `${contents}, but found more than one ${change}null]`,
    ],
    [
      'an alias with a TTL',
      { ...noValues, AliasTarget: alias },
      `${contents}, but found more than one ${change}null]`,
    ],
    [
      'a policy without an identifier',
      { ...plain, Weight: 1 },
      `Missing field 'SetIdentifier' ${change}null]`,
    ],
    [
      'an identifier without a policy',
      { ...plain, SetIdentifier: 's' },
      `${policies}, but found none ${change}s]`,
    ],
    [
      'two policies',
      { ...plain, SetIdentifier: 's', Weight: 1, Failover: 'PRIMARY' },
      `${policies}, but found more than one ${change}s]`,
    ],
    [
      'a place on two continents',
      { ...plain, SetIdentifier: 's', GeoLocation: { ContinentCode: 'EU', CountryCode: 'FR' } },
      `Expected exactly one of [ContinentCode, or CountryCode] ${change}s]`,
    ],
  ])('refuses %s', (_, record, problem) => {
    expect(world.refusedChange(id, ['CREATE', record])).toBe(`InvalidInput: Invalid request: ${problem}`)
  })

  it('refuses a weight beyond 255 and an unknown type by the constraints of the model', () => {
    expect(world.refusedChange(id, ['CREATE', { ...plain, SetIdentifier: 's', Weight: 256 }])).toBe(
      "InvalidInput: 1 validation error detected: Value '256' at 'changeBatch.changes.1.member.resourceRecordSet.weight' failed to satisfy constraint: Member must have value less than or equal to 255",
    )
    expect(world.refusedChange(id, ['CREATE', simple('x.example.com ANY 192.0.2.1')])).toMatch(
      /^InvalidInput: 1 validation error detected: Value 'ANY' at .* Member must satisfy enum value set/,
    )
  })

  it('refuses a health check that does not exist', () => {
    const record = { ...plain, SetIdentifier: 's', Weight: 1, HealthCheckId: 'gone' }
    expect(world.refusedChange(id, ['CREATE', record])).toBe(
      'NoSuchHealthCheck: A health check with id gone does not exist.',
    )
  })

  it('refuses the zone of somebody else, and one that does not exist', () => {
    const { zone, refusedChange } = zones()
    const other = zone('example.com', undefined, { account: '210987654321' })
    expect(refusedChange(other, ['CREATE', plain])).toBe(
      `NoSuchHostedZone: No hosted zone found with ID: ${other}`,
    )
    expect(refusedChange('Z1', ['CREATE', plain])).toBe('NoSuchHostedZone: No hosted zone found with ID: Z1')
  })
})

describe('values of record sets', () => {
  const { zone, change, refusedChange } = zones()
  const id = zone('example.com')
  const record = (Type: string, Value: string): RecordSet => ({
    Name: 'v.example.com',
    Type: Type as Route53.RRType,
    TTL: 60,
    ResourceRecords: [{ Value }],
  })

  it.each([
    ['A', '192.0.2.1'],
    ['AAAA', '2001:db8::1'],
    ['CAA', '0 issue "ca.example.net"'],
    ['CNAME', 'other.example.net.'],
    ['DS', '123 4 5 1234567890ABCDEF'],
    ['HTTPS', '1 . alpn="h2"'],
    ['MX', '10 mail.example.com'],
    ['NAPTR', '100 50 "u" "E2U+sip" "!^(\\\\+.*)$!sip:\\\\1@example.com!" .'],
    ['NS', 'ns1.example.net'],
    ['PTR', 'host.example.com'],
    ['SPF', '"v=spf1 -all"'],
    ['SRV', '10 5 80 host.example.com'],
    ['SSHFP', '2 1 123456789abcdef'],
    ['SVCB', '1 svc.example.com alpn=h2 port=443'],
    ['TLSA', '3 1 1 0d6fce3e'],
    ['TXT', '"one" "two \\" three"'],
    ['TXT', `"${'x'.repeat(255)}"`],
  ])('takes %s %s', (type, value) => {
    change(id, ['CREATE', record(type, value)])
    change(id, ['DELETE', record(type, value)])
  })

  it.each([
    ['A', '192.0.2.256', 'ARRDATAIllegalIPv4Address (Value is not a valid IPv4 address)'],
    ['A', '192.0.2.1, 192.0.2.2', 'ARRDATANotSingleField (Value contains spaces)'],
    ['A', '2001:db8::1', 'ARRDATAIllegalIPv4Address (Value is not a valid IPv4 address)'],
    ['AAAA', '192.0.2.1', 'AAAARRDATAIllegalIPv6Address (Value is not a valid IPv6 address)'],
    ['CAA', '0 issue ca.example.net', 'InvalidCharacterString (Value should be enclosed in quotation marks)'],
    ['CAA', '0 issue', "CAARRDATANotThreeFields (CAA record doesn't have 3 fields)"],
    ['MX', 'mail.example.com', "MXRRDATANotTwoFields (MX record doesn't have 2 fields)"],
    ['MX', '65536 mail.example.com', 'InvalidNumber (Value is not a number from 0 to 65535)'],
    ['SRV', '1 2 host.example.com', "SRVRRDATANotFourFields (SRV record doesn't have 4 fields)"],
    ['TXT', 'hello', 'InvalidCharacterString (Value should be enclosed in quotation marks)'],
    ['TXT', '"hello', 'InvalidCharacterString (Value should be enclosed in quotation marks)'],
    ['TXT', `"${'x'.repeat(256)}"`, 'CharacterStringTooLong (Value is too long)'],
  ])('refuses %s %s', (type, value, problem) => {
    expect(refusedChange(id, ['CREATE', record(type, value)])).toBe(
      `InvalidChangeBatch: [Invalid Resource Record: 'FATAL problem: ${problem} encountered with '${value}'']`,
    )
  })
})

describe('aliases', () => {
  const { zone, change, refusedChange, records } = zones()
  const id = zone('example.com')
  change(id, ['CREATE', simple('a.example.com A 192.0.2.1')])
  const alias = (
    Name: string,
    HostedZoneId: string,
    DNSName: string,
    Type: Route53.RRType = 'A',
  ): RecordSet => ({
    Name,
    Type,
    AliasTarget: { HostedZoneId, DNSName, EvaluateTargetHealth: false },
  })
  // Zone ids of Route 53's own, as the General Reference lists them.
  const nlb = 'Z26RNL4JYFTOTI'
  const vpce = 'Z7HUB22UULQXV'
  const website = 'Z3AQBSTGFYJSTF'

  it.each([
    ['a record of the same zone', alias('1.example.com', id, 'A.example.com')],
    ['a network load balancer', alias('2.example.com', nlb, 'web-0123.elb.us-east-1.amazonaws.com')],
    [
      'an interface endpoint, at the apex',
      alias('example.com', vpce, 'vpce-0a1b-2c3d.sqs.us-east-1.vpce.amazonaws.com'),
    ],
    ['a website bucket', alias('3.example.com', website, 's3-website-us-east-1.amazonaws.com')],
    ['a distribution', alias('4.example.com', 'Z2FDTNDATAQYW2', 'd111111abcdef8.cloudfront.net', 'AAAA')],
  ])('may point at %s', (_, record) => {
    change(id, ['CREATE', record])
    expect(records(id).some((text) => text.startsWith(`${record.Name}. ${record.Type} alias`))).toBe(true)
  })

  const target = 'vpce-0a1b-2c3d.sqs.us-east-1.vpce.amazonaws.com.'
  it.each([
    [
      'a name outside the zone that it names',
      alias('x.example.com', id, target),
      `Tried to create an alias that targets ${target}, type A in zone ${id}, but the alias target name does not lie within the target zone, ` +
        `Tried to create an alias that targets ${target}, type A in zone ${id}, but that target was not found`,
    ],
    [
      'the zone of another service',
      alias('x.example.com', nlb, target),
      `Tried to create an alias that targets ${target}, type A in zone ${nlb}, but the alias target name does not lie within the target zone`,
    ],
    [
      'a record that is not there',
      alias('x.example.com', id, 'gone.example.com'),
      `Tried to create an alias that targets gone.example.com., type A in zone ${id}, but that target was not found`,
    ],
    [
      'a record of another type',
      alias('x.example.com', id, 'a.example.com', 'AAAA'),
      `Tried to create an alias that targets a.example.com., type AAAA in zone ${id}, but that target was not found`,
    ],
    [
      'itself',
      alias('x.example.com', id, 'x.example.com'),
      `Tried to create an alias that targets x.example.com., type A in zone ${id}, but that target was not found`,
    ],
  ])('cannot point at %s', (_, record, problem) => {
    expect(refusedChange(id, ['CREATE', record])).toBe(`InvalidChangeBatch: [${problem}]`)
  })
})
