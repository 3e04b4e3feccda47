import { contract } from '../../../../../simulator/api/contract.ts'
import type { Elbv2 } from '../../../../../simulator/api/generated/types.d.ts'
import type { Statement, World } from './world.ts'

for (const service of ['elbv2', 'acm']) await contract.need(service)

/** What listeners do with requests: their rules and their certificates. */
export const requestStatements: Readonly<Record<string, Statement>> = {
  /**
   * `listener-rule web-lb:80 10 api | host-header api.example | path-pattern /v1/* | http-header x-team red | query-string k=v |
   * http-request-method POST | source-ip 10.0.0.0/8`: with what the listener's own action may be.
   */
  'listener-rule'(world, [listener = '', Priority, action = ''], clauses) {
    const ListenerArn = world.id(listener)
    const Conditions = clauses.map(([field = '', ...values]) => conditionOf(field, values))
    const input = { ListenerArn, Priority: Number(Priority), Conditions, Actions: [actionOf(world, action)] }
    world.call('elbv2', 'CreateRule', input, world.where)
  },
  /** `relisten web-lb:80 other`: another action by default. */
  relisten: (world, [listener = '', action = '']) =>
    void world.call(
      'elbv2',
      'ModifyListener',
      { ListenerArn: world.id(listener), DefaultActions: [actionOf(world, action)] },
      world.where,
    ),
  /** `certificate shop shop.example *.shop.example`, `add-certificate web-lb:443 shop` */
  certificate(world, [name = '', DomainName = '', ...SubjectAlternativeNames]) {
    const names = SubjectAlternativeNames.length ? { SubjectAlternativeNames } : {}
    const input = { DomainName, ValidationMethod: 'DNS' as const, ...names }
    world.name(name, world.call('acm', 'RequestCertificate', input, world.where).CertificateArn)
  },
  'add-certificate': (world, [listener = '', name = '']) =>
    void world.call(
      'elbv2',
      'AddListenerCertificates',
      { ListenerArn: world.id(listener), Certificates: [{ CertificateArn: world.id(name) }] },
      world.where,
    ),
}

/** `api` forwards, `404` answers, `https://#{host}:443/#{path}` redirects. */
export function actionOf(world: World, text: string): Elbv2.Action {
  if (/^\d+$/.test(text)) return { Type: 'fixed-response', FixedResponseConfig: { StatusCode: text } }
  const [, protocol, Host, Port, Path] = /^(https?):\/\/([^:/]+):(\d+)(\/.*)$/.exec(text) ?? []
  if (protocol === undefined) return { Type: 'forward', TargetGroupArn: world.id(text) }
  const RedirectConfig = {
    StatusCode: 'HTTP_301',
    Protocol: protocol.toUpperCase(),
    Host,
    Port,
    Path,
  } as const
  return { Type: 'redirect', RedirectConfig }
}

function conditionOf(Field: string, Values: readonly string[]): Elbv2.RuleCondition {
  const [first = '', ...rest] = Values
  switch (Field) {
    case 'http-header':
      return { Field, HttpHeaderConfig: { HttpHeaderName: first, Values: rest } }
    case 'query-string': {
      const pairs = Values.map((one) => {
        const [Key, Value] = one.includes('=') ? one.split('=') : [undefined, one]
        return { ...(Key !== undefined && { Key }), Value: Value ?? '' }
      })
      return { Field, QueryStringConfig: { Values: pairs } }
    }
    case 'http-request-method':
      return { Field, HttpRequestMethodConfig: { Values: [...Values] } }
    case 'source-ip':
      return { Field, SourceIpConfig: { Values: [...Values] } }
    default:
      return { Field, Values: [...Values] }
  }
}
