import type { Certainty, Header } from './facts.ts'
import source from './quotas.json' with { type: 'json' }

export interface Quota {
  readonly id: string
  /** As Service Quotas calls the service. */
  readonly serviceCode: string
  readonly name: string
  /** What it is counted within: `region`, `vpc`, `routeTable` … */
  readonly scope: string
  /** Null where AWS publishes no number. */
  readonly default: number | null
  /** The most that AWS grants on request. */
  readonly max?: number
  readonly unit: string
  readonly adjustable: boolean
  readonly quotaCode: string | null
  /** What a request beyond the quota is answered with; null where nothing is refused. */
  readonly errorCode: string | null
  readonly source: string
  /** A field that is missing here is sure. */
  readonly certainty?: Readonly<Record<string, Certainty>>
  readonly note?: string
}

const catalogue = source as {
  header: Header
  errorHttpStatus: Readonly<Record<string, number>>
  quotas: readonly Quota[]
}

export const quotasHeader = catalogue.header

export const quotas = catalogue.quotas

const byId = new Map(quotas.map((quota) => [quota.id, quota]))

export const quotaOf = (id: string): Quota | undefined => byId.get(id)

/** How much an account may have before it asks for more. The id must be one of the catalogue's. */
export function quotaDefault(id: string): number {
  const quota = byId.get(id)
  if (!quota) throw new Error(`The catalogue has no quota "${id}".`)
  if (quota.default === null) throw new Error(`AWS publishes no number for the quota "${id}".`)
  return quota.default
}

/** HTTP status of the refusal: throttling is 503, running out is 400. */
export const quotaErrorStatus = (errorCode: string): number => catalogue.errorHttpStatus[errorCode] ?? 400
