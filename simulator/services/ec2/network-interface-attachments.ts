import { AwsError } from '../../api/error.ts'
import type { Ec2 } from '../../api/generated/types.d.ts'
import { instanceTypeOf } from '../../world/catalogue/instance-types.ts'
import type { Context } from '../context.ts'
import { due, operation } from '../operation.ts'
import { invalidCombination, invalidParameter } from './errors.ts'
import { instances, stateOf } from './instances.ts'
import { addressCountsOf, requireAddressCounts, requireInterfaceCount } from './interface-limits.ts'
import { interfacesOf, networkInterfaces, wholeSeconds } from './network-interfaces.ts'

export const attachNetworkInterface = operation(
  'ec2',
  'AttachNetworkInterface',
  {
    fidelity: { simplified: 'ENA Express and ENA queues do not exist.' },
    source: 'EC2 API reference, AttachNetworkInterface',
  },
  ({ NetworkInterfaceId, InstanceId, DeviceIndex, NetworkCardIndex = 0 }, ctx) => {
    const eni = networkInterfaces.require(ctx, NetworkInterfaceId)
    const instance = instances.require(ctx, InstanceId)
    const { record } = instance
    if (eni.record.Attachment) throw attachedAlready(NetworkInterfaceId)
    if (!mayAttach.includes(stateOf(instance))) {
      throw new AwsError('IncorrectState', `Instance '${InstanceId}' is not 'running' or 'stopped'.`)
    }
    if (record.Placement?.AvailabilityZone !== eni.record.AvailabilityZone) throw otherZone()
    requireFreePlace(ctx, record, DeviceIndex, NetworkCardIndex)
    requireInterfaceCount(record.InstanceType ?? '', interfacesOf(ctx, InstanceId).length + 1)
    requireAddressCounts(record.InstanceType, addressCountsOf(eni.record))
    const Attachment = newAttachment(ctx, InstanceId, DeviceIndex, NetworkCardIndex, false)
    networkInterfaces.update(ctx, eni, { Attachment, Status: 'in-use' })
    planAttached(ctx, Attachment)
    return { AttachmentId: Attachment.AttachmentId, NetworkCardIndex }
  },
)

export const detachNetworkInterface = operation(
  'ec2',
  'DetachNetworkInterface',
  { fidelity: 'exact', source: 'EC2 API reference, DetachNetworkInterface' },
  ({ AttachmentId }, ctx) => {
    // What a service of AWS's attached is its own business (seen wherever somebody tries).
    if (AttachmentId.startsWith('ela-attach-')) throw notYours()
    const eni = networkInterfaces
      .by(ctx, 'attachment', AttachmentId)
      .find((held) => held.account === ctx.account && held.region === ctx.region)
    const Attachment = eni?.record.Attachment
    if (!eni || !Attachment) {
      throw new AwsError('InvalidAttachmentID.NotFound', `The attachment '${AttachmentId}' does not exist.`)
    }
    if (eni.record.RequesterManaged) throw notYours()
    // "You cannot detach the primary network interface" (EC2 user guide, network-interface-attachments).
    if (Attachment.DeviceIndex === 0 && (Attachment.NetworkCardIndex ?? 0) === 0) {
      throw new AwsError(
        'OperationNotPermitted',
        'The network interface at device index 0 and networkCard index 0 cannot be detached.',
      )
    }
    if (Attachment.Status === 'detaching') return {}
    networkInterfaces.update(ctx, eni, { Attachment: { ...Attachment, Status: 'detaching' } })
    ctx.after('interface-detached', 'interface-detached', { attachment: AttachmentId })
    return {}
  },
)

export const interfaceAttached = due<{ attachment: string }>('interface-attached', ({ attachment }, ctx) => {
  const [eni] = networkInterfaces.by(ctx, 'attachment', attachment)
  if (eni?.record.Attachment?.Status !== 'attaching') return
  networkInterfaces.update(ctx, eni, { Attachment: { ...eni.record.Attachment, Status: 'attached' } })
})

export const interfaceDetached = due<{ attachment: string }>('interface-detached', ({ attachment }, ctx) => {
  const [eni] = networkInterfaces.by(ctx, 'attachment', attachment)
  if (eni) networkInterfaces.update(ctx, eni, { Attachment: undefined, Status: 'available' })
})

/** An attachment that has just begun; `planAttached` completes it. */
export function newAttachment(
  ctx: Context,
  instance: string,
  device: number,
  card: number,
  deleteOnTermination: boolean,
): Ec2.NetworkInterfaceAttachment {
  return {
    AttachTime: wholeSeconds(ctx.now),
    AttachmentId: ctx.newId('eni-attach'),
    DeleteOnTermination: deleteOnTermination,
    DeviceIndex: device,
    NetworkCardIndex: card,
    InstanceId: instance,
    InstanceOwnerId: ctx.account,
    Status: 'attaching',
  }
}

export function planAttached(ctx: Context, { AttachmentId }: Ec2.NetworkInterfaceAttachment): void {
  ctx.after('interface-attached', 'interface-attached', { attachment: AttachmentId })
}

// EC2 user guide: a hot attach to a running, a warm attach to a stopped instance.
const mayAttach: readonly string[] = ['running', 'stopped']

function requireFreePlace(ctx: Context, instance: Ec2.Instance, device: number, card: number): void {
  const { InstanceId = '', InstanceType = '' } = instance
  const cards = instanceTypeOf(InstanceType)?.networkCards ?? 1
  if (card < 0 || card >= cards) {
    throw invalidParameter(
      `Value (${card}) for parameter networkCardIndex is invalid. The instance type ${InstanceType} has ${cards} network ${cards === 1 ? 'card' : 'cards'}.`,
    )
  }
  if (device < 0) throw invalidParameter(`Value (${device}) for parameter deviceIndex is invalid.`)
  const taken = interfacesOf(ctx, InstanceId).some(
    ({ record: { Attachment } }) =>
      Attachment?.DeviceIndex === device && (Attachment.NetworkCardIndex ?? 0) === card,
  )
  if (taken) {
    throw invalidParameter(
      `Instance '${InstanceId}' already has an interface attached at device index '${device}'.`,
    )
  }
}

const attachedAlready = (id: string) =>
  new AwsError('InvalidNetworkInterface.InUse', `Interface: [${id}] in use.`)

const notYours = () =>
  new AwsError('OperationNotPermitted', "You are not allowed to manage 'ela-attach' attachments.")

const otherZone = () =>
  invalidCombination(
    'You may not attach a network interface to an instance if they are not in the same availability zone',
  )
