import type { Browser, BrowserContext, BrowserContextOptions } from 'playwright-core'

// People in front of a browser, each with a profile of their own that nobody has used.

export interface ReaderOptions extends BrowserContextOptions {
  /** Whether their browser stores the whole site for later, as all do. It takes a while, so only where that is looked at. */
  readonly storesSite?: boolean
}

const there = new Set<BrowserContext>()

/** Somebody who leaves when the test ends. */
export async function newReader(browser: Browser, options: ReaderOptions = {}): Promise<BrowserContext> {
  const context = await longReader(browser, options)
  there.add(context)
  return context
}

/** Somebody who stays for several tests. */
export async function longReader(
  browser: Browser,
  { storesSite = false, ...options }: ReaderOptions = {},
): Promise<BrowserContext> {
  const context = await browser.newContext(options)
  if (!storesSite) await context.addInitScript(beforeTheSiteIsStored)
  return context
}

/** As on a slow line: what would store the site is asked for, and has not come yet. */
function beforeTheSiteIsStored() {
  if ('serviceWorker' in navigator) ServiceWorkerContainer.prototype.register = () => new Promise(() => {})
}

export async function sendAllHome(): Promise<void> {
  const all = [...there]
  there.clear()
  await Promise.all(all.map((context) => context.close()))
}
