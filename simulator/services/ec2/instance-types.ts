import { AwsError } from '../../api/error.ts'
import type { Ec2 } from '../../api/generated/types.d.ts'
import { type InstanceType, instanceTypeOf, instanceTypes } from '../../world/catalogue/instance-types.ts'
import { zonesOf } from '../../world/catalogue/regions.ts'
import { filterRecords, type Value } from '../filters.ts'
import { operation } from '../operation.ts'
import { page } from '../paging.ts'
import { invalidParameter } from './errors.ts'

export const describeInstanceTypes = operation(
  'ec2',
  'DescribeInstanceTypes',
  {
    fidelity: {
      simplified:
        'A choice of instance types, with what concerns processors, memory and the network; of storage only whether there is any.',
    },
    source: 'EC2 API reference, DescribeInstanceTypes',
  },
  (input) => {
    const wanted = input.InstanceTypes ?? []
    const missing = wanted.filter((name) => !instanceTypeOf(name))
    if (missing.length) {
      throw new AwsError(
        'InvalidInstanceType',
        `The following supplied instance types do not exist: [${missing.join(', ')}]`,
      )
    }
    const types = instanceTypes
      .filter(({ instanceType }) => !wanted.length || (wanted as readonly string[]).includes(instanceType))
      .map(printType)
    const selected = filterRecords(types, input.Filters, (name) => filters[name])
    const { items, NextToken } = page(selected, input, { max: 100, usual: 100, ids: 'InstanceTypes', wanted })
    return { InstanceTypes: [...items], ...(NextToken && { NextToken }) }
  },
)

export const describeInstanceTypeOfferings = operation(
  'ec2',
  'DescribeInstanceTypeOfferings',
  {
    fidelity: { simplified: 'Every instance type that is simulated is offered in every zone.' },
    source: 'EC2 API reference, DescribeInstanceTypeOfferings',
  },
  (input, ctx) => {
    const { LocationType = 'region' } = input
    const locations = {
      region: () => [ctx.region],
      'availability-zone': () => zonesOf(ctx.account, ctx.region).map(({ name }) => name),
      'availability-zone-id': () => zonesOf(ctx.account, ctx.region).map(({ id }) => id),
      outpost: () => [],
    }[LocationType]
    if (!locations) throw invalidParameter(`Value (${LocationType}) for parameter locationType is invalid.`)
    const offerings = instanceTypes.flatMap(({ instanceType }) =>
      locations().map((Location) => ({
        InstanceType: instanceType as Ec2.InstanceType,
        LocationType,
        Location,
      })),
    )
    const selected = filterRecords(offerings, input.Filters, (name) => offeringFilters[name])
    const { items, NextToken } = page(selected, input)
    return { InstanceTypeOfferings: [...items], ...(NextToken && { NextToken }) }
  },
)

const offeringFilters: Readonly<Record<string, (offering: Ec2.InstanceTypeOffering) => Value>> = {
  'instance-type': ({ InstanceType }) => InstanceType,
  location: ({ Location }) => Location,
}

/** What a type's processors are by default: a T2 or Graviton core has one thread, all others two. */
export function coresOf({ instanceType, vcpu, arch }: InstanceType): { cores: number; threads: number } {
  const single = arch.includes('arm64') || instanceType.startsWith('t2.')
  return single ? { cores: vcpu, threads: 1 } : { cores: vcpu / 2, threads: 2 }
}

/** EC2 user guide, ec2-free-tier-usage: what accounts opened since July 2025 may run for free. */
const freeTier = ['t3.micro', 't3.small', 't4g.micro', 't4g.small']

function printType(type: InstanceType): Ec2.InstanceTypeInfo {
  const { cores, threads } = coresOf(type)
  const isNitro = type.hypervisor === 'nitro'
  return {
    InstanceType: type.instanceType as Ec2.InstanceType,
    CurrentGeneration: type.currentGeneration,
    FreeTierEligible: freeTier.includes(type.instanceType),
    SupportedUsageClasses: ['on-demand', 'spot'],
    SupportedRootDeviceTypes: ['ebs'],
    SupportedVirtualizationTypes: ['hvm'],
    BareMetal: false,
    Hypervisor: type.hypervisor as Ec2.InstanceTypeHypervisor,
    ProcessorInfo: { SupportedArchitectures: type.arch as Ec2.ArchitectureType[] },
    VCpuInfo: { DefaultVCpus: type.vcpu, DefaultCores: cores, DefaultThreadsPerCore: threads },
    MemoryInfo: { SizeInMiB: type.memoryMiB },
    InstanceStorageSupported: type.instanceType.startsWith('i3.'),
    EbsInfo: {
      EbsOptimizedSupport: isEbsOptimized(type) ? 'default' : 'unsupported',
      EncryptionSupport: 'supported',
      NvmeSupport: isNitro ? 'required' : 'unsupported',
    },
    NetworkInfo: {
      NetworkPerformance: type.networkPerformance,
      MaximumNetworkInterfaces: type.maxEni,
      MaximumNetworkCards: type.networkCards,
      DefaultNetworkCardIndex: 0,
      NetworkCards: networkCards(type),
      Ipv4AddressesPerInterface: type.ipv4PerEni,
      Ipv6AddressesPerInterface: type.ipv6PerEni,
      Ipv6Supported: true,
      EnaSupport: type.enaSupport as Ec2.EnaSupport,
      EncryptionInTransitSupported: type.encryptionInTransit,
      ConnectionTrackingConfiguration: { DefaultTcpEstablishedTimeout: type.tcpEstablishedTimeoutDefaultS },
    },
    BurstablePerformanceSupported: type.burstable,
    SupportedBootModes: type.arch.includes('arm64')
      ? ['uefi']
      : isNitro
        ? ['legacy-bios', 'uefi']
        : ['legacy-bios'],
  }
}

/** EBS user guide, ebs-optimized: every type but those of the T2 family, of what is simulated. */
export const isEbsOptimized = ({ instanceType }: InstanceType): boolean => !instanceType.startsWith('t2.')

function networkCards(type: InstanceType): Ec2.NetworkCardInfo[] {
  const { networkCards: count } = type
  return Array.from({ length: count }, (_, index) => ({
    NetworkCardIndex: index,
    NetworkPerformance: type.networkPerformance,
    MaximumNetworkInterfaces: Math.floor(type.maxEni / count),
    BaselineBandwidthInGbps: type.baselineGbps / count,
    PeakBandwidthInGbps: type.peakGbps / count,
  }))
}

type Read = (type: Ec2.InstanceTypeInfo) => Value | readonly Value[]

/** Documented, and about what is not told of any type here: no type matches. */
const untold = Object.fromEntries(
  [
    'auto-recovery-supported',
    'dedicated-hosts-supported',
    'ebs-info.attachment-limit-type',
    'ebs-info.maximum-ebs-attachments',
    'ebs-info.ebs-optimized-info.baseline-bandwidth-in-mbps',
    'ebs-info.ebs-optimized-info.baseline-iops',
    'ebs-info.ebs-optimized-info.baseline-throughput-in-mbps',
    'ebs-info.ebs-optimized-info.maximum-bandwidth-in-mbps',
    'ebs-info.ebs-optimized-info.maximum-iops',
    'ebs-info.ebs-optimized-info.maximum-throughput-in-mbps',
    'hibernation-supported',
    'instance-storage-info.disk.count',
    'instance-storage-info.disk.size-in-gb',
    'instance-storage-info.disk.type',
    'instance-storage-info.encryption-support',
    'instance-storage-info.nvme-support',
    'instance-storage-info.total-size-in-gb',
    'network-info.bandwidth-weightings',
    'network-info.efa-info.maximum-efa-interfaces',
    'network-info.efa-supported',
    'network-info.flexible-ena-queues-support',
    'nitro-enclaves-support',
    'nitro-tpm-support',
    'nitro-tpm-info.supported-versions',
    'processor-info.sustained-clock-speed-in-ghz',
    'processor-info.supported-features',
    'reboot-migration-support',
    'vcpu-info.valid-cores',
    'vcpu-info.valid-threads-per-core',
  ].map((name): [string, Read] => [name, () => undefined]),
)

const filters: Readonly<Record<string, Read>> = {
  ...untold,
  'bare-metal': (type) => type.BareMetal,
  'burstable-performance-supported': (type) => type.BurstablePerformanceSupported,
  'current-generation': (type) => type.CurrentGeneration,
  'ebs-info.ebs-optimized-support': (type) => type.EbsInfo?.EbsOptimizedSupport,
  'ebs-info.encryption-support': (type) => type.EbsInfo?.EncryptionSupport,
  'ebs-info.nvme-support': (type) => type.EbsInfo?.NvmeSupport,
  'free-tier-eligible': (type) => type.FreeTierEligible,
  hypervisor: (type) => type.Hypervisor,
  'instance-storage-supported': (type) => type.InstanceStorageSupported,
  'instance-type': (type) => type.InstanceType,
  'memory-info.size-in-mib': (type) => type.MemoryInfo?.SizeInMiB,
  'network-info.ena-support': (type) => type.NetworkInfo?.EnaSupport,
  'network-info.encryption-in-transit-supported': (type) => type.NetworkInfo?.EncryptionInTransitSupported,
  'network-info.ipv4-addresses-per-interface': (type) => type.NetworkInfo?.Ipv4AddressesPerInterface,
  'network-info.ipv6-addresses-per-interface': (type) => type.NetworkInfo?.Ipv6AddressesPerInterface,
  'network-info.ipv6-supported': (type) => type.NetworkInfo?.Ipv6Supported,
  'network-info.maximum-network-cards': (type) => type.NetworkInfo?.MaximumNetworkCards,
  'network-info.maximum-network-interfaces': (type) => type.NetworkInfo?.MaximumNetworkInterfaces,
  'network-info.network-performance': (type) => type.NetworkInfo?.NetworkPerformance,
  'processor-info.supported-architecture': (type) => type.ProcessorInfo?.SupportedArchitectures,
  'supported-boot-mode': (type) => type.SupportedBootModes,
  'supported-root-device-type': (type) => type.SupportedRootDeviceTypes,
  'supported-usage-class': (type) => type.SupportedUsageClasses,
  'supported-virtualization-type': (type) => type.SupportedVirtualizationTypes,
  'vcpu-info.default-cores': (type) => type.VCpuInfo?.DefaultCores,
  'vcpu-info.default-threads-per-core': (type) => type.VCpuInfo?.DefaultThreadsPerCore,
  'vcpu-info.default-vcpus': (type) => type.VCpuInfo?.DefaultVCpus,
}
