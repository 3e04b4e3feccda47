import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, it } from 'vitest'
import { launchChromium } from './chromium.ts'
import { byKeyboard } from './hands-at-work.ts'
import { large, solve } from './solve-large.ts'

let browser: Browser

beforeAll(async () => {
  browser = await launchChromium()
})
afterAll(() => browser?.close())

describe('a large scenario is solved with the keyboard alone:', () => {
  it.each(large)('%s', (name) => solve(browser, name, byKeyboard), 240_000)
})
