import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { violationsOf } from './axe.ts'
import { launchChromium } from './chromium.ts'
import { openLab, untilReady } from './lab-page.ts'

// The map with the keyboard alone.

const site = inject('site')
let browser: Browser

beforeAll(async () => {
  browser = await launchChromium()
})
afterAll(() => browser?.close())

/** What the keyboard is at: its name, whether it is on the map, and whether all of its ring is in view. */
const at = (page: Page) =>
  page.evaluate(() => {
    const svg = document.querySelector('.topology svg[role=group]')
    const ring = svg?.querySelector('.ring')?.getBoundingClientRect()
    const room = svg?.getBoundingClientRect()
    const part = document.activeElement
    return {
      name: part?.getAttribute('aria-label') ?? '',
      isOnMap: svg?.contains(part) === true,
      isSeen:
        !!ring &&
        !!room &&
        ring.left >= room.left &&
        ring.top >= room.top &&
        ring.right <= room.right &&
        ring.bottom <= room.bottom,
    }
  })

it('is one stop of Tab, and arrow keys go from thing to thing', async () => {
  const { page, context } = await openLab(browser, `${site}scenarios/foundations/a-private-door-to-sqs/lab/`)
  await untilReady(page)
  await page.getByRole('tab', { name: 'Map' }).click()
  await page.locator('.topology svg .thing').first().waitFor()
  expect(await page.locator('.topology svg [tabindex="0"]').count()).toBe(1)

  await page.locator('.topology').getByRole('button', { name: 'PNG' }).focus()
  await page.keyboard.press('Tab')
  const first = await at(page)
  expect(first).toMatchObject({ isOnMap: true, name: expect.stringMatching(/^account /) })
  await page.keyboard.press('Tab')
  expect(await at(page)).toMatchObject({ isOnMap: false })
  await page.keyboard.press('Shift+Tab')
  expect(await at(page)).toEqual(first)

  await page.keyboard.press('ArrowDown')
  expect((await at(page)).name).toMatch(/^region /)
  await page.keyboard.press('ArrowUp')
  expect(await at(page)).toEqual(first)

  // However large the map is, what the keyboard is at comes into view.
  for (let times = 0; times < 6; times++) await page.keyboard.press('+')
  await page.keyboard.press('End')
  const last = await at(page)
  expect(last).toMatchObject({ isOnMap: true, isSeen: true })
  expect(last.name).not.toBe(first.name)
  expect(await violationsOf(page)).toEqual([])

  await page.keyboard.press('Enter')
  await page.locator('.inspector h3').waitFor()
  expect(await at(page)).toMatchObject({ name: last.name })
  await page.keyboard.press('Escape')
  expect(await page.evaluate(() => document.activeElement?.getAttribute('type'))).toBe('search')
  await context.close()
})
