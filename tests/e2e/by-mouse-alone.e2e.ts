import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, it } from 'vitest'
import { launchChromium } from './chromium.ts'
import { byMouse } from './hands-at-work.ts'
import { large, solve } from './solve-large.ts'

let browser: Browser

beforeAll(async () => {
  browser = await launchChromium()
})
afterAll(() => browser?.close())

describe('a large scenario is solved with the mouse alone:', () => {
  it.each(large)('%s', (name) => solve(browser, name, byMouse), 240_000)
})
