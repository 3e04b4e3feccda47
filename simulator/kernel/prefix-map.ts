import { type Address, addressAfter, type Prefix } from './address.ts'

export interface PrefixEntry<V> {
  readonly prefix: Prefix
  readonly value: V
}

interface Node<V> extends PrefixEntry<V> {
  /** The next shorter prefix that covers this one. */
  readonly wider: Node<V> | undefined
}

/**
 * Values by prefix, found by longest match. Two prefixes are nested or apart, never half and half, so the
 * prefixes cut all addresses into segments, each with one longest match: a lookup is one binary search.
 * Built once from its entries; where a prefix comes twice, the later value stands.
 */
export class PrefixMap<V> {
  readonly #ipv4: Segments<V>
  readonly #ipv6: Segments<V>

  constructor(entries: Iterable<readonly [Prefix, V]>) {
    const all = [...entries]
    this.#ipv4 = segmentsOf(all.filter(([prefix]) => prefix.family === 4))
    this.#ipv6 = segmentsOf(all.filter(([prefix]) => prefix.family === 6))
  }

  get size(): number {
    return this.#ipv4.nodes.length + this.#ipv6.nodes.length
  }

  /** The entry with the longest prefix that holds an address. */
  lookup(address: Address): PrefixEntry<V> | undefined {
    return this.#longest(address)
  }

  /** The entry of just this prefix. */
  exact(prefix: Prefix): PrefixEntry<V> | undefined {
    let node = this.#longest(prefix.first)
    while (node && node.prefix.length > prefix.length) node = node.wider
    return node?.prefix.length === prefix.length ? node : undefined
  }

  /** Every entry whose prefix holds an address, longest first. */
  covering(address: Address): PrefixEntry<V>[] {
    const entries: PrefixEntry<V>[] = []
    for (let node = this.#longest(address); node; node = node.wider) entries.push(node)
    return entries
  }

  /** Every entry: IPv4 first, by first address, a wider prefix before those inside it. */
  entries(): readonly PrefixEntry<V>[] {
    return [...this.#ipv4.nodes, ...this.#ipv6.nodes]
  }

  #longest(address: Address): Node<V> | undefined {
    const { starts, longest } = typeof address === 'number' ? this.#ipv4 : this.#ipv6
    let low = 0
    let high = starts.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if (starts[middle]! <= address) low = middle + 1
      else high = middle
    }
    return longest[low - 1]
  }
}

interface Segments<V> {
  readonly nodes: readonly Node<V>[]
  /**
   * Where each segment begins, in ascending order, and the longest match from there to the next. Of those
   * that begin at the same address the last counts.
   */
  readonly starts: readonly Address[]
  readonly longest: readonly (Node<V> | undefined)[]
}

/** Walks the prefixes of one family from the lowest address up, with those it is inside of as a chain. */
function segmentsOf<V>(entries: readonly (readonly [Prefix, V])[]): Segments<V> {
  const nodes: Node<V>[] = []
  const starts: Address[] = []
  const longest: (Node<V> | undefined)[] = []
  const begin = (start: Address, node: Node<V> | undefined) => {
    starts.push(start)
    longest.push(node)
  }
  let inside: Node<V> | undefined
  const leave = (until: Address | undefined) => {
    while (inside && (until === undefined || inside.prefix.last < until)) {
      const { last } = inside.prefix
      inside = inside.wider
      // Past the last address of all this begins a segment that no lookup comes to.
      begin(addressAfter(last), inside)
    }
  }
  for (const [prefix, value] of latestInOrder(entries)) {
    leave(prefix.first)
    inside = { prefix, value, wider: inside }
    nodes.push(inside)
    begin(prefix.first, inside)
  }
  leave(undefined)
  return { nodes, starts, longest }
}

function latestInOrder<V>(entries: readonly (readonly [Prefix, V])[]): (readonly [Prefix, V])[] {
  const inOrder = [...entries].sort(([a], [b]) => {
    if (a.first !== b.first) return a.first < b.first ? -1 : 1
    return a.length - b.length
  })
  return inOrder.filter(([prefix], i) => {
    const next = inOrder[i + 1]?.[0]
    return next === undefined || next.first !== prefix.first || next.length !== prefix.length
  })
}
