import { describe, expect, it } from 'vitest'
import { account, otherAccount } from '../cloud.ts'
import { transitWorld, wait } from './transit-world.ts'

const differentNetworks =
  'InvalidGroup.NotFound: You have specified two resources that belong to different networks.'

/** Two VPCs, perhaps of two accounts, with a security group each. */
function twoVpcs(there: { account?: string } = {}) {
  const world = transitWorld()
  const { ask } = world
  const group = (VpcId: string, where = {}) =>
    ask('CreateSecurityGroup', { GroupName: 'web', Description: 'for a test', VpcId }, where).GroupId!
  const [ours, theirs] = [world.vpc('10.0.0.0/16'), world.vpc('10.1.0.0/16', ['a'], there)]
  const [GroupId, peer] = [group(ours.vpc), group(theirs.vpc, there)]
  const pair = { GroupId: peer, UserId: there.account ?? account }
  const IpPermissions = [{ IpProtocol: 'tcp', FromPort: 443, ToPort: 443, UserIdGroupPairs: [pair] }]
  return {
    ...world,
    ours,
    theirs,
    peer,
    input: { GroupId, IpPermissions },
    reference: () =>
      ask('DescribeSecurityGroups', { GroupIds: [GroupId] }).SecurityGroups![0]!.IpPermissions![0]!
        .UserIdGroupPairs![0],
    stale: () => ask('DescribeStaleSecurityGroups', { VpcId: ours.vpc }).StaleSecurityGroupSet!.length,
    peered() {
      const request = { VpcId: ours.vpc, PeerVpcId: theirs.vpc, PeerOwnerId: there.account ?? account }
      const { VpcPeeringConnectionId = '' } = ask('CreateVpcPeeringConnection', request).VpcPeeringConnection!
      world.pass(2)
      ask('AcceptVpcPeeringConnection', { VpcPeeringConnectionId }, there)
      world.pass(2)
      return VpcPeeringConnectionId
    },
  }
}

describe('a rule that names a group of another VPC', () => {
  it('needs a connection between the VPCs', () => {
    const { refused, input } = twoVpcs()
    expect(refused('AuthorizeSecurityGroupIngress', input)).toBe(differentNetworks)
  })

  it.each([{}, { account: otherAccount }])('goes over an active peering (%o)', (there) => {
    const { ask, input, peer, theirs, peered, reference, stale } = twoVpcs(there)
    const VpcPeeringConnectionId = peered()
    ask('AuthorizeSecurityGroupIngress', input)
    expect(reference()).toEqual({
      GroupId: peer,
      UserId: there.account ?? account,
      VpcId: theirs.vpc,
      VpcPeeringConnectionId,
      PeeringStatus: 'active',
    })
    expect(stale()).toBe(0)
  })

  it('is stale when the peering is deleted', () => {
    const { ask, input, peered, reference, stale } = twoVpcs()
    const VpcPeeringConnectionId = peered()
    ask('AuthorizeSecurityGroupIngress', input)
    ask('DeleteVpcPeeringConnection', { VpcPeeringConnectionId })
    expect(reference()).toMatchObject({ VpcPeeringConnectionId, PeeringStatus: 'deleted' })
    expect(stale()).toBe(1)
  })

  it.each([
    ['enable', 'enable', true],
    ['disable', 'enable', false],
    ['enable', 'disable', false],
  ])(
    'goes over a transit gateway with references %sd and %sd at an attachment: %s',
    (atGateway, atAttachment, goes) => {
      const { ask, refused, pass, gateway, ours, theirs, input, reference } = twoVpcs()
      const TransitGatewayId = gateway({ SecurityGroupReferencingSupport: atGateway })
      for (const [{ vpc, subnets }, SecurityGroupReferencingSupport] of [
        [ours, 'enable'],
        [theirs, atAttachment],
      ] as const) {
        const Options = { SecurityGroupReferencingSupport: SecurityGroupReferencingSupport as 'enable' }
        ask('CreateTransitGatewayVpcAttachment', {
          TransitGatewayId,
          VpcId: vpc,
          SubnetIds: subnets,
          Options,
        })
      }
      pass(wait)
      if (goes) {
        ask('AuthorizeSecurityGroupIngress', input)
        expect(reference()).toMatchObject({ VpcId: theirs.vpc })
      } else expect(refused('AuthorizeSecurityGroupIngress', input)).toBe(differentNetworks)
    },
  )
})
