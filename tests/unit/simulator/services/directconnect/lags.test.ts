import { describe, expect, it } from 'vitest'
import { linkWorld, location, owner, refusal } from './links.ts'

const four = { numberOfConnections: 4, location, connectionsBandwidth: '10Gbps', lagName: 'bundle' }

describe('creating a LAG', () => {
  it('orders its connections, and shows them in it', () => {
    const { dx } = linkWorld()
    const tags = [{ key: 'of', value: 'lag' }]
    const lag = dx('CreateLag', { ...four, childConnectionTags: tags })
    expect(lag).toMatchObject({
      connectionsBandwidth: '10Gbps',
      numberOfConnections: 4,
      lagId: expect.stringMatching(/^dxlag-f[0-9a-z]{7}$/),
      ownerAccount: owner,
      lagName: 'bundle',
      lagState: 'requested',
      location,
      region: 'us-east-1',
      minimumLinks: 0,
      allowsHostedConnections: false,
      jumboFrameCapable: false,
      hasLogicalRedundancy: 'unknown',
      tags: [],
      macSecCapable: false,
    })
    expect(lag.connections!.map((one) => [one.lagId, one.connectionState, one.tags])).toEqual(
      Array(4).fill([lag.lagId, 'requested', tags]),
    )
    expect(dx('DescribeLags').lags).toEqual([lag])
  })

  it('takes in a connection that exists, with what is on it', () => {
    const { dx, connection, privateInterface, vgw, shown } = linkWorld()
    const connectionId = connection()
    const vif = privateInterface({ virtualGatewayId: vgw('10.0.0.0/16') }, connectionId)
    const lag = dx('CreateLag', { ...four, numberOfConnections: 2, connectionId })
    expect(lag.lagState).toBe('available')
    expect(lag.connections!.map((one) => one.connectionId)).toContain(connectionId)
    expect(lag.numberOfConnections).toBe(2)
    expect(shown(vif).connectionId).toBe(lag.lagId)
  })

  const { refuses } = linkWorld()
  const wrong: [string, object, string][] = [
    ['five links', { numberOfConnections: 5 }, 'A LAG of 10Gbps connections can have at most 4 connections.'],
    [
      'three fast links',
      { numberOfConnections: 3, connectionsBandwidth: '100Gbps' },
      'A LAG of 100Gbps connections can have at most 2 connections.',
    ],
    ['no link', { numberOfConnections: 0 }, 'The number of connections must be at least 1.'],
    ['hosted speeds', { connectionsBandwidth: '500Mbps' }, 'Bandwidth 500Mbps cannot be used in a LAG.'],
  ]
  it.each(wrong)('refuses %s', (_, change, text) => {
    expect(refuses('CreateLag', { ...four, ...change })).toBe(refusal(text))
  })
})

describe('a LAG and its links', () => {
  it('works while at least the minimum of its links do', () => {
    const { dx, pass, plug, pull, lagState } = linkWorld()
    const { lagId, connections } = dx('CreateLag', { ...four, numberOfConnections: 2 })
    const [one, two] = connections!.map(({ connectionId }) => connectionId!) as [string, string]
    pass(3600)
    expect(lagState(lagId!)).toBe('pending')
    plug(one)
    expect(lagState(lagId!)).toBe('available')
    plug(two)
    expect(dx('UpdateLag', { lagId: lagId!, minimumLinks: 2, lagName: 'pair' })).toMatchObject({
      minimumLinks: 2,
      lagName: 'pair',
      lagState: 'available',
    })
    pull(two)
    expect(lagState(lagId!)).toBe('down')
    dx('UpdateLag', { lagId: lagId!, minimumLinks: 1 })
    expect(lagState(lagId!)).toBe('available')
  })

  it('cannot want more links than it has', () => {
    const { dx, refuses } = linkWorld()
    const lagId = dx('CreateLag', { ...four, numberOfConnections: 2 }).lagId!
    expect(refuses('UpdateLag', { lagId, minimumLinks: 3 })).toBe(
      refusal('The minimum number of links must be between 0 and 2, the number of connections.'),
    )
  })

  it('takes connections in and lets them go, the last one too', () => {
    const { dx, connection, refuses, lagState } = linkWorld()
    const first = connection()
    const second = connection()
    const slow = connection({ bandwidth: '1Gbps' })
    const elsewhere = connection({ location: 'CSVA1' })
    const lagId = dx('CreateLag', { ...four, numberOfConnections: 1, connectionId: first }).lagId!
    const join = (connectionId: string) => refuses('AssociateConnectionWithLag', { connectionId, lagId })
    expect(join(slow)).toBe(refusal(`The connection must have bandwidth 10Gbps, as LAG ${lagId} has.`))
    expect(join(elsewhere)).toBe(refusal(`The connection must be at location EqDC2, as LAG ${lagId} is.`))
    expect(join(first)).toBe(refusal(`${first} is already a member of LAG ${lagId}.`))
    dx('AssociateConnectionWithLag', { connectionId: second, lagId })
    dx('UpdateLag', { lagId, minimumLinks: 2 })
    const leave = { connectionId: second, lagId }
    expect(refuses('DisassociateConnectionFromLag', leave)).toBe(
      refusal(`LAG ${lagId} would have fewer operational connections than its minimum of 2.`),
    )
    dx('UpdateLag', { lagId, minimumLinks: 1 })
    expect(dx('DisassociateConnectionFromLag', leave)).not.toHaveProperty('lagId')
    expect(refuses('DisassociateConnectionFromLag', leave)).toBe(
      refusal(`${second} is not a member of LAG ${lagId}.`),
    )
    dx('DisassociateConnectionFromLag', { connectionId: first, lagId })
    expect(lagState(lagId)).toBe('down')
  })

  it('refuses a connection whose VLANs it already has', () => {
    const { dx, connection, privateInterface, vgw, refuses } = linkWorld()
    const [one, two] = [connection(), connection()] as const
    privateInterface({ vlan: 7, virtualGatewayId: vgw('10.0.0.0/16') }, one)
    privateInterface({ vlan: 7, virtualGatewayId: vgw('10.1.0.0/16') }, two)
    const lagId = dx('CreateLag', { ...four, numberOfConnections: 1, connectionId: one }).lagId!
    expect(refuses('AssociateConnectionWithLag', { connectionId: two, lagId })).toBe(
      refusal(`VLAN 7 is already in use on ${lagId}.`),
    )
  })

  it('carries the interfaces instead of its links', () => {
    const { dx, connection, vgw, refuses } = linkWorld()
    const connectionId = connection()
    const lagId = dx('CreateLag', { ...four, numberOfConnections: 1, connectionId }).lagId!
    const asked = { virtualInterfaceName: 'v', vlan: 1, asn: 65000, virtualGatewayId: vgw('10.0.0.0/16') }
    expect(
      refuses('CreatePrivateVirtualInterface', { connectionId, newPrivateVirtualInterface: asked }),
    ).toBe(refusal(`${connectionId} is a member of LAG ${lagId}. Use the LAG instead.`))
  })

  it('is deleted with its links, but not under interfaces', () => {
    const { dx, connection, privateInterface, vgw, refuses, pass, lagState, connectionState } = linkWorld()
    const connectionId = connection()
    const lagId = dx('CreateLag', { ...four, numberOfConnections: 1, connectionId }).lagId!
    const virtualInterfaceId = privateInterface({ virtualGatewayId: vgw('10.0.0.0/16') }, lagId)
    expect(refuses('DeleteLag', { lagId })).toBe(
      refusal(`LAG ${lagId} has virtual interfaces or hosted connections, which must be deleted first.`),
    )
    dx('DeleteVirtualInterface', { virtualInterfaceId })
    expect(dx('DeleteLag', { lagId }).lagState).toBe('deleting')
    pass(30)
    expect([lagState(lagId), connectionState(connectionId)]).toEqual(['deleted', 'deleted'])
    expect(refuses('DeleteLag', { lagId })).toBe(refusal(`Could not find Lag with ID ${lagId}`))
    pass(3600)
    expect(dx('DescribeLags').lags).toEqual([])
  })
})
