import { AwsError } from '../../api/error.ts'
import type { Ec2 } from '../../api/generated/types.d.ts'
import type { Context } from '../context.ts'
import { forgetHost } from '../host/forgotten-hosts.ts'
import { due, operation } from '../operation.ts'
import { closeProfileAssociations } from './instance-profile-associations.ts'
import {
  type HeldInstance,
  instances,
  primaryInterfaceOf,
  requireInstances,
  stateCodes,
  stateOf,
} from './instances.ts'
import {
  closeInterface,
  givePublicAddress,
  interfacesOf,
  networkInterfaces,
  takeBackPublicAddress,
  wholeSeconds,
} from './network-interfaces.ts'
import { closeVolumes } from './volumes.ts'

// EC2 user guide, ec2-instance-lifecycle: pending → running → stopping → stopped → pending …, and from anywhere
// shutting-down → terminated, which stays to be seen for about an hour.

export const startInstances = operation(
  'ec2',
  'StartInstances',
  { fidelity: 'exact', source: 'EC2 API reference, StartInstances' },
  ({ InstanceIds }, ctx) => {
    const chosen = requireInstances(ctx, InstanceIds)
    for (const instance of chosen) {
      if (['stopped', 'running', 'pending'].includes(stateOf(instance))) continue
      throw incorrectState(
        `The instance '${instances.idOf(instance)}' is not in a state from which it can be started.`,
      )
    }
    return { StartingInstances: chosen.map((instance) => changeOf(instance, start(ctx, instance))) }
  },
)

export const stopInstances = operation(
  'ec2',
  'StopInstances',
  {
    fidelity: { simplified: 'There is no hibernation; force makes no difference.' },
    source: 'EC2 API reference, StopInstances',
  },
  ({ InstanceIds, Hibernate }, ctx) => {
    const chosen = requireInstances(ctx, InstanceIds)
    if (Hibernate) {
      const [first] = InstanceIds
      throw new AwsError(
        'UnsupportedHibernationConfiguration',
        `Instance '${first}' is not configured for hibernation.`,
      )
    }
    for (const instance of chosen) requireStoppable(instance)
    return { StoppingInstances: chosen.map((instance) => changeOf(instance, stop(ctx, instance))) }
  },
)

export const rebootInstances = operation(
  'ec2',
  'RebootInstances',
  { fidelity: 'exact', source: 'EC2 API reference, RebootInstances' },
  ({ InstanceIds }, ctx) => {
    for (const instance of requireInstances(ctx, InstanceIds)) {
      if (stateOf(instance) === 'running' || stateOf(instance) === 'pending') continue
      throw incorrectState(
        `The instance '${instances.idOf(instance)}' is not in a state from which it can be rebooted.`,
      )
    }
    return {}
  },
)

export const terminateInstances = operation(
  'ec2',
  'TerminateInstances',
  {
    fidelity: { simplified: 'If one instance is protected, none is terminated, in no Availability Zone.' },
    source: 'EC2 API reference, TerminateInstances',
  },
  ({ InstanceIds }, ctx) => {
    const chosen = requireInstances(ctx, InstanceIds)
    for (const { record, side } of chosen) {
      if (side.mayNotBeTerminated) throw protectedFrom('terminated', 'disableApiTermination', record)
      // What may not be stopped may not be terminated either (observed at AWS).
      if (side.mayNotBeStopped) throw protectedFrom('terminated', 'disableApiStop', record)
    }
    return { TerminatingInstances: chosen.map((instance) => changeOf(instance, terminate(ctx, instance))) }
  },
)

interface Turn extends Readonly<Record<string, unknown>> {
  readonly instance: string
  /** The state that this was planned in; in another one it does nothing. */
  readonly turn: number
}

export const instanceRunning = due<Turn>('instance-running', (args, ctx) => {
  const held = inTurn(ctx, args)
  if (!held) return
  const { record } = held
  const running = instances.update(
    ctx,
    held,
    {
      State: { Code: stateCodes.running, Name: 'running' },
      MetadataOptions: { ...record.MetadataOptions, State: 'applied' },
    },
    { hasBeenRunning: true },
  )
  ctx.after('instance-status-ok', 'instance-status-ok', turnOf(running))
})

export const instanceStatusOk = due<Turn>('instance-status-ok', (args, ctx) => {
  const held = inTurn(ctx, args)
  if (held) instances.update(ctx, held, {}, { passesChecks: true })
})

export const instanceStopped = due<Turn>('instance-stopped', (args, ctx) => {
  const held = inTurn(ctx, args)
  if (held) instances.update(ctx, held, { State: { Code: stateCodes.stopped, Name: 'stopped' } })
})

export const instanceTerminated = due<Turn>('instance-terminated', (args, ctx) => {
  const held = inTurn(ctx, args)
  if (!held) return
  leaveNetwork(ctx, args.instance)
  closeVolumes(ctx, args.instance)
  closeProfileAssociations(ctx, args.instance)
  forgetHost(ctx, args.instance)
  // What a terminated instance shows: no network, no disks (observed).
  const { SubnetId: _subnet, VpcId: _vpc, PrivateDnsNameOptions: _options, ...record } = held.record
  ctx.store.put(instances.table, {
    ...held,
    record: {
      ...record,
      BlockDeviceMappings: [],
      MetadataOptions: { ...record.MetadataOptions, State: 'pending' },
      State: { Code: stateCodes.terminated, Name: 'terminated' },
      EbsOptimized: false,
    },
  })
  ctx.after('instance-forgotten', 'instance-forgotten', turnOf(held))
})

export const instanceForgotten = due<Turn>('instance-forgotten', ({ instance }, ctx) => {
  const held = instances.get(ctx, instance)
  if (held) instances.remove(ctx, held)
})

export function planRunning(ctx: Context, instance: HeldInstance): void {
  ctx.after('instance-running', 'instance-running', turnOf(instance))
}

function start(ctx: Context, instance: HeldInstance): HeldInstance {
  if (stateOf(instance) !== 'stopped') return instance
  const { StateReason: _, ...record } = instance.record
  const pending = ctx.store.put(instances.table, {
    ...instance,
    record: {
      ...record,
      State: { Code: stateCodes.pending, Name: 'pending' },
      StateTransitionReason: '',
      LaunchTime: wholeSeconds(ctx.now),
    },
    side: { ...instance.side, turn: instance.side.turn + 1 },
  })
  // "Your instance receives a new public IPv4 address" (EC2 user guide, Stop_Start).
  const primary = primaryInterfaceOf(ctx, instances.idOf(instance))
  if (primary) givePublicAddress(ctx, primary)
  planRunning(ctx, pending)
  return pending
}

function stop(ctx: Context, instance: HeldInstance): HeldInstance {
  const state = stateOf(instance)
  if (state === 'stopped' || state === 'stopping') return instance
  const stopping = leaveState(ctx, instance, 'stopping')
  loseAutomaticAddresses(ctx, instances.idOf(instance))
  ctx.after('instance-stopped', 'instance-stopped', turnOf(stopping))
  return stopping
}

function terminate(ctx: Context, instance: HeldInstance): HeldInstance {
  const state = stateOf(instance)
  if (state === 'terminated' || state === 'shutting-down') return instance
  const leaving = leaveState(ctx, instance, 'shutting-down')
  loseAutomaticAddresses(ctx, instances.idOf(instance))
  ctx.after('instance-terminated', 'instance-terminated', turnOf(leaving))
  return leaving
}

function leaveState(ctx: Context, instance: HeldInstance, Name: Ec2.InstanceStateName): HeldInstance {
  const moment = wholeSeconds(ctx.now).slice(0, 19).replace('T', ' ')
  return instances.update(
    ctx,
    instance,
    {
      State: { Code: stateCodes[Name], Name },
      StateReason: {
        Code: 'Client.UserInitiatedShutdown',
        Message: 'Client.UserInitiatedShutdown: User initiated shutdown',
      },
      StateTransitionReason: `User initiated (${moment} GMT)`,
    },
    { turn: instance.side.turn + 1, passesChecks: false },
  )
}

function loseAutomaticAddresses(ctx: Context, instance: string): void {
  for (const eni of interfacesOf(ctx, instance)) takeBackPublicAddress(ctx, eni)
}

/** Interfaces that end with the instance go, the others are free again. */
function leaveNetwork(ctx: Context, instance: string): void {
  for (const eni of interfacesOf(ctx, instance)) {
    if (eni.record.Attachment?.DeleteOnTermination) closeInterface(ctx, networkInterfaces.idOf(eni))
    else networkInterfaces.update(ctx, eni, { Attachment: undefined, Status: 'available' })
  }
}

function requireStoppable(instance: HeldInstance): void {
  const { record, side } = instance
  const state = stateOf(instance)
  if (side.mayNotBeStopped) throw protectedFrom('stopped', 'disableApiStop', record)
  if (state === 'pending' && !side.hasBeenRunning) {
    throw incorrectState(
      `Instance '${record.InstanceId}' cannot be stopped as it has never reached the 'running' state.`,
    )
  }
  if (state === 'pending' || state === 'shutting-down' || state === 'terminated') {
    throw incorrectState(
      `This instance '${record.InstanceId}' is not in a state from which it can be stopped.`,
    )
  }
}

const protectedFrom = (what: string, attribute: string, { InstanceId }: Ec2.Instance) =>
  new AwsError(
    'OperationNotPermitted',
    `The instance '${InstanceId}' may not be ${what}. Modify its '${attribute}' instance attribute and try again.`,
  )

const incorrectState = (message: string) => new AwsError('IncorrectInstanceState', message)

const changeOf = (before: HeldInstance, after: HeldInstance): Ec2.InstanceStateChange => ({
  InstanceId: before.record.InstanceId,
  CurrentState: after.record.State,
  PreviousState: before.record.State,
})

const turnOf = (held: HeldInstance): Turn => ({ instance: instances.idOf(held), turn: held.side.turn })

function inTurn(ctx: Context, { instance, turn }: Turn): HeldInstance | undefined {
  const held = instances.get(ctx, instance)
  return held?.side.turn === turn ? held : undefined
}
