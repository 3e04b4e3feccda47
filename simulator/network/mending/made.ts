import type { Repair, RepairRequest } from './repair.ts'

// What repairs make has ids that nobody knows before: requests after them say `$NAME` instead.

/** By id in the trial: the name that stands for it. */
export type Made = ReadonlyMap<string, string>

/** With names for what earlier repairs made, and none that is taken. */
export function namedApart(repair: Repair, made: Made): Repair {
  const taken = new Set(made.values())
  const renamed = new Map<string, string>()
  for (const { keeps } of repair.requests) {
    if (keeps) renamed.set(`$${keeps.name}`, freeName(`$${keeps.name}`, taken))
  }
  return {
    ...repair,
    requests: repair.requests.map(({ keeps, ...request }) => ({
      ...request,
      input: replaceTexts(request.input, renamed),
      ...(keeps && { keeps: { ...keeps, name: renamed.get(`$${keeps.name}`)!.slice(1) } }),
    })),
  }
}

function freeName(name: string, taken: ReadonlySet<string>): string {
  let free = name
  for (let i = 2; taken.has(free); i++) free = `${name}_${i}`
  return free
}

/** As it may be said to somebody in whose world nothing of it has been made. */
export const withNames = ({ sentence, requests, ...rest }: Repair, made: Made): Repair => ({
  ...rest,
  sentence: nameIn(sentence, made),
  requests: requests.map((request) => ({ ...request, input: replaceTexts(request.input, made) })),
})

/** A text with names for ids that nobody knows. */
export function nameIn(text: string, made: Made): string {
  let named = text
  for (const [id, name] of made) named = named.replaceAll(id, name)
  return named
}

/** Replaces whole texts, however deep. */
export function replaceTexts<T>(value: T, by: ReadonlyMap<string, string>): T {
  if (typeof value === 'string') return (by.get(value) ?? value) as T
  if (Array.isArray(value)) return value.map((part) => replaceTexts(part, by)) as T
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, replaceTexts(part, by)])) as T
}

/** The member of an answer that a request keeps. */
export const memberOf = (
  answer: Readonly<Record<string, unknown>>,
  { member }: NonNullable<RepairRequest['keeps']>,
) =>
  String(
    member
      .split('.')
      .reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], answer),
  )
