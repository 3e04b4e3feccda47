import type { Browser, BrowserContext, Locator, Page } from 'playwright-core'
import { newReader, type ReaderOptions } from './readers.ts'

// A lab in a browser, as a learner has it in front of them.

export interface LabPage {
  readonly page: Page
  readonly context: BrowserContext
  readonly complaints: string[]
}

export async function openLab(browser: Browser, url: string, options: ReaderOptions = {}): Promise<LabPage> {
  return openIn(await newReader(browser, { viewport: { width: 1280, height: 800 }, ...options }), url)
}

/** One more tab of the same reader. */
export async function openIn(context: BrowserContext, url: string): Promise<LabPage> {
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('console', (message) => complaints.push(`${message.type()}: ${message.text()}`))
  page.on('pageerror', (error) => complaints.push(`error: ${error.message}`))
  await page.goto(url)
  return { page, context, complaints }
}

/** What is typed in the terminal in front goes there. */
const inFront = '.terminal[aria-busy]:not([hidden]) .xterm-helper-textarea'

export async function untilReady(page: Page): Promise<void> {
  await page.locator('.terminal:not([hidden])[aria-busy=false]').waitFor()
  await page.locator(inFront).focus()
}

/** Waits until rows of the terminal, as a screen reader gets them, match. */
export async function untilShown(page: Page, wanted: RegExp | string, times = 1): Promise<void> {
  const { source, flags } =
    typeof wanted === 'string' ? new RegExp(wanted.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')) : wanted
  await page.waitForFunction(
    ([pattern, how, least]) => {
      const rows = [...document.querySelectorAll('.xterm-accessibility-tree > *')].map((row) =>
        (row.textContent ?? '').replaceAll('\u00a0', ' ').trimEnd(),
      )
      return (rows.join('\n').match(new RegExp(pattern, `g${how}`))?.length ?? 0) >= least
    },
    [source, flags.replace('g', ''), times] as const,
  )
}

/** Types a line, and waits until its prompt is there again. */
export async function type(page: Page, line: string): Promise<void> {
  await page.locator(inFront).focus()
  await page.keyboard.type(line)
  await page.keyboard.press('Enter')
  await page.locator('.terminal:not([hidden])[aria-busy=false]').waitFor()
}

/** Presses every command that a small lab offers, one after the other, until its goal is reached. */
export async function runWhatIsOffered(page: Page, lab: Locator): Promise<void> {
  await untilReady(page)
  for (const command of await lab.locator('.commands button').all()) {
    await command.click()
    await untilReady(page)
  }
  await lab.getByText('Reached.').waitFor()
}

/** Whether all of a part of the map is in view. */
export const isInView = (part: Locator) =>
  part.evaluate((one) => {
    const [box, room] = [one, one.closest('.room')!].map((each) => each.getBoundingClientRect())
    const isAcross = box!.left >= room!.left && box!.right <= room!.right
    return isAcross && box!.top >= room!.top && box!.bottom <= room!.bottom
  })
