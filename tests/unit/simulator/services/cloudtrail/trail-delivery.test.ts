import { describe, expect, it } from 'vitest'
import { contract } from '../../../../../simulator/api/contract.ts'
import { filesOf } from '../../network/notation/logs.ts'
import { say, type World, worldOf } from '../../network/notation/world.ts'
import { account, otherAccount } from '../cloud.ts'

// Pages are those of the CloudTrail user guide.

await Promise.all(['cloudtrail', 's3api', 'kms', 'logs', 'iam'].map((service) => contract.need(service)))

interface Event {
  readonly eventName: string
  readonly [member: string]: unknown
}

/** The events of all files of the trail's bucket, by the folder that they are in. */
function delivered(world: World): Record<string, Event[]> {
  const found: Record<string, Event[]> = {}
  for (const { key, lines } of filesOf(world, 'trail-files')) {
    const folder = key.split('/').slice(0, -1).join('/')
    found[folder] = [...(found[folder] ?? []), ...(JSON.parse(lines[0]!).Records as Event[])]
  }
  return found
}

const text = `
  vpc main 10.0.0.0/16
  subnet app main a 10.0.1.0/24
  group any main | in all 0.0.0.0/0 | out all 0.0.0.0/0
  host app-1 app 10.0.1.10 any
  endpoint kms-ep main kms app any
  wait 300
`

type Selectors = { readonly [field: string]: readonly string[] }

function trailWorld(advanced?: readonly Selectors[]): World {
  const world = worldOf(text)
  world.call('s3api', 'CreateBucket', { Bucket: 'trail-files' })
  const { TrailARN = '' } = world.call('cloudtrail', 'CreateTrail', {
    Name: 'watch',
    S3BucketName: 'trail-files',
  })
  if (advanced) {
    const AdvancedEventSelectors = advanced.map((fields) => ({
      FieldSelectors: Object.entries(fields).map(([Field, Equals]) => ({ Field, Equals })),
    }))
    world.call('cloudtrail', 'PutEventSelectors', { TrailName: TrailARN, AdvancedEventSelectors })
  }
  world.call('cloudtrail', 'StartLogging', { Name: TrailARN })
  return world
}

const through = (world: World) => ({ sourceIp: '10.0.1.10', vpcEndpointId: world.id('kms-ep') })

const management = `AWSLogs/${account}/CloudTrail/us-east-1/2026/11/02`
const network = `AWSLogs/${account}/CloudTrail-NetworkActivity/us-east-1/2026/11/02`

describe('a trail', () => {
  it('puts management events into its bucket about every five minutes', () => {
    const world = trailWorld()
    world.ask('DescribeVpcs')
    world.pass(299)
    expect(delivered(world)).toEqual({})
    world.pass(2)
    const { [management]: events = [], ...others } = delivered(world)
    expect(events.map(({ eventName }) => eventName)).toEqual(
      ['StartLogging', 'DescribeVpcs', 'ListObjectsV2'].slice(0, 2),
    )
    expect(others).toEqual({})
  })

  it('that does not log puts nothing there', () => {
    const world = trailWorld()
    world.pass(400)
    world.call('cloudtrail', 'StopLogging', { Name: 'watch' })
    const before = JSON.stringify(delivered(world))
    world.ask('DescribeVpcs')
    world.pass(400)
    expect(JSON.stringify(delivered(world))).toBe(before)
  })

  it('says when it delivered last', () => {
    const world = trailWorld()
    const status = () => world.call('cloudtrail', 'GetTrailStatus', { Name: 'watch' }).LatestDeliveryTime
    expect(status()).toBeUndefined()
    world.pass(301)
    expect(status()).toBeDefined()
  })

  it('with event selectors for writing leaves out what only reads', () => {
    const world = trailWorld([{ eventCategory: ['Management'], readOnly: ['false'] }])
    world.ask('DescribeVpcs')
    world.ask('CreateVpc', { CidrBlock: '10.9.0.0/16' })
    world.pass(301)
    expect(delivered(world)[management]?.map(({ eventName }) => eventName)).toEqual([
      'StartLogging',
      'CreateVpc',
    ])
  })
})

describe('network activity events (logging-network-events-with-cloudtrail)', () => {
  const ofKms = { eventCategory: ['NetworkActivity'], eventSource: ['kms.amazonaws.com'] }

  it('tell the owner of an endpoint of calls through it', () => {
    const world = trailWorld([ofKms])
    world.call('kms', 'ListKeys', {}, { from: through(world) })
    world.pass(301)
    expect(delivered(world)).toEqual({
      [network]: [
        {
          eventVersion: '1.09',
          userIdentity: expect.objectContaining({ type: 'Root', accountId: account }),
          eventTime: expect.stringMatching(/^2026-11-02T/),
          eventSource: 'kms.amazonaws.com',
          eventName: 'ListKeys',
          awsRegion: 'us-east-1',
          sourceIPAddress: '10.0.1.10',
          requestID: expect.any(String),
          eventID: expect.any(String),
          eventType: 'AwsVpceEvent',
          recipientAccountId: account,
          sharedEventID: expect.any(String),
          vpcEndpointId: world.id('kms-ep'),
          vpcEndpointAccountId: account,
          eventCategory: 'NetworkActivity',
        },
      ],
    })
  })

  it('tell of strangers no more than their account', () => {
    const world = trailWorld([ofKms])
    world.call('kms', 'ListKeys', {}, { account: otherAccount, from: through(world) })
    world.pass(301)
    expect(delivered(world)[network]?.map(({ userIdentity }) => userIdentity)).toEqual([
      { type: 'AWSAccount', principalId: `AKIA${otherAccount}`, accountId: otherAccount },
    ])
  })

  it('tell what the endpoint’s policy denied', () => {
    const world = trailWorld([{ ...ofKms, errorCode: ['VpceAccessDenied'] }])
    world.call('kms', 'ListKeys', {}, { from: through(world) })
    const denied = {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Deny', Principal: '*', Action: '*', Resource: '*' }],
    }
    world.ask('ModifyVpcEndpoint', {
      VpcEndpointId: world.id('kms-ep'),
      PolicyDocument: JSON.stringify(denied),
    })
    expect(() => world.call('kms', 'ListKeys', {}, { from: through(world) })).toThrow('AccessDenied')
    world.pass(301)
    expect(
      delivered(world)[network]?.map(({ errorCode, errorMessage }) => [errorCode, errorMessage]),
    ).toEqual([['VpceAccessDenied', 'The request was denied due to a VPC endpoint policy']])
  })

  it.each<[string, Selectors[]]>([
    ['unless they were asked for', [{ eventCategory: ['Management'] }]],
    ['of another service', [{ ...ofKms, eventSource: ['s3.amazonaws.com'] }]],
    ['of another operation', [{ ...ofKms, eventName: ['Decrypt'] }]],
    ['of another endpoint', [{ ...ofKms, vpcEndpointId: ['vpce-00000000000000000'] }]],
  ])('are not there %s', (_, selectors) => {
    const world = trailWorld(selectors)
    world.call('kms', 'ListKeys', {}, { from: through(world) })
    world.pass(301)
    expect(delivered(world)[network]).toBeUndefined()
  })

  it('are not there of calls that came over the internet', () => {
    const world = trailWorld([ofKms])
    world.call('kms', 'ListKeys', {})
    world.pass(301)
    expect(delivered(world)).toEqual({})
  })

  it('are in a file of their own beside management events', () => {
    const world = trailWorld([ofKms, { eventCategory: ['Management'] }])
    world.call('kms', 'ListKeys', {}, { from: through(world) })
    say(world, 'wait 301')
    expect(Object.keys(delivered(world)).sort()).toEqual([network, management].sort())
  })
})
