import type { DnsRecord } from '../../../network/dns/answer.ts'

// How long an answer is in bytes, as DNS writes it: names that were written before are pointed at (RFC 1035, 4.1.4).

export interface Message {
  readonly name: string
  readonly records: readonly DnsRecord[]
  readonly hasEdns: boolean
}

export function messageSize({ name, records, hasEdns }: Message): number {
  const names = new Names()
  let size = 12
  size += names.write(name, size) + 4
  for (const record of records) {
    size += names.write(record.name, size) + 10
    size += dataSize(record, names, size)
  }
  return hasEdns ? size + 11 : size
}

function dataSize({ type, value }: DnsRecord, names: Names, at: number): number {
  const words = value.split(/\s+/)
  switch (type) {
    case 'A':
      return 4
    case 'AAAA':
      return 16
    case 'CNAME':
    case 'NS':
    case 'PTR':
      return names.write(value, at)
    case 'MX':
      return 2 + names.write(words[1] ?? '', at + 2)
    case 'SRV':
      return 6 + plainSize(words[3] ?? '')
    case 'SOA': {
      const first = names.write(words[0] ?? '', at)
      return first + names.write(words[1] ?? '', at + first) + 20
    }
    case 'TXT':
    case 'SPF':
      return (value.match(/"(?:[^"\\]|\\.)*"|\S+/g) ?? []).reduce(
        (sum, text) => sum + 1 + text.replace(/^"|"$/g, '').length,
        0,
      )
    case 'CAA':
      return 2 + (words[1] ?? '').length + words.slice(2).join(' ').replace(/^"|"$/g, '').length
    default:
      return value.length
  }
}

const labels = (name: string): string[] => name.split('.').filter((label) => label !== '')

const plainSize = (name: string): number => labels(name).reduce((sum, label) => sum + 1 + label.length, 1)

/** The names that a message has, to be pointed at. */
class Names {
  readonly #known = new Set<string>()

  /** The bytes that a name takes here. */
  write(name: string, at: number): number {
    const parts = labels(name.toLowerCase())
    let size = 0
    for (let i = 0; i < parts.length; i++) {
      const rest = parts.slice(i).join('.')
      if (this.#known.has(rest)) return size + 2
      // A pointer has fourteen bits.
      if (at + size < 0x4000) this.#known.add(rest)
      size += 1 + parts[i]!.length
    }
    return size + 1
  }
}
