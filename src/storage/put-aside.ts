import { database } from './database.ts'

// Labs in whose place others came: they are kept beside them, and can be brought back.

export interface PutAside {
  readonly id: string
  /** Of which lab it is: `sandbox`, or the id of a scenario. */
  readonly name: string
  /** When it was done last, in milliseconds since 1970. */
  readonly at: number
}

const pattern = /^(.*) \(put aside(?: [^)]*)?\)$/

const idOf = (name: string, at: number) => `${name} (put aside ${new Date(at).toISOString()})`

export async function putAside(name: string): Promise<void> {
  const change = (await database()).transaction('labs', 'readwrite')
  const lab = await change.store.get(name)
  if (lab) await change.store.put({ ...lab, id: idOf(name, lab.at) })
  await change.store.delete(name)
  await change.done
}

/** Those that there are, the newest first. */
export async function allPutAside(): Promise<readonly PutAside[]> {
  const labs = await (await database()).getAll('labs')
  return labs
    .flatMap(({ id, at }) => {
      const name = pattern.exec(id)?.[1]
      return name === undefined ? [] : [{ id, name, at }]
    })
    .sort((a, b) => b.at - a.at)
}

/** Puts it back to where it was; what is there now is put aside. False while the lab is open somewhere. */
export async function bringBack({ id, name }: PutAside): Promise<boolean> {
  const { held = [] } = (await navigator.locks?.query()) ?? {}
  if (held.some((lock) => lock.name === `hopwise:lab:${name}`)) return false
  const change = (await database()).transaction('labs', 'readwrite')
  const [lab, now] = await Promise.all([change.store.get(id), change.store.get(name)])
  if (lab) {
    if (now) await change.store.put({ ...now, id: idOf(name, now.at) })
    await change.store.put({ ...lab, id: name })
    await change.store.delete(id)
  }
  await change.done
  return true
}

export async function forgetPutAside({ id }: PutAside): Promise<void> {
  await (await database()).delete('labs', id)
}
