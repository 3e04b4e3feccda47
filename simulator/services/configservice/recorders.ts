import { AwsError } from '../../api/error.ts'
import type { Configservice } from '../../api/generated/types.d.ts'
import type { Held } from '../../world/held.ts'
import { type Context, timestamp } from '../context.ts'
import { family } from '../family.ts'
import { operation } from '../operation.ts'

// Config sees nothing until a recorder runs, and a recorder does not run without a place to deliver to.

interface RecorderSide {
  readonly isRecording: boolean
  readonly startedAt?: number
  readonly stoppedAt?: number
}

type Recorder = Held<Configservice.ConfigurationRecorder, RecorderSide>

export const recorders = family<Configservice.ConfigurationRecorder, RecorderSide>({
  service: 'configservice',
  resource: 'configuration-recorder',
  id: 'arn',
  prefix: 'arn:aws:config:configuration-recorder',
  missing: (arn) => noSuchRecorder(arn.slice(arn.lastIndexOf('/') + 1)),
})

interface ChannelRecord extends Configservice.DeliveryChannel {
  /** There is one in an account and Region. */
  readonly key: string
}

export const deliveryChannels = family<ChannelRecord>({
  service: 'configservice',
  resource: 'delivery-channel',
  id: 'key',
  prefix: 'arn:aws:config:delivery-channel',
  missing: (name) => noSuchChannel(name),
})

const noSuchRecorder = (name: string) =>
  new AwsError(
    'NoSuchConfigurationRecorderException',
    `Cannot find configuration recorder with the specified name '${name}'.`,
  )

const noSuchChannel = (name: string) =>
  new AwsError(
    'NoSuchDeliveryChannelException',
    `Cannot find delivery channel with specified name '${name}'.`,
  )

const theRecorder = (ctx: Context): Recorder | undefined => recorders.list(ctx)[0]

function requireRecorder(ctx: Context, name: string): Recorder {
  const recorder = theRecorder(ctx)
  if (recorder?.record.name === name) return recorder
  throw noSuchRecorder(name)
}

/** The recorder that runs, if one does: only what it records is known to Config. */
export function requireRecording(ctx: Context): Configservice.RecordingGroup {
  const recorder = theRecorder(ctx)
  if (!recorder?.side.isRecording) {
    throw new AwsError(
      'NoAvailableConfigurationRecorderException',
      'There is no configuration recorder that is recording.',
    )
  }
  return recorder.record.recordingGroup ?? {}
}

export const putConfigurationRecorder = operation(
  'configservice',
  'PutConfigurationRecorder',
  {
    fidelity: { simplified: 'The role is not asked, and there is continuous recording alone.' },
    source: 'Config API reference, PutConfigurationRecorder',
  },
  ({ ConfigurationRecorder: wanted }, ctx) => {
    const { name = 'default', roleARN } = wanted
    const before = theRecorder(ctx)
    if (before && before.record.name !== name) {
      throw new AwsError(
        'MaxNumberOfConfigurationRecordersExceededException',
        `Failed to put configuration recorder '${name}' because the maximum number of configuration recorders: 1 is reached.`,
      )
    }
    if (!before && !roleARN?.startsWith('arn:')) {
      throw new AwsError('InvalidRoleException', `Role ${roleARN} is not a valid role ARN.`)
    }
    const group = wanted.recordingGroup ?? { allSupported: true, includeGlobalResourceTypes: false }
    if (group.allSupported && group.resourceTypes?.length) {
      throw new AwsError(
        'InvalidRecordingGroupException',
        'The recording group provided is not valid: allSupported and resourceTypes exclude each other.',
      )
    }
    const record: Configservice.ConfigurationRecorder = {
      arn: before?.record.arn ?? `arn:aws:config:${ctx.region}:${ctx.account}:configuration-recorder/${name}`,
      name,
      roleARN: roleARN ?? before?.record.roleARN,
      recordingGroup: group,
      recordingMode: { recordingFrequency: 'CONTINUOUS' },
      recordingScope: 'PAID',
    }
    if (before) recorders.update(ctx, before, record)
    else recorders.create(ctx, record, { isRecording: false })
    return {}
  },
)

export const describeConfigurationRecorders = operation(
  'configservice',
  'DescribeConfigurationRecorders',
  { fidelity: 'exact', source: 'Config API reference, DescribeConfigurationRecorders' },
  ({ ConfigurationRecorderNames }, ctx) => {
    const found = ConfigurationRecorderNames?.length
      ? ConfigurationRecorderNames.map((name) => requireRecorder(ctx, name))
      : recorders.list(ctx)
    return { ConfigurationRecorders: found.map(({ record }) => record) }
  },
)

export const describeConfigurationRecorderStatus = operation(
  'configservice',
  'DescribeConfigurationRecorderStatus',
  { fidelity: 'exact', source: 'Config API reference, DescribeConfigurationRecorderStatus' },
  ({ ConfigurationRecorderNames }, ctx) => {
    const found = ConfigurationRecorderNames?.length
      ? ConfigurationRecorderNames.map((name) => requireRecorder(ctx, name))
      : recorders.list(ctx)
    return {
      ConfigurationRecordersStatus: found.map(({ record, side }) => ({
        arn: record.arn,
        name: record.name,
        ...(side.startedAt !== undefined && { lastStartTime: timestamp(side.startedAt) }),
        ...(side.stoppedAt !== undefined && { lastStopTime: timestamp(side.stoppedAt) }),
        recording: side.isRecording,
        ...(side.startedAt !== undefined && { lastStatus: 'Success' as const }),
      })),
    }
  },
)

export const startConfigurationRecorder = operation(
  'configservice',
  'StartConfigurationRecorder',
  { fidelity: 'exact', source: 'Config API reference, StartConfigurationRecorder' },
  ({ ConfigurationRecorderName }, ctx) => {
    const recorder = requireRecorder(ctx, ConfigurationRecorderName)
    if (!deliveryChannels.list(ctx).length) {
      throw new AwsError(
        'NoAvailableDeliveryChannelException',
        'Delivery channel is not available to start configuration recorder.',
      )
    }
    recorders.update(ctx, recorder, {}, { isRecording: true, startedAt: ctx.now })
    return {}
  },
)

export const stopConfigurationRecorder = operation(
  'configservice',
  'StopConfigurationRecorder',
  { fidelity: 'exact', source: 'Config API reference, StopConfigurationRecorder' },
  ({ ConfigurationRecorderName }, ctx) => {
    const recorder = requireRecorder(ctx, ConfigurationRecorderName)
    recorders.update(ctx, recorder, {}, { isRecording: false, stoppedAt: ctx.now })
    return {}
  },
)

export const deleteConfigurationRecorder = operation(
  'configservice',
  'DeleteConfigurationRecorder',
  { fidelity: 'exact', source: 'Config API reference, DeleteConfigurationRecorder' },
  ({ ConfigurationRecorderName }, ctx) => {
    recorders.remove(ctx, requireRecorder(ctx, ConfigurationRecorderName))
    return {}
  },
)

export const putDeliveryChannel = operation(
  'configservice',
  'PutDeliveryChannel',
  {
    fidelity: { simplified: 'Nothing is delivered, so bucket and topic are not asked.' },
    source: 'Config API reference, PutDeliveryChannel',
  },
  ({ DeliveryChannel }, ctx) => {
    const { name = 'default' } = DeliveryChannel
    if (!theRecorder(ctx)) {
      throw new AwsError(
        'NoAvailableConfigurationRecorderException',
        'Configuration recorder is not available to put delivery channel.',
      )
    }
    const [before] = deliveryChannels.list(ctx)
    if (before && before.record.name !== name) {
      throw new AwsError(
        'MaxNumberOfDeliveryChannelsExceededException',
        `Failed to put delivery channel '${name}' because the maximum number of delivery channels: 1 is reached.`,
      )
    }
    const key = `${ctx.account}/${ctx.region}`
    if (before) deliveryChannels.update(ctx, before, { ...DeliveryChannel, name })
    else deliveryChannels.create(ctx, { key, ...DeliveryChannel, name })
    return {}
  },
)

export const describeDeliveryChannels = operation(
  'configservice',
  'DescribeDeliveryChannels',
  { fidelity: 'exact', source: 'Config API reference, DescribeDeliveryChannels' },
  ({ DeliveryChannelNames }, ctx) => {
    const all = deliveryChannels.list(ctx).map(({ record: { key: _, ...channel } }) => channel)
    for (const name of DeliveryChannelNames ?? []) {
      if (!all.some((channel) => channel.name === name)) throw noSuchChannel(name)
    }
    return { DeliveryChannels: all }
  },
)

export const deleteDeliveryChannel = operation(
  'configservice',
  'DeleteDeliveryChannel',
  { fidelity: 'exact', source: 'Config API reference, DeleteDeliveryChannel' },
  ({ DeliveryChannelName }, ctx) => {
    const [channel] = deliveryChannels.list(ctx)
    if (channel?.record.name !== DeliveryChannelName) throw noSuchChannel(DeliveryChannelName)
    if (theRecorder(ctx)?.side.isRecording) {
      throw new AwsError(
        'LastDeliveryChannelDeleteFailedException',
        `Failed to delete last specified delivery channel with name '${DeliveryChannelName}', because there is a running configuration recorder.`,
      )
    }
    deliveryChannels.remove(ctx, channel)
    return {}
  },
)
