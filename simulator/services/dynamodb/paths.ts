import { validation } from './errors.ts'
import type { Item, Value } from './values.ts'

/** Steps into an item: names of members and places in lists. The first is always a name. */
export type Path = readonly (string | number)[]

export function valueAt(item: Item, path: Path): Value | undefined {
  let value: Value | undefined = { M: item }
  for (const step of path) {
    value = typeof step === 'number' ? value?.L?.[step] : value?.M?.[step]
    if (value === undefined) return undefined
  }
  return value
}

export const pathText = (path: Path): string =>
  `[${path.map((step) => (typeof step === 'number' ? `[${step}]` : step)).join(', ')}]`

const notThere = () => validation('The document path provided in the update expression is invalid for update')

/** The item with a value set; a place behind the end of a list is its end. */
export function withValue(item: Item, path: Path, value: Value): Item {
  return (setIn({ M: item }, path, value).M ?? {}) as Item
}

function setIn(whole: Value, path: Path, value: Value): Value {
  const [step, ...rest] = path
  if (step === undefined) return value
  if (typeof step === 'number') {
    if (!whole.L) throw notThere()
    const at = Math.min(step, whole.L.length)
    if (rest.length && at === whole.L.length) throw notThere()
    return { L: whole.L.toSpliced(at, 1, rest.length ? setIn(whole.L[at]!, rest, value) : value) }
  }
  if (!whole.M) throw notThere()
  const inside = whole.M[step]
  if (rest.length && inside === undefined) throw notThere()
  return { M: { ...whole.M, [step]: rest.length ? setIn(inside!, rest, value) : value } }
}

/** The item without what is at some paths. Places in lists are those before anything is taken out. */
export function withoutPaths(item: Item, paths: readonly Path[]): Item {
  return removeFrom({ M: item }, paths).M as Item
}

function removeFrom(whole: Value, paths: readonly Path[]): Value {
  const gone = new Set(paths.filter((path) => path.length === 1).map(([step]) => step!))
  const inside = new Map<string | number, Path[]>()
  for (const [step, ...rest] of paths) {
    if (rest.length && step !== undefined) inside.set(step, [...(inside.get(step) ?? []), rest])
  }
  const kept = (value: Value, step: string | number) => {
    const deeper = inside.get(step)
    return deeper ? removeFrom(value, deeper) : value
  }
  if (whole.L) return { L: whole.L.map(kept).filter((_, i) => !gone.has(i)) }
  if (!whole.M) throw notThere()
  const entries = Object.entries(whole.M).filter(([name]) => !gone.has(name))
  return { M: Object.fromEntries(entries.map(([name, value]) => [name, kept(value, name)])) }
}

/** An item that has only what is at some paths, in lists closed up. */
export function onlyPaths(item: Item, paths: readonly Path[]): Item {
  return pick({ M: item }, paths)?.M ?? {}
}

function pick(whole: Value, paths: readonly Path[]): Value | undefined {
  if (paths.some((path) => path.length === 0)) return whole
  const inside = new Map<string | number, Path[]>()
  for (const [step, ...rest] of paths) inside.set(step!, [...(inside.get(step!) ?? []), rest])
  if (whole.M) {
    const found = Object.entries(whole.M).flatMap(([name, value]): [string, Value][] => {
      const deeper = inside.get(name)
      const part = deeper && pick(value, deeper)
      return part ? [[name, part]] : []
    })
    return found.length ? { M: Object.fromEntries(found) } : undefined
  }
  const items = whole.L?.flatMap((value, i) => {
    const deeper = inside.get(i)
    const part = deeper && pick(value, deeper)
    return part ? [part] : []
  })
  return items?.length ? { L: items } : undefined
}
