import type { Fabric } from '../../network/fabric.ts'
import { coresOf } from '../../services/ec2/instance-types.ts'
import { instances } from '../../services/ec2/instances.ts'
import { instanceTypeOf } from '../../world/catalogue/instance-types.ts'
import type { HostRef } from './find-host.ts'

// What a machine is made of, as its own tools tell.

interface Hardware {
  readonly vcpus: number
  readonly threadsPerCore: number
  readonly memoryMiB: number
  readonly architecture: 'x86_64' | 'aarch64'
  /** As systemd-detect-virt(1) names it. */
  readonly virtualization: 'amazon' | 'xen' | 'kvm' | 'none'
  readonly vendor: string
  /** An instance's type. */
  readonly product: string
  /** When it was started, where the world knows. */
  readonly startedAt?: number
}

/** Nobody says what stands on a desk and in a server room. */
const onDesk: Hardware = {
  vcpus: 4,
  threadsPerCore: 2,
  memoryMiB: 8192,
  architecture: 'x86_64',
  virtualization: 'none',
  vendor: 'Hopwise',
  product: 'Workstation',
}
const onPremises: Hardware = {
  ...onDesk,
  vcpus: 2,
  threadsPerCore: 1,
  memoryMiB: 4096,
  virtualization: 'kvm',
  product: 'Server',
}

export function hardwareOf(fabric: Fabric, { kind, id }: HostRef): Hardware {
  const record = kind === 'instance' ? instances.get(fabric, id)?.record : undefined
  if (!record) return kind === 'workstation' ? onDesk : onPremises
  const type = instanceTypeOf(record.InstanceType ?? '')
  const { vcpu = 2, memoryMiB = 1024, hypervisor = 'nitro' } = type ?? {}
  const startedAt = record.LaunchTime === undefined ? undefined : Date.parse(record.LaunchTime)
  return {
    vcpus: vcpu,
    threadsPerCore: type ? coresOf(type).threads : 2,
    memoryMiB,
    architecture: record.Architecture === 'arm64' ? 'aarch64' : 'x86_64',
    virtualization: hypervisor === 'xen' ? 'xen' : 'amazon',
    vendor: hypervisor === 'xen' ? 'Xen' : 'Amazon EC2',
    product: hypervisor === 'xen' ? 'HVM domU' : (record.InstanceType ?? ''),
    ...(startedAt !== undefined && { startedAt }),
  }
}
