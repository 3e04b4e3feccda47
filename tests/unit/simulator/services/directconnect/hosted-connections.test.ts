import { describe, expect, it } from 'vitest'
import { otherAccount } from '../cloud.ts'
import { linkWorld, location, owner, refusal } from './links.ts'

const customer = { account: otherAccount }
const wanted = { ownerAccount: otherAccount, bandwidth: '500Mbps', connectionName: 'hosted', vlan: 55 }

describe('interconnects', () => {
  it('are listed apart from connections', () => {
    const { dx, interconnect, refuses } = linkWorld()
    const interconnectId = interconnect()
    expect(dx('DescribeInterconnects').interconnects).toMatchObject([
      { interconnectId, interconnectName: 'carrier', interconnectState: 'available', location, tags: [] },
    ])
    expect(dx('DescribeConnections').connections).toEqual([])
    expect(refuses('DescribeConnections', { connectionId: interconnectId })).toBe(
      refusal(`Could not find Connection with ID ${interconnectId}`),
    )
  })

  it('are not deleted under hosted connections', () => {
    const { dx, interconnect, refuses } = linkWorld()
    const interconnectId = interconnect()
    const { connectionId } = dx('AllocateHostedConnection', { connectionId: interconnectId, ...wanted })
    expect(refuses('DeleteInterconnect', { interconnectId })).toBe(
      refusal(`${interconnectId} has hosted connections, which must be deleted first.`),
    )
    dx('DeleteConnection', { connectionId: connectionId! }, customer)
    expect(dx('DeleteInterconnect', { interconnectId })).toEqual({ interconnectState: 'deleting' })
  })
})

describe('a hosted connection', () => {
  it('belongs to the customer, and waits for the customer’s word', () => {
    const { dx, interconnect, connectionState, pass } = linkWorld()
    const parent = interconnect()
    const made = dx('AllocateHostedConnection', { connectionId: parent, ...wanted })
    const id = made.connectionId!
    expect(made).toMatchObject({
      ownerAccount: otherAccount,
      connectionState: 'ordering',
      bandwidth: '500Mbps',
      vlan: 55,
      location,
    })
    expect(dx('DescribeConnections').connections).toEqual([])
    expect(dx('DescribeHostedConnections', { connectionId: parent }).connections).toEqual([made])
    expect(dx('ConfirmConnection', { connectionId: id }, customer)).toEqual({ connectionState: 'pending' })
    pass(60)
    expect(connectionState(id, customer)).toBe('available')
  })

  it('goes down and up with what carries it', () => {
    const { dx, interconnect, connectionState, pass, pull, plug } = linkWorld()
    const parent = interconnect()
    const id = dx('AllocateHostedConnection', { connectionId: parent, ...wanted }).connectionId!
    dx('ConfirmConnection', { connectionId: id }, customer)
    pass(60)
    pull(parent)
    expect(connectionState(id, customer)).toBe('down')
    plug(parent)
    expect(connectionState(id, customer)).toBe('available')
  })

  it('is rejected when the customer deletes it unconfirmed', () => {
    const { dx, interconnect } = linkWorld()
    const connectionId = dx('AllocateHostedConnection', { connectionId: interconnect(), ...wanted })
      .connectionId!
    expect(dx('DeleteConnection', { connectionId }, customer).connectionState).toBe('rejected')
  })

  it('is confirmed once, and only what is hosted is', () => {
    const { dx, interconnect, order, refuses } = linkWorld()
    const dedicated = order()
    expect(refuses('ConfirmConnection', { connectionId: dedicated })).toBe(
      refusal(`ConfirmConnection failed. ${dedicated} is in state requested`),
    )
    const connectionId = dx('AllocateHostedConnection', { connectionId: interconnect(), ...wanted })
      .connectionId!
    expect(refuses('ConfirmConnection', { connectionId })).toBe(
      refusal(`Could not find Connection with ID ${connectionId}`),
    )
    dx('ConfirmConnection', { connectionId }, customer)
    expect(refuses('ConfirmConnection', { connectionId }, customer)).toBe(
      refusal(`ConfirmConnection failed. ${connectionId} is in state pending`),
    )
  })

  it('has one virtual interface, on its own VLAN', () => {
    const { dx, interconnect, gateway, pass, refuses } = linkWorld()
    const connectionId = dx('AllocateHostedConnection', { connectionId: interconnect(), ...wanted })
      .connectionId!
    dx('ConfirmConnection', { connectionId }, customer)
    pass(60)
    const directConnectGatewayId = gateway({}, customer)
    const asked = (vlan: number) => ({
      connectionId,
      newPrivateVirtualInterface: { virtualInterfaceName: 'v', vlan, asn: 65000, directConnectGatewayId },
    })
    expect(refuses('CreatePrivateVirtualInterface', asked(56), customer)).toBe(
      refusal(`VLAN 56 does not match VLAN 55 of hosted connection ${connectionId}.`),
    )
    dx('CreatePrivateVirtualInterface', asked(55), customer)
    expect(refuses('CreatePrivateVirtualInterface', asked(55), customer)).toBe(
      refusal(`VLAN 55 is already in use on ${connectionId}.`),
    )
  })

  const wrong: [string, object, string][] = [
    ['another speed', { bandwidth: '700Mbps' }, 'Bandwidth 700Mbps is not valid for a hosted connection.'],
    ['no account', { ownerAccount: 'me' }, 'Account me is not valid.'],
    ['a VLAN too high', { vlan: 4095 }, 'VLAN 4095 is not valid. It must be between 1 and 4094.'],
  ]
  it.each(wrong)('is refused with %s', (_, change, text) => {
    const { interconnect, refuses } = linkWorld()
    expect(refuses('AllocateHostedConnection', { connectionId: interconnect(), ...wanted, ...change })).toBe(
      refusal(text),
    )
  })

  it('is refused on a VLAN that is taken, and from accounts that are no partner', () => {
    const { dx, interconnect, connection, refuses } = linkWorld()
    const connectionId = connection()
    expect(refuses('AllocateHostedConnection', { connectionId, ...wanted })).toBe(
      refusal(`Account ${owner} is not an authorized Direct Connect partner in us-east-1.`),
    )
    const parent = interconnect()
    expect(refuses('AllocateHostedConnection', { connectionId, ...wanted })).toBe(
      refusal(`${connectionId} is not an interconnect.`),
    )
    dx('AllocateHostedConnection', { connectionId: parent, ...wanted })
    expect(refuses('AllocateHostedConnection', { connectionId: parent, ...wanted })).toBe(
      refusal(`VLAN 55 is already in use on ${parent}.`),
    )
  })

  it('moves with its interconnect into a LAG, and from one carrier to another', () => {
    const { dx, interconnect, connectionState, pass } = linkWorld()
    const first = interconnect()
    const id = dx('AllocateHostedConnection', { connectionId: first, ...wanted }).connectionId!
    dx('ConfirmConnection', { connectionId: id }, customer)
    pass(60)
    const lag = dx('CreateLag', {
      numberOfConnections: 1,
      location,
      connectionsBandwidth: '10Gbps',
      lagName: 'carriers',
      connectionId: first,
    })
    const hostedOn = (connectionId: string) =>
      dx('DescribeHostedConnections', { connectionId }).connections!.map((one) => one.connectionId)
    expect(lag.allowsHostedConnections).toBe(true)
    expect(hostedOn(lag.lagId!)).toEqual([id])
    expect(connectionState(id, customer)).toBe('available')
    const second = interconnect()
    dx('AssociateHostedConnection', { connectionId: id, parentConnectionId: second })
    expect([hostedOn(lag.lagId!), hostedOn(second)]).toEqual([[], [id]])
  })

  it('is listed for what carries it only', () => {
    const { connection, refuses } = linkWorld()
    const connectionId = connection()
    expect(refuses('DescribeHostedConnections', { connectionId })).toBe(
      refusal(`${owner} DescribeHostedConnections failed for connection ${connectionId} doesn't exist.`),
    )
  })

  it('is dealt with by the operations of old in the same way', () => {
    const { dx, interconnect } = linkWorld()
    const interconnectId = interconnect()
    const made = dx('AllocateConnectionOnInterconnect', { interconnectId, ...wanted })
    expect(made.connectionState).toBe('ordering')
    expect(dx('DescribeConnectionsOnInterconnect', { interconnectId }).connections).toEqual([made])
    expect(dx('DescribeInterconnectLoa', { interconnectId }).loa!.loaContentType).toBe('application/pdf')
  })
})
