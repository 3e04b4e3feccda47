import { z } from 'zod'
import type { Fabric } from '../../network/fabric.ts'
import { vpcEndpoints } from '../../services/ec2/vpc-endpoints.ts'
import type { JournalEntry } from '../../world/journal.ts'
import { type LedgerEntry, ledger } from '../../world/ledger.ts'
import { defineCheck } from '../define.ts'
import { applianceLog, linesOfAppliances, tellApplianceLog } from '../evidence/appliance-logs.ts'
import { linesOfServers, serverLog, tellServerLog } from '../evidence/server-logs.ts'
import { afterTraffic, sendAll } from '../evidence/traffic.ts'
import { machineName, oneOrMore } from '../parameters.ts'
import type { Subject } from '../subject.ts'
import { cannotAsk, type Finding, outcomeObstacle } from '../verdict.ts'

const counts = {
  expect: z.enum(['some', 'none']).default('some').describe('Whether there is such evidence.'),
  'at-least': z.int().min(1).max(1000).default(1).describe('How much of it there has to be.'),
  after: afterTraffic.optional(),
}

const sources = ['call', 'log', 'server', 'appliance'] as const

const call = z
  .strictObject({
    event: oneOrMore(z.string().max(128)).describe('The name of the call: CreateVpcEndpoint.'),
    service: z.string().max(64).optional().describe('The service, as the AWS CLI calls it.'),
    by: z.string().max(2048).optional().describe('Who: an ARN or the end of one, such as user/learner.'),
    error: z
      .string()
      .max(128)
      .optional()
      .describe('The error code that it ended with; `none` for calls that succeeded.'),
    endpoint: z
      .string()
      .max(256)
      .optional()
      .describe(
        'The VPC endpoint that it came through, by its id or its Name tag; `any` for calls that came through some endpoint, `none` for those through none.',
      ),
    region: z.string().max(32).optional().describe('The Region.'),
  })
  .describe(
    'Calls, as CloudTrail records them: those of its event history, and those of objects and the like, which a trail has to be told to record.',
  )

const lines = z
  .strictObject({
    group: z.string().max(512).describe('The log group.'),
    pattern: z.string().max(1024).default('').describe('A filter pattern of CloudWatch Logs.'),
    region: z.string().max(32).optional().describe('The Region of the log group.'),
    as: z.string().max(128).optional().describe('The profile to look with.'),
    from: machineName.default('workstation').describe('The machine to look from.'),
  })
  .describe('Lines of a log group: flow logs, query logs, what servers wrote.')

const params = z
  .strictObject({
    call: call.optional(),
    log: lines.optional(),
    server: serverLog.optional(),
    appliance: applianceLog.optional(),
    ...counts,
  })
  .refine((asked) => sources.filter((one) => asked[one] !== undefined).length === 1, {
    error: 'expected one of call, log, server and appliance',
  })

type Params = z.output<typeof params>

export const audit = defineCheck({
  type: 'audit',
  summary:
    'There is, or there is not, evidence of something: in what CloudTrail records, in a log group, in what servers or appliances wrote down.',
  params,
  services: ({ log }) => (log ? ['logs'] : []),

  expected({ call: asked, log, server, appliance, expect, 'at-least': least }) {
    const some = expect === 'none' ? 'there is not' : least > 1 ? `there are ${least} times` : 'there is'
    const told = server ? tellServerLog(server) : appliance && tellApplianceLog(appliance)
    if (told !== undefined) return `${some} in the log of ${told}`
    if (log)
      return `in ${log.group} ${some} a line that matches ${log.pattern === '' ? 'anything' : log.pattern}`
    const { event = [], by, error, endpoint } = asked ?? {}
    const how = [
      by === undefined ? '' : ` by ${by}`,
      error === undefined ? '' : error === 'none' ? ' that succeeded' : ` that ended with ${error}`,
      endpoint === undefined ? '' : ` through ${endpointWords[endpoint] ?? endpoint}`,
    ]
    return `in CloudTrail ${some} a call of ${event.join(' or ')}${how.join('')}`
  },

  evaluate(subject, asked) {
    const { log, server, appliance, after } = asked
    const untried = after && sendAll(subject, after)
    if (untried !== undefined) return cannotAsk(untried)
    if (log) {
      // Logs that AWS delivers take their time.
      if (after) subject.settle()
      return inLogs(subject, log, asked)
    }
    const written = server
      ? linesOfServers(subject, server)
      : appliance && linesOfAppliances(subject, appliance)
    if (typeof written === 'string') return cannotAsk(written)
    if (written) return counted(written.map(tellLine), asked, 'line')
    const found = subject.cloud.store.all(ledger).filter((entry) => isSuch(subject, entry, asked.call))
    return counted(found.map(tellCall), asked, 'call')
  },
})

const endpointWords: Readonly<Record<string, string>> = { any: 'an endpoint', none: 'no endpoint' }

const tellLine = ({ at, message }: JournalEntry): string =>
  `${new Date(at).toISOString().slice(0, 19)}Z  ${message}`

function inLogs(subject: Subject, log: z.output<typeof lines>, asked: Params): Finding {
  const { group, pattern, region, from, as } = log
  const line = [
    `aws logs filter-log-events --log-group-name ${quote(group)}`,
    pattern === '' ? '' : `--filter-pattern ${quote(pattern)}`,
    region === undefined ? '' : `--region ${quote(region)}`,
    "--query 'events[].message' --output json",
  ]
  const ran = subject.run(line.filter(Boolean).join(' '), from, as)
  if ('problem' in ran) return cannotAsk(ran.problem)
  if (ran.exitCode !== 0)
    return { met: false, observed: ran.stderr.trim().split('\n').at(-1) ?? 'It cannot be read' }
  return counted((JSON.parse(ran.stdout) as string[] | null) ?? [], asked, 'line')
}

function counted(
  found: readonly string[],
  { expect, 'at-least': least }: Pick<Params, 'expect' | 'at-least'>,
  what: string,
): Finding {
  const count = found.length === 1 ? `one ${what}` : `${found.length || 'no'} ${what}s`
  const text = found.slice(-12).join('\n')
  const met = expect === 'none' ? !found.length : found.length >= least
  const reason = expect === 'none' ? ('unwanted-evidence' as const) : ('no-evidence' as const)
  return {
    met,
    obstacles: met ? [] : [outcomeObstacle(reason)],
    observed: `There ${found.length === 1 ? 'is' : 'are'} ${count}`,
    ...(text !== '' && { proof: { kind: 'records', text } as const }),
  }
}

function isSuch({ fabric }: Subject, entry: LedgerEntry, asked: Params['call']): boolean {
  if (!asked) return false
  const { event, service, by, error, endpoint, region } = asked
  const through = entry.origin?.vpcEndpointId
  return (
    event.includes(entry.operation) &&
    (service === undefined || entry.service === service) &&
    (by === undefined || (entry.principal?.arn.endsWith(by) ?? false)) &&
    (error === undefined || (error === 'none' ? !entry.error : entry.error?.code === error)) &&
    (endpoint === undefined || isThrough(fabric, through, endpoint)) &&
    (region === undefined || entry.region === region)
  )
}

function isThrough(fabric: Fabric, through: string | undefined, wanted: string): boolean {
  if (through === undefined || wanted === 'none') return through === undefined && wanted === 'none'
  if (wanted === 'any') return true
  const held = through === wanted ? undefined : vpcEndpoints.get(fabric, through)
  return (
    through === wanted ||
    (held !== undefined &&
      vpcEndpoints.tagsOf(held).some(({ Key, Value }) => Key === 'Name' && Value === wanted))
  )
}

function tellCall({ at, operation, principal, error, origin }: LedgerEntry): string {
  const through = origin?.vpcEndpointId === undefined ? '' : ` through ${origin.vpcEndpointId}`
  return `${new Date(at).toISOString()}  ${operation}  ${principal?.arn ?? 'nobody known'}${through}${error ? `  ${error.code}` : ''}`
}

const quote = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`
