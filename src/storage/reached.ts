import { allProgress } from './progress.ts'

let asked: Promise<ReadonlySet<string>> | undefined

/** What was read and passed on this browser, by `lesson:…` and `scenario:…`; looked up once for a page. */
export function reachedIds(): Promise<ReadonlySet<string>> {
  asked ??= allProgress().then(
    (all) => new Set([...all.values()].filter(({ passed }) => passed).map(({ id }) => id)),
  )
  return asked
}
