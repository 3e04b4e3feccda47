// Values that go into one member or another, by what they look like.

interface Macro {
  readonly label: string
  pathFor(value: string): string
}

const isList = (value: string) => value.startsWith('pl-')

export const macros: Readonly<Record<string, Macro>> = {
  $destination: {
    label: 'Destination',
    pathFor(value) {
      if (isList(value)) return 'DestinationPrefixListId'
      return value.includes(':') ? 'DestinationIpv6CidrBlock' : 'DestinationCidrBlock'
    },
  },
  $target: {
    label: 'Target',
    pathFor: (value) => targets[/^[a-z]+/.exec(value)?.[0] ?? ''] ?? 'GatewayId',
  },
  $peer: {
    label: 'Source or destination',
    pathFor(value) {
      if (isList(value)) return 'IpPermissions.0.PrefixListIds.0.PrefixListId'
      if (value.startsWith('sg-')) return 'IpPermissions.0.UserIdGroupPairs.0.GroupId'
      return value.includes(':')
        ? 'IpPermissions.0.Ipv6Ranges.0.CidrIpv6'
        : 'IpPermissions.0.IpRanges.0.CidrIp'
    },
  },
}

const targets: Readonly<Record<string, string>> = {
  igw: 'GatewayId',
  vgw: 'GatewayId',
  nat: 'NatGatewayId',
  vpce: 'VpcEndpointId',
  tgw: 'TransitGatewayId',
  pcx: 'VpcPeeringConnectionId',
  eni: 'NetworkInterfaceId',
  eigw: 'EgressOnlyInternetGatewayId',
  i: 'InstanceId',
}
