import { database, type KeptProgress } from './database.ts'

/** Takes down what was reached; what was better before stays. */
export async function keepProgress(id: string, percent: number, passed: boolean): Promise<void> {
  const db = await database()
  const change = db.transaction('progress', 'readwrite')
  const before = await change.store.get(id)
  await change.store.put(better(before, { id, percent, passed, at: Date.now() }))
  await change.done
}

export async function progressOf(id: string): Promise<KeptProgress | undefined> {
  return (await database()).get('progress', id)
}

export async function allProgress(): Promise<ReadonlyMap<string, KeptProgress>> {
  return new Map((await (await database()).getAll('progress')).map((one) => [one.id, one]))
}

export function better(a: KeptProgress | undefined, b: KeptProgress): KeptProgress {
  if (!a) return b
  return {
    id: b.id,
    percent: Math.max(a.percent, b.percent),
    passed: a.passed || b.passed,
    at: Math.max(a.at, b.at),
  }
}
