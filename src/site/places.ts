import { siteUrl } from './site-url.ts'

/** Where on this site one can go, as `places.json` has it. */
export interface Places {
  readonly scenarios: readonly Place[]
  readonly lessons: readonly Place[]
}

interface Place {
  readonly id: string
  readonly title: string
}

export async function places(): Promise<Places> {
  const found = await fetch(siteUrl('places.json'))
  return found.ok ? ((await found.json()) as Places) : { scenarios: [], lessons: [] }
}
