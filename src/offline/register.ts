import { words } from '../messages/words.ts'
import { siteUrl } from '../site/site-url.ts'
import { trustedUrl } from '../site/trusted-urls.ts'
import { far } from './far.ts'
import { labIsOpen } from './lab-is-open.ts'
import { savesData } from './saves-data.ts'

// Brings the site onto the reader's machine: what is needed at once, then the rest when there is nothing else to do. It
// tells how far that is, and when a newer version waits; it never reloads anything by itself.

const status = document.querySelector<HTMLElement>('[data-offline]')
const notice = document.querySelector<HTMLElement>('[data-update]')
const isLab = document.body.classList.contains('fill')
const { serviceWorker } = navigator as { serviceWorker?: ServiceWorkerContainer }

far.subscribe((value) => {
  if (!status || value === undefined) return
  status.textContent =
    value === 'not' ? words.offline.not : words.offline.far(value.kept / 1e6, value.of / 1e6)
})

async function register(container: ServiceWorkerContainer): Promise<void> {
  const hadOne = Boolean(container.controller)
  const registration = await container.register(trustedUrl(siteUrl('sw.js')))
  container.addEventListener(
    'message',
    ({ data }: MessageEvent<{ kind?: string; kept: number; of: number }>) => {
      if (data.kind === 'offline') far.set({ kept: data.kept, of: data.of })
    },
  )
  // Another page has asked for the newer version: what this one still has to load may be gone.
  if (hadOne)
    container.addEventListener('controllerchange', () =>
      tell(words.update.elsewhere, words.update.reload, reload),
    )
  watch(registration)
  const active = (await container.ready).active
  active?.postMessage('how-far')
  if (savesData()) return
  const whenIdle = globalThis.requestIdleCallback ?? ((then: () => void) => setTimeout(then, 2000))
  whenIdle(() => active?.postMessage('fill'))
}

function watch(registration: ServiceWorkerRegistration): void {
  const look = () => {
    if (registration.waiting && navigator.serviceWorker.controller) offer(registration.waiting)
  }
  look()
  registration.addEventListener('updatefound', () =>
    registration.installing?.addEventListener('statechange', look),
  )
  // A page may be open for days.
  let looked = Date.now()
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState !== 'visible' || Date.now() - looked < 3_600_000) return
    looked = Date.now()
    registration.update().catch(() => {
      // Without a network there is nothing newer.
    })
  })
}

/** In a lab there is nothing to press: the newer version comes when the lab is closed. */
function offer(waiting: ServiceWorker): void {
  if (isLab) {
    tell(words.update.later)
    return
  }
  const load = async () => {
    if (await isLabOpen()) {
      tell(words.update.labOpen, words.update.load, load)
      return
    }
    navigator.serviceWorker.addEventListener('controllerchange', reload, { once: true })
    waiting.postMessage('activate')
  }
  tell(words.update.ready, words.update.load, load)
}

/** Labs hold a lock with their name, in whatever tab they are. */
async function isLabOpen(): Promise<boolean> {
  const { held = [] } = (await navigator.locks?.query()) ?? {}
  return held.some(({ name }) => name?.startsWith('hopwise:lab:'))
}

const reload = () => location.reload()

function tell(text: string, label?: string, press?: () => void): void {
  if (!notice) return
  const [told, button] = [notice.querySelector('span'), notice.querySelector('button')]
  if (!told || !button) return
  notice.hidden = false
  told.textContent = text
  button.hidden = label === undefined
  button.textContent = label ?? ''
  button.onclick = press ?? null
}

// A site that is worked on changes all the time: there nothing is kept.
if (!serviceWorker) far.set('not')
else if (import.meta.env.PROD) {
  const begin = () => void register(serviceWorker).catch(() => far.set('not'))
  // Who opens a lab first of all gets the lab first.
  if (isLab && !serviceWorker.controller) whenLabIsOpen(begin)
  else begin()
}

function whenLabIsOpen(then: () => void): void {
  const stop = labIsOpen.listen(() => {
    stop()
    setTimeout(then, 3000)
  })
}
