import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { violationsOf } from './axe.ts'
import { launchChromium } from './chromium.ts'
import { openLab, type, untilReady } from './lab-page.ts'

// Every moment of a lab: back, on, and into another branch.

const sandbox = `${inject('site')}sandbox/`
let browser: Browser

beforeAll(async () => {
  browser = await launchChromium()
})
afterAll(() => browser?.close())

const show = (page: Page) => page.getByRole('tab', { name: 'Time line' }).click()
const moment = (page: Page, text: string) => page.locator('.moment', { hasText: text })
const untilAt = (page: Page, text: string) =>
  page.locator('.moment[aria-current=step]', { hasText: text }).waitFor()

describe('the time line', () => {
  it('goes back, begins a branch, and comes back to what was left', async () => {
    const { page, complaints } = await openLab(browser, sandbox)
    await untilReady(page)
    await show(page)
    await type(page, 'echo one > one.txt')
    await type(page, 'echo two > two.txt')
    await untilAt(page, 'two.txt')
    expect(await violationsOf(page)).toEqual([])
    await moment(page, 'one.txt').click()
    await untilAt(page, 'one.txt')
    await type(page, 'echo three > three.txt')
    await untilAt(page, 'three.txt')
    expect(await page.locator('li.elsewhere .moment').allTextContents()).toEqual([
      expect.stringContaining('two.txt'),
    ])
    expect(await violationsOf(page)).toEqual([])
    await moment(page, 'two.txt').click()
    await untilAt(page, 'two.txt')
    expect(complaints).toEqual([])
  })

  it('keeps a moment by a name, and compares it with now', async () => {
    const { page } = await openLab(browser, sandbox)
    await untilReady(page)
    await show(page)
    await page.getByLabel('Name of this moment').fill('before')
    await page.getByRole('button', { name: 'Keep it under this name' }).click()
    await page.locator('.checkpoint', { hasText: 'before' }).waitFor()
    await type(page, 'aws ec2 create-vpc --cidr-block 10.9.0.0/16 --query Vpc.State')
    await untilAt(page, 'create-vpc')
    await page.getByRole('button', { name: 'Compare with now: The start' }).click()
    await page.locator('.difference li.added', { hasText: 'vpc' }).first().waitFor()
  })

  it('is gone along with the keyboard alone', async () => {
    const { page } = await openLab(browser, sandbox)
    await untilReady(page)
    await show(page)
    await type(page, 'echo one > one.txt')
    await type(page, 'echo two > two.txt')
    await untilAt(page, 'two.txt')
    await page.locator('.moment[tabindex="0"]').focus()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await untilAt(page, 'one.txt')
    await page.keyboard.press('End')
    await page.keyboard.press('Enter')
    await untilAt(page, 'The start')
  })
})
