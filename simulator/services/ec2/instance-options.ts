import type { Ec2 } from '../../api/generated/types.d.ts'
import { operation } from '../operation.ts'
import { missingParameter } from './errors.ts'
import { instances, requireInstances } from './instances.ts'
import { requireHopLimit } from './launch-requests.ts'

export const monitorInstances = operation(
  'ec2',
  'MonitorInstances',
  { fidelity: 'exact', source: 'EC2 API reference, MonitorInstances' },
  ({ InstanceIds }, ctx) => ({
    InstanceMonitorings: requireInstances(ctx, InstanceIds).map((instance) => {
      const isOn = instance.record.Monitoring?.State === 'enabled'
      instances.update(ctx, instance, { Monitoring: { State: 'enabled' } })
      return monitoring(instance.record, isOn ? 'enabled' : 'pending')
    }),
  }),
)

export const unmonitorInstances = operation(
  'ec2',
  'UnmonitorInstances',
  { fidelity: 'exact', source: 'EC2 API reference, UnmonitorInstances' },
  ({ InstanceIds }, ctx) => ({
    InstanceMonitorings: requireInstances(ctx, InstanceIds).map((instance) => {
      const isOn = instance.record.Monitoring?.State === 'enabled'
      instances.update(ctx, instance, { Monitoring: { State: 'disabled' } })
      return monitoring(instance.record, isOn ? 'disabling' : 'disabled')
    }),
  }),
)

const monitoring = ({ InstanceId }: Ec2.Instance, State: Ec2.MonitoringState): Ec2.InstanceMonitoring => ({
  InstanceId,
  Monitoring: { State },
})

export const modifyInstanceMetadataOptions = operation(
  'ec2',
  'ModifyInstanceMetadataOptions',
  { fidelity: 'exact', source: 'EC2 API reference, ModifyInstanceMetadataOptions' },
  ({ InstanceId, DryRun: _, ...asked }, ctx) => {
    const instance = instances.require(ctx, InstanceId)
    const said = Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined))
    if (!Object.keys(said).length)
      throw missingParameter('httpEndpoint, httpTokens or httpPutResponseHopLimit')
    requireHopLimit(asked.HttpPutResponseHopLimit)
    const MetadataOptions = { ...instance.record.MetadataOptions, ...said }
    instances.update(ctx, instance, { MetadataOptions })
    const State: Ec2.InstanceMetadataOptionsState = 'pending'
    return { InstanceId, InstanceMetadataOptions: { ...MetadataOptions, State } }
  },
)

export const modifyPrivateDnsNameOptions = operation(
  'ec2',
  'ModifyPrivateDnsNameOptions',
  { fidelity: 'exact', source: 'EC2 API reference, ModifyPrivateDnsNameOptions' },
  (
    { InstanceId, PrivateDnsHostnameType, EnableResourceNameDnsARecord, EnableResourceNameDnsAAAARecord },
    ctx,
  ) => {
    const instance = instances.require(ctx, InstanceId)
    instances.update(ctx, instance, {
      PrivateDnsNameOptions: {
        ...instance.record.PrivateDnsNameOptions,
        ...(PrivateDnsHostnameType !== undefined && { HostnameType: PrivateDnsHostnameType }),
        ...(EnableResourceNameDnsARecord !== undefined && { EnableResourceNameDnsARecord }),
        ...(EnableResourceNameDnsAAAARecord !== undefined && { EnableResourceNameDnsAAAARecord }),
      },
    })
    return { Return: true }
  },
)
