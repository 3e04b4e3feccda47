import { type TestCloud, testCloud } from '../cloud.ts'

// A cloud with short words for what the tests of routing build again and again.

export interface RoutingWorld extends TestCloud {
  vpc(cidr?: string, withIpv6?: boolean): string
  subnet(vpc: string, cidr: string): string
  table(vpc: string): string
  /** An internet gateway, attached when a VPC is given. */
  internetGateway(vpc?: string): string
  egressOnlyGateway(vpc: string): string
  /** A virtual private gateway, attached and ready when a VPC is given. */
  vpnGateway(vpc?: string): string
  interface(subnet: string): string
  mainTable(vpc: string): string
  /** `0.0.0.0/0 igw-1 active` for each route of a table, local ones first. */
  routes(table: string): string[]
}

export function routingWorld(): RoutingWorld {
  const test = testCloud()
  const { ask, pass } = test
  return {
    ...test,
    vpc(CidrBlock = '10.0.0.0/16', withIpv6 = false) {
      const { Vpc } = ask('CreateVpc', { CidrBlock, AmazonProvidedIpv6CidrBlock: withIpv6 })
      pass(2)
      return Vpc!.VpcId!
    },
    subnet: (VpcId, CidrBlock) => ask('CreateSubnet', { VpcId, CidrBlock }).Subnet!.SubnetId!,
    table: (VpcId) => ask('CreateRouteTable', { VpcId }).RouteTable!.RouteTableId!,
    internetGateway(VpcId) {
      const { InternetGatewayId = '' } = ask('CreateInternetGateway').InternetGateway!
      if (VpcId) ask('AttachInternetGateway', { InternetGatewayId, VpcId })
      return InternetGatewayId
    },
    egressOnlyGateway: (VpcId) =>
      ask('CreateEgressOnlyInternetGateway', { VpcId }).EgressOnlyInternetGateway!
        .EgressOnlyInternetGatewayId!,
    vpnGateway(VpcId) {
      const { VpnGatewayId = '' } = ask('CreateVpnGateway', { Type: 'ipsec.1' }).VpnGateway!
      if (!VpcId) return VpnGatewayId
      ask('AttachVpnGateway', { VpnGatewayId, VpcId })
      pass(10)
      return VpnGatewayId
    },
    interface: (SubnetId) =>
      ask('CreateNetworkInterface', { SubnetId }).NetworkInterface!.NetworkInterfaceId!,
    mainTable(vpc) {
      const Filters = [
        { Name: 'vpc-id', Values: [vpc] },
        { Name: 'association.main', Values: ['true'] },
      ]
      return ask('DescribeRouteTables', { Filters }).RouteTables![0]!.RouteTableId!
    },
    routes(table) {
      const { RouteTables } = ask('DescribeRouteTables', { RouteTableIds: [table] })
      return RouteTables![0]!.Routes!.map((route) => {
        const destination =
          route.DestinationCidrBlock ?? route.DestinationIpv6CidrBlock ?? route.DestinationPrefixListId
        const target =
          route.GatewayId ??
          route.NatGatewayId ??
          route.NetworkInterfaceId ??
          route.EgressOnlyInternetGatewayId
        return `${destination} ${target} ${route.State}`
      })
    },
  }
}
