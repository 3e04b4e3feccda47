import type { Ec2 } from '../../api/generated/types.d.ts'
import { instanceTypeOf } from '../../world/catalogue/instance-types.ts'
import type { Context } from '../context.ts'
import { instances } from './instances.ts'

/** Whether a network interface is on an instance of the Nitro system; undefined where it is on no instance. */
export function isOnNitro(
  ctx: Pick<Context, 'store'>,
  { Attachment }: Pick<Ec2.NetworkInterface, 'Attachment'>,
): boolean | undefined {
  const instance = instances.get(ctx, Attachment?.InstanceId ?? '')
  if (!instance) return undefined
  return instanceTypeOf(instance.record.InstanceType ?? '')?.hypervisor === 'nitro'
}
