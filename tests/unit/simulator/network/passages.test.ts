import { describe, expect, it } from 'vitest'
import { formatAddress } from '../../../../simulator/kernel/address.ts'
import { describePacket } from '../../../../simulator/network/packet.ts'
import { explainDrop } from '../../../../simulator/network/reasons.ts'
import { passagesOf } from '../../../../simulator/network/taken-over.ts'
import { endpointServices } from '../../../../simulator/services/ec2/endpoint-services.ts'
import { vpcEndpoints } from '../../../../simulator/services/ec2/vpc-endpoints.ts'
import { loadBalancers } from '../../../../simulator/services/elbv2/load-balancers.ts'
import { resourceGateways } from '../../../../simulator/services/vpc-lattice/resource-gateways.ts'
import { sendFlow } from './notation/flows.ts'
import { say, type World, worldOf } from './notation/world.ts'

// What is known of a connection by those who pass it on: what servers, logs and sessions ask.

const saas = `
  vpc svc 10.7.0.0/16
  subnet svc-1 svc a 10.7.1.0/24
  subnet svc-2 svc b 10.7.2.0/24
  group any svc | in all 0.0.0.0/0 | out all 0.0.0.0/0
  host api svc-1 10.7.1.10 any
  alb front svc-1,svc-2 any
  targets pages svc http/8080 | api
  listener front http/80 pages
  nlb lb svc-1
  targets api-443 svc tcp/443 | api
  listener lb tcp/443 api-443
  targets dns svc udp/53 | api | check tcp/80
  listener lb udp/53 dns
  targets to-front svc tcp/80 alb | front
  listener lb tcp/80 to-front
  service api-svc lb
  vpc app 10.0.0.0/16
  subnet app-1 app a 10.0.1.0/24
  group open app | in all 0.0.0.0/0 | out all 0.0.0.0/0
  host client app-1 10.0.1.10 open
  endpoint ep app api-svc app-1 open
  endpoint s3-ep app s3 app-1 open
`

const passages = (world: World, flow: string) => passagesOf(sendFlow(world, flow).forward.flow)

describe('a connection that PrivateLink carries', () => {
  it('passes the endpoint and the load balancer, each with its idle timeout', () => {
    const world = worldOf(saas)
    const seen = passages(world, 'client > ep/app-1 tcp/443').map(({ kind, id, idleSeconds }) => [
      kind,
      world.nameOf(id),
      idleSeconds,
    ])
    expect(seen).toEqual([
      ['endpoint', 'ep', 350],
      ['network-load-balancer', 'lb', 350],
    ])
    expect(passages(world, 'client > ep/app-1 udp/53').at(-1)?.idleSeconds).toBe(120)
    expect(
      passages(world, 'client > ep/app-1 tcp/80').map(({ kind, idleSeconds }) => [kind, idleSeconds]),
    ).toEqual([
      ['endpoint', 350],
      ['network-load-balancer', 350],
      ['application-load-balancer', 60],
    ])
  })

  it('keeps idle for as long as the listener says', () => {
    const world = worldOf(saas)
    world.call('elbv2', 'ModifyListenerAttributes', {
      ListenerArn: world.id('lb:443'),
      Attributes: [{ Key: 'tcp.idle_timeout.seconds', Value: '1200' }],
    })
    expect(passages(world, 'client > ep/app-1 tcp/443').at(-1)?.idleSeconds).toBe(1200)
  })

  // Network Load Balancer guide, edit-target-group-attributes, "Proxy protocol".
  it('tells the client’s address and the endpoint where proxy protocol is on', () => {
    const world = worldOf(saas)
    const header = () => passages(world, 'client > ep/app-1 tcp/443').at(-1)?.proxyProtocol
    expect(header()).toBeUndefined()
    say(world, 'targeting api-443 proxy_protocol_v2.enabled true')
    const { client, endpoint } = header()!
    expect(endpoint).toBe(world.id('ep'))
    expect(formatAddress(client.source)).toBe('10.0.1.10')
    expect(client.sourcePort).toBe(40_000)
    expect(client.destinationPort).toBe(443)
  })

  it('comes to the target from the node, from another port, and goes back under the endpoint’s address', () => {
    const world = worldOf(saas)
    const { forward, reply } = sendFlow(world, 'client > ep/app-1 tcp/443')
    const { packet } = forward.arrival!
    expect(describePacket(packet)).toMatch(/^tcp 10\.7\.1\.\d+:\d+ → 10\.7\.1\.10:443$/)
    expect(packet.sourcePort).toBeGreaterThanOrEqual(1024)
    expect(packet.sourcePort).not.toBe(40_000)
    const [asked] = passagesOf(forward.flow)
    expect(describePacket(reply!.arrival!.packet)).toBe(
      `tcp ${formatAddress(asked!.packet.destination)}:443 → 10.0.1.10:40000`,
    )
  })

  // Whoever answers, the client sees whom it called.
  it('comes back under the load balancer’s address also where the client’s is preserved', () => {
    const world = worldOf(saas)
    say(world, 'host near svc-2 10.7.2.20 any')
    const { forward, reply } = sendFlow(world, 'near > lb/svc-1 tcp/443')
    expect(describePacket(forward.arrival!.packet)).toBe('tcp 10.7.2.20:40000 → 10.7.1.10:443')
    const [called] = passagesOf(forward.flow)
    expect(describePacket(reply!.arrival!.packet)).toBe(
      `tcp ${formatAddress(called!.packet.destination)}:443 → 10.7.2.20:40000`,
    )
  })

  it('spreads over targets by its header, always the same way', () => {
    const world = worldOf(saas)
    say(world, 'host api-2 svc-1 10.7.1.11 any')
    say(world, 'target api-443 api-2')
    say(world, 'wait 300')
    const targetOf = (port: number) => passages(world, `client > ep/app-1 tcp/${port}-443`).at(-1)?.target?.Id
    const ports = Array.from({ length: 20 }, (_, i) => 40_000 + i)
    const chosen = ports.map(targetOf)
    expect(new Set(chosen).size).toBe(2)
    expect(ports.map(targetOf)).toEqual(chosen)
    say(world, 'targeting api-443 stickiness.enabled true')
    expect(new Set(ports.map(targetOf)).size).toBe(1)
  })

  it('is an endpoint’s service to what is behind it', () => {
    const world = worldOf(saas)
    expect(sendFlow(world, 'client > s3-ep/app-1 tcp/443').forward.arrival).toMatchObject({
      kind: 'service',
      endpoint: world.id('s3-ep'),
      service: { name: 's3', region: 'us-east-1' },
    })
  })
})

describe('what people are told of a failure', () => {
  it.each([
    ['no-listener', 'ep/app-1 tcp/444', '', 'It listens on TCP 443, UDP 53, TCP 80.'],
    ['no-target-in-zone', 'ep/app-1 tcp/443', 'stop api', 'The node is in ZONE, targets are in ZONE-2.'],
    [
      'target-group-is-empty',
      'ep/app-1 tcp/443',
      'untarget api-443 api',
      'Target deregistration is in progress.',
    ],
    ['resource-not-on-port', 'db-ep/app-1 tcp/22', '', 'On offer: RESOURCE on 5432.'],
  ])('says more about %s', (reason, to, change, words) => {
    const world = worldOf(`${saas}
      resource-gateway gate svc svc-1 any
      resource orders gate 10.7.1.10 5432
      endpoint db-ep app orders app-1 open
      host api-2 svc-2 10.7.2.10 any
      ${reason === 'no-target-in-zone' ? 'balancer-subnets lb svc-1,svc-2\n target api-443 api-2' : ''}
    `)
    say(world, change)
    const zoneOf = (subnet: string) =>
      world.ask('DescribeSubnets', { SubnetIds: [world.id(subnet)] }).Subnets?.[0]?.AvailabilityZoneId ?? ''
    const { dropped } = sendFlow(world, `client > ${to}`).forward
    expect(dropped?.reason).toBe(reason)
    expect(dropped?.judgement.detail?.note).toContain(
      words
        .replace('ZONE-2', zoneOf('svc-2'))
        .replace('ZONE', zoneOf('svc-1'))
        .replace('RESOURCE', world.id('orders')),
    )
  })
})

describe('what a caller hears of a failure', () => {
  it.each([
    ['nothing where a Network Load Balancer has no listener', 'tcp/444', '', undefined],
    ['a reset where no target is', 'tcp/443', 'untarget api-443 api', 'reset'],
    ['503 of a load balancer that speaks HTTP', 'tcp/80', 'untarget pages api', 'http-503'],
    ['nothing where a security group is in the way', 'tcp/443', 'revoke any in all 0.0.0.0/0', undefined],
    ['nothing where the endpoint is not available', 'tcp/443', 'reject api-svc ep', undefined],
  ])('is %s', (_, wire, change, answer) => {
    const world = worldOf(saas)
    say(world, change)
    const { dropped } = sendFlow(world, `client > ep/app-1 ${wire}`).forward
    expect(dropped).toBeDefined()
    expect(explainDrop(dropped!.reason).answer).toBe(answer)
  })
})

// Of another account that is not in an import, nothing is known but the name of its service.
it('takes a provider that is not in the world to answer', () => {
  const world = worldOf(saas)
  const ctx = { store: world.cloud.store }
  const endpoint = vpcEndpoints.get(ctx, world.id('ep'))!
  vpcEndpoints.update(ctx, endpoint, {}, { service: undefined })
  endpointServices.remove(ctx, endpointServices.get(ctx, world.id('api-svc'))!)
  const { forward, reply } = sendFlow(world, 'client > ep/app-1 tcp/443')
  expect(forward.arrival).toMatchObject({ kind: 'service', endpoint: world.id('ep') })
  expect(reply?.arrival).toBeDefined()
})

// AWS tells the interfaces of a load balancer's nodes by their descriptions alone.
it('finds the nodes of a load balancer that came from an import', () => {
  const world = worldOf(saas)
  const ctx = { store: world.cloud.store }
  for (const held of loadBalancers.everyone(ctx))
    loadBalancers.update(ctx, held, {}, { nodes: [], activeAt: 0 })
  for (const wire of ['tcp/443', 'udp/53', 'tcp/80']) {
    const { forward, reply } = sendFlow(world, `client > ep/app-1 ${wire}`)
    expect(world.nameOf(forward.arrival?.id ?? '')).toBe('api')
    expect(reply?.arrival).toBeDefined()
  }
  const TargetGroupArn = world.id('api-443')
  const { TargetHealthDescriptions } = world.call('elbv2', 'DescribeTargetHealth', { TargetGroupArn })
  expect(TargetHealthDescriptions?.[0]?.TargetHealth).toEqual({ State: 'healthy' })
})

describe('a resource gateway', () => {
  const shared = `
    ${saas}
    resource-gateway gate svc svc-1 any
    resource orders gate 10.7.1.10 5432
    endpoint db-ep app orders app-1 open
  `

  it('spreads its connections over its own addresses', () => {
    const world = worldOf(shared)
    const sources = Array.from({ length: 40 }, (_, i) => {
      const { forward } = sendFlow(world, `client > db-ep/app-1 tcp/${41_000 + i}-5432`)
      return forward.arrival?.packet.source
    })
    expect(new Set(sources).size).toBeGreaterThan(3)
    expect(passages(world, 'client > db-ep/app-1 tcp/5432').map(({ kind }) => kind)).toEqual([
      'endpoint',
      'resource-gateway',
    ])
  })

  it('carries nothing once it has failed', () => {
    const world = worldOf(shared)
    const ctx = { store: world.cloud.store }
    resourceGateways.update(ctx, resourceGateways.get(ctx, world.id('gate'))!, { status: 'CREATE_FAILED' })
    expect(sendFlow(world, 'client > db-ep/app-1 tcp/5432').forward.dropped?.reason).toBe('resource-is-gone')
  })
})
