import { describe, expect, it } from 'vitest'
import { balancingWorld } from './elbv2-world.ts'

describe('a load balancer behind an endpoint service', () => {
  function world() {
    const all = balancingWorld()
    const { ask, open, pass, VpcId, otherInA } = all
    const { LoadBalancerArn = '' } = open()
    pass(200)
    const service = ask('CreateVpcEndpointServiceConfiguration', {
      NetworkLoadBalancerArns: [LoadBalancerArn],
      AcceptanceRequired: false,
    }).ServiceConfiguration!
    const { ServiceId = '', ServiceName } = service
    pass(60)
    const connect = () => {
      const { VpcEndpointId = '' } = ask('CreateVpcEndpoint', {
        VpcEndpointType: 'Interface',
        VpcId,
        ServiceName,
        SubnetIds: [otherInA],
      }).VpcEndpoint!
      pass(300)
      return VpcEndpointId
    }
    const zones = () =>
      ask('DescribeVpcEndpointServiceConfigurations', { ServiceIds: [ServiceId] }).ServiceConfigurations![0]!
        .AvailabilityZones
    return { ...all, LoadBalancerArn, ServiceId, connect, zones }
  }

  it('cannot be deleted before the service', () => {
    const { ask, elb, refused, LoadBalancerArn, ServiceId } = world()
    expect(refused('DeleteLoadBalancer', { LoadBalancerArn })).toBe(
      `ResourceInUse: Load balancer '${LoadBalancerArn}' cannot be deleted because it is currently associated with another service`,
    )
    ask('DeleteVpcEndpointServiceConfigurations', { ServiceIds: [ServiceId] })
    expect(elb('DeleteLoadBalancer', { LoadBalancerArn })).toEqual({})
  })

  it('takes the service along to other zones only when the service is modified, if by nothing', () => {
    const { ask, elb, zones, LoadBalancerArn, ServiceId, a, b, c } = world()
    expect(zones()).toEqual(['us-east-1a', 'us-east-1b'])
    elb('SetSubnets', { LoadBalancerArn, Subnets: [a, b, c] })
    expect(zones()).toEqual(['us-east-1a', 'us-east-1b'])
    ask('ModifyVpcEndpointServiceConfiguration', { ServiceId })
    expect(zones()).toEqual(['us-east-1a', 'us-east-1b', 'us-east-1c'])
  })

  it('takes the service out of the zones that it leaves', () => {
    const { elb, zones, LoadBalancerArn, b } = world()
    elb('SetSubnets', { LoadBalancerArn, Subnets: [b] })
    expect(zones()).toEqual(['us-east-1b'])
  })

  it('stays in the zones where consumers have endpoints', () => {
    const { ask, pass, elb, refused, connect, LoadBalancerArn, a, b } = world()
    const endpoint = connect()
    expect(refused('SetSubnets', { LoadBalancerArn, Subnets: [b] })).toBe(
      `OperationNotPermitted: The subnet '${a}' cannot be removed from load balancer '${LoadBalancerArn}' because VPC endpoints in its Availability Zone are associated with it`,
    )
    elb('SetSubnets', { LoadBalancerArn, Subnets: [a] })
    elb('SetSubnets', { LoadBalancerArn, Subnets: [a, b] })
    ask('DeleteVpcEndpoints', { VpcEndpointIds: [endpoint] })
    pass(300)
    elb('SetSubnets', { LoadBalancerArn, Subnets: [b] })
  })
})
