import type { Browser, Page } from 'playwright-core'
import { newReader, type ReaderOptions } from './readers.ts'

export interface Visit {
  page: Page
  status: number
  /** All that a reader's console would show, broken content policy and failed requests included. */
  complaints: string[]
}

/** Opens an address in a window of its own and notes every complaint. */
export async function visit(browser: Browser, url: string, options: ReaderOptions = {}): Promise<Visit> {
  const context = await newReader(browser, options)
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('console', (message) => complaints.push(`${message.type()}: ${message.text()}`))
  page.on('pageerror', (error) => complaints.push(`error: ${error.message}`))
  page.on('requestfailed', (request) => complaints.push(`request: ${request.url()} failed`))
  const response = await page.goto(url)
  return { page, status: response?.status() ?? 0, complaints }
}
