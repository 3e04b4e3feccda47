import { now } from './clock.ts'
import { patchBetween, Store, type Table, type Version } from './store.ts'

/** A world that was kept: what was done last to come to it, and from which one. */
export interface Moment {
  readonly id: number
  /** Missing for the oldest moment of a line, and where the one before was dropped. */
  readonly parent: number | undefined
  readonly label: string
  /** Where it was done. */
  readonly by?: string
  /** What the world's clock showed. */
  readonly at: number
  readonly version: Version
  readonly checkpoints: readonly string[]
  readonly isCurrent: boolean
}

interface Node {
  readonly id: number
  readonly parent: number | undefined
  readonly label: string
  readonly by?: string
  readonly at: number
  readonly version: Version
  /** Where `redo` goes: the child that was recorded or undone last. */
  next: number | undefined
}

/** A history as data: the moments that are nearest to the current one, each by its way from a neighbour. */
export interface SavedHistory {
  readonly last: number
  readonly current: number
  readonly moments: readonly SavedMoment[]
  readonly checkpoints: readonly (readonly [string, number])[]
}

interface SavedMoment extends Omit<Node, 'version' | 'next' | 'parent'> {
  readonly parent?: number
  readonly next?: number
  /** The moment whose version it is made of, and how; missing of the current one. */
  readonly from?: number
  readonly patch?: string
}

/** Both in number and in characters of their patches. */
const mostSaved = { moments: 200, characters: 400_000 }

// A way between two versions is the same for ever.
const patches = new WeakMap<Version, WeakMap<Version, string>>()

function patch(from: Version, to: Version): string {
  const known = patches.get(from) ?? new WeakMap<Version, string>()
  patches.set(from, known)
  const text = known.get(to) ?? patchBetween(from, to)
  known.set(to, text)
  return text
}

interface Options {
  /** What the first moment is called. */
  label?: string
  /** How many moments to keep. Past that the oldest go; the current one and checkpoints stay. */
  limit?: number
}

/**
 * Undo, redo, branches and checkpoints of one store. Each moment is a pointer to a version. Recording after
 * an undo begins a branch: the future that was undone stays in the timeline and can be gone to.
 */
export class History {
  readonly #store: Store
  readonly #limit: number
  readonly #nodes = new Map<number, Node>()
  readonly #checkpoints = new Map<string, number>()
  #current: Node
  #lastId = 0

  constructor(store: Store, { label = 'start', limit = 1000 }: Options = {}) {
    this.#store = store
    this.#limit = limit
    this.#current = this.#keep(undefined, label)
  }

  /** Keeps the world as it is now, as what was done and where, unless nothing was written since the last moment. Returns its id. */
  record(label: string, by?: string): number {
    if (this.#store.version === this.#current.version) return this.#current.id
    const node = this.#keep(this.#current.id, label, by)
    this.#current.next = node.id
    this.#current = node
    this.#drop()
    return node.id
  }

  /** Goes back one moment and returns the label of what it undid. What was not recorded is undone with it. */
  undo(): string | undefined {
    const undone = this.#current
    const before = this.#node(undone.parent)
    if (!before) return undefined
    this.#enter(before)
    before.next = undone.id
    return undone.label
  }

  /** Does again what was undone last, and returns its label. */
  redo(): string | undefined {
    const next = this.#node(this.#current.next)
    if (!next) return undefined
    this.#enter(next)
    return next.label
  }

  /** Names the world as it is now; a name that was used before moves here. */
  checkpoint(name: string): number {
    const id = this.record(name)
    this.#checkpoints.set(name, id)
    this.#drop()
    return id
  }

  /** Goes to a checkpoint (by name) or to any moment (by id). False when there is none such. */
  goto(target: string | number): boolean {
    const node = this.#node(typeof target === 'string' ? this.#checkpoints.get(target) : target)
    if (!node) return false
    this.#enter(node)
    return true
  }

  /** Every moment that is kept, oldest first. */
  timeline(): Moment[] {
    const names = [...this.#checkpoints]
    return [...this.#nodes.values()].map(({ id, parent, label, by, at, version }) => ({
      id,
      parent: this.#node(parent)?.id,
      label,
      ...(by !== undefined && { by }),
      at,
      version,
      checkpoints: names.filter(([, named]) => named === id).map(([name]) => name),
      isCurrent: id === this.#current.id,
    }))
  }

  /** What `restore` goes on from, where the world is saved beside it. Old moments that are too far away are left out. */
  save(): SavedHistory {
    const moments: SavedMoment[] = []
    const queue: { readonly node: Node; readonly from?: Node }[] = [{ node: this.#current }]
    const seen = new Set([this.#current.id])
    let characters = 0
    for (let one = queue.shift(); one && moments.length < mostSaved.moments; one = queue.shift()) {
      const { node, from } = one
      const { version, next, parent, ...rest } = node
      const base = from === this.#current ? this.#store.version : from?.version
      const text = base && patch(base, version)
      characters += text?.length ?? 0
      if (characters > mostSaved.characters) break
      moments.push({
        ...rest,
        ...(parent !== undefined && { parent }),
        ...(next !== undefined && { next }),
        ...(from && text !== undefined && { from: from.id, patch: text }),
      })
      const children = [...this.#nodes.values()].filter((other) => other.parent === node.id)
      for (const near of [this.#node(parent), ...children]) {
        if (!near || seen.has(near.id)) continue
        seen.add(near.id)
        queue.push({ node: near, from: node })
      }
    }
    const kept = new Set(moments.map(({ id }) => id))
    const checkpoints = [...this.#checkpoints].filter(([, id]) => kept.has(id))
    return { last: this.#lastId, current: this.#current.id, moments, checkpoints }
  }

  /** Goes on with a history that was saved with the world that the store has now. */
  restore({ last, current, moments, checkpoints }: SavedHistory, tables: readonly Table<never>[]): void {
    const versions = new Map<number, Version>()
    const nodes: Node[] = []
    for (const { from, patch: text, parent, next, ...rest } of moments) {
      const base = from === undefined ? undefined : versions.get(from)
      const version = text === undefined ? this.#store.version : base && patched(base, text, tables)
      if (!version) continue
      versions.set(rest.id, version)
      nodes.push({ ...rest, version, parent, next })
    }
    const node = nodes.find(({ id }) => id === current)
    if (!node) return
    this.#nodes.clear()
    this.#checkpoints.clear()
    for (const one of nodes.sort((a, b) => a.id - b.id)) this.#nodes.set(one.id, one)
    for (const [name, id] of checkpoints) if (this.#nodes.has(id)) this.#checkpoints.set(name, id)
    this.#current = node
    this.#lastId = last
  }

  #node(id: number | undefined): Node | undefined {
    return id === undefined ? undefined : this.#nodes.get(id)
  }

  #keep(parent: number | undefined, label: string, by?: string): Node {
    const { version } = this.#store
    const node: Node = {
      id: ++this.#lastId,
      parent,
      label,
      ...(by !== undefined && { by }),
      at: now(this.#store),
      version,
      next: undefined,
    }
    this.#nodes.set(node.id, node)
    return node
  }

  #enter(node: Node): void {
    this.#current = node
    this.#store.goto(node.version)
  }

  #drop(): void {
    if (this.#nodes.size <= this.#limit) return
    const named = new Set(this.#checkpoints.values())
    for (const id of this.#nodes.keys()) {
      if (id === this.#current.id || named.has(id)) continue
      this.#nodes.delete(id)
      if (this.#nodes.size <= this.#limit) return
    }
  }
}

/** Undefined where it has to do with what is not loaded any more: then that moment is gone. */
function patched(from: Version, text: string, tables: readonly Table<never>[]): Version | undefined {
  try {
    return Store.patched(from, text, tables)
  } catch {
    return undefined
  }
}
