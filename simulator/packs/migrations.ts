import { packFormat } from './pack-schema.ts'

// Packs outlive the format that they were written in. A step here makes a pack of one format into one of the next.

/** A parsed pack.yaml, of whichever format. */
export type AnyPackDocument = Readonly<Record<string, unknown>>

type Migration = (document: AnyPackDocument) => AnyPackDocument

/** By the format that they start from. */
const migrations: Readonly<Record<number, Migration>> = {}

export type Migrated =
  | { readonly document: unknown }
  | { readonly found: string; readonly expected: string; readonly hint: string }

/** A pack.yaml as one of the newest format; a newer one than we know is refused rather than misread. */
export function migrate(document: unknown, steps = migrations, newest: number = packFormat): Migrated {
  if (typeof document !== 'object' || document === null) return { document }
  let current = document as AnyPackDocument
  for (;;) {
    const format = current['format']
    if (typeof format !== 'number' || format === newest) return { document: current }
    if (format > newest) {
      return {
        found: `format ${format}`,
        expected: `format ${newest} or older`,
        hint: 'This pack is for a newer version of Hopwise.',
      }
    }
    const step = steps[format]
    if (!step)
      return {
        found: `format ${format}`,
        expected: `format ${newest}`,
        hint: 'There has never been such a format.',
      }
    current = step(current)
  }
}
