import { describe, expect, it } from 'vitest'
import { contract } from '../../../../../simulator/api/contract.ts'
import { account, otherAccount, testCloud } from '../cloud.ts'

for (const service of ['ram', 'vpc-lattice']) await contract.need(service)

const far = { account: otherAccount }

/** An account with a database behind a resource gateway and a service network; a second one to share with. */
function world() {
  const cloud = testCloud()
  const { ask, call, pass } = cloud
  const vpcIn = (where?: { account: string }) => ask('DescribeVpcs', {}, where).Vpcs![0]!.VpcId!
  // A zone that both accounts have and VPC Lattice is in; each account has a name of its own for it.
  const subnetIn = (where?: { account: string }) =>
    ask('DescribeSubnets', { Filters: [{ Name: 'availability-zone-id', Values: ['use1-az1'] }] }, where)
      .Subnets![0]!.SubnetId!
  const vpcIdentifier = vpcIn()
  const subnetIds = [subnetIn()]
  const gateway = { name: 'gateway', vpcIdentifier, subnetIds }
  const resourceGatewayIdentifier = call('vpc-lattice', 'CreateResourceGateway', gateway).id!
  pass(60)
  const single = (name: string) => ({
    name,
    type: 'SINGLE' as const,
    portRanges: ['3306'],
    resourceGatewayIdentifier,
    resourceConfigurationDefinition: { ipResource: { ipAddress: '172.31.0.9' } },
  })
  const database = call('vpc-lattice', 'CreateResourceConfiguration', single('database'))
  const network = call('vpc-lattice', 'CreateServiceNetwork', { name: 'network' })
  pass(60)

  const share = (...resourceArns: (string | undefined)[]) => {
    const principals = [otherAccount]
    const input = { name: 's', resourceArns: resourceArns.map((arn = '') => arn), principals }
    const { resourceShareArn = '' } = call('ram', 'CreateResourceShare', input).resourceShare!
    pass(2)
    const [invitation] = call('ram', 'GetResourceShareInvitations', {}, far).resourceShareInvitations!.filter(
      ({ status }) => status === 'PENDING',
    )
    const resourceShareInvitationArn = invitation!.resourceShareInvitationArn!
    call('ram', 'AcceptResourceShareInvitation', { resourceShareInvitationArn }, far)
    return resourceShareArn
  }
  const farVpc = vpcIn(far)
  const farSubnet = subnetIn(far)
  const toDatabase = {
    VpcEndpointType: 'Resource',
    VpcId: farVpc,
    SubnetIds: [farSubnet],
    ResourceConfigurationArn: database.arn!,
  } as const
  const toNetwork = {
    VpcEndpointType: 'ServiceNetwork',
    VpcId: farVpc,
    SubnetIds: [farSubnet],
    ServiceNetworkArn: network.arn!,
  } as const
  const beyond = 'AccessDeniedException: You are not authorized to perform this operation.'
  return { ...cloud, database, network, single, share, farVpc, farSubnet, toDatabase, toNetwork, beyond }
}

describe('a resource configuration of another account', () => {
  it('is unknown until it is shared', () => {
    const { refused, refusedBy, database, toDatabase } = world()
    expect(refused('CreateVpcEndpoint', toDatabase, far)).toBe(
      `InvalidResourceConfigurationArn.NotFound: The resource configuration '${database.arn}' does not exist`,
    )
    const resourceConfigurationIdentifier = database.arn!
    expect(
      refusedBy('vpc-lattice', 'GetResourceConfiguration', { resourceConfigurationIdentifier }, far),
    ).toMatch(/^ResourceNotFoundException: /)
  })

  it('is seen and used by whoever it is shared with, and stays its owner’s', () => {
    const { ask, call, pass, refusedBy, database, share, toDatabase, beyond } = world()
    share(database.arn)
    const items = call('vpc-lattice', 'ListResourceConfigurations', {}, far).items
    expect(items).toMatchObject([{ id: database.id, arn: database.arn }])
    const id = ask('CreateVpcEndpoint', toDatabase, far).VpcEndpoint!.VpcEndpointId!
    pass(120)
    expect(ask('DescribeVpcEndpoints', {}, far).VpcEndpoints).toMatchObject([
      {
        VpcEndpointId: id,
        State: 'Available',
        OwnerId: otherAccount,
        ResourceConfigurationArn: database.arn,
      },
    ])
    const resourceConfigurationIdentifier = database.id!
    for (const operation of ['UpdateResourceConfiguration', 'DeleteResourceConfiguration'] as const) {
      expect(refusedBy('vpc-lattice', operation, { resourceConfigurationIdentifier }, far)).toBe(beyond)
    }
  })

  it('tells its owner of the endpoints, and cannot be deleted while there are any', () => {
    const { ask, call, pass, refusedBy, database, share, toDatabase } = world()
    share(database.arn)
    const vpcEndpointId = ask('CreateVpcEndpoint', toDatabase, far).VpcEndpoint!.VpcEndpointId!
    const resourceConfigurationIdentifier = database.id!
    const list = () =>
      call('vpc-lattice', 'ListResourceEndpointAssociations', { resourceConfigurationIdentifier }).items
    expect(list()).toMatchObject([{ vpcEndpointId, vpcEndpointOwner: otherAccount }])
    const remove = { resourceConfigurationIdentifier }
    expect(refusedBy('vpc-lattice', 'DeleteResourceConfiguration', remove)).toMatch(/^ConflictException: /)
    ask('DeleteVpcEndpoints', { VpcEndpointIds: [vpcEndpointId] }, far)
    pass(120)
    expect(list()).toEqual([])
    call('vpc-lattice', 'DeleteResourceConfiguration', remove)
  })

  it('of a group comes with its children', () => {
    const { call, pass, single, share } = world()
    const { portRanges: _, resourceConfigurationDefinition: __, ...plain } = single('group')
    const group = call('vpc-lattice', 'CreateResourceConfiguration', { ...plain, type: 'GROUP' })
    pass(60)
    const child = call('vpc-lattice', 'CreateResourceConfiguration', {
      ...single('child'),
      type: 'CHILD',
      resourceConfigurationGroupIdentifier: group.id!,
    })
    share(group.arn)
    const inGroup = { resourceConfigurationGroupIdentifier: group.id! }
    expect(call('vpc-lattice', 'ListResourceConfigurations', inGroup, far).items).toMatchObject([
      { id: child.id, type: 'CHILD' },
    ])
  })

  it('is lost again when the share ends; endpoints stay', () => {
    const { ask, call, pass, refused, database, share, toDatabase } = world()
    const resourceShareArn = share(database.arn)
    ask('CreateVpcEndpoint', toDatabase, far)
    call('ram', 'DeleteResourceShare', { resourceShareArn })
    pass(2)
    expect(call('vpc-lattice', 'ListResourceConfigurations', {}, far).items).toEqual([])
    expect(refused('CreateVpcEndpoint', toDatabase, far)).toMatch(
      /^InvalidResourceConfigurationArn.NotFound: /,
    )
    expect(ask('DescribeVpcEndpoints', {}, far).VpcEndpoints).toHaveLength(1)
  })

  it('shows no tags of its owner’s', () => {
    const { call, database, share } = world()
    const resourceArn = database.arn!
    call('vpc-lattice', 'TagResource', { resourceArn, tags: { team: 'data' } })
    share(resourceArn)
    expect(call('vpc-lattice', 'ListTagsForResource', { resourceArn }).tags).toEqual({ team: 'data' })
    expect(call('vpc-lattice', 'ListTagsForResource', { resourceArn }, far).tags).toEqual({})
  })
})

describe('a service network of another account', () => {
  it('is unknown until it is shared', () => {
    const { refused, network, toNetwork } = world()
    expect(refused('CreateVpcEndpoint', toNetwork, far)).toBe(
      `InvalidServiceNetworkArn.NotFound: The service network '${network.arn}' does not exist`,
    )
  })

  it('is reached by an endpoint, with all that its owner has put into it', () => {
    const { ask, call, pass, database, network, share, toNetwork } = world()
    const serviceNetworkIdentifier = network.id!
    call('vpc-lattice', 'CreateServiceNetworkResourceAssociation', {
      serviceNetworkIdentifier,
      resourceConfigurationIdentifier: database.id!,
    })
    share(network.arn)
    const VpcEndpointId = ask('CreateVpcEndpoint', toNetwork, far).VpcEndpoint!.VpcEndpointId!
    pass(120)
    expect(ask('DescribeVpcEndpointAssociations', {}, far).VpcEndpointAssociations).toMatchObject([
      { VpcEndpointId, ServiceNetworkArn: network.arn, AssociatedResourceArn: database.arn },
    ])
    expect(
      call('vpc-lattice', 'ListServiceNetworkVpcEndpointAssociations', { serviceNetworkIdentifier }).items,
    ).toMatchObject([{ vpcEndpointId: VpcEndpointId, vpcEndpointOwnerId: otherAccount }])
  })

  it('shows its owner the associations of others, which the owner may end and not change', () => {
    const { call, pass, refusedBy, network, share, farVpc, beyond } = world()
    const serviceNetworkIdentifier = network.id!
    share(network.arn)
    const input = { serviceNetworkIdentifier, vpcIdentifier: farVpc }
    const { id = '' } = call('vpc-lattice', 'CreateServiceNetworkVpcAssociation', input, far)
    pass(60)
    const list = (where?: { account: string }) =>
      call('vpc-lattice', 'ListServiceNetworkVpcAssociations', { serviceNetworkIdentifier }, where).items
    expect(list()).toMatchObject([{ id, createdBy: otherAccount, vpcId: farVpc }])
    expect(list(far)).toEqual(list())
    const one = { serviceNetworkVpcAssociationIdentifier: id }
    const update = { ...one, privateDnsEnabled: true }
    expect(refusedBy('vpc-lattice', 'UpdateServiceNetworkVpcAssociation', update)).toBe(beyond)
    call('vpc-lattice', 'DeleteServiceNetworkVpcAssociation', one)
    pass(60)
    expect(list(far)).toEqual([])
  })

  it('takes resources of whoever it is shared with', () => {
    const { call, pass, refusedBy, network, share, farVpc, farSubnet, beyond } = world()
    share(network.arn)
    const gateway = { name: 'theirs', vpcIdentifier: farVpc, subnetIds: [farSubnet] }
    const resourceGatewayIdentifier = call('vpc-lattice', 'CreateResourceGateway', gateway, far).id!
    pass(60)
    const configuration = call(
      'vpc-lattice',
      'CreateResourceConfiguration',
      {
        name: 'theirs',
        type: 'SINGLE',
        portRanges: ['80'],
        resourceGatewayIdentifier,
        resourceConfigurationDefinition: { ipResource: { ipAddress: '172.31.0.9' } },
      },
      far,
    )
    pass(60)
    const both = { serviceNetworkIdentifier: network.id!, resourceConfigurationIdentifier: configuration.id! }
    call('vpc-lattice', 'CreateServiceNetworkResourceAssociation', both, far)
    const { serviceNetworkIdentifier } = both
    expect(
      call('vpc-lattice', 'ListServiceNetworkResourceAssociations', { serviceNetworkIdentifier }).items,
    ).toMatchObject([{ resourceConfigurationId: configuration.id, createdBy: otherAccount }])
    const update = { serviceNetworkIdentifier, authType: 'AWS_IAM' } as const
    expect(refusedBy('vpc-lattice', 'UpdateServiceNetwork', update, far)).toBe(beyond)
  })

  it('is not shared where its owner made it so', () => {
    const { call, refusedBy } = world()
    const { arn = '' } = call('vpc-lattice', 'CreateServiceNetwork', {
      name: 'closed',
      sharingConfig: { enabled: false },
    })
    const input = { name: 's', resourceArns: [arn], principals: [otherAccount] }
    expect(refusedBy('ram', 'CreateResourceShare', input)).toBe(
      `OperationNotPermittedException: You cannot share ${arn}: the service network is not enabled for sharing.`,
    )
    expect(arn).toContain(account)
  })
})
