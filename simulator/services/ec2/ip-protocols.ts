import { invalidParameter, missingParameter } from './errors.ts'

// IP protocols and port ranges, as rules of security groups and network ACLs name them.

export const allProtocols = '-1'

const numbers: Readonly<Record<string, string>> = { icmp: '1', tcp: '6', udp: '17', icmpv6: '58' }
const names = new Map(Object.entries(numbers).map(([name, number]) => [number, name]))

/** Reads a protocol's number, 0 to 255, or -1 for all of them. */
export function readProtocolNumber(text: string): string {
  if (/^(-1|0|[1-9]\d{0,2})$/.test(text) && Number(text) <= 255) return text
  throw unknownProtocol(text)
}

/** Reads a protocol's name or number, and gives the name of the four that security groups print by name. */
export function readProtocolName(text: string): string {
  const name = text.toLowerCase()
  if (Object.hasOwn(numbers, name)) return name
  const number = readProtocolNumber(text)
  return names.get(number) ?? number
}

/** Every way to write a protocol in a filter: `tcp` is also `6`. */
export function protocolSpellings(protocol: string | undefined): readonly string[] {
  if (protocol === undefined) return []
  const other = Object.hasOwn(numbers, protocol) ? numbers[protocol] : names.get(protocol)
  return other === undefined ? [protocol] : [protocol, other]
}

const unknownProtocol = (text: string) =>
  invalidParameter(`Invalid value '${text}' for IP protocol. Unknown protocol.`)

export function requirePortRange(from: number, to: number): void {
  if (!isPort(from)) throw invalidParameter(`TCP/UDP (from) port (${from}) out of range`)
  if (!isPort(to)) throw invalidParameter(`TCP/UDP (to) port (${to}) out of range`)
  if (from > to) throw invalidParameter(`Invalid TCP/UDP port range (${from}:${to})`)
}

const isPort = (port: number) => port >= 0 && port <= 65535

/** -1 stands for every type, and for every code of a type. */
export function requireIcmpTypeAndCode(type: number, code: number): void {
  if (type < -1 || type > 255) throw invalidParameter(`ICMP type (${type}) out of range`)
  if (code < -1 || code > 255) throw invalidParameter(`ICMP code (${code}) out of range`)
  // EC2 API reference, IpPermission: all types means all codes too.
  if (type === -1 && code !== -1) throw invalidParameter(`Invalid ICMP type and code (${type}:${code})`)
}

export function requireGiven<T>(value: T | undefined, parameter: string): T {
  if (value === undefined) throw missingParameter(parameter)
  return value
}
