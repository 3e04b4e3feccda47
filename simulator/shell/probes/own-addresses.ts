import {
  type Address,
  type Family,
  familyOf,
  formatAddress,
  formatPrefix,
  parseAddress,
  parsePrefix,
  prefixContains,
} from '../../kernel/address.ts'
import type { Card } from '../hosts/cards.ts'

interface Carded {
  readonly cards: readonly Card[]
}

const loopback = parsePrefix('127.0.0.0/8')!.prefix
const loopback6 = parseAddress('::1')!

export const isLoopback = (address: Address): boolean =>
  address === loopback6 || prefixContains(loopback, address)

/** Whether the address is one of the machine's own. */
export function isOwnAddress({ cards }: Carded, address: Address): boolean {
  const text = formatAddress(address)
  return isLoopback(address) || cards.some((card) => card.addresses.some((one) => one.address === text))
}

/** The card whose subnet the address is in: what is there is asked for directly, without a router. */
export const cardNextTo = ({ cards }: Carded, address: Address): Card | undefined =>
  cards.find((card) =>
    card.addresses.some(({ address: own, length }) => {
      const prefix = length < 128 ? parsePrefix(`${own}/${length}`)?.prefix : undefined
      return prefix !== undefined && prefixContains(prefix, address)
    }),
  )

/** `10.0.1.0/24` of `10.0.1.10` and 24. */
export function networkOf(address: string, length: number): string {
  const prefix = parsePrefix(`${address}/${length}`)?.prefix
  return prefix ? formatPrefix(prefix) : `${address}/${length}`
}

export const cardOfAddress = ({ cards }: Carded, address: string): Card | undefined =>
  cards.find((card) => card.addresses.some((one) => one.address === address))

/** The first address of the machine that is of a family. */
export const ownAddress = ({ cards }: Carded, family: Family): string | undefined =>
  cards
    .flatMap((card) => card.addresses.map(({ address }) => address))
    .find((text) => familyOf(parseAddress(text) ?? 0) === family)
