import { describe, expect, it } from 'vitest'
import { contract } from '../../../../../simulator/api/contract.ts'
import { otherAccount, testCloud } from '../cloud.ts'

for (const service of ['ram', 'route53resolver']) await contract.need(service)

const far = { account: otherAccount }
const third = '345678901234'

const policyFor = (accounts: readonly string[], ...actions: readonly string[]) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { AWS: accounts },
        Action: actions.map((action) => `route53resolver:${action}`),
        Resource: '*',
      },
    ],
  })

/** A Resolver rule that the first account shares with the second, by AWS RAM and by a policy. */
function world() {
  const cloud = testCloud()
  const { ask, call, pass, refusedBy } = cloud
  const { ResolverRule } = call('route53resolver', 'CreateResolverRule', {
    CreatorRequestId: 'r',
    RuleType: 'SYSTEM',
    DomainName: 'example.com',
  })
  const Arn = ResolverRule!.Arn!
  const ResolverRuleId = ResolverRule!.Id!
  const share = () => {
    const input = { name: 's', resourceArns: [Arn], principals: [otherAccount] }
    const { resourceShareArn = '' } = call('ram', 'CreateResourceShare', input).resourceShare!
    pass(2)
    const [invitation] = call('ram', 'GetResourceShareInvitations', {}, far).resourceShareInvitations!
    const resourceShareInvitationArn = invitation!.resourceShareInvitationArn!
    call('ram', 'AcceptResourceShareInvitation', { resourceShareInvitationArn }, far)
    return resourceShareArn
  }
  const unshare = (resourceShareArn: string) => {
    call('ram', 'DeleteResourceShare', { resourceShareArn })
    pass(2)
  }
  const put = (accounts: readonly string[], ...actions: readonly string[]) =>
    call('route53resolver', 'PutResolverRulePolicy', {
      Arn,
      ResolverRulePolicy: policyFor(accounts, ...actions),
    })
  const isSeen = () =>
    call('route53resolver', 'ListResolverRules', {}, far).ResolverRules!.some(
      ({ Id }) => Id === ResolverRuleId,
    )
  const VPCId = ask('DescribeVpcs', {}, far).Vpcs![0]!.VpcId!
  const associate = { ResolverRuleId, VPCId }
  return {
    ...cloud,
    share,
    unshare,
    put,
    isSeen,
    associate: () => call('route53resolver', 'AssociateResolverRule', associate, far),
    refusedAssociation: () => refusedBy('route53resolver', 'AssociateResolverRule', associate, far),
  }
}

const associating = ['AssociateResolverRule', 'DisassociateResolverRule']

describe('a policy and a share on one resource', () => {
  it('a policy for somebody else does not take away what AWS RAM shares', () => {
    const { share, put, isSeen, associate } = world()
    share()
    put([third], ...associating)
    expect(isSeen()).toBe(true)
    associate()
  })

  it('the end of the share does not take away what the policy gives', () => {
    const { share, unshare, put, isSeen, associate } = world()
    const arn = share()
    put([otherAccount], ...associating)
    unshare(arn)
    expect(isSeen()).toBe(true)
    associate()
  })

  it('when both are gone, so is the resource', () => {
    const { share, unshare, put, isSeen } = world()
    const arn = share()
    put([otherAccount], ...associating)
    put([third], ...associating)
    expect(isSeen()).toBe(true)
    unshare(arn)
    expect(isSeen()).toBe(false)
  })

  it('the share gives all uses, whatever the policy says', () => {
    const { share, put, associate } = world()
    put([otherAccount], 'GetResolverRule')
    share()
    associate()
  })
})

describe('a policy alone', () => {
  it.each([
    ['names the action', ['AssociateResolverRule'], true],
    ['names it with a wildcard', ['Associate*'], true],
    ['names all actions', ['*'], true],
    ['names reading only', ['GetResolverRule', 'ListResolverRules'], false],
  ])('lets others associate the rule if it %s', (_, actions, isAllowed) => {
    const { put, isSeen, associate, refusedAssociation } = world()
    put([otherAccount], ...actions)
    expect(isSeen()).toBe(true)
    if (isAllowed) associate()
    else {
      expect(refusedAssociation()).toBe(
        'AccessDeniedException: You are not authorized to perform this operation.',
      )
    }
  })
})
