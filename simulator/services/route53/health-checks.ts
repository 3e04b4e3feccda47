import { AwsError } from '../../api/error.ts'
import type { Route53 } from '../../api/generated/types.d.ts'
import { contains, parseAddress } from '../../kernel/address.ts'
import { rollUuid } from '../../kernel/random.ts'
import { type Held, scopeKey } from '../../world/held.ts'
import type { Context } from '../context.ts'
import { family } from '../family.ts'
import { operation } from '../operation.ts'
import { madeWith, useReference } from './caller-references.ts'
import { invalidInput } from './errors.ts'
import { pageAt, pageSize } from './listing.ts'

interface HealthCheckSide {
  readonly tags: readonly Route53.Tag[]
  /** What was asked for, to tell a repeated request from another one. */
  readonly asked: string
}

export type HealthCheck = Held<Route53.HealthCheck, HealthCheckSide>

export const healthChecks = family<Route53.HealthCheck, HealthCheckSide>({
  service: 'route53',
  resource: 'health-check',
  id: 'Id',
  prefix: 'healthcheck',
  missing: (id) => new AwsError('NoSuchHealthCheck', `A health check with id ${id} does not exist.`, 404),
  arn: ({ record }) => `arn:aws:route53:::healthcheck/${record.Id}`,
})

// Route 53 guide, DNSLimitations.
export const mostHealthChecks = 200

type Config = Readonly<Route53.HealthCheckConfig>

export const createHealthCheck = operation(
  'route53',
  'CreateHealthCheck',
  { fidelity: 'exact', source: 'Route 53 API reference, CreateHealthCheck' },
  ({ CallerReference, HealthCheckConfig }, ctx) => {
    checkConfig(HealthCheckConfig)
    const asked = JSON.stringify(Object.entries(HealthCheckConfig).sort(([a], [b]) => (a < b ? -1 : 1)))
    const usedFor = madeWith(ctx, 'health-check', CallerReference)
    if (usedFor !== undefined) {
      const before = healthChecks.find(ctx, usedFor)
      if (before?.side.asked === asked) return created(before)
      throw new AwsError(
        'HealthCheckAlreadyExists',
        'A different health check has already been created with the specified caller reference.',
        409,
      )
    }
    if (healthChecks.count(ctx, 'scope', scopeKey(ctx)) >= mostHealthChecks) {
      throw new AwsError(
        'TooManyHealthChecks',
        'Limits Exceeded: MAX_HEALTH_CHECKS_BY_OWNER - Cannot create more health checks.',
      )
    }
    const Id = rollUuid(ctx.store)
    const check = healthChecks.create(
      ctx,
      { Id, CallerReference, HealthCheckConfig: withDefaults(HealthCheckConfig), HealthCheckVersion: 1 },
      { tags: [], asked },
    )
    useReference(ctx, 'health-check', CallerReference, Id)
    return created(check)
  },
)

const created = ({ record }: HealthCheck) => ({
  HealthCheck: record,
  Location: `https://route53.amazonaws.com/2013-04-01/healthcheck/${record.Id}`,
})

export const getHealthCheck = operation(
  'route53',
  'GetHealthCheck',
  { fidelity: 'exact', source: 'Route 53 API reference, GetHealthCheck' },
  ({ HealthCheckId }, ctx) => ({ HealthCheck: healthChecks.require(ctx, HealthCheckId).record }),
)

export const getHealthCheckCount = operation(
  'route53',
  'GetHealthCheckCount',
  { fidelity: 'exact', source: 'Route 53 API reference, GetHealthCheckCount' },
  (_, ctx) => ({ HealthCheckCount: healthChecks.count(ctx, 'scope', scopeKey(ctx)) }),
)

export const listHealthChecks = operation(
  'route53',
  'ListHealthChecks',
  { fidelity: 'exact', source: 'Route 53 API reference, ListHealthChecks' },
  ({ Marker = '', MaxItems }, ctx) => {
    const size = pageSize(MaxItems, 100)
    const { items, next } = pageAt(healthChecks.list(ctx), Marker, (check) => healthChecks.idOf(check), size)
    return {
      HealthChecks: items.map(({ record }) => record),
      Marker,
      IsTruncated: next !== undefined,
      ...(next && { NextMarker: healthChecks.idOf(next) }),
      MaxItems: String(size),
    }
  },
)

export const deleteHealthCheck = operation(
  'route53',
  'DeleteHealthCheck',
  // The same page: record sets that name the check do not hinder, and are no longer checked.
  { fidelity: 'exact', source: 'Route 53 API reference, DeleteHealthCheck' },
  ({ HealthCheckId }, ctx) => {
    healthChecks.delete(ctx, healthChecks.require(ctx, HealthCheckId))
    return {}
  },
)

export const updateHealthCheck = operation(
  'route53',
  'UpdateHealthCheck',
  { fidelity: 'exact', source: 'Route 53 API reference, UpdateHealthCheck' },
  ({ HealthCheckId, HealthCheckVersion, ResetElements = [], ...changed }, ctx) => {
    const check = healthChecks.require(ctx, HealthCheckId)
    const version = check.record.HealthCheckVersion ?? 1
    if (HealthCheckVersion !== undefined && HealthCheckVersion !== version) {
      throw new AwsError(
        'HealthCheckVersionMismatch',
        'The value of HealthCheckVersion in the request does not match the value of HealthCheckVersion in the health check.',
        409,
      )
    }
    const kept = Object.entries({ ...check.record.HealthCheckConfig, ...changed }).filter(
      ([member, value]) => value !== undefined && !(ResetElements as readonly string[]).includes(member),
    )
    const HealthCheckConfig = Object.fromEntries(kept) as Config
    checkConfig(HealthCheckConfig)
    const updated = healthChecks.update(ctx, check, { HealthCheckConfig, HealthCheckVersion: version + 1 })
    return { HealthCheck: updated.record }
  },
)

const overHttp = ['HTTP', 'HTTPS', 'HTTP_STR_MATCH', 'HTTPS_STR_MATCH']

// Route 53 API reference, HealthCheckConfig: what each type needs.
function checkConfig(config: Config): void {
  const { Type = '' } = config
  const needs = (member: keyof Config) => {
    if (config[member] === undefined) throw invalidInput(`${member} must be specified for type ${Type}.`)
  }
  if (Type === 'CALCULATED') needs('HealthThreshold')
  else if (Type === 'CLOUDWATCH_METRIC') needs('AlarmIdentifier')
  else if (Type === 'RECOVERY_CONTROL') needs('RoutingControlArn')
  else checkEndpoint(config, needs)
  if (Type.endsWith('_STR_MATCH')) needs('SearchString')
  const { RequestInterval = 30 } = config
  if (RequestInterval !== 10 && RequestInterval !== 30) {
    throw invalidInput(`RequestInterval must be 10 or 30: ${RequestInterval}`)
  }
}

// The same page: health checkers cannot reach what is not on the internet.
const unreachable = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '224.0.0.0/3',
  '::1/128',
  'fc00::/7',
  'fe80::/10',
  'ff00::/8',
]

function checkEndpoint(config: Config, needs: (member: keyof Config) => void): void {
  const { Type = '', IPAddress, FullyQualifiedDomainName, ResourcePath } = config
  if (Type === 'TCP') needs('Port')
  if (IPAddress === undefined && (Type === 'TCP' || FullyQualifiedDomainName === undefined)) {
    throw invalidInput(
      overHttp.includes(Type)
        ? 'Either IPAddress or FullyQualifiedDomainName must be specified.'
        : `IPAddress must be specified for type ${Type}.`,
    )
  }
  if (ResourcePath !== undefined && Type === 'TCP') {
    throw invalidInput('ResourcePath must not be specified for type TCP.')
  }
  if (IPAddress === undefined) return
  const isPrivate =
    parseAddress(IPAddress) === undefined || unreachable.some((cidr) => contains(cidr, IPAddress))
  if (isPrivate) throw invalidInput(`Invalid IP address: ${IPAddress}`)
}

function withDefaults(config: Config): Config {
  const { Type = '' } = config
  const isEndpoint = overHttp.includes(Type) || Type === 'TCP'
  if (!isEndpoint)
    return { ...config, Inverted: config.Inverted ?? false, Disabled: config.Disabled ?? false }
  const port = Type.startsWith('HTTPS') ? 443 : 80
  return {
    ...config,
    Port: config.Port ?? port,
    RequestInterval: config.RequestInterval ?? 30,
    FailureThreshold: config.FailureThreshold ?? 3,
    MeasureLatency: config.MeasureLatency ?? false,
    Inverted: config.Inverted ?? false,
    Disabled: config.Disabled ?? false,
    EnableSNI: config.EnableSNI ?? Type.startsWith('HTTPS'),
  }
}

/** Whether an endpoint answers its checkers; a higher room that knows better may say so. */
export type EndpointHealth = (config: Config) => boolean

const everyEndpointIsHealthy: EndpointHealth = () => true

/** Whether a health check counts as healthy. One that has been deleted checks nothing any more. */
export function isHealthy(
  ctx: Pick<Context, 'store'>,
  id: string,
  endpoint: EndpointHealth = everyEndpointIsHealthy,
  above: readonly string[] = [],
): boolean {
  const config = healthChecks.get(ctx, id)?.record.HealthCheckConfig
  // Route 53 API reference, HealthCheckConfig: a disabled check counts as healthy, inverted or not.
  if (!config || config.Disabled || above.includes(id)) return true
  return observed(ctx, config, endpoint, [...above, id]) !== (config.Inverted === true)
}

function observed(
  ctx: Pick<Context, 'store'>,
  config: Config,
  endpoint: EndpointHealth,
  above: readonly string[],
): boolean {
  if (config.Type === 'CALCULATED') {
    const children = config.ChildHealthChecks ?? []
    const healthy = children.filter((child) => isHealthy(ctx, child, endpoint, above))
    return healthy.length >= (config.HealthThreshold ?? 0)
  }
  // NOT MODELLED: alarms and routing controls. An alarm without data is what the check says it is.
  if (config.Type === 'CLOUDWATCH_METRIC') return config.InsufficientDataHealthStatus !== 'Unhealthy'
  return endpoint(config)
}
