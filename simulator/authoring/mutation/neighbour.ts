import { formatPrefix, parsePrefix, prefixAt, prefixSize } from '../../kernel/address.ts'

/** The block beside an IPv4 block, as somebody writes it who slips by one; undefined where there is none. */
export function neighbourOf(cidr: string): string | undefined {
  const prefix = parsePrefix(cidr)?.prefix
  if (prefix?.family !== 4 || prefix.length === 0) return undefined
  const size = prefixSize(prefix)
  const isEven = (prefix.first / size) % 2 === 0
  return formatPrefix(prefixAt(prefix.first + (isEven ? size : -size), prefix.length))
}
