import { describe, expect, it } from 'vitest'
import { takenAddressCount } from '../../../../../simulator/services/ec2/private-addresses.ts'
import { endpointWorld, names, zoneName } from './endpoint-world.ts'

const Interface = { VpcEndpointType: 'Interface' } as const

function available(zones: readonly string[] = ['use1-az1']) {
  const world = endpointWorld()
  const VpcId = world.vpc()
  const SubnetIds = zones.map((zone) => world.subnet(VpcId, zone))
  const VpcEndpointId = world.create({ ...Interface, VpcId, ServiceName: names.sqs, SubnetIds })
    .VpcEndpointId!
  world.pass(120)
  const modify = (input: object) => world.ask('ModifyVpcEndpoint', { VpcEndpointId, ...input })
  return {
    world,
    VpcId,
    VpcEndpointId,
    SubnetIds,
    modify,
    read: () => world.endpoint(VpcEndpointId),
    refused: (input: object) => world.refused('ModifyVpcEndpoint', { VpcEndpointId, ...input }),
    interfaces: () =>
      world.ask('DescribeNetworkInterfaces', {
        NetworkInterfaceIds: world.endpoint(VpcEndpointId).NetworkInterfaceIds!,
      }).NetworkInterfaces!,
  }
}

const policy = '{"Statement":[{"Effect":"Allow","Principal":"*","Action":"sqs:*","Resource":"*"}]}'

describe('modifying an interface endpoint', () => {
  it('takes it back to pending for a while, and no second change in between', () => {
    const { world, modify, read, refused } = available()
    expect(modify({ PolicyDocument: policy })).toEqual({ Return: true })
    expect(read()).toMatchObject({ State: 'pending', PolicyDocument: policy })
    expect(refused({ ResetPolicy: true })).toBe(
      'OperationInProgress: VpcEndpoint modify operation in progress',
    )
    world.pass(60)
    expect(read().State).toBe('available')
    modify({ ResetPolicy: true })
    expect(read().PolicyDocument).toContain('"Action": "*"')
  })

  it('changes nothing when nothing is asked for', () => {
    const { modify, read } = available()
    expect(modify({})).toEqual({ Return: true })
    expect(read().State).toBe('available')
  })

  it('adds and removes subnets with their interfaces and names', () => {
    const { world, VpcId, SubnetIds, modify, read, interfaces } = available()
    const [first = ''] = SubnetIds
    const [eni] = read().NetworkInterfaceIds!
    const second = world.subnet(VpcId, 'use1-az2')
    modify({ AddSubnetIds: [second] })
    expect(read().SubnetIds).toEqual([first, second])
    expect(read().NetworkInterfaceIds![0]).toBe(eni)
    expect(interfaces().map((one) => one.SubnetId)).toEqual([first, second])
    const zonal = () =>
      read()
        .DnsEntries!.map((entry) => /-(us-east-1[a-f])\./.exec(entry.DnsName!)?.[1])
        .filter((zone) => zone !== undefined)
    expect(zonal()).toEqual([zoneName('use1-az1'), zoneName('use1-az2')])
    world.pass(60)
    modify({ RemoveSubnetIds: [first] })
    expect(read().SubnetIds).toEqual([second])
    expect(zonal()).toEqual([zoneName('use1-az2')])
    expect(world.refused('DescribeNetworkInterfaces', { NetworkInterfaceIds: [eni!] })).toContain(
      'InvalidNetworkInterfaceID.NotFound: ',
    )
    world.ask('DeleteSubnet', { SubnetId: first })
  })

  it('can move to another subnet of the same zone in one request', () => {
    const { world, VpcId, SubnetIds, modify, read } = available()
    const next = world.subnet(VpcId, 'use1-az1')
    modify({ AddSubnetIds: [next], RemoveSubnetIds: SubnetIds })
    expect(read().SubnetIds).toEqual([next])
  })

  it('replaces the interface of a subnet to give it another address', () => {
    const { SubnetIds, modify, read, interfaces } = available()
    const [before] = read().NetworkInterfaceIds!
    const [SubnetId = ''] = SubnetIds
    const Ipv4 = interfaces()[0]!.PrivateIpAddress!.replace(/\d+$/, (last) => (last === '77' ? '78' : '77'))
    modify({ SubnetConfigurations: [{ SubnetId, Ipv4 }] })
    expect(read().NetworkInterfaceIds![0]).not.toBe(before)
    expect(interfaces()[0]!.PrivateIpAddress).toBe(Ipv4)
  })

  it('adds and removes groups on all interfaces', () => {
    const { world, VpcId, modify, read, interfaces } = available(['use1-az1', 'use1-az2'])
    const [start] = read().Groups!.map((one) => one.GroupId!)
    const group = world.group(VpcId)
    modify({ AddSecurityGroupIds: [group] })
    expect(read().Groups!.map((one) => one.GroupId)).toEqual([start, group])
    expect(interfaces().map((one) => one.Groups!.length)).toEqual([2, 2])
    world.pass(60)
    modify({ RemoveSecurityGroupIds: [start] })
    expect(interfaces().map((one) => one.Groups![0]!.GroupId)).toEqual([group, group])
  })

  it('switches private DNS off and on', () => {
    const { world, modify, read } = available()
    const hidden = () => read().DnsEntries!.filter((entry) => !entry.DnsName!.includes('vpce'))
    expect(hidden()).toHaveLength(1)
    modify({ PrivateDnsEnabled: false })
    expect(read().PrivateDnsEnabled).toBe(false)
    expect(hidden()).toEqual([])
    world.pass(60)
    modify({ PrivateDnsEnabled: true })
    expect(hidden()).toHaveLength(1)
  })

  it('gets IPv6 addresses beside those that it has, and loses them again', () => {
    const { world, VpcId, SubnetIds, modify, read, refused, interfaces } = available()
    const [SubnetId = ''] = SubnetIds
    expect(refused({ IpAddressType: 'dualstack' })).toBe(
      `InvalidParameter: The subnet ${SubnetId} does not support the IP address type dualstack.`,
    )
    world.ask('AssociateVpcCidrBlock', { VpcId, AmazonProvidedIpv6CidrBlock: true })
    world.pass(5)
    const [block] = world.ask('DescribeVpcs', { VpcIds: [VpcId] }).Vpcs![0]!.Ipv6CidrBlockAssociationSet!
    const Ipv6CidrBlock = block!.Ipv6CidrBlock!.replace('/56', '/64')
    world.ask('AssociateSubnetCidrBlock', { SubnetId, Ipv6CidrBlock })
    world.pass(5)
    const address = interfaces()[0]!.PrivateIpAddress
    modify({ IpAddressType: 'dualstack', DnsOptions: { DnsRecordIpType: 'dualstack' } })
    expect(read()).toMatchObject({
      IpAddressType: 'dualstack',
      DnsOptions: { DnsRecordIpType: 'dualstack' },
    })
    expect(interfaces()[0]).toMatchObject({ PrivateIpAddress: address, DenyAllIgwTraffic: true })
    expect(interfaces()[0]!.Ipv6Addresses).toHaveLength(1)
    world.pass(60)
    modify({ IpAddressType: 'ipv4' })
    expect(read()).toMatchObject({ IpAddressType: 'ipv4', DnsOptions: { DnsRecordIpType: 'ipv4' } })
    expect(interfaces()[0]!.Ipv6Addresses).toEqual([])
    // The address is the subnet's again.
    expect(takenAddressCount(world.cloud.store, SubnetId, 6)).toBe(0)
  })

  it('may wait for the provider meanwhile', () => {
    const world = endpointWorld()
    const { ServiceName = '', ServiceId = '' } = world.service()
    const VpcId = world.vpc()
    const VpcEndpointId = world.create({ ...Interface, VpcId, ServiceName }).VpcEndpointId!
    world.ask('ModifyVpcEndpoint', { VpcEndpointId, AddSubnetIds: [world.subnet(VpcId)] })
    expect(world.endpoint(VpcEndpointId)).toMatchObject({
      State: 'pendingAcceptance',
      SubnetIds: [expect.any(String)],
    })
    world.ask(
      'RejectVpcEndpointConnections',
      { ServiceId, VpcEndpointIds: [VpcEndpointId] },
      {
        account: '210987654321',
      },
    )
    expect(world.refused('ModifyVpcEndpoint', { VpcEndpointId, PrivateDnsEnabled: false })).toContain(
      'IncorrectState: ',
    )
  })
})

describe('what modify-vpc-endpoint refuses', () => {
  const { world, VpcId, VpcEndpointId, SubnetIds, read, refused } = available()
  const [own = ''] = SubnetIds
  const twin = world.subnet(VpcId, 'use1-az1')
  const [group = ''] = read().Groups!.map((one) => one.GroupId!)
  const other = world.vpc(true, '10.1.0.0/16')
  const strange = world.group(other)

  it.each([
    [
      'a second subnet in a zone',
      { AddSubnetIds: [twin] },
      `DuplicateSubnetsInSameZone: Found another VPC endpoint subnet in the availability zone of ${twin}. VPC endpoint subnets should be in different availability zones supported by the VPC endpoint service.`,
    ],
    [
      'to remove a subnet that it does not have',
      { RemoveSubnetIds: [twin] },
      `InvalidParameter: The subnet ${twin} is not associated with the VPC endpoint.`,
    ],
    [
      'to remove the last group',
      { RemoveSecurityGroupIds: [group] },
      'InvalidParameter: At least one security group must be associated with the VPC endpoint.',
    ],
    [
      'to remove a group that it does not have',
      { RemoveSecurityGroupIds: [strange] },
      `InvalidParameter: The security group ${strange} is not associated with the VPC endpoint.`,
    ],
    [
      'a group of another VPC',
      { AddSecurityGroupIds: [strange] },
      `InvalidParameter: Security group ${strange} and VPC ${VpcId} belong to different networks.`,
    ],
    [
      'route tables',
      { AddRouteTableIds: ['rtb-0'] },
      'InvalidParameter: Route table IDs are only supported for Gateway type VPC Endpoint.',
    ],
    [
      'a policy and its opposite',
      { PolicyDocument: policy, ResetPolicy: true },
      'InvalidParameter: PolicyDocument and ResetPolicy cannot be specified in the same request.',
    ],
    [
      'a malformed policy',
      { PolicyDocument: 'nonsense' },
      'InvalidPolicyDocument: The Policy Document is not valid. Syntax error at position (1,1)',
    ],
    [
      'an address outside of the subnet',
      {
        SubnetConfigurations: [{ SubnetId: own, Ipv4: '10.0.0.1' }],
      },
      "InvalidParameterValue: Address does not fall within the subnet's address range",
    ],
  ])('%s', (_, input, text) => {
    expect(refused(input)).toBe(text)
  })

  it('an endpoint that is not there, or no id at all', () => {
    expect(world.refused('ModifyVpcEndpoint', { VpcEndpointId: 'vpce-0' })).toBe(
      "InvalidVpcEndpointId.NotFound: The Vpc Endpoint Id 'vpce-0' does not exist",
    )
    expect(world.refused('ModifyVpcEndpoint', { VpcEndpointId: 'x' })).toBe(
      "InvalidVpcEndpointId.Malformed: The vpc endpoint ID 'x' is malformed",
    )
    expect(
      world.refused('ModifyVpcEndpoint', { VpcEndpointId, ResetPolicy: true }, { region: 'eu-west-1' }),
    ).toContain('InvalidVpcEndpointId.NotFound: ')
  })

  it('an endpoint that is not ready, or going', () => {
    const fresh = world.create({ ...Interface, VpcId, ServiceName: names.ecrApi }).VpcEndpointId!
    const change = { VpcEndpointId: fresh, PrivateDnsEnabled: false }
    expect(world.refused('ModifyVpcEndpoint', change)).toMatch(/^IncorrectState: .*pending$/)
    world.ask('DeleteVpcEndpoints', { VpcEndpointIds: [fresh] })
    expect(world.refused('ModifyVpcEndpoint', change)).toMatch(/^IncorrectState: .*deleting$/)
  })
})

describe('the filters of DescribeVpcEndpoints', () => {
  const world = endpointWorld()
  const VpcId = world.vpc()
  const other = world.vpc(true, '10.1.0.0/16')
  const tagged = (value: string) => ({
    TagSpecifications: [{ ResourceType: 'vpc-endpoint' as const, Tags: [{ Key: 'Name', Value: value }] }],
  })
  const sqs = world.create({ ...Interface, VpcId, ServiceName: names.sqs, ...tagged('queue') })
  const s3 = world.create({ VpcId: other, ServiceName: names.s3, ...tagged('bucket') })
  const labels = new Map([
    [sqs.VpcEndpointId, 'sqs'],
    [s3.VpcEndpointId, 's3'],
  ])

  it.each([
    ['ip-address-type', 'ipv4', ['sqs', 's3']],
    ['ip-address-type', 'ipv6', []],
    ['service-name', names.s3, ['s3']],
    ['service-name', '*.sqs', ['sqs']],
    ['service-region', 'us-east-1', ['sqs', 's3']],
    ['service-region', 'eu-west-1', []],
    ['tag:Name', 'queue', ['sqs']],
    ['tag-key', 'Name', ['sqs', 's3']],
    ['vpc-id', other, ['s3']],
    ['vpc-endpoint-id', sqs.VpcEndpointId!, ['sqs']],
    ['vpc-endpoint-state', 'pending', ['sqs']],
    ['vpc-endpoint-state', 'available', ['s3']],
    ['vpc-endpoint-state', 'pendingAcceptance', []],
    ['vpc-endpoint-type', 'Gateway', ['s3']],
    ['vpc-endpoint-type', 'Interface', ['sqs']],
  ])('%s = %s', (Name, value, expected) => {
    const { VpcEndpoints } = world.ask('DescribeVpcEndpoints', { Filters: [{ Name, Values: [value] }] })
    expect(VpcEndpoints!.map((one) => labels.get(one.VpcEndpointId))).toEqual(expected)
  })

  it('refuses one that AWS does not have', () => {
    const Filters = [{ Name: 'colour', Values: ['red'] }]
    expect(world.refused('DescribeVpcEndpoints', { Filters })).toBe(
      "InvalidParameterValue: The filter 'colour' is invalid",
    )
  })

  it('come with pages, of a thousand at most', () => {
    for (let i = 0; i < 5; i++) world.create({ VpcId, ServiceName: names.s3 })
    const first = world.ask('DescribeVpcEndpoints', { MaxResults: 5 })
    expect(first.VpcEndpoints).toHaveLength(5)
    const second = world.ask('DescribeVpcEndpoints', { MaxResults: 5, NextToken: first.NextToken })
    expect(second.VpcEndpoints).toHaveLength(2)
    expect(second.NextToken).toBeUndefined()
    expect(world.ask('DescribeVpcEndpoints', { MaxResults: 5000 }).VpcEndpoints).toHaveLength(7)
  })
})
