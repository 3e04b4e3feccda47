// Keeps the site on the reader's machine. What the site is made of stands in a list that the build writes in below; every
// file is kept under its address and its contents' hash, so an update fetches only what is different.

interface Entry {
  readonly url: string
  /** The SHA-256 of what is in it. */
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
  respondWith(answer: Promise<Response> | Response): void
}

declare const HOPWISE_FILES: readonly Entry[]

const worker = globalThis as unknown as Worker
const files = HOPWISE_FILES
/** A folder's page is its index. */
const byUrl = new Map(files.map((entry) => [new URL(entry.url, worker.registration.scope).href, entry]))
const cacheName = 'hopwise-files'

const keyOf = ({ url, revision }: Entry) =>
  `${new URL(url, worker.registration.scope).href}?revision=${revision.slice(0, 12)}`

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
  const bare = request.url.replace(/[?#].*$/s, '')
  const entry = byUrl.get(bare) ?? byUrl.get(`${bare}index.html`)
  if (entry) event.respondWith(answer(entry, request, (work) => event.waitUntil(work)))
  else if (request.mode !== 'navigate') return
  // Addresses in pages go from the folder that a page is in, which ends in a slash.
  else if (byUrl.has(`${bare}/index.html`))
    event.respondWith(Response.redirect(`${bare}/${rest(request.url)}`))
  else event.respondWith(fetch(request).catch(notFound))
})

const rest = (url: string): string => /[?#].*$/s.exec(url)?.[0] ?? ''

async function answer(
  entry: Entry,
  request: Request,
  meanwhile: (work: Promise<unknown>) => void,
): Promise<Response> {
  const cache = await caches.open(cacheName)
  const kept = await cache.match(keyOf(entry))
  if (kept) return kept
  const fresh = await fetch(request)
  if (fresh.ok && fresh.type === 'basic' && !fresh.redirected) meanwhile(store(cache, entry, fresh.clone()))
  return fresh
}

/** Without a network, what is nowhere is told where the page that says so is: its addresses go from there. */
function notFound(): Response {
  return Response.redirect(new URL('404.html', worker.registration.scope).href)
}

async function keep(entries: readonly Entry[], told: (entry: Entry) => void = () => {}): Promise<void> {
  const cache = await caches.open(cacheName)
  for (const entry of entries) {
    if (!(await cache.match(keyOf(entry)))) {
      const fresh = await fetch(new URL(entry.url, worker.registration.scope), { cache: 'no-cache' })
      if (!fresh.ok) throw new Error(`${entry.url}: ${fresh.status}`)
      // The site was replaced meanwhile: what comes now belongs to another version, which brings a list of its own.
      if (!(await store(cache, entry, fresh))) throw new Error(`${entry.url} is of another version.`)
    }
    told(entry)
  }
}

/** Keeps a file, if it is the one of the list. */
async function store(cache: Cache, entry: Entry, fresh: Response): Promise<boolean> {
  const bytes = await fresh.arrayBuffer()
  const digest = await crypto.subtle.digest('SHA-256', bytes)
  const hash = [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  if (hash !== entry.revision) return false
  const headers = new Headers(fresh.headers)
  // What is kept is unpacked.
  headers.delete('content-encoding')
  headers.delete('content-length')
  headers.delete('vary')
  await cache.put(keyOf(entry), new Response(bytes, { headers }))
  return true
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
