import { asItIsNow, type ScenarioFile } from '../packs/scenario-file.ts'
import { siteUrl } from '../site/site-url.ts'
import { trustedUrl } from '../site/trusted-urls.ts'
import workerUrl from './worker/lab.worker.ts?worker&url'

// The lab's thread is the longest way to a prompt: a page that holds a lab starts it before anything else is drawn.

let thread: Worker | undefined
let shipped: { readonly id: string; readonly file: Promise<ScenarioFile | undefined> } | undefined

const startThread = () => new Worker(trustedUrl(workerUrl), { type: 'module' })

/** Starts it, and asks for the scenario that the page names. */
export function startEarly(): void {
  const early = startThread()
  thread = early
  // Nobody listens yet to what goes wrong: whoever comes starts another one, and hears it.
  early.addEventListener('error', () => {
    if (thread === early) thread = undefined
  })
  const id = document.querySelector<HTMLElement>('[data-scenario]')?.dataset['scenario']
  if (id) shipped = { id, file: fetchFile(id) }
}

/** What cannot be had now, the thread asks for itself, and says what is wrong. */
async function fetchFile(id: string): Promise<ScenarioFile | undefined> {
  try {
    const found = await fetch(siteUrl(`packs/${id}.json`), asItIsNow)
    return found.ok ? ((await found.json()) as ScenarioFile) : undefined
  } catch {
    return undefined
  }
}

/** The thread that was started early, for whoever comes first; a new one for all others. */
export function takeThread(): Worker {
  const taken = thread ?? startThread()
  thread = undefined
  return taken
}

/** The site's own file of a scenario, where the page has asked for it. */
export const shippedFile = async (id: string): Promise<ScenarioFile | undefined> =>
  shipped?.id === id ? shipped.file : undefined
