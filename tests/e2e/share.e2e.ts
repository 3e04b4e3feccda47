import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { violationsOf } from './axe.ts'
import { launchChromium } from './chromium.ts'
import { openLab, type, untilReady, untilShown } from './lab-page.ts'

const sandbox = `${inject('site')}sandbox/`
let browser: Browser

beforeAll(async () => {
  browser = await launchChromium()
})
afterAll(() => browser?.close())

describe('a link to a lab', () => {
  it('brings it to somebody else, who is asked first, and keeps their own', async () => {
    const { page, complaints } = await openLab(browser, sandbox)
    await untilReady(page)
    await type(page, 'aws ec2 create-vpc --cidr-block 10.44.0.0/16 --query Vpc.State')
    await page.getByRole('button', { name: 'Share' }).click()
    const field = page.getByLabel('The link')
    await field.waitFor()
    expect(await violationsOf(page)).toEqual([])
    const link = await field.inputValue()
    expect(complaints).toEqual([])

    const other = await openLab(browser, link)
    await other.page.getByText('Somebody has shared a lab with you').waitFor()
    expect(await violationsOf(other.page)).toEqual([])
    await other.page.getByText('What would be done').click()
    await other.page.getByText('create-vpc --cidr-block 10.44.0.0/16').waitFor()
    await other.page.getByRole('button', { name: 'Do it again here' }).click()
    await untilReady(other.page)
    await other.page.locator('svg g.vpc', { hasText: '10.44.0.0/16' }).waitFor()
    expect(await other.page.getByText('It came to another world').count()).toBe(0)
    await other.page.keyboard.press('ArrowUp')
    await untilShown(other.page, 'create-vpc --cidr-block 10.44.0.0/16')

    await other.page.reload()
    await untilReady(other.page)
    await other.page.getByText('There is no network yet.').waitFor()
    expect(other.complaints).toEqual([])
  })

  it('runs nothing where it is damaged, and says so', async () => {
    const { page } = await openLab(browser, `${sandbox}#lab=AAAA`)
    await page.getByText('The link is damaged').waitFor()
    expect(await page.getByRole('button', { name: 'Do it again here' }).count()).toBe(0)
    await page.getByRole('button', { name: 'No, open my own lab' }).click()
    await untilReady(page)
  })
})
