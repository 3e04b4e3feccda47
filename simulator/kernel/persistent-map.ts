// Maps and sets of texts that never change: who sets or deletes gets a new one, which shares with the old one all but the
// way to what is different. A trie over hashes, five bits a step.

export class PersistentMap<V> implements Iterable<[string, V]> {
  static readonly #nothing = new PersistentMap<never>(undefined, 0)
  readonly size: number
  readonly #root: Node<V> | undefined

  private constructor(root: Node<V> | undefined, size: number) {
    this.#root = root
    this.size = size
  }

  static of<V>(entries: Iterable<readonly [string, V]> = []): PersistentMap<V> {
    let root: Node<V> | undefined
    for (const [key, value] of entries) {
      const leaf = new Leaf(hashOf(key), key, value)
      // Nobody else has these branches yet.
      root = root ? put(root, leaf, 0, true) : leaf
    }
    return root ? new PersistentMap(root, countOf(root)) : PersistentMap.#nothing
  }

  get(key: string): V | undefined {
    return this.#root && find(this.#root, hashOf(key), key)?.value
  }

  has(key: string): boolean {
    return this.#root !== undefined && find(this.#root, hashOf(key), key) !== undefined
  }

  /** The same map where it holds the same value already. */
  set(key: string, value: V): PersistentMap<V> {
    const hash = hashOf(key)
    const had = this.#root && find(this.#root, hash, key)
    if (had && Object.is(had.value, value)) return this
    const leaf = new Leaf(hash, key, value)
    const root = this.#root ? put(this.#root, leaf, 0, false) : leaf
    return new PersistentMap(root, had ? this.size : this.size + 1)
  }

  /** The same map where there is nothing of that key. */
  delete(key: string): PersistentMap<V> {
    const hash = hashOf(key)
    if (!this.#root || !find(this.#root, hash, key)) return this
    const root = without(this.#root, hash, key, 0)
    return root ? new PersistentMap(root, this.size - 1) : PersistentMap.#nothing
  }

  *keys(): Generator<string, void> {
    for (const { key } of this.#leaves()) yield key
  }

  *values(): Generator<V, void> {
    for (const { value } of this.#leaves()) yield value
  }

  *[Symbol.iterator](): Generator<[string, V], void> {
    for (const { key, value } of this.#leaves()) yield [key, value]
  }

  *#leaves(): Generator<Leaf<V>, void> {
    const next: Node<V>[] = this.#root ? [this.#root] : []
    for (let node = next.pop(); node; node = next.pop()) {
      if (node instanceof Leaf) yield node
      else for (let i = node.nodes.length - 1; i >= 0; i--) next.push(node.nodes[i]!)
    }
  }
}

export class PersistentSet implements Iterable<string> {
  readonly #map: PersistentMap<true>

  private constructor(map: PersistentMap<true>) {
    this.#map = map
  }

  static of(keys: Iterable<string>): PersistentSet {
    return new PersistentSet(PersistentMap.of([...keys].map((key) => [key, true])))
  }

  get size(): number {
    return this.#map.size
  }

  add(key: string): PersistentSet {
    const map = this.#map.set(key, true)
    return map === this.#map ? this : new PersistentSet(map)
  }

  delete(key: string): PersistentSet {
    const map = this.#map.delete(key)
    return map === this.#map ? this : new PersistentSet(map)
  }

  [Symbol.iterator](): Generator<string, void> {
    return this.#map.keys()
  }
}

class Leaf<V> {
  readonly hash: number
  readonly key: string
  readonly value: V

  constructor(hash: number, key: string, value: V) {
    this.hash = hash
    this.key = key
    this.value = value
  }
}

/** A node for each bit that is set, in their order; below the last step, leaves whose hashes are the same. */
class Branch<V> {
  bits: number
  nodes: Node<V>[]

  constructor(bits: number, nodes: Node<V>[]) {
    this.bits = bits
    this.nodes = nodes
  }
}

type Node<V> = Leaf<V> | Branch<V>

/** Hashes have 32 bits. */
const lastShift = 30

/** How texts are spread: FNV-1a, mixed once more since its low bits are looked at first. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return hash ^ (hash >>> 15)
}

const countOf = (node: Node<unknown>): number =>
  node instanceof Leaf ? 1 : node.nodes.reduce((sum, one) => sum + countOf(one), 0)

const bitOf = (hash: number, shift: number): number => 1 << ((hash >>> shift) & 31)

/** How many of the set bits are below one of them. */
function placeOf(bits: number, bit: number): number {
  let below = bits & (bit - 1)
  below -= (below >>> 1) & 0x55555555
  below = (below & 0x33333333) + ((below >>> 2) & 0x33333333)
  return Math.imul((below + (below >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}

function find<V>(root: Node<V>, hash: number, key: string): Leaf<V> | undefined {
  let node = root
  for (let shift = 0; node instanceof Branch; shift += 5) {
    if (shift > lastShift) return (node.nodes as Leaf<V>[]).find((leaf) => leaf.key === key)
    const bit = bitOf(hash, shift)
    if (!(node.bits & bit)) return undefined
    node = node.nodes[placeOf(node.bits, bit)]!
  }
  return node.hash === hash && node.key === key ? node : undefined
}

/** With `isOwn` into the branches themselves, which nobody else has. */
function put<V>(node: Node<V>, leaf: Leaf<V>, shift: number, isOwn: boolean): Node<V> {
  if (node instanceof Leaf) return node.key === leaf.key ? leaf : both(node, leaf, shift)
  if (shift > lastShift) {
    const others = (node.nodes as Leaf<V>[]).filter(({ key }) => key !== leaf.key)
    return new Branch(0, [...others, leaf])
  }
  const bit = bitOf(leaf.hash, shift)
  const place = placeOf(node.bits, bit)
  const isThere = (node.bits & bit) !== 0
  const child = isThere ? put(node.nodes[place]!, leaf, shift + 5, isOwn) : leaf
  const nodes = isOwn ? node.nodes : node.nodes.slice()
  if (isThere) nodes[place] = child
  else nodes.splice(place, 0, child)
  if (!isOwn) return new Branch(node.bits | bit, nodes)
  node.bits |= bit
  return node
}

function both<V>(one: Leaf<V>, other: Leaf<V>, shift: number): Branch<V> {
  if (shift > lastShift) return new Branch<V>(0, [one, other])
  const [a, b] = [bitOf(one.hash, shift), bitOf(other.hash, shift)]
  if (a === b) return new Branch<V>(a, [both(one, other, shift + 5)])
  const isBefore = placeOf(a | b, a) === 0
  return new Branch<V>(a | b, isBefore ? [one, other] : [other, one])
}

/** Undefined where nothing is left. What is left alone stands where its branch stood. */
function without<V>(node: Node<V>, hash: number, key: string, shift: number): Node<V> | undefined {
  if (node instanceof Leaf) return undefined
  const isLast = shift > lastShift
  const bit = isLast ? 0 : bitOf(hash, shift)
  const place = isLast
    ? (node.nodes as Leaf<V>[]).findIndex((leaf) => leaf.key === key)
    : placeOf(node.bits, bit)
  const child = without(node.nodes[place]!, hash, key, shift + 5)
  const nodes = child ? node.nodes.with(place, child) : node.nodes.filter((_, i) => i !== place)
  const [only] = nodes
  if (!only || (nodes.length === 1 && only instanceof Leaf)) return only
  return new Branch(child ? node.bits : node.bits & ~bit, nodes)
}
