/** A scenario as the catalogue shows it. */
export interface CatalogueEntry {
  readonly id: string
  /** The title of its pack. */
  readonly pack: string
  readonly title: string
  readonly summary: string
  readonly level: 'beginner' | 'intermediate' | 'advanced'
  readonly minutes: number
  readonly teaches: readonly string[]
  /** It is of a pack that somebody has installed: it has no page of its own. */
  readonly isInstalled?: boolean
}

export type Standing = 'new' | 'begun' | 'passed'

/** What somebody looks for. Empty wishes are none. */
export interface Choice {
  readonly words: string
  readonly level: string
  readonly minutes: number
  /** The module of the curriculum. */
  readonly module: string
  readonly exam: string
  readonly standing: string
}

export const anything: Choice = { words: '', level: '', minutes: 0, module: '', exam: '', standing: '' }

/** What the topics of the curriculum belong to. */
export interface Topics {
  /** By module, what the ids of its topics begin with: `PL-DNS-`. */
  readonly modules: Readonly<Record<string, readonly string[]>>
  readonly exams: Readonly<Record<string, readonly string[]>>
}

export function chosen(
  entries: readonly CatalogueEntry[],
  choice: Choice,
  { modules, exams }: Topics,
  standingOf: (id: string) => Standing,
): readonly CatalogueEntry[] {
  const words = choice.words.toLowerCase().split(/\s+/).filter(Boolean)
  const prefixes = choice.module ? (modules[choice.module] ?? []) : undefined
  const asked = choice.exam ? new Set(exams[choice.exam] ?? []) : undefined
  return entries.filter((one) => {
    const text = `${one.title} ${one.summary} ${one.pack} ${one.teaches.join(' ')}`.toLowerCase()
    return (
      words.every((word) => text.includes(word)) &&
      (!choice.level || one.level === choice.level) &&
      (!choice.minutes || one.minutes <= choice.minutes) &&
      (!choice.standing || standingOf(one.id) === choice.standing) &&
      (!prefixes || one.teaches.some((topic) => prefixes.some((prefix) => topic.startsWith(prefix)))) &&
      (!asked || one.teaches.some((topic) => asked.has(topic)))
    )
  })
}

/** A choice as the end of an address, so that it can be sent and comes back with the page. */
export function addressOf(choice: Choice): string {
  const wishes = Object.entries(choice).filter(([, wish]) => wish)
  return wishes.length ? `?${new URLSearchParams(wishes.map(([name, wish]) => [name, String(wish)]))}` : ''
}

export function choiceIn(address: string): Choice {
  const wishes = new URLSearchParams(address)
  const of = (name: keyof Choice) => wishes.get(name) ?? ''
  return {
    words: of('words'),
    level: of('level'),
    minutes: Number(of('minutes')) || 0,
    module: of('module'),
    exam: of('exam'),
    standing: of('standing'),
  }
}
