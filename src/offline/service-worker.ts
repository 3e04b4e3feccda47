// Keeps the site on the reader's machine. What the site is made of stands in a list that the build writes in below; every
// file is kept under its address and its contents' hash, so an update fetches only what is different.

interface Entry {
  readonly url: string
  readonly revision: string
  readonly bytes: number
  /** Needed before anything works: kept at once. The rest follows when the browser has nothing else to do. */
  readonly core: boolean
}

interface Worker {
  readonly registration: { readonly scope: string }
  skipWaiting(): Promise<void>
  addEventListener(kind: string, listener: (event: WorkerEvent) => void): void
}

interface WorkerEvent {
  readonly request: Request
  readonly data?: unknown
  readonly source?: { postMessage(message: unknown): void } | null
  waitUntil(work: Promise<unknown>): void
  respondWith(answer: Promise<Response>): void
}

declare const HOPWISE_FILES: readonly Entry[]

const worker = globalThis as unknown as Worker
const files = HOPWISE_FILES
const byUrl = new Map(files.map((entry) => [new URL(entry.url, worker.registration.scope).href, entry]))
const cacheName = 'hopwise-files'

const keyOf = ({ url, revision }: Entry) =>
  `${new URL(url, worker.registration.scope).href}?revision=${revision}`

worker.addEventListener('install', (event) => {
  event.waitUntil(keep(files.filter(({ core }) => core)))
})

// Until the tabs with the version before are closed, or the reader says so, it stays with that version.
worker.addEventListener('message', (event) => {
  if (event.data === 'activate') event.waitUntil(worker.skipWaiting())
  if (event.data === 'fill') event.waitUntil(fill((told) => event.source?.postMessage(told)))
  if (event.data === 'how-far') event.waitUntil(howFar().then((told) => event.source?.postMessage(told)))
})

worker.addEventListener('activate', (event) => {
  event.waitUntil(forgetOld())
})

worker.addEventListener('fetch', (event) => {
  const { request } = event
  if (request.method !== 'GET' || new URL(request.url).origin !== location.origin) return
  const entry = entryOf(request.url)
  if (entry) event.respondWith(answer(entry, request))
  else if (request.mode === 'navigate') event.respondWith(fetch(request).catch(() => notFound()))
})

/** The file behind an address: a folder's is its index. */
function entryOf(url: string): Entry | undefined {
  const bare = url.replace(/[?#].*$/s, '')
  return byUrl.get(bare) ?? byUrl.get(`${bare.replace(/\/$/, '')}/index.html`)
}

async function answer(entry: Entry, request: Request): Promise<Response> {
  const cache = await caches.open(cacheName)
  const kept = await cache.match(keyOf(entry))
  if (kept) return kept
  const fresh = await fetch(request)
  if (fresh.ok && fresh.type === 'basic' && !fresh.redirected) await cache.put(keyOf(entry), fresh.clone())
  return fresh
}

async function notFound(): Promise<Response> {
  const page = entryOf(new URL('404.html', worker.registration.scope).href)
  const kept = page && (await (await caches.open(cacheName)).match(keyOf(page)))
  return kept ?? new Response('This page is not kept, and there is no network.', { status: 503 })
}

async function keep(entries: readonly Entry[], told: (entry: Entry) => void = () => {}): Promise<void> {
  const cache = await caches.open(cacheName)
  for (const entry of entries) {
    if (!(await cache.match(keyOf(entry)))) {
      const fresh = await fetch(new URL(entry.url, worker.registration.scope), { cache: 'no-cache' })
      if (!fresh.ok) throw new Error(`${entry.url}: ${fresh.status}`)
      await cache.put(keyOf(entry), fresh)
    }
    told(entry)
  }
}

interface HowFar {
  readonly kind: 'offline'
  readonly kept: number
  readonly of: number
}

const total = files.reduce((sum, { bytes }) => sum + bytes, 0)

async function howFar(): Promise<HowFar> {
  const cache = await caches.open(cacheName)
  const keys = new Set((await cache.keys()).map(({ url }) => url))
  const kept = files.filter((entry) => keys.has(keyOf(entry))).reduce((sum, { bytes }) => sum + bytes, 0)
  return { kind: 'offline', kept, of: total }
}

async function fill(tell: (far: HowFar) => void): Promise<void> {
  let kept = 0
  await keep(files, ({ bytes }) => {
    kept += bytes
    tell({ kind: 'offline', kept, of: total })
  })
}

async function forgetOld(): Promise<void> {
  const cache = await caches.open(cacheName)
  const wanted = new Set(files.map(keyOf))
  for (const request of await cache.keys()) if (!wanted.has(request.url)) await cache.delete(request)
}

// Its names are its own.
export {}
