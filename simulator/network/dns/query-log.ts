import { timestamp } from '../../services/context.ts'
import { vpcs } from '../../services/ec2/vpcs.ts'
import { queryLogConfigsOf } from '../../services/route53resolver/query-log-configs.ts'
import type { Fabric } from '../fabric.ts'
import type { Answer, LoggedQuery } from './answer.ts'

// Lines of Resolver query logs. Route 53 guide, resolver-query-logs-format and resolver-query-logs-example-json.

export interface QueryLogLine {
  /** The ARN of where the line is written to. */
  readonly destination: string
  readonly line: QueryLogEntry
}

export interface QueryLogEntry {
  readonly version: string
  readonly account_id: string
  readonly region: string
  readonly vpc_id: string
  readonly query_timestamp: string
  readonly query_name: string
  readonly query_type: string
  readonly query_class: 'IN'
  readonly rcode: string
  readonly answers: readonly { readonly Rdata: string; readonly Type: string; readonly Class: 'IN' }[]
  readonly srcaddr: string
  readonly srcport: string
  readonly transport: 'UDP' | 'TCP'
  readonly srcids: {
    readonly instance?: string
    readonly resolver_endpoint?: string
    readonly resolver_network_interface?: string
  }
  readonly firewall_rule_action?: string
  readonly firewall_rule_group_id?: string
  readonly firewall_domain_list_id?: string
}

/** What the logs of VPCs keep of a lookup: a line for each VPC whose resolver was asked, and each of its logs. */
export const queryLogLinesOf = (fabric: Fabric, { logged }: Answer): QueryLogLine[] =>
  logged.flatMap((query) =>
    queryLogConfigsOf(fabric, query.vpc).map(({ DestinationArn = '' }) => ({
      destination: DestinationArn,
      line: entryOf(fabric, query),
    })),
  )

// The guide's example has these values for the version and the action of a rule.
const version = '1.100000'

/** What the log of a VPC keeps of one query. */
export function entryOf(
  fabric: Fabric,
  { vpc, question, reply, from, firewall }: LoggedQuery,
): QueryLogEntry {
  const held = vpcs.get(fabric, vpc)
  return {
    version,
    account_id: held?.account ?? '',
    region: held?.region ?? '',
    vpc_id: vpc,
    query_timestamp: timestamp(fabric.now - (fabric.now % 1000)).replace('.000Z', 'Z'),
    query_name: question.name,
    query_type: question.type,
    query_class: 'IN',
    rcode: reply.status,
    answers: reply.records.map(({ value, type }) => ({ Rdata: value, Type: type, Class: 'IN' })),
    srcaddr: from.address,
    srcport: String(from.port),
    transport: from.isTcp ? 'TCP' : 'UDP',
    srcids: {
      ...(from.instance !== undefined && { instance: from.instance }),
      ...(from.endpoint !== undefined && { resolver_endpoint: from.endpoint }),
      ...(from.interface !== undefined && { resolver_network_interface: from.interface }),
    },
    ...(firewall && {
      firewall_rule_action: firewall.action,
      firewall_rule_group_id: firewall.group,
      ...(firewall.domainList !== undefined && { firewall_domain_list_id: firewall.domainList }),
    }),
  }
}
