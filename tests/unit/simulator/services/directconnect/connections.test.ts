import { describe, expect, it } from 'vitest'
import { otherAccount } from '../cloud.ts'
import { linkWorld, location, owner, refusal } from './links.ts'

describe('locations', () => {
  const { dx } = linkWorld()
  const inRegion = (region: string) => dx('DescribeLocations', {}, { region }).locations!

  it('lists those of the Region, with what can be ordered there', () => {
    const equinix = inRegion('us-east-1').find(({ locationCode }) => locationCode === location)
    expect(equinix).toMatchObject({
      region: 'us-east-1',
      locationName: expect.stringContaining('Equinix'),
      availablePortSpeeds: expect.arrayContaining(['1G', '10G']),
    })
    expect(inRegion('eu-west-1').some(({ locationCode }) => locationCode === location)).toBe(false)
  })
})

describe('ordering a connection', () => {
  it('shows the order as AWS does, with its tags', () => {
    const { dx } = linkWorld()
    const tags = [{ key: 'site', value: 'hq' }]
    const input = { location, bandwidth: '1Gbps', connectionName: 'line', tags }
    const made = dx('CreateConnection', input)
    expect(made).toEqual({
      ownerAccount: owner,
      connectionId: expect.stringMatching(/^dxcon-f[0-9a-z]{7}$/),
      connectionName: 'line',
      connectionState: 'requested',
      region: 'us-east-1',
      location,
      bandwidth: '1Gbps',
      jumboFrameCapable: false,
      hasLogicalRedundancy: 'unknown',
      tags,
      macSecCapable: false,
    })
    expect(dx('DescribeConnections').connections).toEqual([made])
  })

  it('waits for the letter, then for the cable, and follows the cable from then on', () => {
    const { order, connectionState, pass, plug, pull } = linkWorld()
    const id = order()
    expect(connectionState(id)).toBe('requested')
    pass(3600)
    expect(connectionState(id)).toBe('pending')
    pass(100_000)
    expect(connectionState(id)).toBe('pending')
    plug(id)
    expect(connectionState(id)).toBe('available')
    pull(id)
    expect(connectionState(id)).toBe('down')
    plug(id)
    expect(connectionState(id)).toBe('available')
  })

  it('names the device once the port is assigned: the same for all ports at a location', () => {
    const { dx, order, pass } = linkWorld()
    for (let n = 0; n < 2; n++) order()
    pass(3600)
    const [one, two] = dx('DescribeConnections').connections!
    expect(one!.awsDeviceV2).toMatch(/^EqDC2-[0-9a-f]{12}$/)
    expect(two!.awsDeviceV2).toBe(one!.awsDeviceV2)
    expect(one!.jumboFrameCapable).toBe(true)
  })

  const { refuses } = linkWorld()
  const good = { location, bandwidth: '10Gbps', connectionName: 'line' }
  const wrong: [string, object, string][] = [
    [
      'a location of another Region',
      { location: 'EqLD5' },
      'Location EqLD5 is not a valid location in us-east-1.',
    ],
    ['another spelling', { location: 'EQDC2' }, 'Location EQDC2 is not a valid location in us-east-1.'],
    [
      'a speed for hosted connections',
      { bandwidth: '500Mbps' },
      'Bandwidth 500Mbps is not available at location EqDC2.',
    ],
    [
      'a speed as locations spell it',
      { bandwidth: '10G' },
      'Bandwidth 10G is not available at location EqDC2.',
    ],
    [
      'MACsec on a slow port',
      { bandwidth: '1Gbps', requestMACSec: true },
      'MACsec is not available at location EqDC2 with bandwidth 1Gbps.',
    ],
    ['an unknown LAG', { lagId: 'dxlag-f0000000' }, 'Could not find Lag with ID dxlag-f0000000'],
    ['a reserved tag', { tags: [{ key: 'aws:x' }] }, 'Tag keys that start with aws: are reserved: aws:x'],
  ]
  it.each(wrong)('refuses %s', (_, change, text) => {
    expect(refuses('CreateConnection', { ...good, ...change })).toBe(refusal(text))
  })

  it('refuses the same tag key twice with a code of its own', () => {
    const tags = [{ key: 'a' }, { key: 'a' }]
    expect(refuses('CreateConnection', { ...good, tags })).toMatch(/^DuplicateTagKeysException: /)
  })

  it('gives an account ten connections at a location', () => {
    const world = linkWorld()
    for (let n = 0; n < 10; n++) world.order()
    expect(world.refuses('CreateConnection', good)).toBe(
      refusal('The maximum number of connections (10) at location EqDC2 is exceeded.'),
    )
    world.order({ location: 'CSVA1' })
  })
})

describe('looking at connections', () => {
  const world = linkWorld()
  const ids = [world.order(), world.order(), world.order()]
  const listed = (input: object) => {
    const { connections, nextToken } = world.dx('DescribeConnections', input)
    return { ids: connections!.map(({ connectionId }) => connectionId), nextToken }
  }

  it('pages through them', () => {
    const first = listed({ maxResults: 2 })
    expect(first.ids).toEqual(ids.slice(0, 2))
    expect(listed({ maxResults: 2, nextToken: first.nextToken })).toEqual({ ids: ids.slice(2) })
    expect(listed({ maxResults: 500 })).toEqual({ ids })
  })

  it('shows one by its id, to its owner in its Region only', () => {
    expect(listed({ connectionId: ids[1] }).ids).toEqual([ids[1]])
    const missing = refusal(`Could not find Connection with ID ${ids[1]}`)
    for (const where of [{ account: otherAccount }, { region: 'us-west-2' }]) {
      expect(world.refuses('DescribeConnections', { connectionId: ids[1]! }, where)).toBe(missing)
      expect(world.dx('DescribeConnections', {}, where).connections).toEqual([])
    }
  })

  it('refuses a token that was never handed out', () => {
    expect(world.refuses('DescribeConnections', { nextToken: 'x' })).toBe(
      refusal('The nextToken is not valid.'),
    )
  })
})

describe('changing and deleting a connection', () => {
  it('renames it', () => {
    const { dx, order } = linkWorld()
    const connectionId = order()
    expect(dx('UpdateConnection', { connectionId, connectionName: 'new' }).connectionName).toBe('new')
  })

  it('has an encryption mode only where it supports MACsec', () => {
    const { dx, order, refuses } = linkWorld()
    const plain = order()
    const secured = order({ requestMACSec: true })
    const encryptionMode = 'must_encrypt'
    expect(refuses('UpdateConnection', { connectionId: plain, encryptionMode })).toBe(
      refusal(`${plain} does not support MACsec.`),
    )
    expect(dx('UpdateConnection', { connectionId: secured, encryptionMode }).encryptionMode).toBe(
      encryptionMode,
    )
    expect(refuses('UpdateConnection', { connectionId: secured, encryptionMode: 'maybe' })).toBe(
      refusal('Encryption mode maybe is not valid.'),
    )
  })

  it('goes through deleting to deleted and is then forgotten', () => {
    const { dx, order, pass, connectionState, refuses } = linkWorld()
    const connectionId = order()
    expect(dx('DeleteConnection', { connectionId }).connectionState).toBe('deleting')
    expect(refuses('UpdateConnection', { connectionId, connectionName: 'x' })).toBe(
      refusal(`UpdateConnection failed. ${connectionId} is in state deleting`),
    )
    pass(30)
    expect(connectionState(connectionId)).toBe('deleted')
    expect(refuses('DeleteConnection', { connectionId })).toBe(
      refusal(`Could not find Connection with ID ${connectionId}`),
    )
    pass(3600)
    expect(dx('DescribeConnections').connections).toEqual([])
  })

  it('is refused while virtual interfaces are on it', () => {
    const { dx, connection, privateInterface, vgw, refuses } = linkWorld()
    const connectionId = connection()
    const virtualInterfaceId = privateInterface({ virtualGatewayId: vgw('10.0.0.0/16') }, connectionId)
    expect(refuses('DeleteConnection', { connectionId })).toBe(
      refusal(`${connectionId} has virtual interfaces, which must be deleted first.`),
    )
    dx('DeleteVirtualInterface', { virtualInterfaceId })
    expect(dx('DeleteConnection', { connectionId }).connectionState).toBe('deleting')
  })
})

describe('the letter of authorization', () => {
  it('is a document once the port is assigned, and the connection remembers when it was asked for', () => {
    const { dx, order, pass, refuses } = linkWorld()
    const connectionId = order()
    expect(refuses('DescribeLoa', { connectionId })).toBe(
      refusal(`DescribeLoa failed. ${connectionId} is in state requested`),
    )
    pass(3600)
    const { loaContent, loaContentType } = dx('DescribeLoa', { connectionId, providerName: 'Megaport (é)' })
    const text = new TextDecoder().decode(loaContent)
    expect(loaContentType).toBe('application/pdf')
    expect(text).toMatch(/^%PDF-1\.4\n/)
    expect(text).toContain(`${connectionId}: 10Gbps at EqDC2`)
    expect(text).toContain('with Megaport \\(?\\)')
    expect(text.slice(Number(/startxref\n(\d+)/.exec(text)![1]))).toMatch(/^xref\n/)
    expect(dx('DescribeConnections', { connectionId }).connections![0]!.loaIssueTime).toBe(
      '2026-11-02T10:00:00.000Z',
    )
    expect(dx('DescribeConnectionLoa', { connectionId }).loa!.loaContentType).toBe('application/pdf')
  })
})

describe('MACsec keys', () => {
  const pair = { ckn: 'a'.repeat(64), cak: 'b'.repeat(64) }

  it('are associated in a while, and the port is then encrypted', () => {
    const { dx, order, pass } = linkWorld()
    const connectionId = order({ requestMACSec: true })
    const encryption = () => {
      const [held] = dx('DescribeConnections', { connectionId }).connections!
      return [held!.portEncryptionStatus, held!.macSecKeys!.map(({ state }) => state)]
    }
    expect(encryption()).toEqual(['Encryption Down', []])
    const [key] = dx('AssociateMacSecKey', { connectionId, ...pair }).macSecKeys!
    expect(key).toMatchObject({ ckn: pair.ckn, state: 'associating' })
    pass(30)
    expect(encryption()).toEqual(['Encryption Up', ['associated']])
    dx('DisassociateMacSecKey', { connectionId, secretARN: key!.secretARN! })
    expect(encryption()).toEqual(['Encryption Down', ['disassociating']])
    pass(30)
    expect(encryption()).toEqual(['Encryption Down', []])
  })

  it('are refused unless they are whole, and where there is no MACsec', () => {
    const { order, refuses } = linkWorld()
    const connectionId = order({ requestMACSec: true })
    const plain = order()
    const both = refusal('Either secretARN, or ckn and cak, must be provided.')
    expect(refuses('AssociateMacSecKey', { connectionId })).toBe(both)
    expect(refuses('AssociateMacSecKey', { connectionId, ckn: pair.ckn })).toBe(both)
    expect(refuses('AssociateMacSecKey', { connectionId, secretARN: 'arn', ...pair })).toBe(both)
    expect(refuses('AssociateMacSecKey', { connectionId, ...pair, cak: 'zz' })).toBe(
      refusal('The CKN and the CAK must have 64 hexadecimal characters.'),
    )
    expect(refuses('AssociateMacSecKey', { connectionId: plain, ...pair })).toBe(
      refusal(`${plain} does not support MACsec.`),
    )
  })
})
