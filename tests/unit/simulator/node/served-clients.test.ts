import { Agent } from 'node:http'
import { connect } from 'node:net'
import { networkInterfaces } from 'node:os'
import { DescribeImagesCommand, EC2Client } from '@aws-sdk/client-ec2'
import { CreateAccessKeyCommand, CreateRoleCommand, CreateUserCommand, IAMClient } from '@aws-sdk/client-iam'
import { CreateBucketCommand, GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import { afterAll, describe, expect, it } from 'vitest'
import { services as abouts } from '../../../../scripts/model/services.ts'
import { contract } from '../../../../simulator/api/contract.ts'
import { privateServices } from '../../../../simulator/api/private/index.ts'
import { loadWireServices } from '../../../../simulator/api/wire/services.ts'
import { openEndpoint } from '../../../../simulator/node/server/endpoint.ts'
import { ServedWorld } from '../../../../simulator/node/server/world.ts'
import { services } from '../../../../simulator/services/index.ts'
import { needCatalogues } from '../../../../simulator/world/catalogue/need.ts'

// Real clients of every simulated service against the endpoint, over a real connection.

const wire = await loadWireServices(contract)
await needCatalogues()
const failures: unknown[] = []
const endpoint = await openEndpoint({
  services: wire,
  world: new ServedWorld('fast'),
  port: 0,
  onFailure: (error) => failures.push(error),
})
const url = `http://127.0.0.1:${endpoint.port}`
afterAll(async () => {
  await endpoint.stop()
  expect(failures).toEqual([])
})

const options = (accessKeyId = '123456789012', more: object = {}) => ({
  region: 'us-east-1',
  endpoint: url,
  credentials: { accessKeyId, secretAccessKey: 'any', ...more },
  maxAttempts: 1,
  forcePathStyle: true,
  disableHostPrefix: true,
})

/** S3 Control's client puts the account's number before the host's name, so there has to be a name. */
const byName = {
  endpoint: `http://localhost:${endpoint.port}`,
  requestHandler: {
    httpAgent: new Agent({
      lookup: (_name, { all }, found) =>
        all ? found(null, [{ address: '127.0.0.1', family: 4 }]) : found(null, '127.0.0.1', 4),
    }),
  },
}

describe('AWS’s clients for JavaScript', () => {
  /** One question to each service that needs nothing to exist. */
  const questions: Readonly<Record<string, readonly [operation: string, input?: object]>> = {
    acm: ['ListCertificates'],
    'arc-zonal-shift': ['ListZonalShifts'],
    cloudtrail: ['LookupEvents'],
    cloudwatch: ['ListMetrics'],
    configservice: ['DescribeConfigurationRecorders'],
    directconnect: ['DescribeLocations'],
    dynamodb: ['ListTables'],
    ec2: ['DescribeAvailabilityZones'],
    ecr: ['DescribeRepositories'],
    elbv2: ['DescribeLoadBalancers'],
    iam: ['ListUsers'],
    kms: ['ListKeys'],
    logs: ['DescribeLogGroups'],
    organizations: ['DescribeOrganization'],
    ram: ['GetResourceShares', { resourceOwner: 'SELF' }],
    rds: ['DescribeDBInstances'],
    route53: ['ListHostedZones'],
    route53resolver: ['ListResolverEndpoints'],
    s3api: ['ListBuckets'],
    s3control: ['ListAccessPoints', { AccountId: '123456789012' }],
    secretsmanager: ['ListSecrets'],
    'service-quotas': ['ListServices'],
    servicediscovery: ['ListNamespaces'],
    sns: ['ListTopics'],
    sqs: ['ListQueues'],
    ssm: ['DescribeParameters'],
    sts: ['GetCallerIdentity'],
    'vpc-lattice': ['ListServiceNetworks'],
  }

  const ofAws = services.names.filter((name) => !Object.hasOwn(privateServices, name))

  it.each(ofAws)('of %s are answered', async (name) => {
    const about = abouts.find((one) => one.name === name)
    const question = questions[name]
    if (!question) throw new Error(`There is no question to ${name} yet.`)
    const [operation, input = {}] = question
    // AWS publishes no client for it in this registry; its protocol is tried with samples elsewhere.
    if (!about?.package) return expect(name).toBe('arc-zonal-shift')
    const module = (await import(about.package)) as Readonly<Record<string, new (options: object) => Client>>
    const className = Object.keys(module).find((key) => /^[A-Z].*Client$/.test(key))!
    const command = new module[`${operation}Command`]!(input)
    const outcome = await new module[className]!({ ...options(), ...(name === 's3control' && byName) })
      .send(command)
      .then(({ $metadata }) => $metadata.httpStatusCode)
      .catch((error: Error) => error.name)
    expect(outcome).toBe(name === 'organizations' ? 'AWSOrganizationsNotInUseException' : 200)
  })

  interface Client {
    send(command: unknown): Promise<{ $metadata: { httpStatusCode?: number } }>
  }

  it('who assumed a role are that role’s session', async () => {
    const iam = new IAMClient(options())
    const { User } = await iam.send(new CreateUserCommand({ UserName: 'ann' }))
    const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: 'ann' }))
    const trust = {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { AWS: User!.Arn }, Action: 'sts:AssumeRole' }],
    }
    const role = { RoleName: 'app', AssumeRolePolicyDocument: JSON.stringify(trust) }
    const { Role } = await iam.send(new CreateRoleCommand(role))
    const ann = new STSClient(options(AccessKey!.AccessKeyId))
    const assume = new AssumeRoleCommand({ RoleArn: Role!.Arn, RoleSessionName: 'work' })
    const { Credentials } = await ann.send(assume)
    const session = { sessionToken: Credentials!.SessionToken }
    const app = new STSClient(options(Credentials!.AccessKeyId, session))
    expect((await app.send(new GetCallerIdentityCommand({}))).Arn).toBe(
      'arn:aws:sts::123456789012:assumed-role/app/work',
    )
    const ec2 = new EC2Client(options(Credentials!.AccessKeyId, session))
    await expect(ec2.send(new DescribeImagesCommand({}))).rejects.toMatchObject({
      name: 'UnauthorizedOperation',
      $metadata: { httpStatusCode: 403 },
    })
  })

  it('find AWS’s public images', async () => {
    const ec2 = new EC2Client(options())
    const newest = { Owners: ['amazon'], Filters: [{ Name: 'name', Values: ['al2023-ami-2023*'] }] }
    const { Images } = await ec2.send(new DescribeImagesCommand(newest))
    expect(Images!.length).toBeGreaterThan(0)
    expect(Images![0]!.ImageOwnerAlias).toBe('amazon')
  })

  it('keep and give back bytes as they are', async () => {
    const s3 = new S3Client(options())
    await s3.send(new CreateBucketCommand({ Bucket: 'served-clients' }))
    const place = { Bucket: 'served-clients', Key: 'a b/ü+%.bin' }
    const Body = Uint8Array.from({ length: 256 }, (_, i) => i)
    await s3.send(new PutObjectCommand({ ...place, Body }))
    const { Body: got } = await s3.send(new GetObjectCommand(place))
    expect(await got!.transformToByteArray()).toEqual(Body)
  })
})

describe('every answer has a request id', () => {
  const signed = (name: string) =>
    `AWS4-HMAC-SHA256 Credential=123456789012/20261102/us-east-1/${name}/aws4_request, Signature=0`
  const form = 'application/x-www-form-urlencoded'
  it.each([
    ['EC2’s', 'ec2', form, 'Action=DescribeVpcs&Version=2016-11-15', 'x-amzn-requestid', 200],
    ['EC2’s refusal', 'ec2', form, 'Action=DescribeVpcs&VpcId.1=vpc-12345678', 'x-amzn-requestid', 400],
    ['IAM’s', 'iam', form, 'Action=ListUsers', 'x-amzn-requestid', 200],
    ['DynamoDB’s', 'dynamodb', 'DynamoDB_20120810.ListTables', '{}', 'x-amzn-requestid', 200],
    ['DynamoDB’s refusal', 'dynamodb', 'DynamoDB_20120810.DescribeTable', '{}', 'x-amzn-requestid', 400],
    ['S3’s', 's3', '', '', 'x-amz-request-id', 200],
  ])('%s', async (_, service, how, body, header, status) => {
    const isJson = how.includes('_')
    const headers = {
      authorization: signed(service),
      ...(how && { 'content-type': isJson ? 'application/x-amz-json-1.0' : how }),
      ...(isJson && { 'x-amz-target': how }),
    }
    const asked = body === '' ? { headers } : { method: 'POST', headers, body }
    const first = await fetch(url, asked)
    const second = await fetch(url, asked)
    expect([first.status, second.status]).toEqual([status, status])
    const id = first.headers.get(header)
    expect(id).toMatch(/^[0-9A-Za-z-]{16,}$/)
    expect(second.headers.get(header)).not.toBe(id)
  })
})

it('nobody but this machine can connect', async () => {
  const elsewhere = Object.values(networkInterfaces())
    .flat()
    .filter((one) => one && !one.internal && one.family === 'IPv4')
  const outcomes = elsewhere.map(
    (one) =>
      new Promise<string>((resolve) => {
        const socket = connect(endpoint.port, one!.address)
        socket.on('connect', () => resolve('connected')).on('error', () => resolve('refused'))
        socket.on('close', () => socket.destroy())
      }),
  )
  expect(await Promise.all(outcomes)).toEqual(elsewhere.map(() => 'refused'))
})

it('a client that takes its time keeps nobody else waiting', async () => {
  const slow = connect(endpoint.port, '127.0.0.1')
  const heard = new Promise<string>((resolve) => {
    let text = ''
    slow.on('data', (piece) => {
      text += piece.toString('latin1')
      if (text.includes('</GetCallerIdentityResponse>')) resolve(text)
    })
  })
  const body = 'Action=GetCallerIdentity'
  const authorization =
    'AWS4-HMAC-SHA256 Credential=123456789012/20261102/us-east-1/sts/aws4_request, Signature=0'
  slow.write(
    `POST / HTTP/1.1\r\nHost: x\r\nAuthorization: ${authorization}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: ${body.length}\r\n\r\n`,
  )
  for (const letter of body) {
    slow.write(letter)
    expect((await fetch(`${url}/_hopwise/health`)).status).toBe(200)
  }
  expect(await heard).toMatch(/^HTTP\/1\.1 200 /)
  slow.destroy()
})
