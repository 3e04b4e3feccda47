import { AwsError } from '../../api/error.ts'
import { invalidParameter } from './errors.ts'

// The fields of a flow log's lines. VPC user guide, flow-log-records; transit gateway guide, tgw-flow-logs.

const usualFields = [
  'version',
  'account-id',
  'interface-id',
  'srcaddr',
  'dstaddr',
  'srcport',
  'dstport',
  'protocol',
  'packets',
  'bytes',
  'start',
  'end',
  'action',
  'log-status',
]

const furtherFields = [
  // Version 3
  'vpc-id',
  'subnet-id',
  'instance-id',
  'tcp-flags',
  'type',
  'pkt-srcaddr',
  'pkt-dstaddr',
  // Version 4
  'region',
  'az-id',
  'sublocation-type',
  'sublocation-id',
  // Version 5
  'pkt-src-aws-service',
  'pkt-dst-aws-service',
  'flow-direction',
  'traffic-path',
  // Version 7
  'ecs-cluster-arn',
  'ecs-cluster-name',
  'ecs-container-instance-arn',
  'ecs-container-instance-id',
  'ecs-container-id',
  'ecs-second-container-id',
  'ecs-service-name',
  'ecs-task-definition-arn',
  'ecs-task-arn',
  'ecs-task-id',
  // Versions 8 to 10
  'reject-reason',
  'resource-id',
  'encryption-status',
  // Version 11
  'instance-tag',
  'instance-tag-2',
  'interface-tag',
  'interface-tag-2',
  'asg-tag',
  'asg-tag-2',
  'interface-type',
  'next-hop-interface-id',
  'next-hop-subnet-id',
  'next-hop-az-id',
  'next-hop-vpc-id',
  'next-hop-interface-type',
]

/** VPC user guide, flow-log-records: the fields that each version brought; all others are of version 2. */
const versionOfField = new Map<string, number>(
  (
    [
      [3, 'vpc-id subnet-id instance-id tcp-flags type pkt-srcaddr pkt-dstaddr'],
      [4, 'region az-id sublocation-type sublocation-id'],
      [5, 'pkt-src-aws-service pkt-dst-aws-service flow-direction traffic-path'],
      [7, furtherFields.filter((field) => field.startsWith('ecs-')).join(' ')],
      [8, 'reject-reason'],
      [9, 'resource-id'],
      [10, 'encryption-status'],
      [11, furtherFields.slice(furtherFields.indexOf('instance-tag')).join(' ')],
    ] as const
  ).flatMap(([version, fields]) => fields.split(' ').map((field) => [field, version] as const)),
)

/** The version that lines of a format say they are of: the highest of their fields. */
export const versionOfFormat = (format: string): number =>
  Math.max(2, ...fieldsOfFormat(format).map((field) => versionOfField.get(field) ?? 2))

// Version 6, which only transit gateways write; without being told otherwise they write all of it.
const transitFields = [
  'version',
  'resource-type',
  'account-id',
  'tgw-id',
  'tgw-attachment-id',
  'tgw-src-vpc-account-id',
  'tgw-dst-vpc-account-id',
  'tgw-src-vpc-id',
  'tgw-dst-vpc-id',
  'tgw-src-subnet-id',
  'tgw-dst-subnet-id',
  'tgw-src-eni',
  'tgw-dst-eni',
  'tgw-src-az-id',
  'tgw-dst-az-id',
  'tgw-pair-attachment-id',
  'srcaddr',
  'dstaddr',
  'srcport',
  'dstport',
  'protocol',
  'packets',
  'bytes',
  'start',
  'end',
  'log-status',
  'type',
  'packets-lost-no-route',
  'packets-lost-blackhole',
  'packets-lost-mtu-exceeded',
  'packets-lost-ttl-expired',
  'tcp-flags',
  'region',
  'flow-direction',
  'pkt-src-aws-service',
  'pkt-dst-aws-service',
]

const formatOf = (fields: readonly string[]): string => fields.map((field) => `\${${field}}`).join(' ')

export type FlowLogKind = 'vpc' | 'transit-gateway'

const fieldsOf = {
  vpc: new Set([...usualFields, ...furtherFields]),
  'transit-gateway': new Set(transitFields),
} as const

const usualFormats = { vpc: formatOf(usualFields), 'transit-gateway': formatOf(transitFields) } as const

/** The format that a request asks for, or the one that AWS takes when it asks for none. */
export function flowLogFormat(asked: string | undefined, kind: FlowLogKind): string {
  if (asked === undefined) return usualFormats[kind]
  // Not even a space at the end is allowed: known from what users of CloudFormation report.
  if (!/^\$\{[^{}\s]+\}( \$\{[^{}\s]+\})*$/.test(asked)) {
    throw invalidParameter(
      `1 validation error detected: Value '${asked}' at 'logFormat' has an invalid format`,
    )
  }
  const unknown = fieldsOfFormat(asked).filter((field) => !fieldsOf[kind].has(field))
  if (!unknown.length) return asked
  throw new AwsError('InvalidParameter', `Unknown fields provided for Log Format: ${unknown.join(', ')}`)
}

/** The names of the fields, in the order in which a line has them. */
export const fieldsOfFormat = (format: string): string[] => format.split(' ').map((one) => one.slice(2, -1))
