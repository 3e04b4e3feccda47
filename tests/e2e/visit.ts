import type { Browser, BrowserContextOptions, Page } from 'playwright-core'

export interface Visit {
  page: Page
  status: number
  /** All that a reader's console would show, broken content policy and failed requests included. */
  complaints: string[]
}

/** Opens an address in a window of its own and notes every complaint. */
export async function visit(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
): Promise<Visit> {
  const context = await browser.newContext(options)
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('console', (message) => complaints.push(`${message.type()}: ${message.text()}`))
  page.on('pageerror', (error) => complaints.push(`error: ${error.message}`))
  page.on('requestfailed', (request) => complaints.push(`request: ${request.url()} failed`))
  const response = await page.goto(url)
  return { page, status: response?.status() ?? 0, complaints }
}
