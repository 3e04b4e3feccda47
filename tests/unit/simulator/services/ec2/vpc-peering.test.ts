import { describe, expect, it } from 'vitest'
import { raiseQuota } from '../../../../../simulator/world/quotas.ts'
import { account, otherAccount, testCloud } from '../cloud.ts'

const other = { account: otherAccount }
const far = { region: 'eu-west-1' }
const hour = 3600
const day = 24 * hour

/** Two VPCs, and short words for asking for a peering between them. */
function peeringWorld(there: { account?: string; region?: string } = {}, theirCidr = '10.1.0.0/16') {
  const test = testCloud()
  const { ask, pass } = test
  const ours = ask('CreateVpc', { CidrBlock: '10.0.0.0/16' }).Vpc!.VpcId!
  const theirs = ask('CreateVpc', { CidrBlock: theirCidr }, there).Vpc!.VpcId!
  const request = {
    VpcId: ours,
    PeerVpcId: theirs,
    ...(there.account && { PeerOwnerId: there.account }),
    ...(there.region && { PeerRegion: there.region }),
  }
  const id = ask('CreateVpcPeeringConnection', request).VpcPeeringConnection!.VpcPeeringConnectionId!
  const VpcPeeringConnectionId = id
  return {
    ...test,
    ours,
    theirs,
    request,
    id,
    status: (where = {}) =>
      ask('DescribeVpcPeeringConnections', {}, where).VpcPeeringConnections!.map(
        ({ Status }) => Status?.Code,
      ),
    message: () => ask('DescribeVpcPeeringConnections').VpcPeeringConnections![0]!.Status!.Message,
    accept(where: object = there) {
      pass(2)
      return ask('AcceptVpcPeeringConnection', { VpcPeeringConnectionId }, where).VpcPeeringConnection!
    },
  }
}

describe('a VPC peering connection', () => {
  it('is initiated, waits for acceptance and is active', () => {
    const { ask, pass, ours, theirs, request, id, accept } = peeringWorld()
    const both = { OwnerId: account, Region: 'us-east-1' }
    const options = {
      AllowDnsResolutionFromRemoteVpc: false,
      AllowEgressFromLocalClassicLinkToRemoteVpc: false,
      AllowEgressFromLocalVpcToRemoteClassicLink: false,
    }
    const requester = {
      CidrBlock: '10.0.0.0/16',
      CidrBlockSet: [{ CidrBlock: '10.0.0.0/16' }],
      PeeringOptions: options,
      VpcId: ours,
      ...both,
    }
    expect(ask('CreateVpcPeeringConnection', request).VpcPeeringConnection).toEqual({
      AccepterVpcInfo: { VpcId: theirs, ...both },
      ExpirationTime: '2026-11-09T09:00:00.000Z',
      RequesterVpcInfo: requester,
      Status: { Code: 'initiating-request', Message: `Initiating Request to ${account}` },
      Tags: [],
      VpcPeeringConnectionId: id,
    })
    pass(2)
    const described = () => ask('DescribeVpcPeeringConnections').VpcPeeringConnections![0]
    expect(described()?.Status).toEqual({
      Code: 'pending-acceptance',
      Message: `Pending Acceptance by ${account}`,
    })
    expect(accept().Status).toEqual({ Code: 'provisioning', Message: 'Provisioning' })
    pass(2)
    expect(described()).toEqual({
      AccepterVpcInfo: {
        CidrBlock: '10.1.0.0/16',
        CidrBlockSet: [{ CidrBlock: '10.1.0.0/16' }],
        PeeringOptions: options,
        VpcId: theirs,
        ...both,
      },
      RequesterVpcInfo: requester,
      Status: { Code: 'active', Message: 'Active' },
      Tags: [],
      VpcPeeringConnectionId: id,
    })
  })

  it.each([
    ['another account', other],
    ['another Region', far],
    ['another account and Region', { ...other, ...far }],
  ])('goes to %s, where it is seen once it waits there', (_, there) => {
    const { pass, status, accept } = peeringWorld(there)
    expect([status(), status(there)]).toEqual([['initiating-request'], []])
    pass(2)
    expect([status(), status(there)]).toEqual([['pending-acceptance'], ['pending-acceptance']])
    accept()
    pass(2)
    expect([status(), status(there)]).toEqual([['active'], ['active']])
  })

  it.each([
    ['the same block', '10.0.0.0/16'],
    ['a block inside the other', '10.0.128.0/20'],
  ])('fails when the VPCs have %s', (_, cidr) => {
    const { pass, status, message } = peeringWorld(other, cidr)
    pass(2)
    expect([status(), status(other)]).toEqual([['failed'], []])
    expect(message()).toBe('Failed due to incorrect VPC-ID, Account ID, or overlapping CIDR range')
    pass(2 * hour)
    expect(status()).toEqual([])
  })

  it('fails when secondary blocks overlap', () => {
    const { ask, pass, ours, theirs, request, status } = peeringWorld()
    ask('AssociateVpcCidrBlock', { VpcId: ours, CidrBlock: '10.7.0.0/16' })
    ask('AssociateVpcCidrBlock', { VpcId: theirs, CidrBlock: '10.7.0.0/20' })
    pass(2)
    expect(request.PeerVpcId).toBe(theirs)
    expect(status()).toEqual(['failed'])
  })

  it.each([
    ['a VPC that there is not', { PeerVpcId: 'vpc-0123456789abcdef0' }],
    ['a VPC of another account than it says', { PeerOwnerId: otherAccount }],
    ['a VPC of another Region than it says', { PeerRegion: 'eu-west-1' }],
  ])('fails when it names %s', (_, change) => {
    const { ask, pass, request, id } = peeringWorld()
    ask('DeleteVpcPeeringConnection', { VpcPeeringConnectionId: id })
    const { VpcPeeringConnection } = ask('CreateVpcPeeringConnection', { ...request, ...change })
    pass(2)
    const VpcPeeringConnectionIds = [VpcPeeringConnection!.VpcPeeringConnectionId!]
    const { VpcPeeringConnections } = ask('DescribeVpcPeeringConnections', { VpcPeeringConnectionIds })
    expect(VpcPeeringConnections![0]!.Status!.Code).toBe('failed')
  })

  it('expires after seven days, and is forgotten after two more', () => {
    const { pass, status } = peeringWorld(other)
    pass(7 * day)
    expect([status(), status(other)]).toEqual([['pending-acceptance'], ['pending-acceptance']])
    pass(2)
    expect([status(), status(other)]).toEqual([['expired'], ['expired']])
    pass(2 * day)
    expect([status(), status(other)]).toEqual([[], []])
  })

  it('is seen longer by the one who asked than by the one who rejected', () => {
    const { ask, pass, status, id } = peeringWorld(other)
    pass(2)
    ask('RejectVpcPeeringConnection', { VpcPeeringConnectionId: id }, other)
    expect([status(), status(other)]).toEqual([['rejected'], ['rejected']])
    pass(2 * hour)
    expect([status(), status(other)]).toEqual([['rejected'], []])
    pass(2 * day)
    expect(status()).toEqual([])
  })

  it.each([
    ['the requester', {}, other],
    ['the accepter', other, {}],
  ])('that %s deletes is seen longer by the other', (_, deleter, otherEnd) => {
    const { ask, pass, status, id, accept } = peeringWorld(other)
    accept()
    pass(2)
    ask('DeleteVpcPeeringConnection', { VpcPeeringConnectionId: id }, deleter)
    expect([status(deleter), status(otherEnd)]).toEqual([['deleted'], ['deleted']])
    pass(2 * hour)
    expect([status(deleter), status(otherEnd)]).toEqual([[], ['deleted']])
    pass(2 * day)
    expect(status(otherEnd)).toEqual([])
  })

  it('has tags of each end’s own', () => {
    const { ask, pass, id } = peeringWorld(other)
    pass(2)
    ask('CreateTags', { Resources: [id], Tags: [{ Key: 'Name', Value: 'mine' }] })
    ask('CreateTags', { Resources: [id], Tags: [{ Key: 'Name', Value: 'yours' }] }, other)
    const tags = (where = {}) =>
      ask('DescribeVpcPeeringConnections', {}, where).VpcPeeringConnections![0]!.Tags
    expect([tags(), tags(other)]).toEqual([
      [{ Key: 'Name', Value: 'mine' }],
      [{ Key: 'Name', Value: 'yours' }],
    ])
    const Filters = [{ Name: 'tag:Name', Values: ['mine'] }]
    const found = (where = {}) =>
      ask('DescribeVpcPeeringConnections', { Filters }, where).VpcPeeringConnections
    expect([found()!.length, found(other)!.length]).toEqual([1, 0])
    ask('DeleteVpcPeeringConnection', { VpcPeeringConnectionId: id })
    pass(2 * hour)
    expect(tags(other)).toEqual([{ Key: 'Name', Value: 'yours' }])
  })

  it('shows the blocks that its VPCs have now', () => {
    const { ask, pass, accept, ours } = peeringWorld()
    accept()
    ask('AssociateVpcCidrBlock', { VpcId: ours, CidrBlock: '10.7.0.0/16' })
    pass(2)
    const [connection] = ask('DescribeVpcPeeringConnections').VpcPeeringConnections!
    expect(connection?.RequesterVpcInfo?.CidrBlockSet).toEqual([
      { CidrBlock: '10.0.0.0/16' },
      { CidrBlock: '10.7.0.0/16' },
    ])
  })

  it('keeps its VPCs from being deleted while it is active', () => {
    const { ask, refused, pass, accept, theirs, id } = peeringWorld()
    accept()
    pass(2)
    expect(refused('DeleteVpc', { VpcId: theirs })).toMatch(/^DependencyViolation: /)
    ask('DeleteVpcPeeringConnection', { VpcPeeringConnectionId: id })
    ask('DeleteVpc', { VpcId: theirs })
  })
})

describe('one peering per pair of VPCs', () => {
  it('gives the waiting request when it is asked for again', () => {
    const { ask, pass, request, id } = peeringWorld()
    pass(2)
    expect(ask('CreateVpcPeeringConnection', request).VpcPeeringConnection?.VpcPeeringConnectionId).toBe(id)
  })

  it.each([
    ['account', { PeerOwnerId: account }],
    ['Region', { PeerRegion: 'eu-west-1' }],
  ])('is another request where the %s is another, and that one fails', (_, wrong) => {
    const { ask, request, id, pass, accept } = peeringWorld(other)
    accept()
    const wrongly = ask('CreateVpcPeeringConnection', { ...request, ...wrong }).VpcPeeringConnection
    expect(wrongly?.VpcPeeringConnectionId).not.toBe(id)
    pass(2)
    const shown = ask('DescribeVpcPeeringConnections', {
      VpcPeeringConnectionIds: [wrongly!.VpcPeeringConnectionId!],
    }).VpcPeeringConnections
    expect(shown?.map(({ Status }) => Status)).toEqual([
      {
        Code: 'failed',
        Message: 'Failed due to incorrect VPC-ID, Account ID, or overlapping CIDR range',
      },
    ])
  })

  it('refuses a second one, in either direction, when one is active', () => {
    const { refused, request, id, accept } = peeringWorld()
    accept()
    const message = `VpcPeeringConnectionAlreadyExists: The vpc peering connection identified by ${id} already exists.`
    expect(refused('CreateVpcPeeringConnection', request)).toBe(message)
    const reverse = { VpcId: request.PeerVpcId, PeerVpcId: request.VpcId }
    expect(refused('CreateVpcPeeringConnection', reverse)).toBe(message)
  })

  it('refuses to accept the request of the other direction as well', () => {
    const { ask, refused, pass, request, accept } = peeringWorld()
    const reverse = { VpcId: request.PeerVpcId, PeerVpcId: request.VpcId }
    const { VpcPeeringConnectionId = '' } = ask('CreateVpcPeeringConnection', reverse).VpcPeeringConnection!
    accept()
    pass(2)
    expect(refused('AcceptVpcPeeringConnection', { VpcPeeringConnectionId })).toBe(
      `VpcPeeringConnectionAlreadyExists: The vpc peering connection identified by ${VpcPeeringConnectionId} already exists.`,
    )
  })

  it('allows another one after the first was deleted', () => {
    const { ask, request, id, accept } = peeringWorld()
    accept()
    ask('DeleteVpcPeeringConnection', { VpcPeeringConnectionId: id })
    const again = ask('CreateVpcPeeringConnection', request).VpcPeeringConnection
    expect(again?.VpcPeeringConnectionId).not.toBe(id)
  })
})

describe('who may do what with a peering connection', () => {
  const none = { VpcPeeringConnectionId: 'pcx-0123456789abcdef0' }
  const notFound =
    "InvalidVpcPeeringConnectionId.NotFound: The vpcPeeringConnection ID 'pcx-0123456789abcdef0' does not exist"

  it.each([
    'AcceptVpcPeeringConnection',
    'RejectVpcPeeringConnection',
    'DeleteVpcPeeringConnection',
  ] as const)('%s needs one that exists', (operation) => {
    expect(testCloud().refused(operation, none)).toBe(notFound)
  })

  it('only the accepter accepts and rejects', () => {
    const { refused, pass, id } = peeringWorld(other)
    pass(2)
    const input = { VpcPeeringConnectionId: id }
    expect(refused('AcceptVpcPeeringConnection', input)).toBe(
      `OperationNotPermitted: User (${account}) cannot accept peering ${id}`,
    )
    expect(refused('RejectVpcPeeringConnection', input)).toBe(
      `OperationNotPermitted: User (${account}) cannot reject peering ${id}`,
    )
  })

  it('accepts in the Region of the accepter', () => {
    const { refused, pass, id } = peeringWorld(far)
    pass(2)
    expect(refused('AcceptVpcPeeringConnection', { VpcPeeringConnectionId: id })).toBe(
      'OperationNotPermitted: Incorrect region (us-east-1) specified for this request. ' +
        `VPC peering connection ${id} must be accepted in region eu-west-1`,
    )
  })

  it('the accepter does not delete what waits: it rejects', () => {
    const { ask, refused, pass, id } = peeringWorld(other)
    pass(2)
    const input = { VpcPeeringConnectionId: id }
    expect(refused('DeleteVpcPeeringConnection', input, other)).toBe(
      `InvalidStateTransition: VpcPeeringConnectionID ${id} is not in the correct state for the request.`,
    )
    ask('DeleteVpcPeeringConnection', input)
  })

  it.each(['accepted', 'rejected', 'expired'] as const)('does not accept one that was %s', (what) => {
    const { ask, refused, pass, id, accept } = peeringWorld()
    const VpcPeeringConnectionId = id
    pass(2)
    if (what === 'accepted') accept()
    if (what === 'rejected') ask('RejectVpcPeeringConnection', { VpcPeeringConnectionId })
    if (what === 'expired') pass(7 * day)
    expect(refused('AcceptVpcPeeringConnection', { VpcPeeringConnectionId })).toBe(
      `InvalidStateTransition: VpcPeeringConnectionID ${id} is not in the correct state for the request.`,
    )
  })

  it.each([
    [{ VpcId: 'vpc-0123456789abcdef0' }, /^InvalidVpcID\.NotFound: /],
    [{ PeerVpcId: undefined }, 'MissingParameter: The request must contain the parameter peerVpcId'],
    [{ PeerRegion: 'mars-1' }, 'InvalidParameterValue: Value (mars-1) for parameter peerRegion is invalid.'],
  ] as const)('refuses a request with %o', (change, expected) => {
    const { refused, request } = peeringWorld()
    const { PeerVpcId, ...rest } = { ...request, ...change }
    expect(refused('CreateVpcPeeringConnection', { ...rest, ...(PeerVpcId && { PeerVpcId }) })).toMatch(
      expected,
    )
  })

  it('has quotas for waiting and for active connections', () => {
    const { cloud, ask, refused, pass, ours, accept, id } = peeringWorld()
    const scope = { account, region: 'us-east-1' }
    const third = ask('CreateVpc', { CidrBlock: '10.2.0.0/16' }).Vpc!.VpcId!
    const request = { VpcId: ours, PeerVpcId: third }
    pass(2)
    raiseQuota(cloud.store, scope, 'outstanding-peering-requests', 1)
    expect(refused('CreateVpcPeeringConnection', request)).toMatch(
      /^OutstandingVpcPeeringConnectionLimitExceeded: /,
    )
    accept()
    const { VpcPeeringConnectionId = '' } = ask('CreateVpcPeeringConnection', request).VpcPeeringConnection!
    pass(2)
    raiseQuota(cloud.store, scope, 'active-peerings-per-vpc', 1)
    expect(refused('AcceptVpcPeeringConnection', { VpcPeeringConnectionId })).toMatch(
      /^ActiveVpcPeeringConnectionPerVpcLimitExceeded: /,
    )
    ask('DeleteVpcPeeringConnection', { VpcPeeringConnectionId: id })
    ask('AcceptVpcPeeringConnection', { VpcPeeringConnectionId })
  })
})

describe('the options of a peering connection', () => {
  const dns = { AllowDnsResolutionFromRemoteVpc: true }
  function active(there = {}) {
    const world = peeringWorld(there)
    world.accept()
    world.pass(2)
    return world
  }
  const enableDns = ({ ask, ours, theirs }: ReturnType<typeof peeringWorld>, there = {}) => {
    ask('ModifyVpcAttribute', { VpcId: ours, EnableDnsHostnames: { Value: true } })
    ask('ModifyVpcAttribute', { VpcId: theirs, EnableDnsHostnames: { Value: true } }, there)
  }

  it('let names of instances resolve to private addresses', () => {
    const world = active()
    enableDns(world)
    const changed = world.ask('ModifyVpcPeeringConnectionOptions', {
      VpcPeeringConnectionId: world.id,
      AccepterPeeringConnectionOptions: dns,
    })
    expect(changed).toEqual({
      AccepterPeeringConnectionOptions: {
        ...dns,
        AllowEgressFromLocalClassicLinkToRemoteVpc: false,
        AllowEgressFromLocalVpcToRemoteClassicLink: false,
      },
    })
    const [connection] = world.ask('DescribeVpcPeeringConnections').VpcPeeringConnections!
    const { AccepterVpcInfo, RequesterVpcInfo } = connection!
    expect(AccepterVpcInfo?.PeeringOptions?.AllowDnsResolutionFromRemoteVpc).toBe(true)
    expect(RequesterVpcInfo?.PeeringOptions?.AllowDnsResolutionFromRemoteVpc).toBe(false)
  })

  it('need DNS host names in both VPCs', () => {
    const { ask, refused, id, ours } = active()
    ask('ModifyVpcAttribute', { VpcId: ours, EnableDnsHostnames: { Value: true } })
    const input = { VpcPeeringConnectionId: id, RequesterPeeringConnectionOptions: dns }
    expect(refused('ModifyVpcPeeringConnectionOptions', input)).toMatch(
      /^InvalidVpcPeeringConnectionState\.DnsHostnamesDisabled: /,
    )
  })

  it('need an active connection', () => {
    const { refused, pass, id } = peeringWorld()
    pass(2)
    const input = { VpcPeeringConnectionId: id, RequesterPeeringConnectionOptions: dns }
    expect(refused('ModifyVpcPeeringConnectionOptions', input)).toBe(
      `OperationNotPermitted: Peering ${id} is not active. Peering options can be added only to active peerings.`,
    )
  })

  it('must be given', () => {
    const { refused, id } = active()
    expect(refused('ModifyVpcPeeringConnectionOptions', { VpcPeeringConnectionId: id })).toMatch(
      /^MissingParameter: /,
    )
  })

  it.each([
    ['account', other],
    ['Region', far],
  ])('of a side are set by the %s of that side', (_, there) => {
    const world = active(there)
    enableDns(world, there)
    const accepter = { VpcPeeringConnectionId: world.id, AccepterPeeringConnectionOptions: dns }
    expect(world.refused('ModifyVpcPeeringConnectionOptions', accepter)).toMatch(/^OperationNotPermitted: /)
    world.ask('ModifyVpcPeeringConnectionOptions', accepter, there)
  })

  it('do not bring ClassicLink back', () => {
    const { refused, id } = active()
    const options = { AllowEgressFromLocalClassicLinkToRemoteVpc: true }
    expect(
      refused('ModifyVpcPeeringConnectionOptions', {
        VpcPeeringConnectionId: id,
        RequesterPeeringConnectionOptions: options,
      }),
    ).toMatch(/^UnsupportedOperation: /)
  })
})

describe('filters of DescribeVpcPeeringConnections', () => {
  const world = peeringWorld(other)
  world.accept()
  world.pass(2)
  const third = world.ask('CreateVpc', { CidrBlock: '10.2.0.0/16' }).Vpc!.VpcId!
  const { VpcPeeringConnectionId: second = '' } = world.ask('CreateVpcPeeringConnection', {
    VpcId: third,
    PeerVpcId: world.ours,
    TagSpecifications: [{ ResourceType: 'vpc-peering-connection', Tags: [{ Key: 'team', Value: 'red' }] }],
  }).VpcPeeringConnection!
  world.pass(2)
  const { ExpirationTime = '' } = world.ask('DescribeVpcPeeringConnections').VpcPeeringConnections![1]!
  const [active, pending] = [world.id, second]

  it.each<[string, string, string[]]>([
    ['accepter-vpc-info.cidr-block', '10.1.0.0/16', [active]],
    ['accepter-vpc-info.owner-id', otherAccount, [active]],
    ['accepter-vpc-info.vpc-id', world.ours, [pending]],
    ['expiration-time', ExpirationTime, [pending]],
    ['requester-vpc-info.cidr-block', '10.2.0.0/16', [pending]],
    ['requester-vpc-info.owner-id', account, [active, pending]],
    ['requester-vpc-info.vpc-id', world.ours, [active]],
    ['status-code', 'active', [active]],
    ['status-message', 'Pending*', [pending]],
    ['tag:team', 'red', [pending]],
    ['tag-key', 'team', [pending]],
    ['vpc-peering-connection-id', active, [active]],
  ])('%s %s', (Name, value, ids) => {
    const { VpcPeeringConnections } = world.ask('DescribeVpcPeeringConnections', {
      Filters: [{ Name, Values: [value] }],
    })
    expect(VpcPeeringConnections!.map((one) => one.VpcPeeringConnectionId)).toEqual(ids)
  })
})

describe('a route over a peering connection', () => {
  it('is a blackhole when the connection is deleted', () => {
    const { ask, accept, pass, ours, id } = peeringWorld()
    accept()
    pass(2)
    const Filters = [{ Name: 'vpc-id', Values: [ours] }]
    const table = () => ask('DescribeRouteTables', { Filters }).RouteTables![0]!
    ask('CreateRoute', {
      RouteTableId: table().RouteTableId!,
      DestinationCidrBlock: '10.1.0.0/16',
      VpcPeeringConnectionId: id,
    })
    const state = () => table().Routes!.find((route) => route.VpcPeeringConnectionId === id)?.State
    expect(state()).toBe('active')
    ask('DeleteVpcPeeringConnection', { VpcPeeringConnectionId: id })
    expect(state()).toBe('blackhole')
  })
})
