import { beforeAll, describe, expect, it } from 'vitest'
import { contract } from '../../../../../simulator/api/contract.ts'
import { say, type World, worldOf } from '../../network/notation/world.ts'
import { at, replay } from './on-host.ts'

beforeAll(async () => {
  await Promise.all(['iam', 'ssm', 'host', 'onprem'].map((service) => contract.need(service)))
})

const places = `
  vpc main 10.0.0.0/16
  vpc-dns main hostnames on
  subnet front main a 10.0.1.0/24
  subnet back main b 10.0.2.0/24
  group open main | out all 0.0.0.0/0 | in all 0.0.0.0/0
  igw igw main
  table public main front
  route public 0.0.0.0/0 igw
  host front-1 front 10.0.1.10 open public
  host back-1 back 10.0.2.10 open
`

function giveRole(world: World, policy: string, ...hosts: string[]): void {
  const trust = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }],
  }
  world.call('iam', 'CreateRole', { RoleName: 'app', AssumeRolePolicyDocument: JSON.stringify(trust) })
  world.call('iam', 'AttachRolePolicy', { RoleName: 'app', PolicyArn: `arn:aws:iam::aws:policy/${policy}` })
  world.call('iam', 'CreateInstanceProfile', { InstanceProfileName: 'app' })
  world.call('iam', 'AddRoleToInstanceProfile', { InstanceProfileName: 'app', RoleName: 'app' })
  for (const host of hosts) {
    world.ask('AssociateIamInstanceProfile', {
      InstanceId: world.id(`${host}:instance`),
      IamInstanceProfile: { Name: 'app' },
    })
  }
  world.pass(60)
}

const countVpcs = "aws ec2 describe-vpcs --query 'length(Vpcs)'"

describe('aws on an instance', () => {
  it('is the instance’s role, in the instance’s Region', async () => {
    const world = worldOf(places)
    giveRole(world, 'AmazonEC2ReadOnlyAccess', 'front-1')
    const desk = at(world, 'front-1')
    expect(await desk.type('aws sts get-caller-identity --query Arn --output text')).toBe(
      `arn:aws:sts::123456789012:assumed-role/app/${world.id('front-1:instance')}\n`,
    )
    expect(await desk.type(countVpcs)).toBe('2\n')
    expect(await desk.type('aws configure list | cut -c1-75')).toMatch(
      /access_key : \*{16}\w{4} +: iam-role +: *\nsecret_key : \*{16}.{4} +: iam-role +: *\nregion +: us-east-1 +: imds/,
    )
  })

  it.each([
    [
      'no role',
      undefined,
      'aws: [ERROR]: An error occurred (NoCredentials): Unable to locate credentials.',
      253,
    ],
    [
      'a role that may not',
      'AmazonSSMManagedInstanceCore',
      'because no identity-based policy allows the ec2:DescribeVpcs action',
      254,
    ],
    ['a role that may', 'AmazonEC2ReadOnlyAccess', '2\n', 0],
  ])('with %s', async (_, policy, said, exitCode) => {
    const world = worldOf(places)
    if (policy !== undefined) giveRole(world, policy, 'front-1')
    const text = await at(world, 'front-1').type(countVpcs)
    expect(text).toContain(said)
    expect(/\[(\d+)\]\n$/.exec(text)?.[1] ?? '0').toBe(String(exitCode))
  })

  it('knows no credentials where the metadata service is off', async () => {
    const world = worldOf(places)
    giveRole(world, 'AmazonEC2ReadOnlyAccess', 'front-1')
    const InstanceId = world.id('front-1:instance')
    world.ask('ModifyInstanceMetadataOptions', { InstanceId, HttpEndpoint: 'disabled' })
    expect(await at(world, 'front-1').type(`${countVpcs} --region us-east-1`)).toContain(
      'Unable to locate credentials',
    )
  })

  const timeout =
    '\naws: [ERROR]: Connect timeout on endpoint URL: "https://ec2.us-east-1.amazonaws.com/"\n[255]\n'.replace(
      /^\n/,
      '',
    )

  // Three attempts of a minute each, and the pauses between them.
  it.each([
    ['has no way', '', countVpcs, timeout, 181.5],
    ['has no way, and is told to give up sooner', '', `${countVpcs} --cli-connect-timeout 5`, timeout, 16.5],
    ['has an endpoint', 'endpoint vpce main ec2 back | open', countVpcs, '2\n', 1],
  ])('from a subnet that %s', async (_, change, line, said, seconds) => {
    const world = worldOf(places)
    giveRole(world, 'AmazonEC2ReadOnlyAccess', 'back-1')
    if (change) {
      world.ask('CreateVpcEndpoint', {
        VpcId: world.id('main'),
        VpcEndpointType: 'Interface',
        ServiceName: 'com.amazonaws.us-east-1.ec2',
        SubnetIds: [world.id('back')],
        SecurityGroupIds: [world.id('open')],
        PrivateDnsEnabled: true,
      })
      world.pass(600)
    }
    const before = world.cloud.now
    expect((await at(world, 'back-1').type(line)).replace(/^\n/, '')).toBe(said)
    expect((world.cloud.now - before) / 1000).toBe(seconds)
  })

  it('leaves its traces in the traffic of the VPC', async () => {
    const world = worldOf(places)
    giveRole(world, 'AmazonEC2ReadOnlyAccess', 'front-1')
    await at(world, 'front-1').type(countVpcs)
    const { traffic } = await import('../../../../../simulator/world/traffic.ts')
    const rows = world.cloud.store.all(traffic)
    expect(rows.map(({ arrival }) => arrival?.service)).toContain('ec2')
    expect(rows.at(-1)?.sightings[0]).toMatchObject({ interface: world.id('front-1'), destinationPort: 443 })
  })

  it('follows /etc/hosts', async () => {
    const world = worldOf(places)
    giveRole(world, 'AmazonEC2ReadOnlyAccess', 'front-1')
    const desk = at(world, 'front-1')
    await desk.type('echo "127.0.0.1 ec2.us-east-1.amazonaws.com" | sudo tee -a /etc/hosts')
    expect(await desk.type(countVpcs)).toContain(
      'Could not connect to the endpoint URL: "https://ec2.us-east-1.amazonaws.com/"',
    )
  })
})

describe('aws ssm start-session', () => {
  const setUp = () => {
    const world = worldOf(places)
    giveRole(world, 'AmazonSSMManagedInstanceCore', 'front-1', 'back-1')
    return world
  }
  const keys =
    'export AWS_ACCESS_KEY_ID=AKIA123456789012 AWS_SECRET_ACCESS_KEY=secret AWS_DEFAULT_REGION=us-east-1'

  it('opens a shell, without a key and without SSH', async () => {
    const world = setUp()
    const desk = at(world, 'workstation')
    await desk.type(keys)
    const started = await desk.type(
      `aws ssm start-session --target ${world.id('front-1:instance')}; echo "then $?"`,
    )
    const [, id] =
      /^\nStarting session with SessionId: (root-[a-z0-9]{26})\n$/.exec(`\n${started.replace(/^\n/, '')}`) ??
      []
    expect(id).toBeDefined()
    const { shown, wanted } = await replay(
      desk,
      `
      sh-5.2$ whoami; hostname; sudo whoami
      ssm-user
      ip-10-0-1-10.ec2.internal
      root
      sh-5.2$ exit
      exit
      Exiting session with sessionId: {id}.
      then 0
      `,
      { id: id ?? '' },
    )
    expect(shown.replace(/\n\n/g, '\n')).toBe(wanted)
    expect(
      await desk.type("aws ssm describe-sessions --state History --query 'Sessions[].Status' --output text"),
    ).toBe('Terminated\n')
  })

  it.each<[string, (world: World) => void, string]>([
    ['front-1', () => {}, 'connected'],
    ['back-1', () => {}, 'notconnected'],
    ['back-1', (world) => endpoints(world, ['ssm', 'ssmmessages']), 'connected'],
    ['back-1', (world) => endpoints(world, ['ssm']), 'notconnected'],
    ['front-1', (world) => say(world, 'stop front-1'), 'notconnected'],
    ['front-1', (world) => say(world, 'revoke open out all 0.0.0.0/0'), 'notconnected'],
    [
      'front-1',
      (world) =>
        world.call('iam', 'DetachRolePolicy', {
          RoleName: 'app',
          PolicyArn: 'arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore',
        }),
      'notconnected',
    ],
  ])('%s %s is %s', async (host, change, status) => {
    const world = setUp()
    change(world)
    const Target = world.id(`${host}:instance`)
    expect(world.call('ssm', 'GetConnectionStatus', { Target }).Status).toBe(status)
    if (status === 'connected') return
    const desk = at(world, 'workstation')
    await desk.type(keys)
    expect(await desk.type(`aws ssm start-session --target ${Target}`)).toContain(
      `An error occurred (TargetNotConnected) when calling the StartSession operation: ${Target} is not connected.\n[254]\n`,
    )
  })

  it.each([
    ['portNumber=80,localPortNumber=8080', 'AWS-StartPortForwardingSession'],
    ['host=back-1.internal,portNumber=80,localPortNumber=8080', 'AWS-StartPortForwardingSessionToRemoteHost'],
    [
      '\'{"host":["10.0.2.10"],"portNumber":["80"],"localPortNumber":["8080"]}\'',
      'AWS-StartPortForwardingSessionToRemoteHost',
    ],
  ])('makes a port lead there: %s', async (parameters, document) => {
    const world = setUp()
    say(world, 'serve front-1 http/80')
    say(world, 'serve back-1 http/80')
    const desk = at(world, 'workstation')
    await desk.type(keys)
    await at(world, 'front-1').type('echo "10.0.2.10 back-1.internal" | sudo tee -a /etc/hosts')
    const target = world.id('front-1:instance')
    const started = await desk.type(
      `aws ssm start-session --target ${target} --document-name ${document} --parameters ${parameters}`,
    )
    const [, session] =
      /Port 8080 opened for sessionId (\S+)\.\nWaiting for connections\.\.\.\n/.exec(started) ?? []
    expect(await desk.type("curl -s -o page -w '%{http_code}\\n' localhost:8080")).toBe('200\n')
    await desk.type(`aws ssm terminate-session --session-id ${session}`)
    expect(await desk.type('curl -s localhost:8080')).toBe('[7]\n')
  })

  it('lists the instances that it manages', () => {
    const { InstanceInformationList } = setUp().call('ssm', 'DescribeInstanceInformation', {})
    expect(InstanceInformationList?.map(({ IPAddress, PingStatus }) => [IPAddress, PingStatus])).toEqual([
      ['10.0.1.10', 'Online'],
    ])
  })

  function endpoints(world: World, services: readonly string[]): void {
    for (const service of services) {
      world.ask('CreateVpcEndpoint', {
        VpcId: world.id('main'),
        VpcEndpointType: 'Interface',
        ServiceName: `com.amazonaws.us-east-1.${service}`,
        SubnetIds: [world.id('back')],
        SecurityGroupIds: [world.id('open')],
        PrivateDnsEnabled: true,
      })
    }
    world.pass(600)
  }
})
