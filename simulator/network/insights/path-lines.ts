import type { Ec2 } from '../../api/generated/types.d.ts'

// Lines of route tables, network ACLs and security groups as analyses show them. Reachability Analyzer guide,
// getting-started-cli, "Example 2": protocols and origins in small letters.

const protocolNames: Readonly<Record<string, string>> = { '-1': 'all', '6': 'tcp', '17': 'udp', '1': 'icmp' }

const nameOf = (protocol = '-1'): string => protocolNames[protocol] ?? protocol

const portRange = (From: number | undefined, To: number | undefined) =>
  From === undefined || To === undefined || From < 0 ? {} : { PortRange: { From, To } }

export const aclRule = (entry: Ec2.NetworkAclEntry): Ec2.AnalysisAclRule => ({
  Cidr: entry.CidrBlock,
  Egress: entry.Egress,
  ...portRange(entry.PortRange?.From, entry.PortRange?.To),
  Protocol: nameOf(entry.Protocol),
  RuleAction: entry.RuleAction,
  RuleNumber: entry.RuleNumber,
})

export const groupRule = (rule: Ec2.SecurityGroupRule): Ec2.AnalysisSecurityGroupRule => ({
  ...(rule.CidrIpv4 !== undefined && { Cidr: rule.CidrIpv4 }),
  Direction: rule.IsEgress ? 'egress' : 'ingress',
  ...(rule.ReferencedGroupInfo?.GroupId !== undefined && {
    SecurityGroupId: rule.ReferencedGroupInfo.GroupId,
  }),
  ...portRange(rule.FromPort, rule.ToPort),
  ...(rule.PrefixListId !== undefined && { PrefixListId: rule.PrefixListId }),
  Protocol: nameOf(rule.IpProtocol),
})

export const routeTableRoute = (route: Ec2.Route): Ec2.AnalysisRouteTableRoute => ({
  ...(route.DestinationCidrBlock !== undefined && { DestinationCidr: route.DestinationCidrBlock }),
  ...(route.DestinationPrefixListId !== undefined && {
    DestinationPrefixListId: route.DestinationPrefixListId,
  }),
  ...(route.GatewayId !== undefined && { GatewayId: route.GatewayId }),
  ...(route.InstanceId !== undefined && { InstanceId: route.InstanceId }),
  ...(route.NatGatewayId !== undefined && { NatGatewayId: route.NatGatewayId }),
  ...(route.NetworkInterfaceId !== undefined && { NetworkInterfaceId: route.NetworkInterfaceId }),
  ...(route.Origin !== undefined && { Origin: route.Origin.toLowerCase() }),
  ...(route.TransitGatewayId !== undefined && { TransitGatewayId: route.TransitGatewayId }),
  ...(route.VpcPeeringConnectionId !== undefined && {
    VpcPeeringConnectionId: route.VpcPeeringConnectionId,
  }),
  ...(route.State !== undefined && { State: route.State }),
})

export function transitRoute(route: Ec2.TransitGatewayRoute): Ec2.TransitGatewayRouteTableRoute {
  const [attachment] = route.TransitGatewayAttachments ?? []
  return {
    ...(route.DestinationCidrBlock !== undefined && { DestinationCidr: route.DestinationCidrBlock }),
    ...(route.State !== undefined && { State: route.State }),
    ...(route.Type !== undefined && { RouteOrigin: route.Type }),
    ...(route.PrefixListId !== undefined && { PrefixListId: route.PrefixListId }),
    ...(attachment && {
      AttachmentId: attachment.TransitGatewayAttachmentId,
      ResourceId: attachment.ResourceId,
      ResourceType: attachment.ResourceType,
    }),
  }
}
