import { type DBSchema, type IDBPDatabase, openDB } from 'idb'

// What is kept on this browser: labs as they were left, what was reached, packs that were installed.

/** A lab as somebody left it. */
export interface KeptLab {
  /** `sandbox`, or the id of a scenario. */
  readonly id: string
  /** What `Lab.save` gave. */
  readonly saved: string
  /** When, in milliseconds since 1970. */
  readonly at: number
}

/** How far somebody has come with a scenario or a lesson. */
export interface KeptProgress {
  /** `scenario:foundations/a-private-door-to-sqs`, `lesson:private-dns`. */
  readonly id: string
  /** The best so far, from 0 to 100. */
  readonly percent: number
  readonly passed: boolean
  readonly at: number
}

export interface KeptPack {
  readonly id: string
  readonly version: string
  /** The `.hopwise` file as it came. */
  readonly bytes: Uint8Array
  readonly at: number
}

interface Kept extends DBSchema {
  labs: { key: string; value: KeptLab }
  progress: { key: string; value: KeptProgress }
  packs: { key: string; value: KeptPack }
}

export type Database = IDBPDatabase<Kept>

export const stores = ['labs', 'progress', 'packs'] as const

let opened: Promise<Database> | undefined

/** The database, brought up to this version of the site. */
export function database(): Promise<Database> {
  opened ??= openDB<Kept>('hopwise', 1, {
    // A step for every version, so that each older one is brought up to date.
    upgrade(db, from) {
      if (from < 1) for (const name of stores) db.createObjectStore(name, { keyPath: 'id' })
    },
    // Another tab with a newer version of the site waits for this one.
    blocking: (_, __, event) => (event.target as IDBDatabase).close(),
    terminated: () => {
      opened = undefined
    },
  })
  return opened
}
