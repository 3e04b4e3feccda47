import { watch } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

/** Editors save a file in several steps, and several files at once: in milliseconds. */
const settling = 150

/**
 * Calls with what has to be looked at again after each save: the folder of one scenario, where all changes were in it, or
 * the whole place. Goes on until the signal.
 */
export async function onSave(
  place: string,
  look: (place: string) => Promise<void>,
  signal?: AbortSignal,
): Promise<void> {
  const changed = new Set<string>()
  let looking: Promise<void> | undefined
  const lookSoon = async () => {
    while (changed.size) {
      await wait(settling)
      const at = placeOf(place, [...changed])
      changed.clear()
      await look(at)
    }
    looking = undefined
  }
  try {
    for await (const { filename } of watch(place, { recursive: true, ...(signal && { signal }) })) {
      if (filename === null || isPassing(filename)) continue
      changed.add(filename)
      looking ??= lookSoon()
    }
  } catch (error) {
    if ((error as Error).name !== 'AbortError') throw error
    await looking
  }
}

/** Swap files and backups of editors. */
const isPassing = (file: string): boolean => /(^|[/\\])(\.|#)|[~#]$|\.sw[a-z]$|(^|[/\\])4913$/.test(file)

export function placeOf(place: string, changed: readonly string[]): string {
  const names = new Set(changed.map((file) => /^scenarios\/([^/]+)\//.exec(file.replaceAll('\\', '/'))?.[1]))
  const [name] = names
  return names.size === 1 && name !== undefined ? path.join(place, 'scenarios', name) : place
}
