import source from './capacity-units.json' with { type: 'json' }
import type { Header } from './facts.ts'

interface CapacityUnit {
  readonly newPerSecond: number
  readonly active: number
  readonly gbPerHour: number
}

const catalogue = source as {
  header: Header
  nlcu: Readonly<Record<'tcp' | 'udp' | 'tls', CapacityUnit>>
  glcu: CapacityUnit
}

export const capacityUnitsHeader = catalogue.header

/** What one load balancer capacity unit pays for, by dimension. */
export const capacityUnits: Pick<typeof catalogue, 'nlcu' | 'glcu'> = catalogue
