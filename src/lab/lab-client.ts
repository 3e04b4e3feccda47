import { type Remote, transfer, wrap } from 'comlink'
import { atom } from 'nanostores'
import type { FileToOpen } from '../../simulator/shell/host.ts'
import type { AttemptView } from '../../simulator/views/attempt/attempt-view.ts'
import { words } from '../messages/words.ts'
import { labIsOpen } from '../offline/lab-is-open.ts'
import { download } from '../site/download.ts'
import { shippedFile, takeThread } from './early-thread.ts'
import type { Front, LabEvent, LabState, LabWorker, Opening, Ran } from './worker/protocol.ts'

// The page's end of the lab: one worker, and stores that every pane reads.

export type LabStatus =
  | { readonly kind: 'opening' }
  | { readonly kind: 'open' }
  | { readonly kind: 'failed'; readonly message: string }
  /** Another tab has it open: only one at a time writes it down. */
  | { readonly kind: 'elsewhere' }

export interface LabClient {
  readonly status: ReturnType<typeof atom<LabStatus>>
  readonly state: ReturnType<typeof atom<LabState | undefined>>
  /** How the scenario stands, as `followAttempt` keeps it; undefined where there is none. */
  readonly attempt: ReturnType<typeof atom<AttemptView | undefined>>
  /** Whether what was shared came to the world that it had; undefined where nothing was. */
  readonly replayed: ReturnType<typeof atom<'same' | 'other' | undefined>>
  /** The file that `lab open` named last. */
  readonly opened: ReturnType<typeof atom<FileToOpen | undefined>>
  readonly worker: Remote<LabWorker>
  run(terminal: number, line: string, front: Front): Promise<Ran>
  /** Takes over the state that an intent answered with. */
  take(state: LabState): void
  /** Called with what a terminal prints and asks, until the returned function is called. */
  listen(terminal: number, listener: (event: LabEvent) => void): () => void
  /** Keeps the lab under a name from now on; false where another tab has that one open. */
  keepAs(name: string): Promise<boolean>
  close(): void
}

/** The end of the lab that this page closed last: whoever opens one waits until it is written down, and its lock free. */
let ended: Promise<unknown> = Promise.resolve()

/** How long a lab that is closed may take to be written down, in milliseconds: one that hangs is not waited for. */
const patience = 2000

/** Gives a lock back. */
type Release = () => Promise<unknown>

/** Holds the name under which a lab is kept; undefined where another tab has it. */
async function hold(name: string, takeOver: boolean, onLost: () => void): Promise<Release | undefined> {
  if (!navigator.locks) return async () => {}
  await ended
  return new Promise((resolve) => {
    const held = navigator.locks
      .request(`hopwise:lab:${name}`, takeOver ? { steal: true } : { ifAvailable: true }, (lock) => {
        if (!lock) return resolve(undefined)
        return new Promise<void>((release) => {
          resolve(() => {
            release()
            return held
          })
        })
      })
      .catch(onLost)
  })
}

/** Opens a lab in a worker of its own; with `takeOver` from another tab that has it. */
export function openLab(opening: Opening, takeOver = false): LabClient {
  const status = atom<LabStatus>({ kind: 'opening' })
  const state = atom<LabState | undefined>(undefined)
  const replayed = atom<'same' | 'other' | undefined>(undefined)
  const attempt = atom<AttemptView | undefined>(undefined)
  const opened = atom<FileToOpen | undefined>(undefined)
  const thread = takeThread()
  const worker = wrap<LabWorker>(thread)
  const listeners = new Map<number, Set<(event: LabEvent) => void>>()
  const { port1: here, port2: there } = new MessageChannel()
  const heard = counter()
  here.onmessage = ({ data }: MessageEvent<LabEvent>) => {
    heard.count()
    if (data.kind === 'state') return state.set(data.state)
    if (data.kind === 'open-file') return opened.set(data.file)
    if (data.kind === 'replayed') return replayed.set(data.isSame ? 'same' : 'other')
    if (data.kind === 'hand-in') download(new Blob([data.text], { type: 'application/json' }), data.file)
    else for (const listener of listeners.get(data.terminal) ?? []) listener(data)
  }
  const fail = (message: string) => status.set({ kind: 'failed', message })
  thread.addEventListener('error', ({ message }) => fail(message || words.lab.notLoaded))
  const lost = () => {
    thread.terminate()
    status.set({ kind: 'elsewhere' })
  }
  let release: Release = async () => {}
  let isClosed = false
  const take = async (name: string, isTaken: boolean) => {
    const held = await hold(name, isTaken, lost)
    if (isClosed) void held?.()
    else if (held) release = held
    return held !== undefined
  }
  const start = async () => {
    const { keepAs, scenario } = opening
    if (keepAs !== undefined && !(await take(keepAs, takeOver))) return lost()
    const shipped = scenario === undefined ? undefined : await shippedFile(scenario)
    state.set(await worker.open(opening, transfer(there, [there]), shipped))
    status.set({ kind: 'open' })
    labIsOpen.set(true)
  }
  start().catch((error: unknown) => fail(error instanceof Error ? error.message : String(error)))
  const leave = () => {
    if (document.visibilityState === 'hidden') void worker.flush()
  }
  document.addEventListener('visibilitychange', leave)
  return {
    status,
    state,
    attempt,
    replayed,
    opened,
    worker,
    async run(terminal, line, front) {
      const ran = await worker.run(terminal, line, front)
      await heard.reach(ran.told)
      state.set(ran.state)
      return ran
    },
    take: (next) => state.set(next),
    listen(terminal, listener) {
      const all = listeners.get(terminal) ?? new Set()
      listeners.set(terminal, all.add(listener))
      return () => all.delete(listener)
    },
    async keepAs(name) {
      if (!(await take(name, false))) return false
      await worker.keepAs(name)
      return true
    },
    close() {
      document.removeEventListener('visibilitychange', leave)
      const wasOpen = status.get().kind === 'open'
      isClosed = true
      const written = wasOpen
        ? Promise.race([worker.flush(), new Promise((over) => setTimeout(over, patience))])
        : Promise.resolve()
      ended = written
        .catch(() => {})
        .then(() => {
          here.close()
          thread.terminate()
          return release()
        })
    },
  }
}

/** Counts, and lets others wait until it has come so far. */
function counter(): { count(): void; reach(wanted: number): Promise<void> } {
  let at = 0
  let waiting: { readonly wanted: number; readonly resolve: () => void }[] = []
  return {
    count() {
      at++
      // Whoever waits goes on when this one has been dealt with.
      for (const { wanted, resolve } of waiting) if (wanted <= at) resolve()
      waiting = waiting.filter(({ wanted }) => wanted > at)
    },
    reach: (wanted) =>
      wanted <= at ? Promise.resolve() : new Promise((resolve) => waiting.push({ wanted, resolve })),
  }
}
