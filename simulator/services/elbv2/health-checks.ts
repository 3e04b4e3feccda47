import type { Elbv2 } from '../../api/generated/types.d.ts'
import { invalidConfiguration, validationError } from './errors.ts'

// Health checks of a target group: defaults and what goes together. API reference, CreateTargetGroup; Network Load
// Balancer guide, target-group-health-checks; Gateway Load Balancer guide, health-checks.

/** The members of a target group that say how its targets are checked. */
export type HealthCheck = Pick<
  Elbv2.TargetGroup,
  | 'HealthCheckProtocol'
  | 'HealthCheckPort'
  | 'HealthCheckEnabled'
  | 'HealthCheckIntervalSeconds'
  | 'HealthCheckTimeoutSeconds'
  | 'HealthyThresholdCount'
  | 'UnhealthyThresholdCount'
  | 'HealthCheckPath'
  | 'Matcher'
>

type HealthCheckRequest = Partial<HealthCheck>

/** What the checks of a group depend on. */
interface Checked {
  readonly type: Elbv2.TargetTypeEnum
  readonly protocol: Elbv2.ProtocolEnum
  /** Of the HTTP protocol, where the targets speak it. */
  readonly version?: string | undefined
}

export const isHttp = (protocol: Elbv2.ProtocolEnum | undefined): boolean =>
  protocol === 'HTTP' || protocol === 'HTTPS'

/** The checks of a new group. */
export function newHealthCheck(group: Checked, asked: HealthCheckRequest): HealthCheck {
  const protocol = asked.HealthCheckProtocol ?? usualProtocol(group)
  const HealthCheckIntervalSeconds = asked.HealthCheckIntervalSeconds ?? usualInterval(group)
  const HealthCheckTimeoutSeconds = asked.HealthCheckTimeoutSeconds ?? usualTimeout(group, protocol)
  const made: HealthCheck = {
    HealthCheckProtocol: protocol,
    HealthCheckPort: asked.HealthCheckPort ?? (group.protocol === 'GENEVE' ? '80' : 'traffic-port'),
    HealthCheckEnabled: asked.HealthCheckEnabled ?? true,
    HealthCheckIntervalSeconds,
    HealthCheckTimeoutSeconds,
    HealthyThresholdCount: asked.HealthyThresholdCount ?? 5,
    UnhealthyThresholdCount: asked.UnhealthyThresholdCount ?? 2,
    ...(isHttp(protocol) && {
      HealthCheckPath: asked.HealthCheckPath ?? usualPath(group),
      Matcher: asked.Matcher ?? usualMatcher(group),
    }),
  }
  requireHealthCheck(group, made, asked)
  return made
}

/** The checks of a group after a request that changes some of it. */
export function changedHealthCheck(
  group: Checked,
  before: HealthCheck,
  asked: HealthCheckRequest,
): HealthCheck {
  const protocol = asked.HealthCheckProtocol ?? before.HealthCheckProtocol ?? 'TCP'
  const { HealthCheckPath: path, Matcher: matcher, ...rest } = before
  const given = Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined))
  const made: HealthCheck = {
    ...rest,
    ...given,
    ...(isHttp(protocol) && {
      HealthCheckPath: asked.HealthCheckPath ?? path ?? usualPath(group),
      Matcher: asked.Matcher ?? matcher ?? usualMatcher(group),
    }),
  }
  requireHealthCheck(group, made, asked)
  return made
}

function usualProtocol({ type, protocol }: Checked): Elbv2.ProtocolEnum {
  return isHttp(protocol) || type === 'alb' ? 'HTTP' : 'TCP'
}

const usualInterval = ({ protocol }: Checked): number => (protocol === 'GENEVE' ? 10 : 30)

function usualTimeout({ protocol }: Checked, check: Elbv2.ProtocolEnum): number {
  if (protocol === 'GENEVE' || isHttp(protocol)) return 5
  return check === 'HTTP' ? 6 : 10
}

const usualPath = ({ version }: Checked): string => (version === 'GRPC' ? '/AWS.ALB/healthcheck' : '/')

function usualMatcher({ protocol, version }: Checked): Elbv2.Matcher {
  if (version === 'GRPC') return { GrpcCode: '12' }
  return { HttpCode: isHttp(protocol) ? '200' : '200-399' }
}

function requireHealthCheck(group: Checked, check: HealthCheck, asked: HealthCheckRequest): void {
  const { HealthCheckProtocol: protocol = 'TCP' } = check
  requireProtocol(group, protocol)
  if (asked.HealthCheckEnabled === false) {
    // Quoted in issues, double quotes and all.
    throw invalidConfiguration(
      `Health check enabled must be true with groups with target type "${group.type}"`,
    )
  }
  requirePort(check.HealthCheckPort ?? '')
  if (!isHttp(protocol)) {
    if (asked.Matcher !== undefined) {
      throw invalidConfiguration(
        `Custom health check matchers are not supported for health checks with the ${protocol} protocol`,
      )
    }
    if (asked.HealthCheckPath !== undefined) {
      throw invalidConfiguration(
        `Health check paths are not supported for health checks with the ${protocol} protocol`,
      )
    }
  } else {
    if (!check.HealthCheckPath?.startsWith('/')) {
      throw validationError(`Health check path '${check.HealthCheckPath}' must begin with a '/' character`)
    }
    requireMatcher(group, check.Matcher)
  }
  requireTimes(group, check, asked)
}

const neverChecks: readonly string[] = ['TLS', 'UDP', 'TCP_UDP', 'GENEVE', 'QUIC', 'TCP_QUIC']

function requireProtocol({ type, protocol }: Checked, check: Elbv2.ProtocolEnum): void {
  const onlyHttp = isHttp(protocol) || type === 'alb'
  if (!neverChecks.includes(check) && !(onlyHttp && check === 'TCP')) return
  const allowed = onlyHttp ? 'HTTP, HTTPS' : 'HTTP, HTTPS, TCP'
  throw validationError(`Health check protocol '${check}' must be one of '${allowed}'`)
}

// Quoted in issues: "Health check port 0 must be within 1-65535 or traffic-port".
function requirePort(port: string): void {
  if (port === 'traffic-port') return
  if (/^\d{1,5}$/.test(port) && Number(port) >= 1 && Number(port) <= 65_535) return
  throw validationError(`Health check port ${port} must be within 1-65535 or traffic-port`)
}

/** API reference, Matcher: codes such as `200`, `200,202` or `200-299`, within bounds of the kind of group. */
function requireMatcher({ protocol, version }: Checked, matcher: Elbv2.Matcher | undefined): void {
  const isGrpc = version === 'GRPC'
  const text = (isGrpc ? matcher?.GrpcCode : matcher?.HttpCode) ?? ''
  const [from, to] = isGrpc ? [0, 99] : httpCodes(protocol)
  const codes = text.split(/[,-]/).map(Number)
  const isList = /^\d+(-\d+)?(,\d+(-\d+)?)*$/.test(text)
  if (isList && codes.every((code) => code >= from && code <= to)) return
  throw validationError(
    `Health check matcher ${isGrpc ? 'GRPC' : 'HTTP'} code '${text}' must be within '${from}-${to}' inclusive`,
  )
}

function httpCodes(protocol: Elbv2.ProtocolEnum): [number, number] {
  if (protocol === 'GENEVE') return [200, 399]
  return isHttp(protocol) ? [200, 499] : [200, 599]
}

// Quoted: "must be smaller than the interval" where the targets speak HTTP, "smaller than or equal to" elsewhere.
function requireTimes({ protocol }: Checked, check: HealthCheck, asked: HealthCheckRequest): void {
  const { HealthCheckTimeoutSeconds: timeout = 0, HealthCheckIntervalSeconds: interval = 0 } = check
  const isAsked =
    asked.HealthCheckTimeoutSeconds !== undefined || asked.HealthCheckIntervalSeconds !== undefined
  const mayBeEqual = !isHttp(protocol)
  if (!isAsked || timeout < interval || (mayBeEqual && timeout === interval)) return
  const words = mayBeEqual ? 'smaller than or equal to' : 'smaller than'
  throw validationError(`Health check timeout '${timeout}' must be ${words} the interval '${interval}'`)
}
