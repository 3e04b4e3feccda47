import { describe, expect, it } from 'vitest'
import { account, otherAccount } from '../cloud.ts'
import { transitWorld, wait } from './transit-world.ts'

const theirs = { account: otherAccount }
const far = { region: 'eu-west-1' }
const ghost = 'tgw-attach-0123456789abcdef0'

describe('a peering of transit gateways', () => {
  function peered(there: { account?: string; region?: string }) {
    const world = transitWorld()
    const [ours, other] = [world.gateway(), world.gateway({}, there)]
    const request = {
      TransitGatewayId: ours,
      PeerTransitGatewayId: other,
      PeerAccountId: there.account ?? account,
      PeerRegion: there.region ?? 'us-east-1',
    }
    const { TransitGatewayPeeringAttachment: created } = world.ask(
      'CreateTransitGatewayPeeringAttachment',
      request,
    )
    const id = created!.TransitGatewayAttachmentId!
    return { ...world, ours, other, request, created, id, input: { TransitGatewayAttachmentId: id } }
  }

  it('is requested, waits and is available', () => {
    const { ask, pass, created, input, id, ours, other, attachmentState } = peered(far)
    expect(created).toEqual({
      TransitGatewayAttachmentId: id,
      RequesterTgwInfo: { TransitGatewayId: ours, OwnerId: account, Region: 'us-east-1' },
      AccepterTgwInfo: { TransitGatewayId: other, OwnerId: account, Region: 'eu-west-1' },
      State: 'initiatingRequest',
      CreationTime: expect.any(String),
    })
    pass(wait)
    expect([attachmentState(id), attachmentState(id, far)]).toEqual([
      'pendingAcceptance',
      'pendingAcceptance',
    ])
    const { TransitGatewayPeeringAttachment } = ask('AcceptTransitGatewayPeeringAttachment', input, far)
    expect(TransitGatewayPeeringAttachment?.State).toBe('pending')
    pass(wait)
    expect([attachmentState(id), attachmentState(id, far)]).toEqual(['available', 'available'])
  })

  it('shows each end its own gateway as the local one, with an association of its own', () => {
    const { ask, pass, input, ours, other, defaultTable } = peered(far)
    pass(wait)
    ask('AcceptTransitGatewayPeeringAttachment', input, far)
    pass(wait)
    const seen = (where = {}) =>
      ask('DescribeTransitGatewayAttachments', {}, where).TransitGatewayAttachments![0]
    const state = { State: 'associated' }
    expect([seen(), seen(far)]).toMatchObject([
      {
        TransitGatewayId: ours,
        ResourceId: other,
        ResourceType: 'peering',
        Association: { TransitGatewayRouteTableId: defaultTable(ours), ...state },
      },
      {
        TransitGatewayId: other,
        ResourceId: ours,
        ResourceType: 'peering',
        Association: { TransitGatewayRouteTableId: defaultTable(other, far), ...state },
      },
    ])
  })

  it('is accepted only by the other end', () => {
    const { refused, pass, input, id } = peered(far)
    pass(wait)
    expect(refused('AcceptTransitGatewayPeeringAttachment', input)).toBe(
      `InvalidParameterValue: Cannot accept ${id} as the source of the peering request.`,
    )
  })

  it('within a Region has an attachment at each end', () => {
    const { ask, refused, pass, input, id, ours, other, defaultTable } = peered({})
    pass(wait)
    const { TransitGatewayPeeringAttachments } = ask('DescribeTransitGatewayPeeringAttachments')
    const ids = TransitGatewayPeeringAttachments!.map((one) => one.TransitGatewayAttachmentId!)
    expect(ids).toEqual([id, expect.not.stringMatching(id)])
    expect(TransitGatewayPeeringAttachments![0]!.AccepterTransitGatewayAttachmentId).toBe(ids[1])
    expect(refused('AcceptTransitGatewayPeeringAttachment', input)).toMatch(/^InvalidParameterValue: Cannot/)
    ask('AcceptTransitGatewayPeeringAttachment', { TransitGatewayAttachmentId: ids[1]! })
    pass(wait)
    const all = ask('DescribeTransitGatewayAttachments').TransitGatewayAttachments!
    expect(all.map((one) => [one.TransitGatewayId, one.State, one.Association])).toEqual(
      [ours, other].map((gateway) => [
        gateway,
        'available',
        { TransitGatewayRouteTableId: defaultTable(gateway), State: 'associated' },
      ]),
    )
    ask('DeleteTransitGatewayPeeringAttachment', input)
    pass(wait)
    const states = ask('DescribeTransitGatewayAttachments').TransitGatewayAttachments!
    expect(states.map(({ State }) => State)).toEqual(['deleted', 'deleted'])
  })

  it.each([
    ['there is no such gateway', { PeerTransitGatewayId: 'tgw-0123456789abcdef0' }],
    ['it is another account’s', { PeerAccountId: otherAccount }],
    ['it is in another Region', { PeerRegion: 'eu-west-2' }],
  ])('fails when %s', (_, change) => {
    const { ask, pass, request, id, attachmentState } = peered(far)
    ask('DeleteTransitGatewayPeeringAttachment', { TransitGatewayAttachmentId: id })
    pass(wait)
    const { TransitGatewayPeeringAttachment } = ask('CreateTransitGatewayPeeringAttachment', {
      ...request,
      ...change,
    })
    pass(wait)
    expect(attachmentState(TransitGatewayPeeringAttachment!.TransitGatewayAttachmentId!)).toBe('failed')
  })

  it('can be rejected by the other account', () => {
    const { ask, pass, input, id, attachmentState } = peered({ ...theirs, ...far })
    pass(wait)
    ask('RejectTransitGatewayPeeringAttachment', input, { ...theirs, ...far })
    expect(attachmentState(id)).toBe('rejected')
  })

  it('is refused with itself, twice, and in a Region that there is not', () => {
    const { refused, request } = peered(far)
    const itself = { ...request, PeerTransitGatewayId: request.TransitGatewayId }
    expect(refused('CreateTransitGatewayPeeringAttachment', itself)).toMatch(/^InvalidParameterValue: /)
    expect(refused('CreateTransitGatewayPeeringAttachment', request)).toMatch(
      /^DuplicateTransitGatewayAttachment: /,
    )
    const nowhere = { ...request, PeerRegion: 'mars-1' }
    expect(refused('CreateTransitGatewayPeeringAttachment', nowhere)).toMatch(/^InvalidParameterValue: /)
  })

  it('keeps both gateways from being deleted', () => {
    const { ask, refused, pass, input, id, ours, other } = peered(far)
    pass(wait)
    ask('AcceptTransitGatewayPeeringAttachment', input, far)
    const text = (gateway: string) =>
      `IncorrectState: ${gateway} has non-deleted Transit Gateway Cross Region Peering Attachments: ${id}.`
    expect(refused('DeleteTransitGateway', { TransitGatewayId: ours })).toBe(text(ours))
    expect(refused('DeleteTransitGateway', { TransitGatewayId: other }, far)).toBe(text(other))
  })

  it.each<[string, (world: ReturnType<typeof peered>) => string, boolean]>([
    ['transit-gateway-attachment-id', ({ id }) => id, true],
    ['local-owner-id', () => account, true],
    ['remote-owner-id', () => otherAccount, true],
    ['remote-owner-id', () => account, false],
    ['state', () => 'pendingAcceptance', true],
    ['transit-gateway-id', ({ ours }) => ours, true],
    ['transit-gateway-id', () => 'tgw-0', false],
    ['tag-key', () => 'team', false],
  ])('filter %s', (Name, value, isFound) => {
    const world = peered({ ...theirs, ...far })
    world.pass(wait)
    const Filters = [{ Name, Values: [value(world)] }]
    const { TransitGatewayPeeringAttachments } = world.ask('DescribeTransitGatewayPeeringAttachments', {
      Filters,
    })
    expect(TransitGatewayPeeringAttachments).toHaveLength(isFound ? 1 : 0)
  })
})

describe('a Connect attachment', () => {
  const Options = { Protocol: 'gre' as const }
  function connected() {
    const world = transitWorld()
    const gateway = world.gateway()
    const { attachment: transport } = world.attached(gateway, '10.0.0.0/16')
    const request = { TransportTransitGatewayAttachmentId: transport, Options }
    return { ...world, gatewayId: gateway, transport, request }
  }

  it('goes over another attachment, which stays as long', () => {
    const { ask, refused, pass, gatewayId, transport, request, attachmentState } = connected()
    const { TransitGatewayConnect } = ask('CreateTransitGatewayConnect', request)
    const { TransitGatewayAttachmentId: id = '' } = TransitGatewayConnect!
    expect(TransitGatewayConnect).toEqual({
      TransitGatewayAttachmentId: id,
      TransportTransitGatewayAttachmentId: transport,
      TransitGatewayId: gatewayId,
      State: 'pending',
      CreationTime: expect.any(String),
      Options,
    })
    pass(wait)
    expect(attachmentState(id)).toBe('available')
    expect(refused('DeleteTransitGatewayVpcAttachment', { TransitGatewayAttachmentId: transport })).toBe(
      `IncorrectState: ${transport} has non-deleted Connect Attachments: ${id}.`,
    )
    ask('DeleteTransitGatewayConnect', { TransitGatewayAttachmentId: id })
    pass(wait)
    ask('DeleteTransitGatewayVpcAttachment', { TransitGatewayAttachmentId: transport })
  })

  it.each<[object, RegExp]>([
    [{ TransportTransitGatewayAttachmentId: ghost }, /^InvalidTransitGatewayAttachmentID\.NotFound: /],
    [{ Options: { Protocol: 'ipip' } }, /^InvalidParameterValue: /],
  ])('is refused with %o', (change, expected) => {
    const { refused, request } = connected()
    expect(refused('CreateTransitGatewayConnect', { ...request, ...change })).toMatch(expected)
  })

  it('does not go over another Connect attachment', () => {
    const { ask, refused, pass, request } = connected()
    const { TransitGatewayConnect } = ask('CreateTransitGatewayConnect', request)
    pass(wait)
    const TransportTransitGatewayAttachmentId = TransitGatewayConnect!.TransitGatewayAttachmentId!
    expect(refused('CreateTransitGatewayConnect', { TransportTransitGatewayAttachmentId, Options })).toMatch(
      /^InvalidParameterValue: /,
    )
  })

  it.each<[string, (world: ReturnType<typeof connected>) => string, number]>([
    ['options.protocol', () => 'gre', 1],
    ['state', () => 'available', 0],
    ['transit-gateway-attachment-id', ({ transport }) => transport, 0],
    ['transit-gateway-id', ({ gatewayId }) => gatewayId, 1],
    ['transport-transit-gateway-attachment-id', ({ transport }) => transport, 1],
  ])('filter %s', (Name, value, count) => {
    const world = connected()
    world.ask('CreateTransitGatewayConnect', world.request)
    const Filters = [{ Name, Values: [value(world)] }]
    expect(world.ask('DescribeTransitGatewayConnects', { Filters }).TransitGatewayConnects).toHaveLength(
      count,
    )
  })
})
