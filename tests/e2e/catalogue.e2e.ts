import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { violationsOf } from './axe.ts'
import { launchChromium } from './chromium.ts'
import { openLab, untilReady } from './lab-page.ts'
import { visit } from './visit.ts'

const site = inject('site')
let browser: Browser

beforeAll(async () => {
  browser = await launchChromium()
})
afterAll(() => browser?.close())

describe('the catalogue', () => {
  it('shows what fits the choice, which comes back with the page', async () => {
    const { page } = await visit(browser, `${site}scenarios/`)
    await page.waitForLoadState('networkidle')
    await page.getByLabel('Level').selectOption('Advanced')
    const beginners = page.getByRole('link', { name: 'A private door to Amazon SQS' })
    await beginners.waitFor({ state: 'detached' })
    expect(await page.locator('main li h2').count()).toBeGreaterThan(0)
    await page.reload()
    await page.getByText(/^\d+ of \d+ scenarios$/).waitFor()
    expect(await beginners.count()).toBe(0)
    await page.getByRole('button', { name: 'Show all' }).click()
    await beginners.waitFor()
    expect(new URL(page.url()).search).toBe('')
  })

  it('says when nothing fits, and the way back', async () => {
    const { page } = await visit(browser, `${site}scenarios/?words=nothingofthatkind`)
    await page.getByText('No scenario fits all of these choices.').waitFor()
    expect(await violationsOf(page)).toEqual([])
    await page.getByRole('button', { name: 'Show all' }).last().click()
    await page.getByRole('link', { name: 'A private door to Amazon SQS' }).waitFor()
  })

  it('knows what was begun in this browser', async () => {
    const { page } = await openLab(browser, `${site}scenarios/foundations/a-private-door-to-sqs/lab/`)
    await untilReady(page)
    await page.keyboard.type('true\n')
    await page.locator('.terminal:not([hidden])[aria-busy=false]').waitFor()
    await expect
      .poll(
        async () => {
          await page.goto(`${site}scenarios/?standing=begun`)
          await page.waitForLoadState('networkidle')
          return page.locator('main li h2').allTextContents()
        },
        { timeout: 20_000 },
      )
      .toEqual(['A private door to Amazon SQS'])
    await page.getByText('it goes on where you left it').waitFor()
  })
})

describe('the map of the curriculum', () => {
  it('tells how much of a module was covered, once a lesson is read', async () => {
    const { page } = await visit(browser, `${site}learn/from-the-data-centre/`)
    await page.getByRole('button', { name: 'I have read this' }).click()
    await page.getByText('Read. It is marked').waitFor()
    await page.goto(`${site}learn/`)
    await page.getByRole('progressbar', { name: /From the data centre/ }).waitFor()
    await page
      .getByText(/^\d+ of \d+ topics covered$/)
      .first()
      .waitFor()
    expect(await violationsOf(page)).toEqual([])
  })
})
