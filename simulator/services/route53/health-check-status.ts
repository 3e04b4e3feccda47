import type { Route53 } from '../../api/generated/types.d.ts'
import { type Context, timestamp } from '../context.ts'
import { operation } from '../operation.ts'
import { invalidInput } from './errors.ts'
import { type HealthCheck, healthChecks, isHealthy } from './health-checks.ts'

// Route 53 guide, route-53-ip-addresses: where health checkers ask from, two ranges in each of their Regions.
const checkers: readonly {
  readonly region: Route53.HealthCheckRegion
  readonly ranges: readonly string[]
}[] = [
  { region: 'us-east-1', ranges: ['54.243.31.192/26', '107.23.255.0/26'] },
  { region: 'us-west-1', ranges: ['54.183.255.128/26', '54.241.32.64/26'] },
  { region: 'us-west-2', ranges: ['54.244.52.192/26', '54.245.168.0/26'] },
  { region: 'eu-west-1', ranges: ['54.228.16.0/26', '176.34.159.192/26'] },
  { region: 'ap-southeast-1', ranges: ['54.251.31.128/26', '54.255.254.192/26'] },
  { region: 'ap-southeast-2', ranges: ['54.252.79.128/26', '54.252.254.192/26'] },
  { region: 'ap-northeast-1', ranges: ['54.248.220.0/26', '54.250.253.192/26'] },
  { region: 'sa-east-1', ranges: ['54.232.40.64/26', '177.71.207.128/26'] },
]

export const getCheckerIpRanges = operation(
  'route53',
  'GetCheckerIpRanges',
  { fidelity: 'exact', source: 'Route 53 guide, route-53-ip-addresses' },
  () => ({ CheckerIpRanges: ['15.177.0.0/18', ...checkers.flatMap(({ ranges }) => ranges)] }),
)

const simplified = {
  fidelity: {
    simplified:
      'Health checkers send nothing: every endpoint counts as one that answers, and each Region reports once.',
  },
} as const

export const getHealthCheckStatus = operation(
  'route53',
  'GetHealthCheckStatus',
  { ...simplified, source: 'Route 53 API reference, GetHealthCheckStatus' },
  ({ HealthCheckId }, ctx) => {
    const check = healthChecks.require(ctx, HealthCheckId)
    refuseWithoutCheckers(check)
    const endpointAnswers =
      isHealthy(ctx, HealthCheckId) !== (check.record.HealthCheckConfig?.Inverted === true)
    return { HealthCheckObservations: observations(ctx, check, reportOf(check, endpointAnswers)) }
  },
)

export const getHealthCheckLastFailureReason = operation(
  'route53',
  'GetHealthCheckLastFailureReason',
  { ...simplified, source: 'Route 53 API reference, GetHealthCheckLastFailureReason' },
  ({ HealthCheckId }, ctx) => {
    const check = healthChecks.require(ctx, HealthCheckId)
    refuseWithoutCheckers(check)
    return { HealthCheckObservations: [] }
  },
)

// Both pages: there is nothing to observe about a check that watches other checks or an alarm.
function refuseWithoutCheckers({ record }: HealthCheck): void {
  const { Type = '' } = record.HealthCheckConfig ?? {}
  if (!['CALCULATED', 'CLOUDWATCH_METRIC', 'RECOVERY_CONTROL'].includes(Type)) return
  throw invalidInput(`The operation is not supported for health checks of type ${Type}.`)
}

function reportOf({ record }: HealthCheck, answers: boolean): string {
  const isTcp = record.HealthCheckConfig?.Type === 'TCP'
  if (!answers) return 'Failure: Connection timed out.'
  return isTcp ? 'Success: TCP connection established.' : 'Success: HTTP Status Code 200, OK'
}

function observations(
  ctx: Context,
  { record }: HealthCheck,
  status: string,
): Route53.HealthCheckObservation[] {
  const wanted = record.HealthCheckConfig?.Regions
  return checkers
    .filter(({ region }) => !wanted?.length || wanted.includes(region))
    .map(({ region, ranges }) => ({
      Region: region,
      IPAddress: (ranges[0] ?? '').replace(/\/\d+$/, ''),
      StatusReport: { Status: status, CheckedTime: timestamp(ctx.now) },
    }))
}
