import { now } from './clock.ts'
import type { Store, Version } from './store.ts'

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
