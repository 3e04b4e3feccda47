import { expect, it } from 'vitest'
import { say, type World, worldOf } from '../../network/notation/world.ts'
import { at } from './on-host.ts'

export interface Typed {
  /** What changes the world first, in its notation. */
  readonly after?: string
  /** What changes it that the notation has no words for. */
  readonly change?: (world: World) => void
  /** The machine, where it is another than the table's. */
  readonly on?: string
  readonly type: string
  /** All that is printed, as `asShown` has it; a pattern where chance is in it. */
  readonly prints: string | RegExp
  /** Simulated seconds that pass, to the second below. */
  readonly takes?: number
}

/** A table of lines that are typed on a machine, each in the same world with one thing changed. */
export function types(text: string, on: string, table: Readonly<Record<string, Typed>>): void {
  let base: World | undefined
  for (const [name, typed] of Object.entries(table)) {
    it(name, async () => {
      base ??= worldOf(text)
      const { store } = base.cloud
      const before = store.version
      try {
        for (const line of (typed.after ?? '').split(/\s*;\s*/)) say(base, line.replaceAll(' / ', ' | '))
        typed.change?.(base)
        const start = base.cloud.now
        const shown = await at(base, typed.on ?? on).type(fill(base, typed.type))
        const wanted = typed.prints
        if (typeof wanted === 'string') expect(shown).toBe(fill(base, wanted))
        else expect(shown).toMatch(wanted)
        if (typed.takes !== undefined) expect(Math.floor((base.cloud.now - start) / 1000)).toBe(typed.takes)
      } finally {
        store.goto(before)
      }
    })
  }
}

const fill = (world: World, text: string): string =>
  text.replaceAll(
    /\{\{([^}]+)\}\}/g,
    (_, name: string) => world.known.get(`name of ${name}`) ?? world.id(name),
  )
