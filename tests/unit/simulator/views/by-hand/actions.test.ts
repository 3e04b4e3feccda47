import { describe, expect, it } from 'vitest'
import { contract } from '../../../../../simulator/api/contract.ts'
import { actions } from '../../../../../simulator/views/by-hand/actions.ts'
import { deedsOn, dropped, fillIn, placesFor, shelf } from '../../../../../simulator/views/by-hand/by-hand.ts'
import { macros } from '../../../../../simulator/views/by-hand/macros.ts'
import { shapeAt } from '../../../../../simulator/views/by-hand/shapes.ts'
import { speakerTo } from '../../../../../simulator/views/mending/spell-repair.ts'
import { shelfGroups } from '../../../../../src/messages/shelf-words.ts'
import { type World, worldOf } from '../../network/notation/world.ts'

const one = `
  vpc main 10.0.0.0/16
  subnet app main a 10.0.0.0/24
  subnet db main b 10.0.1.0/24
  vpc other 10.1.0.0/16
  subnet far other a 10.1.0.0/24
  group web main | out all 0.0.0.0/0
  igw door main
`

const form = (world: World, action: string, on?: string, values = {}) =>
  fillIn(world.cloud, speakerTo(world.cloud), { action, on: on && world.id(on), values })

describe('every action', () => {
  it('has an id of its own', () => {
    const ids = actions.map(({ id }) => id)
    expect(ids).toEqual([...new Set(ids)])
  })

  it('is an operation that is simulated, and asks for members that it has', async () => {
    const world = worldOf('')
    for (const { id, service, operation, fields, fixed } of actions) {
      const model = await contract.need(service, operation)
      const described = model.operation(operation)
      expect(described, id).toBeDefined()
      expect(world.cloud.simulates(service, operation), id).toBe(true)
      for (const { path } of [...fields, ...fixed]) {
        if (path.startsWith('#') || macros[path]) continue
        expect(shapeAt(described!, path), `${id}: ${path}`).toBeDefined()
      }
    }
  })

  it('says all that AWS requires', async () => {
    for (const { id, service, operation, fields, fixed } of actions) {
      const described = (await contract.need(service, operation)).operation(operation)!
      const said = [...fields, ...fixed].map(({ path }) => path.split('.')[0])
      const required = [...(described.input?.members.values() ?? [])].filter((member) => member.required)
      const lacking = required.filter(
        ({ name, idempotencyToken }) => !idempotencyToken && !said.includes(name),
      )
      expect(
        lacking.map(({ name }) => name),
        id,
      ).toEqual([])
    }
  })
})

describe('a form', () => {
  it('comes to the command that a person would type', async () => {
    const world = worldOf(one)
    const { command } = await form(world, 'ec2:vpc/CreateSubnet', 'main', { '#subnet': 'new' })
    expect(command).toBe(
      `aws ec2 create-subnet --tag-specifications 'ResourceType=subnet,Tags=[{Key=Name,Value=new}]' --cidr-block 10.0.2.0/24 --vpc-id ${world.id('main')} --region us-east-1`,
    )
  })

  it('says what is missing, and comes to none before that', async () => {
    const world = worldOf(one)
    const { missing, command } = await form(world, 'ec2:vpc/CreateSecurityGroup', 'main', { GroupName: 'x' })
    expect(missing).toEqual(['Description'])
    expect(command).toBeUndefined()
  })

  it('makes up what has to be different each time', async () => {
    const world = worldOf(one)
    const { fields } = await form(world, 'ec2:vpc/CreateResolverEndpoint/chosen-addresses', 'main')
    expect(fields.find(({ path }) => path === 'CreatorRequestId')).toMatchObject({
      kind: 'text',
      value: expect.stringMatching(/^by-hand-\d+$/),
    })
  })

  it('offers what lies in the same VPC, and not what does not', async () => {
    const world = worldOf(one)
    const { fields } = await form(world, 'ec2:vpc/CreateVpcEndpoint/interface', 'main')
    const subnets = fields.find(({ path }) => path === 'SubnetIds')
    expect(subnets?.kind).toBe('choices')
    expect(subnets?.choices.map(({ value }) => world.nameOf(value))).toEqual(['app', 'db'])
  })

  it('asks in whose account and where only of what is in AWS', async () => {
    const world = worldOf(`${one}\nsite dc 192.168.0.0/16\nsite-host pc dc 192.168.1.10`)
    const asked = async (action: string, on?: string) =>
      (await form(world, action, on)).fields.map(({ path }) => path)
    expect(await asked('*/CreateVpc')).toContain('@region')
    expect(await asked('onprem:host/ModifyHost', 'onprem:pc')).toEqual(['Address', 'DnsServers'])
  })

  it('offers once what several things have in common', async () => {
    const world = worldOf(`
      ${one}
      gateway-endpoint first main s3
      gateway-endpoint second other s3
      site dc 192.168.0.0/16
      site-host dns-1 dc 192.168.1.53
      dns-server dns-1 | forward example 192.168.1.53`)
    const { fields } = await form(world, 'onprem:host/PutDnsServer/one-forwarder', 'onprem:dns-1')
    const offered = (of: string) =>
      fields.find(({ path }) => path === `Forwarders.0.${of}`)?.choices.map(({ value }) => value)
    expect(offered('Domain')).toEqual(['.', 's3.us-east-1.amazonaws.com'])
    expect(offered('Addresses')).toEqual(['192.168.1.53'])
  })

  it.each([
    ['an internet gateway', 'door', '--gateway-id'],
    ['a peering connection', 'link', '--vpc-peering-connection-id'],
  ])('leads a route to %s by the right option', async (_, target, option) => {
    const world = worldOf(`${one}\npeer link main other\ntable own main app`)
    const values = { $destination: '10.1.0.0/16', $target: world.id(target) }
    const { command } = await form(world, 'ec2:route-table/CreateRoute', 'own', values)
    expect(command).toContain(`--destination-cidr-block 10.1.0.0/16`)
    expect(command).toContain(`${option} ${world.id(target)}`)
  })

  it('asks the owner of the other VPC to accept', async () => {
    const world = worldOf(`${one}\naccount 210987654321\nvpc theirs 10.9.0.0/16\naccount 123456789012`)
    const peering = world.ask('CreateVpcPeeringConnection', {
      VpcId: world.id('main'),
      PeerVpcId: world.id('theirs'),
      PeerOwnerId: '210987654321',
    }).VpcPeeringConnection?.VpcPeeringConnectionId
    const { command } = await form(world, 'ec2:vpc-peering-connection/AcceptVpcPeeringConnection', peering)
    expect(command).toContain('--profile 210987654321')
  })

  it('is offered for the thing that it is about', () => {
    const world = worldOf(one)
    const on = (name?: string) => deedsOn(world.cloud, name && world.id(name)).map(({ id }) => id)
    expect(on('main')).toContain('ec2:vpc/DeleteVpc')
    expect(on('app')).not.toContain('ec2:vpc/DeleteVpc')
    expect(on()).toContain('*/CreateVpc')
    expect(on('nobody-knows')).toEqual([])
  })
})

describe('what is picked from the shelf', () => {
  it('stands in one group, by a name of its own', () => {
    const named = shelfGroups.flatMap(({ parts }) => Object.entries(parts))
    expect(named.map(([part]) => part).sort()).toEqual(
      shelf()
        .map(({ action }) => action)
        .sort(),
    )
    expect(new Set(named.map(([, name]) => name)).size).toBe(named.length)
  })

  const world = worldOf(`${one}\nsite dc 192.168.0.0/16`)
  const placesOf = (kind: string) =>
    placesFor(world.cloud, kind).map(({ on = 'anywhere' }) => world.nameOf(on))

  it.each([
    ['CreateSubnet', ['main', 'other']],
    ['RunInstances', ['app', 'db', 'far']],
    ['CreateHost', ['site/dc']],
    ['CreateVpc', ['anywhere']],
  ])('%s has a place in what can hold it', (kind, places) => {
    expect(placesOf(kind)).toEqual(places)
  })

  it('comes to the form that dragging it there comes to', () => {
    for (const { action } of shelf())
      for (const { action: form, on } of placesFor(world.cloud, action))
        expect(dropped(world.cloud, action, on === undefined ? [] : [on])?.action, `${action} ${on}`).toBe(
          form,
        )
  })
})
