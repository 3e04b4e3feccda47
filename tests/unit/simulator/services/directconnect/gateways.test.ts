import { describe, expect, it } from 'vitest'
import { otherAccount } from '../cloud.ts'
import { linkWorld, owner, refusal } from './links.ts'

describe('a Direct Connect gateway', () => {
  it('is made in a while, and seen from every Region by its account alone', () => {
    const { dx, pass } = linkWorld()
    const tags = [{ key: 'a', value: 'b' }]
    const made = dx('CreateDirectConnectGateway', { directConnectGatewayName: 'hub', tags })
      .directConnectGateway!
    expect(made).toEqual({
      directConnectGatewayId: expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
      directConnectGatewayName: 'hub',
      amazonSideAsn: 64512,
      ownerAccount: owner,
      directConnectGatewayState: 'pending',
      tags,
    })
    pass(10)
    const seen = (where: object) => dx('DescribeDirectConnectGateways', {}, where).directConnectGateways!
    const ready = { ...made, directConnectGatewayState: 'available' }
    expect(seen({ region: 'eu-west-1' })).toEqual([ready])
    expect(seen({})).toEqual([ready])
    expect(seen({ account: otherAccount })).toEqual([])
  })

  it.each([[64511], [65535], [1], [4199999999], [4294967295]])(
    'has no public ASN such as %d',
    (amazonSideAsn) => {
      const { refuses } = linkWorld()
      expect(
        refuses('CreateDirectConnectGateway', { directConnectGatewayName: 'x', amazonSideAsn }),
      ).toContain(`Amazon side ASN ${amazonSideAsn} is not valid.`)
    },
  )

  it('is renamed, and deleted for good', () => {
    const { dx, gateway, pass, refuses } = linkWorld()
    const directConnectGatewayId = gateway()
    const renamed = dx('UpdateDirectConnectGateway', {
      directConnectGatewayId,
      newDirectConnectGatewayName: 'new',
    })
    expect(renamed.directConnectGateway!.directConnectGatewayName).toBe('new')
    const deleted = dx('DeleteDirectConnectGateway', { directConnectGatewayId }, { region: 'us-west-2' })
    expect(deleted.directConnectGateway!.directConnectGatewayState).toBe('deleting')
    pass(10)
    expect(refuses('DescribeDirectConnectGateways', { directConnectGatewayId })).toBe(
      refusal(`Direct Connect Gateway ${directConnectGatewayId} does not exist.`),
    )
  })

  it('is not deleted under a virtual interface', () => {
    const { dx, gateway, privateInterface, refuses } = linkWorld()
    const directConnectGatewayId = gateway()
    const virtualInterfaceId = privateInterface({ directConnectGatewayId })
    expect(refuses('DeleteDirectConnectGateway', { directConnectGatewayId })).toBe(
      refusal(
        `Direct Connect Gateway ${directConnectGatewayId} has virtual interfaces or associations and cannot be deleted.`,
      ),
    )
    dx('DeleteVirtualInterface', { virtualInterfaceId })
    dx('DeleteDirectConnectGateway', { directConnectGatewayId })
  })

  it('takes virtual interfaces of one kind only', () => {
    const { gateway, connection, privateInterface, transitInterface, refuses } = linkWorld()
    const [left, right] = [gateway(), gateway()] as const
    const connectionId = connection()
    privateInterface({ directConnectGatewayId: left, vlan: 1 }, connectionId)
    transitInterface({ directConnectGatewayId: right, vlan: 2 }, connectionId)
    const asked = { virtualInterfaceName: 'v', vlan: 3, asn: 65000 }
    expect(
      refuses('CreateTransitVirtualInterface', {
        connectionId,
        newTransitVirtualInterface: { ...asked, directConnectGatewayId: left },
      }),
    ).toBe(refusal(`Direct Connect Gateway ${left} is attached to a private virtual interface.`))
    expect(
      refuses('CreatePrivateVirtualInterface', {
        connectionId,
        newPrivateVirtualInterface: { ...asked, directConnectGatewayId: right },
      }),
    ).toBe(refusal(`Direct Connect Gateway ${right} is attached to a transit virtual interface.`))
  })

  it('takes thirty virtual interfaces', () => {
    const { gateway, connection, privateInterface, refuses } = linkWorld()
    const directConnectGatewayId = gateway()
    const connectionId = connection()
    for (let vlan = 1; vlan <= 30; vlan++) privateInterface({ directConnectGatewayId, vlan }, connectionId)
    const asked = { virtualInterfaceName: 'v', vlan: 31, asn: 65000, directConnectGatewayId }
    expect(
      refuses('CreatePrivateVirtualInterface', { connectionId, newPrivateVirtualInterface: asked }),
    ).toBe(
      refusal(
        `The maximum number of virtual interfaces (30) of Direct Connect Gateway ${directConnectGatewayId} has been reached.`,
      ),
    )
  })

  it('shows what is attached to it, from any Region', () => {
    const { dx, gateway, privateInterface, pass, refuses } = linkWorld()
    const directConnectGatewayId = gateway()
    const virtualInterfaceId = privateInterface({ directConnectGatewayId })
    const shown = (input: object, where?: object) =>
      dx('DescribeDirectConnectGatewayAttachments', input, where).directConnectGatewayAttachments!
    const attachment = {
      directConnectGatewayId,
      virtualInterfaceId,
      virtualInterfaceRegion: 'us-east-1',
      virtualInterfaceOwnerAccount: owner,
      attachmentType: 'PrivateVirtualInterface',
    }
    expect(shown({ directConnectGatewayId })).toEqual([{ ...attachment, attachmentState: 'attaching' }])
    pass(120)
    const attached = [{ ...attachment, attachmentState: 'attached' }]
    expect(shown({ virtualInterfaceId }, { region: 'eu-west-1' })).toEqual(attached)
    expect(shown({ virtualInterfaceId, directConnectGatewayId })).toEqual(attached)
    expect(shown({ directConnectGatewayId: 'other', virtualInterfaceId })).toEqual([])
    expect(shown({ directConnectGatewayId }, { account: otherAccount })).toEqual([])
    dx('DeleteVirtualInterface', { virtualInterfaceId })
    expect(shown({ virtualInterfaceId })[0]!.attachmentState).toBe('detaching')
    pass(60)
    expect(shown({ virtualInterfaceId })[0]!.attachmentState).toBe('detached')
    expect(refuses('DescribeDirectConnectGatewayAttachments')).toBe(
      refusal('Either directConnectGatewayId or virtualInterfaceId must be provided.'),
    )
  })
})

describe('virtual private gateways', () => {
  it('are listed here too', () => {
    const { dx, vgw } = linkWorld()
    const virtualGatewayId = vgw('10.0.0.0/16')
    expect(dx('DescribeVirtualGateways').virtualGateways).toEqual([
      { virtualGatewayId, virtualGatewayState: 'available' },
    ])
  })
})

describe('tags', () => {
  it('are put on, changed and taken off connections, LAGs, interfaces and gateways', () => {
    const { dx, connection, gateway, privateInterface } = linkWorld()
    const connectionId = connection()
    const hub = gateway()
    const vif = privateInterface({ directConnectGatewayId: hub }, connectionId)
    const regional = `arn:aws:directconnect:us-east-1:${owner}`
    const arns = [
      `${regional}:dxcon/${connectionId}`,
      `${regional}:dxvif/${vif}`,
      `arn:aws:directconnect::${owner}:dx-gateway/${hub}`,
    ]
    for (const resourceArn of arns) {
      dx('TagResource', { resourceArn, tags: [{ key: 'a', value: '1' }, { key: 'b' }] })
      dx('TagResource', { resourceArn, tags: [{ key: 'a', value: '2' }] })
      dx('UntagResource', { resourceArn, tagKeys: ['b', 'c'] })
    }
    const tags = [{ key: 'a', value: '2' }]
    expect(dx('DescribeTags', { resourceArns: arns }).resourceTags).toEqual(
      arns.map((resourceArn) => ({ resourceArn, tags })),
    )
    expect(dx('DescribeConnections').connections![0]!.tags).toEqual(tags)
    expect(dx('DescribeVirtualInterfaces').virtualInterfaces![0]!.tags).toEqual(tags)
    expect(dx('DescribeDirectConnectGateways').directConnectGateways![0]!.tags).toEqual(tags)
  })

  it('are not for resources of others, nor without end', () => {
    const { dx, connection, refuses } = linkWorld()
    const resourceArn = `arn:aws:directconnect:us-east-1:${owner}:dxcon/${connection()}`
    expect(refuses('TagResource', { resourceArn, tags: [{ key: 'a' }] }, { account: otherAccount })).toBe(
      refusal(`Resource ${resourceArn} does not exist.`),
    )
    const many = Array.from({ length: 50 }, (_, i) => ({ key: `k${i}`, value: '' }))
    dx('TagResource', { resourceArn, tags: many })
    expect(refuses('TagResource', { resourceArn, tags: [{ key: 'more' }] })).toBe(
      'TooManyTagsException: A resource can have at most 50 tags.',
    )
  })
})
