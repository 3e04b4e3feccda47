import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { violationsOf } from './axe.ts'
import { launchChromium } from './chromium.ts'
import { openLab, type, untilReady, untilShown } from './lab-page.ts'

const gate = `${inject('site')}scenarios/foundations/one-gate/lab/`
let browser: Browser

beforeAll(async () => {
  browser = await launchChromium()
})
afterAll(() => browser?.close())

/** A line of the score, as a reader gets it. */
const row = (page: Page, name: RegExp) => page.locator('#pane-checks').getByRole('row', { name })

async function openGoals(page: Page): Promise<void> {
  await untilReady(page)
  await page.getByRole('tab', { name: /^Goals \d of 6/ }).click()
}

describe('the goals of a scenario', () => {
  it('say what the score is made of, and follow what is done', async () => {
    const { page, complaints } = await openLab(browser, gate)
    await openGoals(page)
    await page.getByText('Score in detail').click()
    await row(page, /^Where a packet goes .* 0 of 10$/).waitFor()
    await row(page, /^Changes to AWS 0 the author’s best: 8$/).waitFor()
    await type(page, 'lab answer where-next c')
    await row(page, /^Where a packet goes .* 10 of 10$/).waitFor()
    await type(page, 'aws ec2 create-route-table --vpc-id $VPC --query RouteTable.VpcId')
    await row(page, /^Changes to AWS 1 the author’s best: 8$/).waitFor()
    await row(page, /^Monthly cost \d+\.\d\d USD/).waitFor()
    await row(page, /^Simulated time/).waitFor()
    await page.getByRole('tab', { name: 'Time line' }).click()
    expect(await violationsOf(page)).toEqual([])
    expect(complaints).toEqual([])
  })

  it('that are of another version of the site are not taken: the page says so, and goes on after a reload', async () => {
    const { page, context } = await openLab(browser, 'about:blank')
    const asked: string[] = []
    // As after an update between the two files of a scenario: what the first one names is not there any more.
    await context.route(/\.whole\.json$/, (route) => {
      asked.push(new URL(route.request().url()).pathname)
      return route.fulfill({ status: 404, body: 'Not found' })
    })
    await page.goto(gate)
    await page.getByRole('alert').filter({ hasText: 'The goals could not be loaded' }).waitFor()
    expect(asked[0]).toMatch(/\/one-gate\.[0-9a-f]{12}\.whole\.json$/)
    expect(await violationsOf(page)).toEqual([])
    await untilReady(page)
    await type(page, 'echo kept > note.txt')
    await context.unroute(/\.whole\.json$/)
    await page.getByRole('button', { name: 'Reload the page' }).click()
    await openGoals(page)
    expect(await page.getByRole('alert').count()).toBe(0)
    await type(page, 'cat note.txt')
    await untilShown(page, /^kept$/m)
  })

  it('tell the solution a step at a time to those who have read what that costs', async () => {
    const { page } = await openLab(browser, gate)
    await openGoals(page)
    const show = page.getByRole('button', { name: 'Show the steps' })
    expect(await show.isVisible()).toBe(false)
    await page.getByText('Solution, step by step').click()
    await page.getByText('It costs no points').waitFor()
    expect(await page.getByRole('button', { name: 'Run: step 1', exact: true }).count()).toBe(0)
    await show.click()
    await untilShown(page, /^# Step 1 of \d+$/m)
    await page.getByRole('listitem').filter({ hasText: 'Step 1' }).getByText('next').first().waitFor()
    await page.getByRole('tab', { name: 'Time line' }).click()
    expect(await violationsOf(page)).toEqual([])
    await page.getByRole('button', { name: 'Run: step 1', exact: true }).click()
    await page.getByText(/^1 of \d+ steps have been taken\.$/).waitFor()
    await page.getByRole('listitem').filter({ hasText: 'Step 2' }).getByText('next').waitFor()

    await page.getByRole('tab', { name: 'Debrief' }).click()
    const debrief = page.locator('#pane-debrief')
    await debrief.getByText('The solution was read.').waitFor()
    await debrief.getByRole('img', { name: 'Map of what you have built' }).waitFor()
    expect(await debrief.locator('svg g.vpc').count()).toBeGreaterThan(0)
    await page.getByRole('tab', { name: 'Time line' }).click()
    expect(await violationsOf(page)).toEqual([])
  })

  it('have the link to the lab at hand', async () => {
    const { page } = await openLab(browser, gate)
    await openGoals(page)
    await page.getByRole('button', { name: 'Share this lab' }).click()
    expect(await page.getByLabel('The link').inputValue()).toContain('#lab=')
  })
})
