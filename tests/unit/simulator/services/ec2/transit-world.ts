import { transitGateways } from '../../../../../simulator/services/ec2/transit-gateways.ts'
import { otherAccount, type TestCloud, testCloud } from '../cloud.ts'

// A cloud with short words for what the tests of transit gateways build again and again.

type Where = Parameters<TestCloud['ask']>[2]

export interface TransitWorld extends TestCloud {
  /** A transit gateway, ready. */
  gateway(options?: object, where?: Where): string
  /** A VPC with a subnet in each of the zones named. */
  vpc(cidr: string, zones?: string[], where?: Where): { vpc: string; subnets: string[] }
  /** A VPC, attached and ready. */
  attached(
    gateway: string,
    cidr: string,
    where?: Where,
  ): { vpc: string; attachment: string; subnets: string[] }
  table(gateway: string): string
  defaultTable(gateway: string, where?: Where): string
  attachmentState(id: string, where?: Where): string | undefined
  /** `10.0.0.0/16 propagated active tgw-attach-1` for each route of a table. */
  routes(table: string, filter?: [string, string], where?: Where): string[]
  /** Shares a gateway with the other account. */
  share(gateway: string): void
}

export const wait = 120

export function transitWorld(): TransitWorld {
  const test = testCloud()
  const { ask, pass, cloud } = test
  const vpc: TransitWorld['vpc'] = (CidrBlock, zones = ['a'], where) => {
    const VpcId = ask('CreateVpc', { CidrBlock }, where).Vpc!.VpcId!
    const start = CidrBlock.replace(/\d+\.\d+\/16$/, '')
    const subnets = zones.map((zone, i) => {
      const AvailabilityZone = `${where?.region ?? 'us-east-1'}${zone}`
      const input = { VpcId, CidrBlock: `${start}${i}.0/24`, AvailabilityZone }
      return ask('CreateSubnet', input, where).Subnet!.SubnetId!
    })
    return { vpc: VpcId, subnets }
  }
  return {
    ...test,
    vpc,
    gateway(Options = {}, where) {
      const { TransitGateway } = ask('CreateTransitGateway', { Options }, where)
      pass(wait)
      return TransitGateway!.TransitGatewayId!
    },
    attached(TransitGatewayId, cidr, where) {
      const made = vpc(cidr, ['a'], where)
      const { TransitGatewayVpcAttachment } = ask(
        'CreateTransitGatewayVpcAttachment',
        { TransitGatewayId, VpcId: made.vpc, SubnetIds: made.subnets },
        where,
      )
      pass(wait)
      return { ...made, attachment: TransitGatewayVpcAttachment!.TransitGatewayAttachmentId! }
    },
    table(TransitGatewayId) {
      const { TransitGatewayRouteTable } = ask('CreateTransitGatewayRouteTable', { TransitGatewayId })
      pass(wait)
      return TransitGatewayRouteTable!.TransitGatewayRouteTableId!
    },
    defaultTable(id, where) {
      const { TransitGateways } = ask('DescribeTransitGateways', { TransitGatewayIds: [id] }, where)
      return TransitGateways![0]!.Options!.AssociationDefaultRouteTableId!
    },
    attachmentState(id, where) {
      const input = { TransitGatewayAttachmentIds: [id] }
      return ask('DescribeTransitGatewayAttachments', input, where).TransitGatewayAttachments![0]!.State
    },
    routes(TransitGatewayRouteTableId, [Name, value] = ['state', '*'], where) {
      const Filters = [{ Name, Values: [value] }]
      const { Routes } = ask('SearchTransitGatewayRoutes', { TransitGatewayRouteTableId, Filters }, where)
      return Routes!.map((route) =>
        [
          route.DestinationCidrBlock,
          route.Type,
          route.State,
          ...(route.TransitGatewayAttachments ?? []).map((one) => one.TransitGatewayAttachmentId),
        ].join(' '),
      )
    },
    share(id) {
      const held = transitGateways.get({ store: cloud.store }, id)!
      transitGateways.admit({ store: cloud.store }, held, { account: otherAccount, region: 'us-east-1' })
    },
  }
}
