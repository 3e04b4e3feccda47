import { beforeAll, describe, expect, it } from 'vitest'
import { contract } from '../../../../../simulator/api/contract.ts'
import { say, type World, worldOf } from '../../network/notation/world.ts'

beforeAll(() => contract.need('iam'))

const text = `
  vpc main 10.0.0.0/16
  subnet web main a 10.0.1.0/24
  group web-sg main | out all 0.0.0.0/0
  igw igw main
  route main-table 0.0.0.0/0 igw
  host web-1 web 10.0.1.10 web-sg public
  host other web 10.0.1.11 web-sg
`

const trust = (service: string) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }],
  })

function giveRole(world: World, service = 'ec2.amazonaws.com'): void {
  world.call('iam', 'CreateRole', { RoleName: 'web', AssumeRolePolicyDocument: trust(service) })
  world.call('iam', 'CreateInstanceProfile', { InstanceProfileName: 'web' })
  world.call('iam', 'AddRoleToInstanceProfile', { InstanceProfileName: 'web', RoleName: 'web' })
  world.ask('AssociateIamInstanceProfile', {
    InstanceId: world.id('web-1:instance'),
    IamInstanceProfile: { Name: 'web' },
  })
  world.pass(60)
}

const ttl = { 'x-aws-ec2-metadata-token-ttl-seconds': '300' }

function token(world: World, host = 'web-1', headers: Record<string, string> = ttl): string {
  const answer = world.cloud.metadata(world.id(`${host}:instance`), {
    method: 'PUT',
    path: '/latest/api/token',
    headers,
  })
  return answer?.status === 200 ? answer.body : String(answer?.status)
}

function read(world: World, path: string, headers?: Record<string, string>, method = 'GET') {
  return world.cloud.metadata(world.id('web-1:instance'), {
    method,
    path: `/latest/${path}`,
    headers: headers ?? { 'x-aws-ec2-metadata-token': token(world) },
  })
}

describe('metadata of an instance', () => {
  const world = worldOf(text)
  it.each([
    ['/', 'dynamic\nmeta-data'],
    ['meta-data/instance-id', world.id('web-1:instance')],
    ['meta-data/instance-type', 't3.micro'],
    ['meta-data/local-ipv4', '10.0.1.10'],
    ['meta-data/hostname', 'ip-10-0-1-10.ec2.internal'],
    ['meta-data/placement/region', 'us-east-1'],
    ['meta-data/placement/availability-zone', 'us-east-1a'],
    ['meta-data/security-groups', 'web-sg'],
    ['meta-data/services/', 'domain\npartition'],
    ['meta-data/network/interfaces/', 'macs/'],
  ])('%s', (path, body) => {
    expect(read(world, path)?.body).toBe(body)
  })

  it('tells of each interface', () => {
    const mac = read(world, 'meta-data/mac')?.body
    const at = `meta-data/network/interfaces/macs/${mac}`
    expect(read(world, `${at}/subnet-id`)?.body).toBe(world.id('web'))
    expect(read(world, `${at}/vpc-ipv4-cidr-block`)?.body).toBe('10.0.0.0/16')
    expect(read(world, `${at}/public-ipv4s`)?.body).toBe(read(world, 'meta-data/public-ipv4')?.body)
  })

  it('has the identity document', () => {
    const document = JSON.parse(read(world, 'dynamic/instance-identity/document')?.body ?? '')
    expect(document).toMatchObject({
      accountId: '123456789012',
      region: 'us-east-1',
      instanceType: 't3.micro',
    })
  })

  it.each([
    ['nothing by that name', 'meta-data/nope', 404],
    ['nothing inside a text', 'meta-data/instance-id/x', 404],
    ['no role', 'meta-data/iam/', 404],
    ['no user data', 'user-data', 404],
    ['no tags, unless they are allowed', 'meta-data/tags/instance/Name', 404],
  ])('%s', (_, path, status) => {
    const answer = read(world, path)
    expect(answer?.status).toBe(status)
    expect(answer?.body).toContain(`<title>${status} - Not Found</title>`)
  })
})

// EC2 user guide, configuring-instance-metadata-service.
describe('version 2 of the service', () => {
  it.each<[string, Record<string, string>, number | 'token']>([
    ['a token for as long as is asked', ttl, 'token'],
    ['nothing without a time', {}, 400],
    ['nothing for too long', { 'x-aws-ec2-metadata-token-ttl-seconds': '21601' }, 400],
    ['nothing that came through a proxy', { ...ttl, 'x-forwarded-for': '10.0.0.1' }, 403],
  ])('gives %s', (_, headers, given) => {
    const got = token(worldOf(text), 'web-1', headers)
    if (given === 'token') expect(got).toMatch(/^AQAEA/)
    else expect(got).toBe(String(given))
  })

  it('takes its own tokens alone, as long as they last', () => {
    const world = worldOf(text)
    const own = token(world)
    const tryWith = (text: string) =>
      read(world, 'meta-data/instance-id', { 'x-aws-ec2-metadata-token': text })?.status
    expect([tryWith(own), tryWith(token(world, 'other')), tryWith('nonsense')]).toEqual([200, 401, 401])
    world.pass(299)
    expect(tryWith(own)).toBe(200)
    world.pass(2)
    expect(tryWith(own)).toBe(401)
  })

  it.each([
    ['required', 401],
    ['optional', 200],
  ] as const)('where tokens are %s, a request without one gets %s', (HttpTokens, status) => {
    const world = worldOf(text)
    world.ask('ModifyInstanceMetadataOptions', { InstanceId: world.id('web-1:instance'), HttpTokens })
    expect(read(world, 'meta-data/instance-id', {})?.status).toBe(status)
  })

  it.each([
    [1, 0, 'answers'],
    [1, 1, 'is lost'],
    [2, 1, 'answers'],
  ])(
    'with a hop limit of %s, a token for somebody %s hops away %s',
    (HttpPutResponseHopLimit, hops, outcome) => {
      const world = worldOf(text)
      const InstanceId = world.id('web-1:instance')
      world.ask('ModifyInstanceMetadataOptions', { InstanceId, HttpPutResponseHopLimit })
      const request = { method: 'PUT', path: '/latest/api/token', headers: ttl, hops }
      expect(world.cloud.metadata(InstanceId, request) ? 'answers' : 'is lost').toBe(outcome)
    },
  )

  it('says 403 where it is turned off', () => {
    const world = worldOf(text)
    const InstanceId = world.id('web-1:instance')
    world.ask('ModifyInstanceMetadataOptions', { InstanceId, HttpEndpoint: 'disabled' })
    expect(read(world, 'meta-data/instance-id', {})?.status).toBe(403)
  })

  it('shows tags where that is allowed', () => {
    const world = worldOf(text)
    const InstanceId = world.id('web-1:instance')
    world.ask('ModifyInstanceMetadataOptions', { InstanceId, InstanceMetadataTags: 'enabled' })
    expect(read(world, 'meta-data/tags/instance/Name')?.body).toBe('web-1')
  })
})

describe('credentials of the instance’s role', () => {
  const path = 'meta-data/iam/security-credentials/'
  const credentials = (world: World) => JSON.parse(read(world, `${path}web`)?.body ?? '{}')

  it('are temporary, and are those of a session that is called after the instance', () => {
    const world = worldOf(text)
    giveRole(world)
    expect(read(world, path)?.body).toBe('web')
    const { Code, AccessKeyId, Token: SessionToken } = credentials(world)
    expect([Code, AccessKeyId.slice(0, 4)]).toEqual(['Success', 'ASIA'])
    const { Arn } = world.call('sts', 'GetCallerIdentity', {}, { as: { AccessKeyId, SessionToken } })
    expect(Arn).toBe(`arn:aws:sts::123456789012:assumed-role/web/${world.id('web-1:instance')}`)
  })

  it('stay the same, and are others before they end', () => {
    const world = worldOf(text)
    giveRole(world)
    const { AccessKeyId, Expiration } = credentials(world)
    world.pass(3600)
    expect(credentials(world).AccessKeyId).toBe(AccessKeyId)
    world.pass((new Date(Expiration).getTime() - world.cloud.now) / 1000 - 200)
    expect(credentials(world).AccessKeyId).not.toBe(AccessKeyId)
  })

  it('are not given where the role does not trust EC2', () => {
    const world = worldOf(text)
    giveRole(world, 'lambda.amazonaws.com')
    expect(credentials(world)).toMatchObject({ Code: 'AssumeRoleUnauthorizedAccess' })
  })

  it('are gone when the profile is', () => {
    const world = worldOf(text)
    giveRole(world)
    const [association] =
      world.ask('DescribeIamInstanceProfileAssociations', {}).IamInstanceProfileAssociations ?? []
    world.ask('DisassociateIamInstanceProfile', { AssociationId: association?.AssociationId ?? '' })
    expect(read(world, path)?.status).toBe(404)
  })
})

describe('user data and keys', () => {
  it('are there as they were given', () => {
    const world = worldOf(text)
    const { KeyName = '' } = world.ask('CreateKeyPair', { KeyName: 'lab' })
    const { Instances } = world.ask('RunInstances', {
      ImageId: 'resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64',
      InstanceType: 't3.micro',
      MinCount: 1,
      MaxCount: 1,
      KeyName,
      SubnetId: world.id('web'),
      UserData: btoa('#!/bin/bash\necho hi\n'),
    })
    world.name('web-1:instance', Instances?.[0]?.InstanceId)
    say(world, 'wait 60')
    expect(read(world, 'user-data')?.body).toBe('#!/bin/bash\necho hi\n')
    expect(read(world, 'meta-data/public-keys/')?.body).toBe('0=lab')
    expect(read(world, 'meta-data/public-keys/0/openssh-key')?.body).toMatch(/^ssh-rsa \S+ lab\n$/)
  })
})
