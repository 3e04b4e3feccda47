import type { Header } from './facts.ts'
import source from './instance-types.json' with { type: 'json' }

export interface InstanceType {
  readonly instanceType: string
  readonly vcpu: number
  readonly memoryMiB: number
  readonly arch: readonly string[]
  readonly hypervisor: string
  readonly currentGeneration: boolean
  readonly burstable: boolean
  readonly maxEni: number
  /** Primary and secondary private addresses of one interface. */
  readonly ipv4PerEni: number
  readonly ipv6PerEni: number
  readonly networkCards: number
  readonly baselineGbps: number
  readonly peakGbps: number
  /** In AWS's words: "Up to 5 Gigabit". */
  readonly networkPerformance: string
  readonly enaSupport: string
  readonly encryptionInTransit: boolean
  readonly tcpEstablishedTimeoutDefaultS: number
  readonly likely?: readonly string[]
}

interface Limits {
  readonly singleFlowGbps: Readonly<Record<'default' | 'insideClusterPlacementGroup' | 'enaExpress', number>>
  readonly mtu: Readonly<Record<string, number | readonly number[] | string>>
}

const catalogue = source as { header: Header; limits: Limits; instanceTypes: readonly InstanceType[] }

export const instanceTypesHeader = catalogue.header

export const instanceTypes = catalogue.instanceTypes

/** What an instance's traffic cannot exceed, whatever its type. */
export const trafficLimits = catalogue.limits

const byName = new Map(instanceTypes.map((type) => [type.instanceType, type]))

export const instanceTypeOf = (name: string): InstanceType | undefined => byName.get(name)
