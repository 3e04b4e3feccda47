import type { Ssm } from '../../api/generated/types.d.ts'
import { amiOf } from '../../world/catalogue/amis.ts'
import type { Context } from '../context.ts'
import { credentialsOf } from '../ec2/instance-metadata/role-credentials.ts'
import { type HeldInstance, instances, primaryInterfaceOf, stateOf } from '../ec2/instances.ts'
import { filterRecords } from '../filters.ts'
import { instanceProfiles } from '../iam/instance-profiles.ts'
import { roles } from '../iam/roles.ts'
import { operation } from '../operation.ts'
import { page } from '../paging.ts'
import { problemWithRole } from '../service-roles.ts'

// Systems Manager guide, session-manager-prerequisites and setup-create-vpc: an instance is managed when its agent may
// talk to Systems Manager, by its role, and gets through to it.

/** The agent speaks to both; a private subnet needs an endpoint for each, or a way out. */
const agentEndpoints = ['ssm', 'ssmmessages'] as const

const needed = [
  'ssm:UpdateInstanceInformation',
  'ssmmessages:CreateControlChannel',
  'ssmmessages:CreateDataChannel',
  'ssmmessages:OpenControlChannel',
  'ssmmessages:OpenDataChannel',
] as const

/** Whether Systems Manager can open a session on the instance. */
export function isConnected(ctx: Context, id: string): boolean {
  const held = instances.find(ctx, id)
  if (!held || stateOf(held) !== 'running' || !hasAgent(held)) return false
  if (held.record.MetadataOptions?.HttpEndpoint === 'disabled' || !mayTalk(ctx, held)) return false
  const eni = primaryInterfaceOf(ctx, id)?.record.NetworkInterfaceId ?? ''
  return agentEndpoints.every((service) => ctx.services?.reaches(ctx, eni, service, held.region) ?? true)
}

/** "SSM Agent is preinstalled" on the images of AWS's and Canonical's, but for the minimal ones. */
function hasAgent({ region, record }: HeldInstance): boolean {
  return !amiOf(region, record.ImageId ?? '')?.name.includes('minimal')
}

// NOT MODELLED: policies of the endpoints that the agent goes through.
function mayTalk(ctx: Context, held: HeldInstance): boolean {
  const profile = instanceProfiles.get(ctx, held.record.IamInstanceProfile?.Id ?? '')
  const role = roles.get(ctx, profile?.side.roles[0] ?? '')
  if (!role || credentialsOf(ctx, held) === 'not-trusted') return false
  const sourceArn = instances.arnOf(held)
  const acting = { service: 'ec2.amazonaws.com', sourceArn, sourceAccount: held.account }
  const wanted = needed.map((action) => ({ action, resource: '*' }))
  return problemWithRole(ctx, acting, role.record.Arn ?? '', wanted) === undefined
}

export const getConnectionStatus = operation(
  'ssm',
  'GetConnectionStatus',
  { fidelity: 'exact', source: 'Systems Manager API reference, GetConnectionStatus' },
  ({ Target }, ctx) => ({
    Target,
    Status: isConnected(ctx, Target) ? ('connected' as const) : ('notconnected' as const),
  }),
)

export const describeInstanceInformation = operation(
  'ssm',
  'DescribeInstanceInformation',
  {
    fidelity: { simplified: 'Instances whose agent lost its connection are not listed any more.' },
    source: 'Systems Manager API reference, DescribeInstanceInformation',
  },
  (input, ctx) => {
    const managed = instances.list(ctx).filter(({ record }) => isConnected(ctx, record.InstanceId ?? ''))
    const filters = [
      ...(input.Filters ?? []).map(({ Key, Values }) => ({ Name: Key, Values })),
      ...(input.InstanceInformationFilterList ?? []).map(({ key, valueSet }) => ({
        Name: key,
        Values: valueSet,
      })),
    ]
    const found = filterRecords(
      managed.map((held) => informationOf(ctx, held)),
      filters,
      readerOf,
    )
    const { items, NextToken } = page(found, input, { min: 5, max: 50, usual: 10 })
    return { InstanceInformationList: items, ...(NextToken !== undefined && { NextToken }) }
  },
)

type Reader = (one: Ssm.InstanceInformation) => string | undefined

const readers: Readonly<Record<string, Reader>> = {
  AgentVersion: ({ AgentVersion }) => AgentVersion,
  IamRole: ({ IamRole }) => IamRole,
  InstanceIds: ({ InstanceId }) => InstanceId,
  PingStatus: ({ PingStatus }) => PingStatus,
  PlatformTypes: ({ PlatformType }) => PlatformType,
  ResourceType: ({ ResourceType }) => ResourceType,
  SourceIds: ({ SourceId }) => SourceId,
  SourceTypes: ({ SourceType }) => SourceType,
}

const readerOf = (name: string): Reader | undefined =>
  Object.hasOwn(readers, name) ? readers[name] : undefined

function informationOf(ctx: Context, { record, region }: HeldInstance): Ssm.InstanceInformation {
  const { InstanceId = '', ImageId = '' } = record
  const image = amiOf(region, ImageId)
  const shown = instances.print(ctx, instances.require(ctx, InstanceId))
  const isWindows = image?.platformDetails === 'Windows'
  const isUbuntu = image?.name.startsWith('ubuntu') === true
  return {
    InstanceId,
    PingStatus: 'Online',
    LastPingDateTime: new Date(ctx.now).toISOString(),
    AgentVersion: '3.3.3598.0',
    IsLatestVersion: true,
    PlatformType: isWindows ? 'Windows' : 'Linux',
    PlatformName: isWindows
      ? 'Microsoft Windows Server 2022 Datacenter'
      : isUbuntu
        ? 'Ubuntu'
        : 'Amazon Linux',
    PlatformVersion: isWindows
      ? '10.0.20348'
      : isUbuntu
        ? '24.04'
        : image?.name.startsWith('amzn2')
          ? '2'
          : '2023',
    ResourceType: 'EC2Instance',
    IPAddress: shown.PrivateIpAddress,
    ComputerName: shown.PrivateDnsName,
    SourceId: InstanceId,
    SourceType: 'AWS::EC2::Instance',
  }
}
