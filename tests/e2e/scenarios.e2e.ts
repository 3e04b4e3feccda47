import { readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { launchChromium } from './chromium.ts'
import { openLab, type, untilReady, untilShown } from './lab-page.ts'

// The large scenarios, solved in the browser as their solutions say: put into the terminal part by part, as somebody does
// who has written them down.

const pack = 'private-paths'
const site = inject('site')
const room = fileURLToPath(new URL(`../../content/packs/${pack}/scenarios`, import.meta.url))
let browser: Browser

beforeAll(async () => {
  browser = await launchChromium()
})
afterAll(() => browser?.close())

/** Parts of a script: what stands between empty lines. */
const partsOf = (script: string): readonly string[] =>
  script.split(/\n{2,}/).flatMap((part) => {
    const lines = part.split('\n').filter((line) => !line.startsWith('#'))
    return lines.some((line) => line.trim()) ? [lines.join('\n').trim()] : []
  })

async function paste(page: Page, text: string): Promise<void> {
  const field = page.locator('.terminal:not([hidden]) .xterm-helper-textarea')
  await field.focus()
  await field.evaluate((element, pasted) => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/plain', pasted)
    element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
  }, text)
  await page.keyboard.press('Enter')
  await page.locator('.terminal:not([hidden])[aria-busy=false]').waitFor({ timeout: 60_000 })
}

describe('a large scenario', () => {
  it.each(['data-centre-to-s3', 'bucket-in-another-region', 'nothing-uninspected'])(
    '%s is solved at the terminal: every goal is reached',
    async (name) => {
      const { page, complaints } = await openLab(browser, `${site}scenarios/${pack}/${name}/lab/`)
      await untilReady(page)
      // Whoever has it all written down does not turn pages.
      await type(page, 'export AWS_PAGER=')
      for (const part of partsOf(readFileSync(path.join(room, name, 'solution.sh'), 'utf8')))
        await paste(page, part)
      const goals = page.getByRole('tab', { name: /^Goals / })
      await page.waitForFunction(() => {
        const told = [...document.querySelectorAll('[role=tab]')].map((tab) => tab.textContent ?? '')
        return told.some((text) => /Goals (\d+) of \1\b/.test(text))
      })
      await goals.click()
      await page.getByText('Passed.').first().waitFor()
      await type(page, 'clear; lab check > /dev/null; echo "status $?"')
      await untilShown(page, /^status 0$/m)
      expect(complaints).toEqual([])
    },
    180_000,
  )
})
