import { vpcs } from '../../../../../simulator/services/ec2/vpcs.ts'
import type { Statement, World } from './world.ts'

/** Internet, NAT and egress-only gateways, peering connections, gateway endpoints, public addresses. */
export const gatewayStatements: Readonly<Record<string, Statement>> = {
  /** `igw gate main`: an internet gateway, attached. */
  igw(world, [name = '', vpc = '']) {
    const { InternetGateway } = world.ask('CreateInternetGateway', {}, world.where)
    const { InternetGatewayId = '' } = InternetGateway ?? {}
    world.name(name, InternetGatewayId)
    world.ask('AttachInternetGateway', { InternetGatewayId, VpcId: world.id(vpc) }, world.where)
  },
  /** `no-igw gate main`: detached. */
  'no-igw'(world, [gateway = '', vpc = '']) {
    world.ask(
      'DetachInternetGateway',
      { InternetGatewayId: world.id(gateway), VpcId: world.id(vpc) },
      world.where,
    )
  },
  /** `eigw out main`: an egress-only internet gateway. */
  eigw(world, [name = '', vpc = '']) {
    const { EgressOnlyInternetGateway } = world.ask(
      'CreateEgressOnlyInternetGateway',
      { VpcId: world.id(vpc) },
      world.where,
    )
    world.name(name, EgressOnlyInternetGateway?.EgressOnlyInternetGatewayId)
  },
  /** `elastic ip-1 [web-1]`: an Elastic IP address, for a host. The name stands for the address. */
  elastic(world, [name = '', host]) {
    const { AllocationId = '', PublicIp = '' } = world.ask('AllocateAddress', { Domain: 'vpc' }, world.where)
    world.name(name, PublicIp)
    world.name(`${name}:allocation`, AllocationId)
    if (host === undefined) return
    world.ask('AssociateAddress', { AllocationId, NetworkInterfaceId: world.id(host) }, world.where)
  },
  /** `loosen ip-1`: the address is nobody's any more. */
  loosen(world, [name = '']) {
    const AllocationIds = [world.id(`${name}:allocation`)]
    const { Addresses } = world.ask('DescribeAddresses', { AllocationIds }, world.where)
    const { AssociationId = '' } = Addresses?.[0] ?? {}
    world.ask('DisassociateAddress', { AssociationId }, world.where)
  },
  /** `nat out web`, `nat out app private`, `nat out web pending`: a NAT gateway; `out-eni` is its interface, `out:address` its public address. */
  nat(world, [name = '', subnet = '', ...flags]) {
    const isPrivate = flags.includes('private')
    const AllocationId = isPrivate
      ? undefined
      : world.ask('AllocateAddress', { Domain: 'vpc' }, world.where).AllocationId
    const { NatGateway } = world.ask(
      'CreateNatGateway',
      {
        SubnetId: world.id(subnet),
        ConnectivityType: isPrivate ? 'private' : 'public',
        ...(AllocationId !== undefined && { AllocationId }),
      },
      world.where,
    )
    const { NatGatewayId = '' } = NatGateway ?? {}
    world.name(name, NatGatewayId)
    if (flags.includes('pending')) return
    world.pass(300)
    const { NatGateways } = world.ask('DescribeNatGateways', { NatGatewayIds: [NatGatewayId] }, world.where)
    const [address] = NatGateways?.[0]?.NatGatewayAddresses ?? []
    world.name(`${name}-eni`, address?.NetworkInterfaceId)
    if (address?.PublicIp !== undefined) world.name(`${name}:address`, address.PublicIp)
  },
  /** `no-nat out` */
  'no-nat'(world, [name = '']) {
    world.ask('DeleteNatGateway', { NatGatewayId: world.id(name) }, world.where)
    world.pass(300)
  },
  /** `peer a-b main other [pending]`: asked for and accepted, whoever's and wherever the VPCs are. */
  peer(world, [name = '', vpc = '', peer = '', pending]) {
    const from = homeOf(world, vpc)
    const to = homeOf(world, peer)
    const { VpcPeeringConnection } = world.ask(
      'CreateVpcPeeringConnection',
      { VpcId: world.id(vpc), PeerVpcId: world.id(peer), PeerOwnerId: to.account, PeerRegion: to.region },
      from,
    )
    const { VpcPeeringConnectionId = '' } = VpcPeeringConnection ?? {}
    world.name(name, VpcPeeringConnectionId)
    world.pass(60)
    if (pending) return
    world.ask('AcceptVpcPeeringConnection', { VpcPeeringConnectionId }, to)
    world.pass(60)
  },
  /** `no-peer a-b` */
  'no-peer'(world, [name = '']) {
    world.ask('DeleteVpcPeeringConnection', { VpcPeeringConnectionId: world.id(name) }, world.where)
  },
  /** `gateway-endpoint s3-door main s3 private public`: with the route tables that get its route. */
  'gateway-endpoint'(world, [name = '', vpc = '', service = '', ...tables]) {
    const { VpcEndpoint } = world.ask(
      'CreateVpcEndpoint',
      {
        VpcId: world.id(vpc),
        ServiceName: `com.amazonaws.${world.where.region}.${service}`,
        VpcEndpointType: 'Gateway',
        RouteTableIds: tables.map((table) => world.id(table)),
      },
      world.where,
    )
    world.name(name, VpcEndpoint?.VpcEndpointId)
  },
  /** `block ingress`, `block bidirectional`, `block off`: VPC Block Public Access. */
  block(world, [mode = '']) {
    const modes = { ingress: 'block-ingress', bidirectional: 'block-bidirectional', off: 'off' } as const
    const InternetGatewayBlockMode = modes[mode as keyof typeof modes]
    world.ask('ModifyVpcBlockPublicAccessOptions', { InternetGatewayBlockMode }, world.where)
    world.pass(600)
  },
  /** `exclude web bidirectional`, `exclude main egress`: a subnet or VPC that is exempt. */
  exclude(world, [name = '', mode]) {
    const id = world.id(name)
    world.ask(
      'CreateVpcBlockPublicAccessExclusion',
      {
        ...(id.startsWith('vpc-') ? { VpcId: id } : { SubnetId: id }),
        InternetGatewayExclusionMode: mode === 'egress' ? 'allow-egress' : 'allow-bidirectional',
      },
      world.where,
    )
    world.pass(600)
  },
  /** `second-interface fw-2 app 10.0.2.5 fw-sg fw-1`: one more interface for a host, which does not check. */
  'second-interface'(world, [name = '', subnet = '', PrivateIpAddress = '', group = '', host = '']) {
    const { NetworkInterface } = world.ask(
      'CreateNetworkInterface',
      { SubnetId: world.id(subnet), PrivateIpAddress, Groups: [world.id(group)] },
      world.where,
    )
    const { NetworkInterfaceId = '' } = NetworkInterface ?? {}
    world.name(name, NetworkInterfaceId)
    world.pass(60)
    world.ask(
      'AttachNetworkInterface',
      { NetworkInterfaceId, InstanceId: world.id(`${host}:instance`), DeviceIndex: 1 },
      world.where,
    )
    world.ask(
      'ModifyNetworkInterfaceAttribute',
      { NetworkInterfaceId, SourceDestCheck: { Value: false } },
      world.where,
    )
  },
  /** `terminate fw-1` */
  terminate(world, [host = '']) {
    world.ask('TerminateInstances', { InstanceIds: [world.id(`${host}:instance`)] }, world.where)
    world.pass(300)
  },
}

function homeOf(world: World, vpc: string): { account: string; region: string } {
  const held = vpcs.get(world.fabric, world.id(vpc))
  if (!held) throw new Error(`"${vpc}" is no VPC.`)
  return { account: held.account, region: held.region }
}
