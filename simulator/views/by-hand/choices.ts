import type { Cloud } from '../../cloud.ts'
import { accounts } from '../../world/accounts.ts'
import { nameFor } from '../inspector/related.ts'
import { findSubject } from '../inspector/subject.ts'
import { nameOfAccount, type Speaker } from '../mending/spell-repair.ts'
import { isGone } from '../topology/standing.ts'
import { type Asking, answerTo, familyNamed } from './asking.ts'
import { at } from './shapes.ts'

// What a member may be, out of what there is in the world.

export interface Choice {
  readonly value: string
  readonly label: string
}

type Provider = (asking: Asking) => readonly Choice[] | Promise<readonly Choice[]>

/** What there is to choose for a member: undefined where anything may be typed. */
export async function choicesFor(asking: Asking, path: string): Promise<readonly Choice[] | undefined> {
  const member = memberOf(path)
  const provider = providers[`${asking.action.operation}.${member}`] ?? providers[path] ?? providers[member]
  if (provider) return provider(asking)
  if (!/(Ids?|Arns?)$/.test(member)) return undefined
  const ids = asking.cloud.idsFor(member, asking.scope)
  return inReach(
    asking,
    ids.map((id) => choiceOf(asking, id)),
  )
}

/** `AddSubnetIds`, `Targets.*.Id`: the last step, without what is done with it. */
export function memberOf(path: string): string {
  const steps = path.split('.').filter((step) => step !== '*' && !/^\d+$/.test(step))
  return (steps.at(-1) ?? path).replace(/^(Add|Remove)(?=[A-Z])/, '')
}

function choiceOf({ cloud }: Pick<Asking, 'cloud'>, id: string): Choice {
  const found = findSubject(cloud, id)
  const held = found?.family.get(cloud.fabric, found.key)
  const name = found && held ? nameFor(found.family, held) : ''
  const detail = ['CidrBlock', 'PrivateIpAddress', 'PublicIp'].map((one) => held?.record[one]).find(Boolean)
  return {
    value: id,
    label: [name, id.startsWith('arn:') ? '' : id, detail].filter(Boolean).join(' · ') || id,
  }
}

/** Without what is gone, and what lies in another VPC than the one that is meant. */
function inReach({ cloud, input, subject }: Asking, all: readonly Choice[]): readonly Choice[] {
  const vpc =
    input['VpcId'] ?? subject?.record['VpcId'] ?? (subject?.family === 'ec2:vpc' ? subject.id : undefined)
  return all.filter(({ value }) => {
    const found = findSubject(cloud, value)
    const record = found?.family.get(cloud.fabric, found.key)?.record
    if (!record) return true
    if (isGone(String(record['State'] ?? (at(record, 'State.Name') as string) ?? ''))) return false
    const own = record['VpcId']
    return typeof own !== 'string' || typeof vpc !== 'string' || own === vpc || value === own
  })
}

/** Those of a family that whoever fills the form in sees. */
const of =
  (...names: readonly string[]): Provider =>
  (asking) =>
    inReach(
      asking,
      names.flatMap((name) => {
        const family = familyNamed(asking.cloud, name)
        const list = family?.list({ store: asking.cloud.store, ...asking.scope }) ?? []
        return list.map((held) => choiceOf(asking, family!.idOf(held)))
      }),
    )

/** Those of a family that anybody has. */
const anywhere =
  (name: string): Provider =>
  (asking) => {
    const family = familyNamed(asking.cloud, name)
    const all = family?.everyone(asking.cloud.fabric) ?? []
    return all
      .map((held) => {
        const choice = choiceOf(asking, family!.idOf(held))
        return { ...choice, label: `${choice.label} · ${accountName(asking, held.account)} ${held.region}` }
      })
      .filter(({ value }) => value !== asking.subject?.id)
  }

const accountName = ({ cloud, speaker }: Asking, account: string): string =>
  nameOfAccount(cloud, speaker, account)

/** Everybody's account, under the name that people have for it. */
export const accountChoices = (cloud: Cloud, speaker: Speaker): readonly Choice[] =>
  cloud.store.all(accounts).map(({ id }) => {
    const name = nameOfAccount(cloud, speaker, id)
    return { value: id, label: name.includes(id) ? name : `${name} · ${id}` }
  })

const plain = (values: readonly string[]): readonly Choice[] =>
  values.map((value) => ({ value, label: value }))

const endpointTypes = (asking: Asking) => String(asking.input['VpcEndpointType'] ?? 'Interface')

const services: Provider = async (asking) => {
  const elsewhere = asking.input['ServiceRegion']
  const { ServiceDetails = [] } = await answerTo(asking, 'ec2', 'DescribeVpcEndpointServices', {
    ...(typeof elsewhere === 'string' && { ServiceRegions: [elsewhere] }),
  })
  const type = endpointTypes(asking)
  return ServiceDetails.filter(({ ServiceType = [] }) => ServiceType.some((one) => one.ServiceType === type))
    .map(({ ServiceName = '', ServiceId = '' }) => {
      const name = ServiceName.includes('vpce-svc-') ? choiceOf(asking, ServiceId).label : ServiceName
      return { value: ServiceName, label: name }
    })
    .sort((a, b) => Number(b.value.includes('vpce-svc-')) - Number(a.value.includes('vpce-svc-')))
}

/** Regions that an account has switched on, but for the one that is asked from. */
const otherRegions: Provider = async (asking) => {
  const { Regions = [] } = await answerTo(asking, 'ec2', 'DescribeRegions', {})
  const names = Regions.flatMap(({ RegionName }) => RegionName ?? [])
  return plain(names.filter((name) => name !== asking.scope.region))
}

const zones: Provider = async (asking) => {
  const { AvailabilityZones = [] } = await answerTo(asking, 'ec2', 'DescribeAvailabilityZones', {})
  return AvailabilityZones.map(({ ZoneName = '', ZoneId = '' }) => ({
    value: ZoneName,
    label: `${ZoneName} · ${ZoneId}`,
  }))
}

/** The associations that a route table or network ACL, or a subnet, takes part in. */
const associations =
  (operation: 'DescribeRouteTables' | 'DescribeNetworkAcls'): Provider =>
  async (asking) => {
    const found = await answerTo(asking, 'ec2', operation, {})
    const tables =
      ('RouteTables' in found ? found.RouteTables : 'NetworkAcls' in found ? found.NetworkAcls : []) ?? []
    const { subject } = asking
    return tables.flatMap((table) =>
      (table.Associations ?? []).flatMap((one) => {
        const id = 'RouteTableAssociationId' in one ? one.RouteTableAssociationId : undefined
        const value = id ?? ('NetworkAclAssociationId' in one ? (one.NetworkAclAssociationId as string) : '')
        const end = one.SubnetId ?? ('GatewayId' in one ? (one.GatewayId as string) : undefined) ?? 'main'
        const owner = String(
          ('RouteTableId' in table ? table.RouteTableId : undefined) ??
            ('NetworkAclId' in table ? table.NetworkAclId : ''),
        )
        const isMeant =
          subject?.family === 'ec2:subnet'
            ? end === subject.id
            : subject?.family === 'ec2:route-table'
              ? owner === subject.id && end !== 'main'
              : table.VpcId === subject?.record['VpcId']
        return isMeant && value
          ? [{ value, label: `${choiceOf(asking, end).label} → ${choiceOf(asking, owner).label}` }]
          : []
      }),
    )
  }

const rulesOfGroup: Provider = async (asking) => {
  const { SecurityGroupRules = [] } = await answerTo(asking, 'ec2', 'DescribeSecurityGroupRules', {
    Filters: [{ Name: 'group-id', Values: [asking.subject?.id] }],
  })
  const isEgress = asking.action.operation.endsWith('Egress')
  return SecurityGroupRules.filter((rule) => rule.IsEgress === isEgress).map((rule) => {
    const peer =
      rule.CidrIpv4 ?? rule.CidrIpv6 ?? rule.PrefixListId ?? rule.ReferencedGroupInfo?.GroupId ?? ''
    const ports = rule.FromPort === rule.ToPort ? rule.FromPort : `${rule.FromPort}–${rule.ToPort}`
    const told = rule.IpProtocol === '-1' ? 'all traffic' : `${rule.IpProtocol} ${ports}`
    return { value: rule.SecurityGroupRuleId ?? '', label: `${told} ${isEgress ? 'to' : 'from'} ${peer}` }
  })
}

const balancersOf =
  (type: string): Provider =>
  async (asking) => {
    const { LoadBalancers = [] } = await answerTo(asking, 'elbv2', 'DescribeLoadBalancers', {})
    return LoadBalancers.filter(({ Type }) => Type === type).map(
      ({ LoadBalancerArn = '', LoadBalancerName = '' }) => ({
        value: LoadBalancerArn,
        label: LoadBalancerName,
      }),
    )
  }

const waitingEndpoints: Provider = async (asking) => {
  const { VpcEndpointConnections = [] } = await answerTo(asking, 'ec2', 'DescribeVpcEndpointConnections', {
    Filters: [{ Name: 'service-id', Values: [asking.subject?.id] }],
  })
  return VpcEndpointConnections.map(({ VpcEndpointId = '', VpcEndpointState = '' }) => ({
    value: VpcEndpointId,
    label: `${choiceOf(asking, VpcEndpointId).label} · ${VpcEndpointState}`,
  }))
}

const principals: Provider = ({ cloud, speaker }) => [
  ...accountChoices(cloud, speaker).map(({ value, label }) => ({
    value: `arn:aws:iam::${value}:root`,
    label,
  })),
  { value: '*', label: '* (everybody)' },
]

const ownRoutes: Provider = ({ subject }) => {
  const routes = (subject?.record['Routes'] ?? []) as readonly Readonly<Record<string, string>>[]
  return plain(
    routes
      .filter(({ GatewayId }) => GatewayId !== 'local')
      .flatMap(
        (route) =>
          route['DestinationCidrBlock'] ??
          route['DestinationIpv6CidrBlock'] ??
          route['DestinationPrefixListId'] ??
          [],
      ),
  )
}

const routeTargets: Provider = async (asking) => {
  const ends = await of(
    'ec2:vpc-endpoint',
    'ec2:natgateway',
    'ec2:transit-gateway',
    'ec2:vpc-peering-connection',
    'ec2:egress-only-internet-gateway',
    'ec2:network-interface',
  )(asking)
  const gateways = await of('ec2:internet-gateway', 'ec2:vpn-gateway')(asking)
  const isTarget = ({ value }: Choice) => {
    const held = familyNamed(asking.cloud, 'ec2:vpc-endpoint')?.get(asking.cloud.fabric, value)
    return !held || held.record['VpcEndpointType'] === 'GatewayLoadBalancer'
  }
  return [...gateways, ...ends.filter(isTarget)]
}

const onPremises =
  (table: 'onprem:site' | 'onprem:host' | 'onprem:router'): Provider =>
  async (asking) => {
    if (table === 'onprem:site') {
      const { Sites = [] } = await answerTo(asking, 'onprem', 'DescribeSites', {})
      return plain(Sites.map(({ Name }) => Name))
    }
    if (table === 'onprem:host') {
      const { Hosts = [] } = await answerTo(asking, 'onprem', 'DescribeHosts', {})
      return plain(Hosts.map(({ Name }) => Name))
    }
    const { Routers = [] } = await answerTo(asking, 'onprem', 'DescribeRouters', {})
    return plain(Routers.map(({ Name }) => Name))
  }

const lines: Provider = async (asking) => [
  ...(await anywhere('directconnect:dxvif')(asking)),
  ...(await anywhere('ec2:vpn-connection')(asking)),
]

const imageOf = 'resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64'

const groups = of('ec2:security-group')
const subnets = of('ec2:subnet')
const flags = plain(['true', 'false'])

/** By the whole path, by operation and member, or by the member alone. */
const providers: Readonly<Record<string, Provider>> = {
  ServiceName: services,
  ServiceRegion: otherRegions,
  AvailabilityZone: zones,
  GroupIds: groups,
  SecurityGroupIds: groups,
  securityGroupIds: groups,
  SecurityGroups: groups,
  Groups: groups,
  Subnets: subnets,
  subnetIds: subnets,
  VpcId: of('ec2:vpc'),
  VPCId: anywhere('ec2:vpc'),
  PeerVpcId: anywhere('ec2:vpc'),
  'ReplaceRouteTableAssociation.AssociationId': associations('DescribeRouteTables'),
  'DisassociateRouteTable.AssociationId': associations('DescribeRouteTables'),
  'ReplaceNetworkAclAssociation.AssociationId': associations('DescribeNetworkAcls'),
  SecurityGroupRuleIds: rulesOfGroup,
  NetworkLoadBalancerArns: balancersOf('network'),
  GatewayLoadBalancerArns: balancersOf('gateway'),
  TargetGroupArn: of('elbv2:target-group'),
  VpcEndpointIds: waitingEndpoints,
  AllowedPrincipals: principals,
  'DeleteRoute.$destination': ownRoutes,
  'ReplaceRoute.$destination': ownRoutes,
  $target: routeTargets,
  GatewayId: of('ec2:internet-gateway', 'ec2:vpn-gateway'),
  'EnableVgwRoutePropagation.GatewayId': of('ec2:vpn-gateway'),
  'DisableVgwRoutePropagation.GatewayId': of('ec2:vpn-gateway'),
  InstanceId: of('ec2:instance'),
  'Targets.*.Id': of('ec2:instance'),
  AllocationId: of('ec2:elastic-ip'),
  ImageId: () => [{ value: imageOf, label: 'Amazon Linux 2023' }],
  InstanceType: () => plain(['t3.micro', 't3.small', 'm5.large', 'c5n.large']),
  'IamInstanceProfile.Name': (asking) => {
    const family = familyNamed(asking.cloud, 'iam:instance-profile')
    const list = family?.list({ store: asking.cloud.store, ...asking.scope }) ?? []
    return plain(list.map(({ record }) => String(record['InstanceProfileName'])))
  },
  IpProtocol: () => [...plain(['tcp', 'udp', 'icmp']), { value: '-1', label: 'all' }],
  Protocol: ({ action }) =>
    action.service === 'elbv2'
      ? plain(['TCP', 'TLS', 'UDP', 'GENEVE', 'HTTP', 'HTTPS'])
      : [...plain(['tcp', 'udp', 'icmp']), { value: '-1', label: 'all' }],
  virtualGatewayId: of('ec2:vpn-gateway'),
  gatewayId: of('ec2:vpn-gateway', 'ec2:transit-gateway'),
  directConnectGatewayId: anywhere('directconnect:dx-gateway'),
  connectionId: anywhere('directconnect:dxcon'),
  HostedZoneId: anywhere('route53:hosted-zone'),
  'ChangeBatch.Changes.0.ResourceRecordSet.AliasTarget.HostedZoneId': endpointZones,
  ResolverRuleId: of('route53resolver:resolver-rule'),
  ResolverEndpointId: of('route53resolver:resolver-endpoint'),
  ResourceConfigurationArn: (asking) => arnsOf(asking, 'vpc-lattice:resource-configuration'),
  ServiceNetworkArn: (asking) => arnsOf(asking, 'vpc-lattice:service-network'),
  Site: onPremises('onprem:site'),
  Router: onPremises('onprem:router'),
  Target: lines,
  LocationConstraint: ({ scope }) => plain([scope.region]),
  'Attributes.0.Value': () => flags,
  TrafficType: () => plain(['ALL', 'ACCEPT', 'REJECT']),
}

function arnsOf(asking: Asking, name: string): readonly Choice[] {
  const family = familyNamed(asking.cloud, name)
  const list = family?.list({ store: asking.cloud.store, ...asking.scope }) ?? []
  return list.map((held) => ({
    value: family!.arnOf(held),
    label: nameFor(family!, held) || family!.idOf(held),
  }))
}

/** The zones that the names of endpoints are in, as alias records want them. */
async function endpointZones(asking: Asking): Promise<readonly Choice[]> {
  const { VpcEndpoints = [] } = await answerTo(asking, 'ec2', 'DescribeVpcEndpoints', {})
  const entries = VpcEndpoints.flatMap(({ DnsEntries = [] }) => DnsEntries)
  return entries.map(({ DnsName = '', HostedZoneId = '' }) => ({
    value: HostedZoneId,
    label: `${HostedZoneId} · ${DnsName}`,
  }))
}
