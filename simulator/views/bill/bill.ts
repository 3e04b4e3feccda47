import type { Fabric } from '../../network/fabric.ts'
import { hostedZones } from '../../services/route53/hosted-zones.ts'
import { capacityUnits } from '../../world/catalogue/capacity-units.ts'
import type { Certainty } from '../../world/catalogue/facts.ts'
import { billingRules, costOf, priceItems, priceOf, whyNoPrice } from '../../world/catalogue/prices.ts'
import { ledger } from '../../world/ledger.ts'
import { monthOf, type Usage, usage } from '../../world/usage.ts'
import { type Lifetime, lifetimesOf } from './lifetimes.ts'

// What the private network costs, on demand and before tax: by the hour while things exist, by the gigabyte of what
// went through them.

export interface BillLine {
  readonly account: string
  readonly region: string
  /** The item's id in the catalogue of prices, and its name. */
  readonly item: string
  readonly name: string
  readonly resource: string
  readonly amount: number
  readonly unit: string
  /** Undefined where the price is not known. */
  readonly usd?: number
  readonly certainty?: Certainty
  readonly why?: string
}

export interface Bill {
  /** `2026-11`. */
  readonly month: string
  readonly lines: readonly BillLine[]
  /** Of the lines whose price is known. */
  readonly usd: number
  /** Why some have none, each reason once. */
  readonly unknown: readonly string[]
}

export interface BillAsked {
  /** One account's alone. */
  readonly account?: string
  /** `2026-11`; this month unless it is said. */
  readonly month?: string
}

interface Amount {
  readonly account: string
  readonly region: string
  readonly item: string
  readonly resource: string
  readonly amount: number
}

const hour = 3_600_000

/** A month's bill, up to now. */
export function billOf(fabric: Fabric, { account, month = monthOf(fabric.now) }: BillAsked = {}): Bill {
  const from = Date.parse(`${month}-01T00:00:00Z`)
  const until = Math.min(fabric.now, endOf(month))
  const amounts = [
    ...lifetimesOf(fabric).map((one) => amountOf(one, hoursIn(one, from, until))),
    ...fabric.store.all(usage).filter(({ period }) => period === month),
    ...capacityIn(fabric, month),
    ...(from <= fabric.now ? zonesOf(fabric) : []),
    ...analysesIn(fabric, month),
  ]
  return sum(
    month,
    amounts.filter((one) => account === undefined || one.account === account),
  )
}

export interface Expected {
  readonly account?: string
  /** Gigabytes a month that go through a resource: a VPC endpoint, a NAT gateway, an attachment, a gateway. */
  readonly gigabytes?: Readonly<Record<string, number>>
}

/** What a whole month of what is there now costs, with the traffic that is stated. */
export function estimateOf(fabric: Fabric, { account, gigabytes = {} }: Expected = {}): Bill {
  const there = lifetimesOf(fabric).filter(({ until }) => until === undefined)
  const amounts = [
    ...there.map((one) => amountOf(one, billingRules.hoursPerMonth)),
    ...zonesOf(fabric),
    ...Object.entries(gigabytes).flatMap(([resource, amount]) => dataOf(fabric, there, resource, amount)),
  ]
  return sum(
    monthOf(fabric.now),
    amounts.filter((one) => account === undefined || one.account === account),
  )
}

const amountOf = ({ account, region, item, resource, units }: Lifetime, hours: number): Amount => ({
  account,
  region,
  item,
  resource,
  amount: units * hours,
})

/** Hours that have begun count whole. */
const hoursIn = (lifetime: Lifetime, from: number, until: number): number =>
  Math.ceil(Math.max(0, Math.min(lifetime.until ?? until, until) - Math.max(lifetime.from, from)) / hour)

function endOf(month: string): number {
  const [year = 0, number = 1] = month.split('-').map(Number)
  return Date.UTC(year, number, 1)
}

/** In each hour the fullest dimension: new flows, or gigabytes; what flows are active at a time follows from neither. */
function capacityIn(fabric: Fabric, month: string): Amount[] {
  const hours = new Map<string, { flows: number; gigabytes: number; of: Usage; name: 'nlcu' | 'glcu' }>()
  for (const one of fabric.store.all(usage)) {
    const [, name, what] = /^([ng]lcu)-(flows|gigabytes)$/.exec(one.item) ?? []
    if (name === undefined || what === undefined || !one.period.startsWith(month)) continue
    const key = `${one.resource}/${one.period}`
    const before = hours.get(key) ?? { flows: 0, gigabytes: 0, of: one, name: name as 'nlcu' | 'glcu' }
    hours.set(key, { ...before, [what]: one.amount })
  }
  return [...hours.values()].map(({ flows, gigabytes, of: { account, region, resource }, name }) => {
    const unit = name === 'glcu' ? capacityUnits.glcu : capacityUnits.nlcu.tcp
    const amount = Math.max(flows / (unit.newPerSecond * 3600), gigabytes / unit.gbPerHour)
    return { account, region, item: `${name}-hour`, resource, amount }
  })
}

/** Route 53 pricing: by the month and not by its days. Zones are of no Region, so they are priced where the price is known. */
const zonesOf = (fabric: Fabric): Amount[] =>
  hostedZones.everyone(fabric).map((held) => ({
    account: held.account,
    region: 'us-east-1',
    item: 'hosted-zone-month',
    resource: (held.record.Id ?? '').replace('/hostedzone/', ''),
    amount: 1,
  }))

const analysesIn = (fabric: Fabric, month: string): Amount[] =>
  fabric.store.all(ledger).flatMap(({ operation, at, output, principal, region }) => {
    if (operation !== 'StartNetworkInsightsAnalysis' || !output || !principal || monthOf(at) !== month)
      return []
    const analysis = output['NetworkInsightsAnalysis'] as { NetworkInsightsAnalysisId?: string } | undefined
    const resource = analysis?.NetworkInsightsAnalysisId ?? ''
    return [{ account: principal.account, region, item: 'reachability-analysis', resource, amount: 1 }]
  })

/** The price by the gigabyte of what has a price by the hour. */
const dataItems: Readonly<Record<string, string>> = {
  'interface-endpoint-hour': 'interface-endpoint-data',
  'gwlb-endpoint-hour': 'gwlb-endpoint-data',
  'resource-endpoint-hour': 'resource-endpoint-data',
  'gateway-endpoint-hour': 'gateway-endpoint-data',
  'nat-gateway-hour': 'nat-gateway-data',
  'tgw-attachment-hour': 'tgw-data',
  'vpn-connection-hour': 'internet-out',
}

/** What is no resource of those is a way to the internet. */
function dataOf(fabric: Fabric, there: readonly Lifetime[], resource: string, amount: number): Amount[] {
  const found = there.find((one) => one.resource === resource || one.resource.startsWith(`${resource}/`))
  const item = dataItems[found?.item ?? '']
  if (found && item !== undefined) return [{ ...amountOf(found, 0), resource, item, amount }]
  const held = fabric.families.ofId(resource)?.get(fabric, resource)
  return held ? [{ account: held.account, region: held.region, item: 'internet-out', resource, amount }] : []
}

const named = new Map(priceItems.map(({ id, item, unit }) => [id, { name: item, unit }]))

/** Internet pricing: the first 100 GB are free over all Regions together. */
const pooled: ReadonlySet<string> = new Set(['internet-out'])

const poolOf = ({ account, region, item }: Amount): string =>
  pooled.has(item) ? `${account}/${item}` : `${account}/${region}/${item}`

function sum(month: string, amounts: readonly Amount[]): Bill {
  const merged = new Map<string, Amount>()
  const pools = new Map<string, number>()
  for (const one of amounts) {
    if (!one.amount || !named.has(one.item)) continue
    const key = `${one.account}/${one.region}/${one.item}/${one.resource}`
    merged.set(key, { ...one, amount: one.amount + (merged.get(key)?.amount ?? 0) })
    pools.set(poolOf(one), one.amount + (pools.get(poolOf(one)) ?? 0))
  }
  const lines = [...merged.values()].map((one) => lineOf(one, pools.get(poolOf(one)) ?? one.amount))
  return {
    month,
    lines,
    usd: lines.reduce((all, { usd = 0 }) => all + usd, 0),
    unknown: [...new Set(lines.flatMap(({ why }) => why ?? []))],
  }
}

/** Where a price falls as the month goes on, everything that was used together has the same part in it. */
function lineOf({ account, region, item, resource, amount }: Amount, together: number): BillLine {
  const { name, unit } = named.get(item)!
  const line = { account, region, item, name, resource, amount, unit }
  const whole = costOf(item, region, together)
  if (whole === undefined) {
    const why = whyNoPrice(item, region) ?? `The price of "${name}" beyond so much is not known.`
    return { ...line, why }
  }
  return {
    ...line,
    usd: (whole * amount) / together,
    certainty: priceOf(item, region)?.certainty ?? 'unknown',
  }
}
