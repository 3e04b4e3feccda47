import type { Ec2 } from '../../../../../simulator/api/generated/types.d.ts'
import { testCloud } from '../cloud.ts'

// Security groups and network ACLs to test with, and a short way to write what they hold.

/** A world with a VPC beside the default one, and what comes with both. */
export function securityWorld() {
  const cloud = testCloud()
  const { ask } = cloud
  const defaultVpc = ask('DescribeVpcs').Vpcs![0]!.VpcId!
  const vpc = ask('CreateVpc', { CidrBlock: '10.0.0.0/16' }).Vpc!.VpcId!
  cloud.pass(5)
  const groups = (...ids: string[]) => ask('DescribeSecurityGroups', { GroupIds: ids }).SecurityGroups!
  return {
    ...cloud,
    defaultVpc,
    vpc,
    /** Makes a group, in the VPC unless told otherwise. */
    group: (GroupName: string, VpcId = vpc) =>
      ask('CreateSecurityGroup', { GroupName, Description: 'for a test', VpcId }).GroupId!,
    inbound: (id: string) => groups(id)[0]!.IpPermissions!.map(inShort),
    outbound: (id: string) => groups(id)[0]!.IpPermissionsEgress!.map(inShort),
    rules: (id: string) =>
      ask('DescribeSecurityGroupRules', { Filters: [{ Name: 'group-id', Values: [id] }] })
        .SecurityGroupRules!,
  }
}

/** `tcp 443-443 10.0.0.0/8 sg-1` */
export function inShort(permission: Ec2.IpPermission): string {
  const { IpProtocol, FromPort, ToPort, IpRanges, Ipv6Ranges, PrefixListIds, UserIdGroupPairs } = permission
  const ports = FromPort === undefined ? [] : [`${FromPort}-${ToPort}`]
  const peers = [
    ...(IpRanges ?? []).map((one) => one.CidrIp),
    ...(Ipv6Ranges ?? []).map((one) => one.CidrIpv6),
    ...(PrefixListIds ?? []).map((one) => one.PrefixListId),
    ...(UserIdGroupPairs ?? []).map((one) => one.GroupId),
  ]
  return [IpProtocol, ...ports, ...peers].join(' ')
}

/** `permission('tcp 443 10.0.0.0/8 ::/0 sg-1 pl-1')`; ports as `80`, `80-90`, or `8/0` for ICMP. */
export function permission(text: string): Ec2.IpPermission {
  const [IpProtocol, ...parts] = text.split(' ')
  const ports = parts.find((part) => /^-?\d+(-\d+|\/-?\d+)?$/.test(part))
  const [from, to = from] = ports?.includes('/') ? ports.split('/') : (ports?.split(/(?<=\d)-/) ?? [])
  const peers = parts.filter((part) => part !== ports)
  const only = (wanted: (peer: string) => boolean) => peers.filter(wanted)
  const isGroup = (peer: string) => peer.startsWith('sg-')
  const isList = (peer: string) => peer.startsWith('pl-')
  const isIpv6 = (peer: string) => peer.includes(':')
  return {
    IpProtocol: IpProtocol!,
    ...(from !== undefined && { FromPort: Number(from), ToPort: Number(to) }),
    IpRanges: only((peer) => !isGroup(peer) && !isList(peer) && !isIpv6(peer)).map((CidrIp) => ({ CidrIp })),
    Ipv6Ranges: only(isIpv6).map((CidrIpv6) => ({ CidrIpv6 })),
    UserIdGroupPairs: only(isGroup).map((GroupId) => ({ GroupId })),
    PrefixListIds: only(isList).map((PrefixListId) => ({ PrefixListId })),
  }
}

/** The same world with a group in the VPC, and verbs for its rules. */
export function withGroup() {
  const world = securityWorld()
  const { ask, refused, group } = world
  const web = group('web')
  const permissions = (texts: string[]) => ({ GroupId: web, IpPermissions: texts.map(permission) })
  return {
    ...world,
    web,
    allow: (...texts: string[]) => ask('AuthorizeSecurityGroupIngress', permissions(texts)),
    allowOut: (...texts: string[]) => ask('AuthorizeSecurityGroupEgress', permissions(texts)),
    refuse: (...texts: string[]) => refused('AuthorizeSecurityGroupIngress', permissions(texts)),
    revoke: (...texts: string[]) => ask('RevokeSecurityGroupIngress', permissions(texts)),
  }
}
