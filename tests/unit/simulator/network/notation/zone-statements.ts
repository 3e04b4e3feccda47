import { contract } from '../../../../../simulator/api/contract.ts'
import type { Route53 } from '../../../../../simulator/api/generated/types.d.ts'
import { networkInterfaces } from '../../../../../simulator/services/ec2/network-interfaces.ts'
import { vpcs } from '../../../../../simulator/services/ec2/vpcs.ts'
import { readName } from '../../../../../simulator/services/route53/domain-names.ts'
import { hostedZones } from '../../../../../simulator/services/route53/hosted-zones.ts'
import { namesOf } from './names.ts'
import type { Statement, World } from './world.ts'

await contract.need('route53')

/** Hosted zones with their records and health checks. */
export const zoneStatements: Readonly<Record<string, Statement>> = {
  /** `zone corp corp.example private main,other`, `zone site shop.example public` */
  zone(world, [name = '', Name = '', kind, vpcs = '']) {
    const [first, ...others] = vpcs.split(',').filter((one) => one !== '')
    const { HostedZone, DelegationSet } = world.call(
      'route53',
      'CreateHostedZone',
      {
        Name,
        CallerReference: name,
        ...(kind === 'private' && first !== undefined && { VPC: vpcOf(world, first) }),
      },
      world.where,
    )
    world.name(name, HostedZone?.Id)
    world.known.set(`servers of ${name}`, (DelegationSet?.NameServers ?? []).join(','))
    for (const vpc of others) associate(world, name, vpc)
  },
  /** `zone-vpc corp other` */
  'zone-vpc': (world, [zone = '', vpc = '']) => associate(world, zone, vpc),
  /** `no-zone-vpc corp other` */
  'no-zone-vpc': (world, [zone = '', vpc = '']) =>
    void world.call(
      'route53',
      'DisassociateVPCFromHostedZone',
      {
        HostedZoneId: world.id(zone),
        VPC: { VPCId: world.id(vpc), VPCRegion: world.where.region as 'us-east-1' },
      },
      world.where,
    ),
  /**
   * `record corp www.corp.example A 10.0.1.10,10.0.1.11`; behind it `ttl=60`, and for a routing policy `set=blue` with
   * `weight=3`, `failover=PRIMARY`, `region=eu-west-1`, `country=DE`, `continent=EU`, `multi` or `network=name/offices`,
   * and `check=name`. In values, underscores stand for blanks.
   */
  record: (world, [zone = '', Name = '', Type = '', values = '', ...settings]) =>
    changeRecords(world, zone, 'UPSERT', {
      Name,
      Type: Type as Route53.RRType,
      TTL: Number(settingIn(settings, 'ttl') ?? 300),
      ResourceRecords: values
        .split(',')
        .map((Value) => ({ Value: namesOf(world, Value).replaceAll('_', ' ') })),
      ...policyOf(world, settings),
    }),
  /** `alias corp api.corp.example A {api-ep}`, with the same settings and `healthy` to evaluate its target's health. */
  alias: (world, [zone = '', Name = '', Type = '', target = '', ...settings]) => {
    const DNSName = namesOf(world, target)
    changeRecords(world, zone, 'UPSERT', {
      Name,
      Type: Type as Route53.RRType,
      AliasTarget: {
        DNSName,
        HostedZoneId: world.known.get(`zone of ${DNSName}`) ?? world.id(zone).replace('/hostedzone/', ''),
        EvaluateTargetHealth: settings.includes('healthy'),
      },
      ...policyOf(world, settings),
    })
  },
  /** `unrecord corp www.corp.example A` */
  unrecord(world, [zone = '', name = '', type = '']) {
    const { ResourceRecordSets } = world.call(
      'route53',
      'ListResourceRecordSets',
      { HostedZoneId: world.id(zone), StartRecordName: name, StartRecordType: type as Route53.RRType },
      world.where,
    )
    const [found] = ResourceRecordSets ?? []
    if (found?.Name === readName(name).name && found?.Type === type)
      changeRecords(world, zone, 'DELETE', found)
    else throw new Error(`${zone} has no record ${name} ${type}.`)
  },
  /** `delegate site shop.example sub.shop.example below`: NS records for another zone's name servers. */
  delegate: (world, [zone = '', Name = '', below = '']) =>
    changeRecords(world, zone, 'UPSERT', {
      Name,
      Type: 'NS',
      TTL: 300,
      ResourceRecords: (world.known.get(`servers of ${below}`) ?? below)
        .split(',')
        .map((Value) => ({ Value })),
    }),
  /** `health-check probe web-1:443 [inverted]`: of a host's public address, or by `name.example:80` of what it leads to. */
  'health-check'(world, [name = '', where = '', ...flags]) {
    const [target = '', port] = where.split(':')
    const address = networkInterfaces.get(world.fabric, world.id(target))?.record.Association?.PublicIp
    const { HealthCheck } = world.call(
      'route53',
      'CreateHealthCheck',
      {
        CallerReference: name,
        HealthCheckConfig: {
          Type: address === undefined ? 'HTTP' : 'TCP',
          Port: Number(port),
          ...(address === undefined ? { FullyQualifiedDomainName: target } : { IPAddress: address }),
          Inverted: flags.includes('inverted'),
        },
      },
      world.where,
    )
    world.name(name, HealthCheck?.Id)
  },
  /** `networks lists offices 198.51.100.0/24`: a CIDR collection with one location. */
  networks(world, [name = '', LocationName = '', ...CidrList]) {
    const { Collection } = world.call(
      'route53',
      'CreateCidrCollection',
      { Name: name, CallerReference: name },
      world.where,
    )
    world.name(name, Collection?.Id)
    world.call(
      'route53',
      'ChangeCidrCollection',
      { Id: Collection?.Id ?? '', Changes: [{ LocationName, Action: 'PUT', CidrList }] },
      world.where,
    )
  },
}

const vpcOf = (world: World, vpc: string): Route53.VPC => ({
  VPCId: world.id(vpc),
  VPCRegion: vpcs.get(world.fabric, world.id(vpc))?.region as Route53.VPCRegion,
})

function associate(world: World, zone: string, vpc: string): void {
  const held = hostedZones.get(world.fabric, world.id(zone))
  const input = { HostedZoneId: world.id(zone), VPC: vpcOf(world, vpc) }
  const owner = { account: held?.account ?? world.where.account, region: 'us-east-1' }
  const account = vpcs.get(world.fabric, world.id(vpc))?.account ?? owner.account
  if (account !== owner.account) world.call('route53', 'CreateVPCAssociationAuthorization', input, owner)
  world.call('route53', 'AssociateVPCWithHostedZone', input, { account, region: 'us-east-1' })
}

export function changeRecords(
  world: World,
  zone: string,
  Action: Route53.ChangeAction,
  ResourceRecordSet: Route53.ResourceRecordSet,
) {
  world.call(
    'route53',
    'ChangeResourceRecordSets',
    { HostedZoneId: world.id(zone), ChangeBatch: { Changes: [{ Action, ResourceRecordSet }] } },
    world.where,
  )
}

export const settingIn = (settings: readonly string[], key: string): string | undefined =>
  settings.find((one) => one.startsWith(`${key}=`))?.slice(key.length + 1)

function policyOf(world: World, settings: readonly string[]): Partial<Route53.ResourceRecordSet> {
  const read = (key: string) => settingIn(settings, key)
  const [set, weight, failover, region] = [read('set'), read('weight'), read('failover'), read('region')]
  const [country, continent, check, network] = [
    read('country'),
    read('continent'),
    read('check'),
    read('network'),
  ]
  const [collection = '', location = ''] = network?.split('/') ?? []
  return {
    ...(set !== undefined && { SetIdentifier: set }),
    ...(weight !== undefined && { Weight: Number(weight) }),
    ...(failover !== undefined && { Failover: failover as Route53.ResourceRecordSetFailover }),
    ...(region !== undefined && { Region: region as Route53.ResourceRecordSetRegion }),
    ...(country !== undefined && { GeoLocation: { CountryCode: country } }),
    ...(continent !== undefined && { GeoLocation: { ContinentCode: continent } }),
    ...(settings.includes('multi') && { MultiValueAnswer: true }),
    ...(network !== undefined && {
      CidrRoutingConfig: { CollectionId: world.id(collection), LocationName: location },
    }),
    ...(check !== undefined && { HealthCheckId: world.id(check) }),
  }
}
