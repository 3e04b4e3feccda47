import { words } from '../messages/words.ts'
import { siteUrl } from '../site/site-url.ts'
import { trustedUrl } from '../site/trusted-urls.ts'

// Brings the site onto the reader's machine: what is needed at once, then the rest when there is nothing else to do. It
// tells how far that is, and when a newer version waits; it never reloads anything by itself.

const status = () => document.querySelector<HTMLElement>('[data-offline]')

async function register(): Promise<void> {
  const { serviceWorker } = navigator
  const registration = await serviceWorker.register(trustedUrl(siteUrl('sw.js')))
  serviceWorker.addEventListener(
    'message',
    ({ data }: MessageEvent<{ kind?: string; kept: number; of: number }>) => {
      const place = status()
      if (data.kind === 'offline' && place)
        place.textContent = words.offline.far(data.kept / 1e6, data.of / 1e6)
    },
  )
  const active = (await serviceWorker.ready).active
  active?.postMessage('how-far')
  const whenIdle = globalThis.requestIdleCallback ?? ((then: () => void) => setTimeout(then, 2000))
  whenIdle(() => active?.postMessage('fill'))
  const offer = () => {
    const { waiting } = registration
    if (waiting && serviceWorker.controller) offerUpdate(waiting)
  }
  offer()
  registration.addEventListener('updatefound', () => {
    registration.installing?.addEventListener('statechange', offer)
  })
}

function offerUpdate(waiting: ServiceWorker): void {
  const place = document.querySelector<HTMLElement>('[data-update]')
  if (!place?.hidden) return
  place.hidden = false
  place.querySelector('button')?.addEventListener('click', () => {
    navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true })
    waiting.postMessage('activate')
  })
}

// A site that is worked on changes all the time: there nothing is kept.
if ('serviceWorker' in navigator && import.meta.env.PROD) {
  register().catch(() => {
    const place = status()
    if (place) place.textContent = words.offline.not
  })
}
