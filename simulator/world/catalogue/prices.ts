import type { Certainty, Header } from './facts.ts'
import source from './prices.json' with { type: 'json' }

export interface PriceItem {
  readonly id: string
  readonly group: string
  readonly item: string
  readonly unit: string
  /** Where each price ends, in units a month from zero; null: it has no end. */
  readonly tiers?: readonly (number | null)[]
  readonly price: Readonly<Record<string, number | readonly number[] | null>>
  readonly certainty?: Readonly<Record<string, Certainty>>
  readonly source: string
  readonly note?: string
}

export interface Price {
  readonly unit: string
  readonly certainty: Certainty
  /** Cheapest last, as the month goes on. `upTo` is cumulative and null where the price has no end. */
  readonly tiers: readonly { readonly upTo: number | null; readonly usd: number }[]
}

const catalogue = source as unknown as {
  header: Header
  currency: string
  basis: string
  regions: readonly string[]
  billingRules: {
    readonly partialHour: string
    readonly hoursCounted: string
    readonly billingEnds: readonly string[]
    readonly dataDirections: string
    readonly payerOfBalancer: string
    readonly payerOfEndpoint: string
    readonly hoursPerMonth: number
  }
  items: readonly PriceItem[]
}

export const pricesHeader = catalogue.header

export const priceItems = catalogue.items

/** The Regions whose prices were looked up. */
export const pricedRegions = catalogue.regions

export const billingRules = catalogue.billingRules

const byId = new Map(priceItems.map((item) => [item.id, item]))

/** On demand, in US dollars before tax; undefined where it is not known, which `whyNoPrice` explains. */
export function priceOf(id: string, region: string): Price | undefined {
  const item = knownItem(id)
  const price = item.price[region]
  if (price === undefined || price === null) return undefined
  const ends = item.tiers ?? [null]
  const perTier = typeof price === 'number' ? ends.map(() => price) : price
  return {
    unit: item.unit,
    certainty: item.certainty?.[region] ?? 'sure',
    tiers: perTier.map((usd, i) => ({ upTo: ends[i] ?? null, usd })),
  }
}

/** One sentence for whoever asks for a price that is not here; undefined when it is. */
export function whyNoPrice(id: string, region: string): string | undefined {
  const { item, price } = knownItem(id)
  if (!pricedRegions.includes(region)) {
    return `Prices are known for ${pricedRegions.join(' and ')} only, not for ${region}.`
  }
  return price[region] === null ? `The price of "${item}" in ${region} is not known.` : undefined
}

/** What an amount costs in a month; undefined where the price, or the price of so much, is not known. */
export function costOf(id: string, region: string, amount: number): number | undefined {
  const price = priceOf(id, region)
  if (!price) return undefined
  let usd = 0
  let from = 0
  for (const tier of price.tiers) {
    const end = Math.min(amount, tier.upTo ?? amount)
    usd += Math.max(0, end - from) * tier.usd
    from = Math.max(from, end)
  }
  return from < amount ? undefined : usd
}

function knownItem(id: string): PriceItem {
  const item = byId.get(id)
  if (!item) throw new Error(`The catalogue has no price item "${id}".`)
  return item
}
