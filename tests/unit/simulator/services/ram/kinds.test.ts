import { describe, expect, it } from 'vitest'
import { contract } from '../../../../../simulator/api/contract.ts'
import { account, otherAccount, testCloud } from '../cloud.ts'

await contract.need('ram')
await contract.need('route53resolver')
await contract.need('vpc-lattice')

const far = { account: otherAccount }

/** Shares a resource of the first account with the second, which accepts. */
function shareWith({ call, pass }: ReturnType<typeof testCloud>, arn: string) {
  call('ram', 'CreateResourceShare', { name: 's', resourceArns: [arn], principals: [otherAccount] })
  pass(2)
  const [invitation] = call('ram', 'GetResourceShareInvitations', {}, far).resourceShareInvitations ?? []
  const resourceShareInvitationArn = invitation?.resourceShareInvitationArn ?? ''
  call('ram', 'AcceptResourceShareInvitation', { resourceShareInvitationArn }, far)
}

describe('what is shared is used by others as their own', () => {
  it('a transit gateway: they attach their VPCs, and cannot delete it', () => {
    const cloud = testCloud()
    const { ask, refused, pass } = cloud
    const TransitGatewayId = ask('CreateTransitGateway').TransitGateway?.TransitGatewayId ?? ''
    pass(300)
    shareWith(cloud, `arn:aws:ec2:us-east-1:${account}:transit-gateway/${TransitGatewayId}`)
    expect(ask('DescribeTransitGateways', {}, far).TransitGateways).toMatchObject([
      { TransitGatewayId, OwnerId: account },
    ])
    const VpcId = ask('CreateVpc', { CidrBlock: '10.9.0.0/16' }, far).Vpc?.VpcId ?? ''
    const subnet = ask('CreateSubnet', { VpcId, CidrBlock: '10.9.0.0/24' }, far).Subnet?.SubnetId ?? ''
    const attachment = { TransitGatewayId, VpcId, SubnetIds: [subnet] }
    expect(
      ask('CreateTransitGatewayVpcAttachment', attachment, far).TransitGatewayVpcAttachment,
    ).toMatchObject({ VpcOwnerId: otherAccount, State: 'pendingAcceptance' })
    expect(refused('DeleteTransitGateway', { TransitGatewayId }, far)).toMatch('UnauthorizedOperation')
    expect(refused('CreateTransitGatewayRouteTable', { TransitGatewayId }, far)).toMatch(
      'UnauthorizedOperation',
    )
  })

  it('a Resolver rule: they associate it with their VPCs, and cannot change it', () => {
    const cloud = testCloud()
    const { call, ask, refusedBy } = cloud
    const { ResolverRule } = call('route53resolver', 'CreateResolverRule', {
      CreatorRequestId: 'r',
      RuleType: 'SYSTEM',
      DomainName: 'example.com',
    })
    const ResolverRuleId = ResolverRule?.Id ?? ''
    shareWith(cloud, ResolverRule?.Arn ?? '')
    expect(
      call('route53resolver', 'GetResolverRule', { ResolverRuleId }, far).ResolverRule?.ShareStatus,
    ).toBe('SHARED_WITH_ME')
    const VPCId = ask('DescribeVpcs', {}, far).Vpcs?.[0]?.VpcId ?? ''
    expect(
      call('route53resolver', 'AssociateResolverRule', { ResolverRuleId, VPCId }, far)
        .ResolverRuleAssociation,
    ).toMatchObject({ ResolverRuleId, VPCId })
    expect(refusedBy('route53resolver', 'DeleteResolverRule', { ResolverRuleId }, far)).toBe(
      'AccessDeniedException: You are not authorized to perform this operation.',
    )
  })

  it('a service network: they associate their VPCs, and cannot delete it', () => {
    const cloud = testCloud()
    const { call, ask, refusedBy } = cloud
    const { id = '', arn = '' } = call('vpc-lattice', 'CreateServiceNetwork', { name: 'shared-net' })
    shareWith(cloud, arn)
    const vpcIdentifier = ask('DescribeVpcs', {}, far).Vpcs?.[0]?.VpcId ?? ''
    const input = { serviceNetworkIdentifier: arn, vpcIdentifier }
    expect(call('vpc-lattice', 'CreateServiceNetworkVpcAssociation', input, far).arn).toContain(otherAccount)
    expect(call('vpc-lattice', 'ListServiceNetworks', {}, far).items).toMatchObject([{ id }])
    expect(refusedBy('vpc-lattice', 'DeleteServiceNetwork', { serviceNetworkIdentifier: id }, far)).toMatch(
      'AccessDeniedException',
    )
  })
})
