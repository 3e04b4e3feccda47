import type { Browser, BrowserContext, Page } from 'playwright-core'

// A lab in a browser, with the moments noted that a person would notice. They are taken in the page itself, so that nothing of
// the program that drives the browser is in them.

interface Moments {
  /** When the terminal was free again, in milliseconds since the page was asked for. */
  readonly free: number[]
  /** When a line was sent off. */
  readonly enter: number[]
  /** When the map was drawn anew. */
  readonly drawn: number[]
  /** When a key was pressed, and when the row in which it is had changed. */
  readonly pressed: number[]
  readonly echoed: number[]
}

declare global {
  interface Window {
    moments: Moments
  }
}

function watch(): void {
  const moments: Moments = { free: [], enter: [], drawn: [], pressed: [], echoed: [] }
  window.moments = moments
  const now = () => performance.now()
  addEventListener(
    'keydown',
    ({ key }) => {
      if (key === 'Enter') moments.enter.push(now())
      else moments.pressed.push(now())
    },
    true,
  )
  const look = (changes: readonly MutationRecord[]) => {
    const at = (target: Node, selector: string) =>
      (target instanceof Element ? target : target.parentElement)?.closest(selector)
    if (changes.some(({ target, attributeName }) => attributeName === 'aria-busy' && at(target, '.terminal')))
      if (document.querySelector('.terminal[aria-busy=false]')) moments.free.push(now())
    if (changes.some(({ target }) => at(target, '.xterm-rows'))) moments.echoed.push(now())
    if (changes.some(({ target }) => at(target, 'svg'))) moments.drawn.push(now())
    // A terminal that comes into the page free.
    if (!moments.free.length && document.querySelector('.terminal[aria-busy=false]')) moments.free.push(now())
  }
  new MutationObserver(look).observe(document, {
    subtree: true,
    childList: true,
    attributes: true,
    characterData: true,
  })
}

export interface TimedLab {
  readonly page: Page
  readonly context: BrowserContext
  /** Runs a line; how long it took from Enter until the prompt was there again. */
  run(line: string): Promise<number>
  /** From the answer of such a line until the map had changed. */
  runAndDraw(line: string): Promise<{ readonly answered: number; readonly drawn: number }>
  /** From a key to its echo on the screen. */
  echo(key: string): Promise<number>
  close(): Promise<void>
}

interface Opening {
  /** How many times slower the page's thread is. */
  readonly slower?: number
}

export async function openTimed(
  browser: Browser,
  url: string,
  { slower = 1 }: Opening = {},
): Promise<TimedLab> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } })
  const page = await context.newPage()
  await page.addInitScript(watch)
  if (slower > 1) {
    const session = await context.newCDPSession(page)
    await session.send('Emulation.setCPUThrottlingRate', { rate: slower })
  }
  await page.goto(url, { waitUntil: 'commit' })
  const field = page.locator('.terminal:not([hidden]) .xterm-helper-textarea')
  const free = page.locator('.terminal:not([hidden])[aria-busy=false]')
  const moments = () => page.evaluate(() => window.moments)
  const run = async (line: string) => {
    await free.waitFor({ timeout: 120_000 })
    await field.focus()
    await page.keyboard.type(line)
    const before = await moments()
    await page.keyboard.press('Enter')
    await page.waitForFunction((count) => window.moments.free.length > count, before.free.length, {
      timeout: 120_000,
    })
    const after = await moments()
    return after.free[before.free.length]! - after.enter[before.enter.length]!
  }
  return {
    page,
    context,
    run,
    async runAndDraw(line) {
      const before = await moments()
      const answered = await run(line)
      await page.waitForFunction((count) => window.moments.drawn.length > count, before.drawn.length)
      // What moves into its place goes on for a while: the first change is what counts.
      const after = await moments()
      const freed = after.free[before.free.length]!
      return { answered, drawn: Math.max(0, (after.drawn.find((at) => at >= freed) ?? freed) - freed) }
    },
    async echo(key) {
      const before = await moments()
      await page.keyboard.press(key)
      await page.waitForFunction((count) => window.moments.echoed.length > count, before.echoed.length)
      const after = await moments()
      return after.echoed[before.echoed.length]! - after.pressed[before.pressed.length]!
    },
    close: () => context.close(),
  }
}

/** How long it is from asking for the page until a first command is done, and what of it is typing. */
export async function untilFirstCommand(
  browser: Browser,
  url: string,
  line: string,
  opening: Opening = {},
): Promise<{ readonly prompt: number; readonly done: number }> {
  const lab = await openTimed(browser, url, opening)
  const took = await lab.run(line)
  const { free } = await lab.page.evaluate(() => window.moments)
  await lab.close()
  // The program that types is no part of it: a person's typing would be far longer.
  return { prompt: free[0]!, done: free[0]! + took }
}
