import { describe, expect, it } from 'vitest'
import type { Ec2 } from '../../../../../simulator/api/generated/types.d.ts'
import { testCloud } from '../cloud.ts'

const { ask, refused } = testCloud()

describe('describing instance types', () => {
  it('tells processors, memory and network', () => {
    expect(ask('DescribeInstanceTypes', { InstanceTypes: ['t3.micro'] }).InstanceTypes).toMatchObject([
      {
        InstanceType: 't3.micro',
        BurstablePerformanceSupported: true,
        Hypervisor: 'nitro',
        MemoryInfo: { SizeInMiB: 1024 },
        NetworkInfo: {
          EnaSupport: 'required',
          Ipv4AddressesPerInterface: 2,
          Ipv6AddressesPerInterface: 2,
          MaximumNetworkCards: 1,
          MaximumNetworkInterfaces: 2,
          NetworkPerformance: 'Up to 5 Gigabit',
        },
        ProcessorInfo: { SupportedArchitectures: ['x86_64'] },
        VCpuInfo: { DefaultCores: 1, DefaultThreadsPerCore: 2, DefaultVCpus: 2 },
      },
    ])
  })

  it('comes in pages', () => {
    const all = ask('DescribeInstanceTypes').InstanceTypes?.length ?? 0
    const first = ask('DescribeInstanceTypes', { MaxResults: 20 })
    const rest = ask('DescribeInstanceTypes', { MaxResults: 20, NextToken: first.NextToken })
    expect((first.InstanceTypes?.length ?? 0) + (rest.InstanceTypes?.length ?? 0)).toBe(all)
  })

  it('refuses a type that there is not', () => {
    expect(refused('DescribeInstanceTypes', { InstanceTypes: ['t3.huge' as Ec2.InstanceType] })).toBe(
      'InvalidInstanceType: The following supplied instance types do not exist: [t3.huge]',
    )
  })

  const only = (...names: string[]) => names
  it.each<[string, string, string[]]>([
    ['bare-metal', 'true', only()],
    [
      'burstable-performance-supported',
      'true',
      only(
        't2.micro',
        't3.nano',
        't3.micro',
        't3.small',
        't3.medium',
        't3.large',
        't3.xlarge',
        't4g.micro',
        't4g.small',
        't4g.medium',
      ),
    ],
    ['ebs-info.ebs-optimized-support', 'unsupported', only('t2.micro')],
    ['ebs-info.nvme-support', 'unsupported', only('t2.micro', 'i3.large')],
    ['free-tier-eligible', 'true', only('t3.micro', 't3.small', 't4g.micro', 't4g.small')],
    ['hypervisor', 'xen', only('t2.micro', 'i3.large')],
    ['instance-storage-supported', 'true', only('i3.large')],
    ['instance-type', 't4g.*', only('t4g.micro', 't4g.small', 't4g.medium')],
    ['memory-info.size-in-mib', '512', only('t3.nano')],
    ['network-info.ena-support', 'unsupported', only('t2.micro')],
    ['network-info.ipv4-addresses-per-interface', '6', only('t3.medium', 't4g.medium')],
    ['network-info.ipv6-addresses-per-interface', '6', only('t3.medium', 't4g.medium')],
    ['network-info.maximum-network-cards', '2', only('c6in.32xlarge')],
    ['network-info.maximum-network-interfaces', '16', only('c6in.32xlarge')],
    ['network-info.network-performance', '100 Gigabit', only('c5n.18xlarge')],
    ['processor-info.supported-architecture', 'i386', only('t2.micro')],
    ['vcpu-info.default-cores', '64', only('c6in.32xlarge')],
    ['vcpu-info.default-vcpus', '1', only('t2.micro')],
    ['network-info.efa-supported', 'true', only()],
  ])('filters by %s', (Name, value, expected) => {
    const { InstanceTypes } = ask('DescribeInstanceTypes', { Filters: [{ Name, Values: [value] }] })
    expect(InstanceTypes?.map((one) => one.InstanceType)).toEqual(expected)
  })

  it.each([
    'auto-recovery-supported',
    'current-generation',
    'dedicated-hosts-supported',
    'ebs-info.attachment-limit-type',
    'ebs-info.encryption-support',
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
    'network-info.encryption-in-transit-supported',
    'network-info.flexible-ena-queues-support',
    'network-info.ipv6-supported',
    'nitro-enclaves-support',
    'nitro-tpm-support',
    'nitro-tpm-info.supported-versions',
    'processor-info.supported-features',
    'processor-info.sustained-clock-speed-in-ghz',
    'reboot-migration-support',
    'supported-boot-mode',
    'supported-root-device-type',
    'supported-usage-class',
    'supported-virtualization-type',
    'vcpu-info.default-threads-per-core',
    'vcpu-info.valid-cores',
    'vcpu-info.valid-threads-per-core',
  ])('takes the filter %s too', (Name) => {
    expect(ask('DescribeInstanceTypes', { Filters: [{ Name, Values: ['nothing'] }] }).InstanceTypes).toEqual(
      [],
    )
  })
})

describe('where instance types are offered', () => {
  it.each<[Ec2.LocationType | undefined, string[]]>([
    [undefined, ['eu-west-1']],
    ['region', ['eu-west-1']],
    ['availability-zone', ['eu-west-1a', 'eu-west-1b', 'eu-west-1c']],
    ['availability-zone-id', ['euw1-az1', 'euw1-az2', 'euw1-az3']],
    ['outpost', []],
  ])('by %s', (LocationType, expected) => {
    const { InstanceTypeOfferings } = ask(
      'DescribeInstanceTypeOfferings',
      { LocationType, Filters: [{ Name: 'instance-type', Values: ['t3.micro'] }] },
      { region: 'eu-west-1' },
    )
    expect(InstanceTypeOfferings?.map((one) => one.Location).sort()).toEqual(expected)
  })

  it('is filtered by location', () => {
    const { InstanceTypeOfferings = [] } = ask('DescribeInstanceTypeOfferings', {
      LocationType: 'availability-zone',
      Filters: [{ Name: 'location', Values: ['us-east-1a'] }],
    })
    expect(new Set(InstanceTypeOfferings.map((one) => one.Location))).toEqual(new Set(['us-east-1a']))
  })
})
