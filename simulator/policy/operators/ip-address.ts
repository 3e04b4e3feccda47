import {
  bitsOf,
  familyOf,
  parseAddress,
  parsePrefix,
  prefixAt,
  prefixContains,
} from '../../kernel/address.ts'
import { negate, type Operator } from './operator.ts'

export const ipAddress: Operator = {
  name: 'IpAddress',
  negated: false,
  read(value) {
    const range = rangeOf(value)
    if (!range) return undefined
    return (text) => {
      const found = parseAddress(text)
      return found !== undefined && prefixContains(range, found)
    }
  },
}

export const notIpAddress = negate('NotIpAddress', ipAddress)

/** An address without a length stands for itself alone. */
function rangeOf(text: string) {
  const address = parseAddress(text)
  if (address === undefined) return parsePrefix(text)?.prefix
  return prefixAt(address, bitsOf(familyOf(address)))
}
