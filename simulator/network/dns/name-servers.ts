import { formatAddress, parseAddress } from '../../kernel/address.ts'
import type { Named } from './named.ts'

// Route 53's name servers: `ns-331.awsdns-41.com` is at 205.251.192.0 plus 331 (observed).

const first = parseAddress('205.251.192.0') as number
const servers = 2048
const topLevels = ['com', 'net', 'org', 'co.uk']
const serversEach = 512
const serversPerDomain = 8

export function nameServerName(host: string): Named | undefined {
  const [, digits, block, topLevel = ''] = /^ns-(\d{1,4})\.awsdns-(\d\d)\.([a-z.]+)$/.exec(host) ?? []
  const number = Number(digits)
  if (digits === undefined || number >= servers || host !== nameOf(number)) return undefined
  if (block === undefined || !topLevels.includes(topLevel)) return undefined
  return { ipv4: [formatAddress(first + number)], ttl: 172_800, reason: 'name-server-name', evidence: [host] }
}

function nameOf(number: number): string {
  const topLevel = Math.floor(number / serversEach)
  const block = String(Math.floor((number % serversEach) / serversPerDomain)).padStart(2, '0')
  return `ns-${number}.awsdns-${block}.${topLevels[topLevel]}`
}

/** The name server of Route 53 at an address. */
export function nameServerAt(address: number | bigint): string | undefined {
  if (typeof address === 'bigint' || address < first || address >= first + servers) return undefined
  return nameOf(address - first)
}
