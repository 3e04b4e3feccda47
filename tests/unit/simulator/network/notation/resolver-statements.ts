import { contract } from '../../../../../simulator/api/contract.ts'
import type { Route53resolver } from '../../../../../simulator/api/generated/types.d.ts'
import { resolverEndpoints } from '../../../../../simulator/services/route53resolver/endpoints.ts'
import { namesOf } from './names.ts'
import type { Statement, World } from './world.ts'
import { settingIn } from './zone-statements.ts'

for (const service of ['route53resolver', 'elbv2', 'vpc-lattice']) await contract.need(service)

/** Resolver endpoints and rules, DNS Firewall, query logs, private names of endpoints. */
export const resolverStatements: Readonly<Record<string, Statement>> = {
  /** `resolver-endpoint ask-in inbound web,app dns-sg`: its addresses are `ask-in/web`; `now` does not wait for it. */
  'resolver-endpoint'(world, [name = '', direction = '', subnets = '', groups = '', now]) {
    const { ResolverEndpoint } = world.call(
      'route53resolver',
      'CreateResolverEndpoint',
      {
        CreatorRequestId: name,
        Name: name,
        Direction: direction.toUpperCase().replaceAll('-', '_') as Route53resolver.ResolverEndpointDirection,
        SecurityGroupIds: groups.split(',').map((one) => world.id(one)),
        IpAddresses: subnets.split(',').map((one) => {
          const [subnet = '', Ip] = one.split('=')
          return { SubnetId: world.id(subnet), ...(Ip !== undefined && { Ip }) }
        }),
      },
      world.where,
    )
    const { Id = '' } = ResolverEndpoint ?? {}
    world.name(name, Id)
    for (const { interface: eni, response } of resolverEndpoints.get(world.fabric, Id)?.side.addresses ??
      []) {
      world.name(`${name}/${world.nameOf(response.SubnetId ?? '')}`, eni)
    }
    if (now === undefined) world.pass(300)
  },
  /**
   * `resolver-rule to-corp forward corp.example ask-out 192.168.1.53,192.168.1.54 | main | other`: for these VPCs.
   * `resolver-rule stay system aws.corp.example | main`, `resolver-rule hand-on delegate ns1.corp.example ask-out | main`.
   */
  'resolver-rule'(world, [name = '', kind = '', domain = '', endpoint, targets], vpcs) {
    const { ResolverRule } = world.call(
      'route53resolver',
      'CreateResolverRule',
      {
        CreatorRequestId: name,
        RuleType: kind.toUpperCase() as Route53resolver.RuleTypeOption,
        ...(kind === 'delegate' ? { DelegationRecord: domain } : { DomainName: domain }),
        ...(endpoint !== undefined && { ResolverEndpointId: world.id(endpoint) }),
        ...(targets !== undefined && { TargetIps: targets.split(',').map((one) => targetOf(world, one)) }),
      },
      world.where,
    )
    world.name(name, ResolverRule?.Id)
    for (const [vpc = ''] of vpcs) applyRule(world, name, vpc)
  },
  /** `rule-vpc to-corp other` */
  'rule-vpc': (world, [rule = '', vpc = '']) => applyRule(world, rule, vpc),
  /** `domain-list bad | evil.example | *.evil.example` */
  'domain-list'(world, [Name = ''], domains) {
    const { FirewallDomainList } = world.call(
      'route53resolver',
      'CreateFirewallDomainList',
      { CreatorRequestId: Name, Name },
      world.where,
    )
    const FirewallDomainListId = FirewallDomainList?.Id ?? ''
    world.name(Name, FirewallDomainListId)
    world.call(
      'route53resolver',
      'UpdateFirewallDomains',
      { FirewallDomainListId, Operation: 'ADD', Domains: domains.map(([domain = '']) => domain) },
      world.where,
    )
    world.pass(60)
  },
  /** `dns-firewall guard main 101 | block bad NXDOMAIN | block ads OVERRIDE=sink.example | alert odd | allow good trust` */
  'dns-firewall'(world, [Name = '', vpc = '', priority], rules) {
    const { FirewallRuleGroup } = world.call(
      'route53resolver',
      'CreateFirewallRuleGroup',
      { CreatorRequestId: Name, Name },
      world.where,
    )
    const FirewallRuleGroupId = FirewallRuleGroup?.Id ?? ''
    for (const [i, [action = '', list = '', ...settings]] of rules.entries()) {
      world.call(
        'route53resolver',
        'CreateFirewallRule',
        {
          CreatorRequestId: `${Name}/${i}`,
          FirewallRuleGroupId,
          FirewallDomainListId: world.id(list),
          Priority: 10 * (i + 1),
          Action: action.toUpperCase() as Route53resolver.Action,
          Name: `${Name}-${i}`,
          ...firewallSettings(action, settings),
        },
        world.where,
      )
    }
    world.call(
      'route53resolver',
      'AssociateFirewallRuleGroup',
      { CreatorRequestId: Name, FirewallRuleGroupId, VpcId: world.id(vpc), Priority: Number(priority), Name },
      world.where,
    )
    world.pass(120)
  },
  /** `reverse-rules main off` */
  'reverse-rules'(world, [vpc = '', value]) {
    world.call(
      'route53resolver',
      'UpdateResolverConfig',
      { ResourceId: world.id(vpc), AutodefinedReverseFlag: value === 'on' ? 'ENABLE' : 'DISABLE' },
      world.where,
    )
    world.pass(300)
  },
  /** `private-names api-ep on`; for S3 with `everywhere`, else only for inbound Resolver endpoints. */
  'private-names'(world, [endpoint = '', value, ...flags]) {
    world.ask(
      'ModifyVpcEndpoint',
      {
        VpcEndpointId: world.id(endpoint),
        PrivateDnsEnabled: value === 'on',
        ...(flags.includes('everywhere') && {
          DnsOptions: { PrivateDnsOnlyForInboundResolverEndpoint: false },
        }),
        ...(flags.includes('inbound') && { DnsOptions: { PrivateDnsOnlyForInboundResolverEndpoint: true } }),
      },
      world.where,
    )
    world.pass(300)
  },
  /** `record-types api-ep service-defined` */
  'record-types': (world, [endpoint = '', type]) => {
    world.ask(
      'ModifyVpcEndpoint',
      { VpcEndpointId: world.id(endpoint), DnsOptions: { DnsRecordIpType: type as 'ipv4' } },
      world.where,
    )
    world.pass(300)
  },
  /** `names-of api-ep`, `names-of api-lb`: from here on `{api-ep}` stands for its DNS name, `{api-ep/b}` for a zone's. */
  'names-of'(world, [name = '']) {
    const id = world.id(name)
    if (id.startsWith('vpce-')) {
      const { VpcEndpoints } = world.ask('DescribeVpcEndpoints', { VpcEndpointIds: [id] }, world.where)
      for (const { DnsName = '', HostedZoneId = '' } of VpcEndpoints?.[0]?.DnsEntries ?? []) {
        if (!DnsName.endsWith('.vpce.amazonaws.com')) continue
        const zone = new RegExp(`-${world.where.region}([a-z])\\.`).exec(DnsName)?.[1]
        world.known.set(`name of ${name}${zone === undefined ? '' : `/${zone}`}`, DnsName.replace('*.', ''))
        world.known.set(`zone of ${DnsName}`, HostedZoneId)
      }
      return
    }
    if (id.startsWith('svc-')) {
      const { dnsEntry } = world.call('vpc-lattice', 'GetService', { serviceIdentifier: id }, world.where)
      world.known.set(`name of ${name}`, dnsEntry?.domainName ?? '')
      return
    }
    const { LoadBalancers } = world.call(
      'elbv2',
      'DescribeLoadBalancers',
      { LoadBalancerArns: [id] },
      world.where,
    )
    const { DNSName = '', CanonicalHostedZoneId = '' } = LoadBalancers?.[0] ?? {}
    world.known.set(`name of ${name}`, DNSName)
    world.known.set(`zone of ${DNSName}`, CanonicalHostedZoneId)
  },
  /** `query-log main logs`: the VPC's queries are logged to a log group of that name. */
  'query-log'(world, [vpc = '', Name = '']) {
    const { ResolverQueryLogConfig } = world.call(
      'route53resolver',
      'CreateResolverQueryLogConfig',
      {
        Name,
        CreatorRequestId: Name,
        DestinationArn: `arn:aws:logs:${world.where.region}:${world.where.account}:log-group:${Name}:*`,
      },
      world.where,
    )
    world.pass(60)
    world.call(
      'route53resolver',
      'AssociateResolverQueryLogConfig',
      { ResolverQueryLogConfigId: ResolverQueryLogConfig?.Id ?? '', ResourceId: world.id(vpc) },
      world.where,
    )
    world.pass(60)
  },
}

function targetOf(world: World, text: string): Route53resolver.TargetAddress {
  const [address = '', Port] = text.split(':')
  return { Ip: namesOf(world, address), ...(Port !== undefined && { Port: Number(Port) }) }
}

function applyRule(world: World, rule: string, vpc: string): void {
  const VPCId = world.id(vpc)
  world.call(
    'route53resolver',
    'AssociateResolverRule',
    { ResolverRuleId: world.id(rule), VPCId },
    world.where,
  )
  world.pass(30)
}

function firewallSettings(
  action: string,
  settings: readonly string[],
): Partial<Route53resolver.CreateFirewallRuleRequest> {
  const [response = ''] = settings
  const override = settingIn(settings, 'OVERRIDE')
  const qtype = settingIn(settings, 'type')
  return {
    ...(action === 'block' && {
      BlockResponse: (override === undefined ? response : 'OVERRIDE') as Route53resolver.BlockResponse,
    }),
    ...(override !== undefined && {
      BlockOverrideDomain: override,
      BlockOverrideDnsType: 'CNAME' as const,
      BlockOverrideTtl: 60,
    }),
    ...(settings.includes('trust') && {
      FirewallDomainRedirectionAction: 'TRUST_REDIRECTION_DOMAIN' as const,
    }),
    ...(qtype !== undefined && { Qtype: qtype }),
  }
}
