import { describe, expect, it } from 'vitest'
import type { Elbv2 } from '../../../../../simulator/api/generated/types.d.ts'
import { raiseQuota } from '../../../../../simulator/world/quotas.ts'
import { account as owner } from '../cloud.ts'
import { balancingWorld } from './elbv2-world.ts'

// IAM's server certificates are not simulated, so any of them will do.
const certificate = 'arn:aws:iam::123456789012:server-certificate/web'
const otherCertificate = 'arn:aws:iam::123456789012:server-certificate/api'

function world() {
  const all = balancingWorld()
  const { open, groupOf, a, b } = all
  const balancer = open()
  const gateway = open({ Name: 'gate', Type: 'gateway', Scheme: undefined, Subnets: [a] })
  const application = open({ Name: 'app', Type: 'application', Subnets: [a, b] })
  const group = groupOf()
  const geneve = groupOf({ Name: 'geneve', Protocol: 'GENEVE', Port: 6081 })
  const http = groupOf({ Name: 'http', Protocol: 'HTTP' })
  const to = ({ TargetGroupArn = '' }: Elbv2.TargetGroup): Elbv2.Action[] => [
    { Type: 'forward', TargetGroupArn },
  ]
  const input = (more: Partial<Elbv2.CreateListenerInput> = {}): Elbv2.CreateListenerInput => ({
    LoadBalancerArn: balancer.LoadBalancerArn!,
    Protocol: 'TCP',
    Port: 80,
    DefaultActions: to(group),
    ...more,
  })
  const create = (more?: Partial<Elbv2.CreateListenerInput>) =>
    all.elb('CreateListener', input(more)).Listeners![0]!
  const refuse = (more: Partial<Elbv2.CreateListenerInput>) => all.refused('CreateListener', input(more))
  const ofGateway = { LoadBalancerArn: gateway.LoadBalancerArn!, DefaultActions: to(geneve) }
  const ofApplication = {
    LoadBalancerArn: application.LoadBalancerArn!,
    Protocol: 'HTTP',
    DefaultActions: to(http),
  } as const
  return {
    ...all,
    ...{
      balancer,
      gateway,
      application,
      group,
      geneve,
      http,
      to,
      input,
      create,
      refuse,
      ofGateway,
      ofApplication,
    },
  }
}

const tls = { Protocol: 'TLS', Port: 443, Certificates: [{ CertificateArn: certificate }] } as const

describe('a listener', () => {
  it('of a Network Load Balancer forwards a port to a target group', () => {
    const { create, balancer, group } = world()
    const { TargetGroupArn } = group
    expect(create()).toEqual({
      ListenerArn: expect.stringMatching(
        new RegExp(`^${balancer.LoadBalancerArn!.replace(':loadbalancer/', ':listener/')}/[0-9a-f]{16}$`),
      ),
      LoadBalancerArn: balancer.LoadBalancerArn,
      Port: 80,
      Protocol: 'TCP',
      DefaultActions: [
        {
          Type: 'forward',
          TargetGroupArn,
          ForwardConfig: {
            TargetGroups: [{ TargetGroupArn, Weight: 1 }],
            TargetGroupStickinessConfig: { Enabled: false },
          },
        },
      ],
    })
  })

  it('of a Gateway Load Balancer has neither port nor protocol', () => {
    const { elb, ofGateway, geneve } = world()
    const { TargetGroupArn } = geneve
    expect(elb('CreateListener', ofGateway).Listeners).toEqual([
      {
        ListenerArn: expect.stringContaining(':listener/gwy/gate/'),
        LoadBalancerArn: ofGateway.LoadBalancerArn,
        DefaultActions: [
          { Type: 'forward', TargetGroupArn, ForwardConfig: { TargetGroups: [{ TargetGroupArn }] } },
        ],
      },
    ])
  })

  it('shares connections among target groups by weight', () => {
    const { create, groupOf, group } = world()
    const other = groupOf({ Name: 'other' })
    const TargetGroups = [
      { TargetGroupArn: group.TargetGroupArn, Weight: 9 },
      { TargetGroupArn: other.TargetGroupArn, Weight: 1 },
    ]
    const [action] = create({ DefaultActions: [{ Type: 'forward', ForwardConfig: { TargetGroups } }] })
      .DefaultActions!
    expect(action!.TargetGroupArn).toBeUndefined()
    expect(action!.ForwardConfig!.TargetGroups).toEqual(TargetGroups)
  })

  it('of TLS has a certificate and a policy', () => {
    const { create } = world()
    expect(create({ ...tls, AlpnPolicy: ['HTTP2Preferred'] })).toMatchObject({
      Certificates: [{ CertificateArn: certificate }],
      SslPolicy: 'ELBSecurityPolicy-2016-08',
      AlpnPolicy: ['HTTP2Preferred'],
    })
  })

  it('of an Application Load Balancer may answer by itself', () => {
    const { create, ofApplication } = world()
    const fixed = { Type: 'fixed-response', FixedResponseConfig: { StatusCode: '404' } } as const
    expect(create({ ...ofApplication, DefaultActions: [fixed] }).DefaultActions).toEqual([fixed])
    const https = create({ ...ofApplication, ...tls, Protocol: 'HTTPS' })
    expect(https.MutualAuthentication).toEqual({ Mode: 'off' })
  })

  it('is the same one when asked for twice, and refused when it differs', () => {
    const { create, refuse, balancer } = world()
    expect(create()).toEqual(create())
    expect(refuse({ Protocol: 'TLS', Certificates: tls.Certificates })).toBe(
      `DuplicateListener: A listener already exists on this port for this load balancer '${balancer.LoadBalancerArn}'`,
    )
  })
})

describe('CreateListener refuses', () => {
  it('ports and protocols that the load balancer does not have', () => {
    const { refuse, ofGateway, ofApplication } = world()
    expect(refuse({ Port: undefined })).toBe('ValidationError: A listener port must be specified')
    expect(refuse({ Protocol: undefined })).toBe('ValidationError: A listener protocol must be specified')
    expect(refuse({ Protocol: 'HTTP' })).toBe(
      "ValidationError: Listener protocol 'HTTP' must be one of 'TLS, TCP, TCP_UDP, UDP, QUIC, TCP_QUIC'",
    )
    expect(refuse({ ...ofApplication, Protocol: 'TCP' })).toBe(
      "ValidationError: Listener protocol 'TCP' must be one of 'HTTPS, HTTP'",
    )
    expect(refuse({ ...ofGateway, Protocol: undefined, Port: 6081 })).toBe(
      'ValidationError: A port cannot be specified for gateway listeners',
    )
    expect(refuse({ ...ofGateway, Protocol: 'GENEVE', Port: undefined })).toBe(
      'ValidationError: A protocol cannot be specified for gateway listeners',
    )
    expect(refuse({ Protocol: 'QUIC' })).toBe("UnsupportedProtocol: Protocol 'QUIC' is not simulated.")
    expect(refuse({ Port: 70_000 })).toMatch(
      /^ValidationError: 1 validation error detected: Value '70000' at 'port'/,
    )
  })

  it('target groups that do not fit', () => {
    const { ask, refuse, to, http, groupOf, balancer, create, open } = world()
    expect(refuse({ DefaultActions: to(http) })).toBe(
      `IncompatibleProtocols: The listener and its associated target group '${http.TargetGroupArn}' have incompatible protocols: 'TCP' and 'HTTP'`,
    )
    const missing = `${http.TargetGroupArn}0`
    expect(refuse({ DefaultActions: [{ Type: 'forward', TargetGroupArn: missing }] })).toBe(
      'TargetGroupNotFound: One or more target groups not found',
    )
    expect(refuse({ DefaultActions: [{ Type: 'forward', TargetGroupArn: 'arn:tg' }] })).toBe(
      "ValidationError: 'arn:tg' is not a valid target group ARN",
    )
    const VpcId = ask('DescribeVpcs', { Filters: [{ Name: 'is-default', Values: ['true'] }] }).Vpcs![0]!
      .VpcId!
    const foreign = groupOf({ Name: 'foreign', VpcId })
    expect(refuse({ DefaultActions: to(foreign) })).toMatch(
      /^InvalidConfigurationRequest: .*is not in the VPC/,
    )
    create()
    const other = open({ Name: 'net-2' })
    expect(refuse({ LoadBalancerArn: other.LoadBalancerArn! })).toBe(
      `TargetGroupAssociationLimit: The following target groups cannot be associated with more than one load balancer: ${
        create().DefaultActions![0]!.TargetGroupArn
      }`,
    )
    expect(balancer.LoadBalancerArn).not.toBe(other.LoadBalancerArn)
  })

  it.each([
    ['TCP', 'TCP', true],
    ['TCP', 'TCP_UDP', true],
    ['TCP', 'TLS', false],
    ['TCP', 'UDP', false],
    ['TLS', 'TLS', true],
    ['TLS', 'TCP', true],
    ['TLS', 'UDP', false],
    ['UDP', 'UDP', true],
    ['UDP', 'TCP_UDP', true],
    ['UDP', 'TCP', false],
    ['TCP_UDP', 'TCP_UDP', true],
    ['TCP_UDP', 'UDP', false],
    ['TCP', 'GENEVE', false],
  ] as const)('%s in front of %s unless it goes together: %s', (Protocol, behind, fits) => {
    const { create, refuse, groupOf, to } = world()
    const target = groupOf({ Name: 'behind', Protocol: behind, Port: behind === 'GENEVE' ? 6081 : 80 })
    const more = {
      Protocol,
      DefaultActions: to(target),
      ...(Protocol === 'TLS' && { Certificates: tls.Certificates }),
    }
    if (fits) expect(create(more).Protocol).toBe(Protocol)
    else expect(refuse(more)).toMatch(/^IncompatibleProtocols: /)
  })

  it('actions of another kind', () => {
    const { refuse, ofGateway, groupOf, geneve, group } = world()
    const redirect = { Type: 'redirect', RedirectConfig: { StatusCode: 'HTTP_301' } } as const
    expect(refuse({ DefaultActions: [redirect] })).toBe(
      "InvalidLoadBalancerAction: The action type 'redirect' is not valid for load balancers of type 'network'",
    )
    expect(refuse({ DefaultActions: [] })).toBe('ValidationError: A default action must be specified')
    expect(refuse({ DefaultActions: [{ Type: 'forward' }] })).toBe(
      'ValidationError: A target group ARN must be specified',
    )
    const second = groupOf({ Name: 'second', Protocol: 'GENEVE', Port: 6081 })
    const TargetGroups = [geneve, second].map(({ TargetGroupArn }) => ({ TargetGroupArn }))
    const several = [{ Type: 'forward', ForwardConfig: { TargetGroups } } as const]
    expect(refuse({ ...ofGateway, Protocol: undefined, Port: undefined, DefaultActions: several })).toMatch(
      /^InvalidLoadBalancerAction: Only one target group/,
    )
    const heavy = [{ TargetGroupArn: group.TargetGroupArn, Weight: 1000 }]
    expect(refuse({ DefaultActions: [{ Type: 'forward', ForwardConfig: { TargetGroups: heavy } }] })).toBe(
      "ValidationError: Weight '1000' must be between '0-999' inclusive",
    )
  })

  it('certificates and policies that are missing, wrong or out of place', () => {
    const { refuse } = world()
    expect(refuse({ Protocol: 'TLS' })).toBe(
      'ValidationError: A certificate must be specified for TLS listeners',
    )
    expect(refuse({ Certificates: tls.Certificates })).toBe(
      'ValidationError: A certificate cannot be specified for TCP listeners',
    )
    expect(refuse({ ...tls, SslPolicy: 'MyPolicy' })).toBe(
      "SSLPolicyNotFound: SSL policy 'MyPolicy' not found",
    )
    expect(refuse({ ...tls, AlpnPolicy: ['HTTP3'] })).toMatch(/^ALPNPolicyNotFound: /)
    expect(refuse({ AlpnPolicy: ['None'] })).toMatch(/^ValidationError: An ALPN policy cannot/)
    expect(refuse({ ...tls, Certificates: [{ CertificateArn: 'arn:aws:acm:nothing' }] })).toBe(
      "CertificateNotFound: Certificate 'arn:aws:acm:nothing' not found",
    )
    const two = [...tls.Certificates, { CertificateArn: otherCertificate }]
    expect(refuse({ ...tls, Certificates: two })).toMatch(/^ValidationError: Only one certificate/)
  })

  it('a load balancer that there is not', () => {
    const { refuse, balancer } = world()
    expect(refuse({ LoadBalancerArn: `${balancer.LoadBalancerArn}0` })).toBe(
      'LoadBalancerNotFound: The specified load balancer does not exist.',
    )
    expect(refuse({ LoadBalancerArn: 'arn:lb' })).toBe(
      "ValidationError: 'arn:lb' is not a valid load balancer ARN",
    )
  })

  it('more than the quota: for a Gateway Load Balancer one', () => {
    const { cloud, create, refuse, groupOf, ofGateway, to, elb } = world()
    raiseQuota(cloud.store, { account: owner, region: 'us-east-1' }, 'listeners-per-nlb', 1)
    create()
    expect(refuse({ Port: 81 })).toMatch(/^TooManyListeners: /)
    elb('CreateListener', ofGateway)
    const second = groupOf({ Name: 'second', Protocol: 'GENEVE', Port: 6081 })
    expect(
      refuse({ ...ofGateway, DefaultActions: to(second), Port: undefined, Protocol: undefined }),
    ).toMatch(/^DuplicateListener: /)
  })
})

describe('ModifyListener', () => {
  it('changes what it names and nothing else', () => {
    const { elb, create, groupOf, to } = world()
    const { ListenerArn = '' } = create()
    const other = groupOf({ Name: 'other' })
    const modify = (more: object) => elb('ModifyListener', { ListenerArn, ...more }).Listeners![0]!
    expect(modify({ Port: 8080 })).toMatchObject({ ListenerArn, Port: 8080, Protocol: 'TCP' })
    expect(modify({ DefaultActions: to(other) })).toMatchObject({
      Port: 8080,
      DefaultActions: [{ TargetGroupArn: other.TargetGroupArn }],
    })
  })

  it('from TCP to TLS needs a certificate, and back drops it', () => {
    const { elb, refused, create } = world()
    const { ListenerArn = '' } = create()
    expect(refused('ModifyListener', { ListenerArn, Protocol: 'TLS' })).toBe(
      'ValidationError: A certificate must be specified for TLS listeners',
    )
    const modify = (more: object) => elb('ModifyListener', { ListenerArn, ...more }).Listeners![0]!
    const { Certificates } = tls
    expect(modify({ Protocol: 'TLS', Certificates }).SslPolicy).toBe('ELBSecurityPolicy-2016-08')
    expect(modify({ SslPolicy: 'ELBSecurityPolicy-TLS13-1-2-2021-06' })).toMatchObject({ Certificates })
    const back = modify({ Protocol: 'TCP' })
    expect([back.Certificates, back.SslPolicy]).toEqual([undefined, undefined])
    expect(create()).toEqual(back)
  })

  it('does not move to a port that is taken', () => {
    const { refused, create } = world()
    create()
    const { ListenerArn = '' } = create({ Port: 81 })
    expect(refused('ModifyListener', { ListenerArn, Port: 80 })).toMatch(/^DuplicateListener: /)
  })
})

describe('DescribeListeners', () => {
  it('finds them by load balancer and by ARN', () => {
    const { elb, refused, create, balancer } = world()
    const { LoadBalancerArn = '' } = balancer
    const [one, two] = [create(), create({ Port: 81 })]
    expect(elb('DescribeListeners', { LoadBalancerArn }).Listeners).toEqual([one, two])
    expect(elb('DescribeListeners', { ListenerArns: [two.ListenerArn!] }).Listeners).toEqual([two])
    const page = elb('DescribeListeners', { LoadBalancerArn, PageSize: 1 })
    expect(elb('DescribeListeners', { LoadBalancerArn, Marker: page.NextMarker }).Listeners).toEqual([two])
    expect(refused('DescribeListeners')).toBe(
      'ValidationError: You must specify either listener ARNs or a load balancer ARN',
    )
    expect(refused('DescribeListeners', { ListenerArns: [`${one.ListenerArn}0`] })).toBe(
      'ListenerNotFound: One or more listeners not found',
    )
    expect(refused('DescribeListeners', { LoadBalancerArn: `${LoadBalancerArn}0` })).toBe(
      'LoadBalancerNotFound: One or more load balancers not found',
    )
  })
})

describe('the certificates of a listener', () => {
  it('are the default one and those that were added', () => {
    const { elb, refused, create } = world()
    const { ListenerArn = '' } = create(tls)
    const Certificates = [{ CertificateArn: otherCertificate }]
    elb('AddListenerCertificates', { ListenerArn, Certificates })
    expect(elb('AddListenerCertificates', { ListenerArn, Certificates }).Certificates).toEqual([
      { CertificateArn: otherCertificate, IsDefault: false },
    ])
    const list = () => elb('DescribeListenerCertificates', { ListenerArn }).Certificates
    expect(list()).toEqual([
      { CertificateArn: certificate, IsDefault: true },
      { CertificateArn: otherCertificate, IsDefault: false },
    ])
    elb('RemoveListenerCertificates', { ListenerArn, Certificates })
    expect(list()).toHaveLength(1)
    expect(refused('RemoveListenerCertificates', { ListenerArn, Certificates: tls.Certificates })).toMatch(
      /^OperationNotPermitted: /,
    )
    const plain = create({ Port: 81 })
    expect(refused('DescribeListenerCertificates', { ListenerArn: plain.ListenerArn! })).toMatch(
      /^ValidationError/,
    )
  })
})

describe('the attributes of a listener', () => {
  it('are an idle timeout for TCP, and none for TLS', () => {
    const { elb, refused, create } = world()
    const key = 'tcp.idle_timeout.seconds'
    const of = (ListenerArn = '') => elb('DescribeListenerAttributes', { ListenerArn }).Attributes
    const { ListenerArn = '' } = create()
    const secure = create(tls)
    expect(of(ListenerArn)).toEqual([{ Key: key, Value: '350' }])
    expect(of(secure.ListenerArn)).toEqual([])
    const set = (arn: string, Value: string) => ({ ListenerArn: arn, Attributes: [{ Key: key, Value }] })
    elb('ModifyListenerAttributes', set(ListenerArn, '6000'))
    expect(of(ListenerArn)).toEqual([{ Key: key, Value: '6000' }])
    expect(refused('ModifyListenerAttributes', set(ListenerArn, '59'))).toBe(
      `ValidationError: '${key}' value '59' must be between '60-6000' inclusive`,
    )
    expect(refused('ModifyListenerAttributes', set(secure.ListenerArn!, '60'))).toBe(
      `ValidationError: Listener attribute key '${key}' is not recognized`,
    )
  })

  it('are headers for HTTP', () => {
    const { elb, create, ofApplication } = world()
    const { ListenerArn = '' } = create(ofApplication)
    const { Attributes = [] } = elb('DescribeListenerAttributes', { ListenerArn })
    expect(Attributes).toContainEqual({ Key: 'routing.http.response.server.enabled', Value: 'true' })
  })
})
