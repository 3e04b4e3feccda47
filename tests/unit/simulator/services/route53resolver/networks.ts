import { contract } from '../../../../../simulator/api/contract.ts'
import type { Route53resolver } from '../../../../../simulator/api/generated/types.d.ts'
import { type TestCloud, testCloud } from '../cloud.ts'

// A cloud with a VPC, two subnets and a security group to test the Resolver in.

await contract.need('route53resolver')

export interface Network extends TestCloud {
  readonly vpc: string
  readonly subnets: readonly [string, string]
  readonly group: string
  /** Asks for an endpoint as most want it: one address in either subnet. */
  endpointRequest(
    changes?: Partial<Route53resolver.CreateResolverEndpointRequest>,
  ): Route53resolver.CreateResolverEndpointRequest
  /** Makes such an endpoint and waits until it is operational; gives its id. */
  endpoint(changes?: Partial<Route53resolver.CreateResolverEndpointRequest>): string
  /** Makes a rule that forwards a domain through an endpoint; gives its id. */
  forward(endpoint: string, DomainName: string, Ip?: string): string
}

export function network(): Network {
  const cloud = testCloud()
  const { ask, call, pass } = cloud
  const vpc = ask('CreateVpc', { CidrBlock: '10.0.0.0/16' }).Vpc!.VpcId!
  const [a, b] = ['10.0.1.0/24', '10.0.2.0/24'].map(
    (CidrBlock) => ask('CreateSubnet', { VpcId: vpc, CidrBlock }).Subnet!.SubnetId!,
  )
  const group = ask('CreateSecurityGroup', { VpcId: vpc, GroupName: 'dns', Description: 'dns' }).GroupId!
  let made = 0
  const endpointRequest: Network['endpointRequest'] = (changes = {}) => ({
    CreatorRequestId: `request-${made++}`,
    Direction: 'INBOUND',
    SecurityGroupIds: [group],
    IpAddresses: [{ SubnetId: a! }, { SubnetId: b! }],
    ...changes,
  })
  return {
    ...cloud,
    vpc,
    subnets: [a!, b!],
    group,
    endpointRequest,
    endpoint(changes) {
      const { Id } = call('route53resolver', 'CreateResolverEndpoint', endpointRequest(changes))
        .ResolverEndpoint!
      pass(300)
      return Id!
    },
    forward: (ResolverEndpointId, DomainName, Ip = '192.168.0.53') =>
      call('route53resolver', 'CreateResolverRule', {
        CreatorRequestId: `request-${made++}`,
        RuleType: 'FORWARD',
        DomainName,
        ResolverEndpointId,
        TargetIps: [{ Ip }],
      }).ResolverRule!.Id!,
  }
}
