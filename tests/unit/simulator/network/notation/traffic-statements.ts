import { contract } from '../../../../../simulator/api/contract.ts'
import type { Ending } from '../../../../../simulator/world/traffic.ts'
import { sendFlow } from './flows.ts'
import type { Statement, World } from './world.ts'

await Promise.all(['iam', 'logs', 's3api', 'cloudwatch'].map((service) => contract.need(service)))

const roleName = 'flow-logs'

/** VPC user guide, flow-logs-iam-role. */
const permissions = {
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Action: [
        'logs:CreateLogGroup',
        'logs:CreateLogStream',
        'logs:PutLogEvents',
        'logs:DescribeLogGroups',
        'logs:DescribeLogStreams',
      ],
      Resource: '*',
    },
  ],
}

const trust = (service: string) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }],
})

/** Flow logs, and what is sent for them to tell of. */
export const trafficStatements: Readonly<Record<string, Statement>> = {
  /** `log-role`, `log-role ec2.amazonaws.com`, `log-role vpc-flow-logs.amazonaws.com powerless`: the flow logs' role. */
  'log-role'(world, [service = 'vpc-flow-logs.amazonaws.com', ...flags]) {
    world.call(
      'iam',
      'CreateRole',
      { RoleName: roleName, AssumeRolePolicyDocument: JSON.stringify(trust(service)) },
      world.where,
    )
    if (flags.includes('powerless')) return
    const policy = { RoleName: roleName, PolicyName: 'write', PolicyDocument: JSON.stringify(permissions) }
    world.call('iam', 'PutRolePolicy', policy, world.where)
  },
  /** `flow-log seen main ALL 60 | srcaddr dstaddr action`: to the log group of the same name; without fields, the usual. */
  'flow-log'(world, [name = '', resource = '', traffic = 'ALL', interval = '600'], [fields]) {
    const { FlowLogIds = [] } = world.ask(
      'CreateFlowLogs',
      {
        ...about(world, resource, traffic),
        LogGroupName: name,
        DeliverLogsPermissionArn: roleArn(world),
        MaxAggregationInterval: Number(interval),
        ...(fields && { LogFormat: formatOf(fields) }),
      },
      world.where,
    )
    world.name(name, FlowLogIds[0])
    world.pass(1)
  },
  /** `transit-log seen hub | srcaddr dstaddr`: of a transit gateway or one of its attachments. */
  'transit-log'(world, [name = '', resource = ''], [fields]) {
    const id = world.id(resource)
    const { FlowLogIds = [] } = world.ask(
      'CreateFlowLogs',
      {
        ResourceIds: [id],
        ResourceType: id.startsWith('tgw-attach-') ? 'TransitGatewayAttachment' : 'TransitGateway',
        LogGroupName: name,
        DeliverLogsPermissionArn: roleArn(world),
        ...(fields && { LogFormat: formatOf(fields) }),
      },
      world.where,
    )
    world.name(name, FlowLogIds[0])
    world.pass(1)
  },
  /** `flow-files seen main my-bucket/logs [hive] [hourly]`: to S3. */
  'flow-files'(world, [name = '', resource = '', place = '', ...flags]) {
    const [Bucket = ''] = place.split('/')
    world.call('s3api', 'CreateBucket', { Bucket }, world.where)
    const { FlowLogIds = [] } = world.ask(
      'CreateFlowLogs',
      {
        ...about(world, resource, 'ALL'),
        LogDestinationType: 's3',
        LogDestination: `arn:aws:s3:::${place}`,
        MaxAggregationInterval: 60,
        DestinationOptions: {
          HiveCompatiblePartitions: flags.includes('hive'),
          PerHourPartition: flags.includes('hourly'),
        },
      },
      world.where,
    )
    world.name(name, FlowLogIds[0])
    world.pass(1)
  },
  /** `send web-1 > app-1 tcp/443 | 100 2000 | 130 open`: bytes there and back; seconds that it took, and how it ended. */
  send(world, words, [bytes, rest]) {
    const flow = words.join(' ')
    const [sent = 0, received = 0] = (bytes ?? []).map(Number)
    const [seconds = '0', ending] = rest ?? []
    // What takes its time is over when that time has passed.
    world.pass(Number(seconds))
    world.cloud.observe([
      {
        kind: 'flow',
        trace: sendFlow(world, flow),
        seconds: Number(seconds),
        payload: { sent, received },
        ...(ending !== undefined && { ending: ending as Ending }),
      },
    ])
  },
}

function about(world: World, resource: string, TrafficType: string) {
  const id = world.id(resource)
  const ResourceIds = [id]
  const ResourceType = id.startsWith('vpc-')
    ? 'VPC'
    : id.startsWith('subnet-')
      ? 'Subnet'
      : 'NetworkInterface'
  return { ResourceIds, ResourceType, TrafficType: TrafficType as 'ALL' } as const
}

const roleArn = ({ where }: World): string => `arn:aws:iam::${where.account}:role/${roleName}`

const formatOf = (fields: readonly string[]): string => fields.map((field) => `\${${field}}`).join(' ')
