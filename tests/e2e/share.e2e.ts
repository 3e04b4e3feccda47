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
    await other.page.getByRole('button', { name: 'Run it here' }).click()
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

  it('is kept in the place of one’s own, which can be brought back', async () => {
    const { page: from } = await openLab(browser, sandbox)
    await untilReady(from)
    await type(from, 'aws ec2 create-vpc --cidr-block 10.44.0.0/16 --query Vpc.State')
    await from.getByRole('button', { name: 'Share' }).click()
    const link = await from.getByLabel('The link').inputValue()

    const { page, complaints } = await openLab(browser, sandbox)
    await untilReady(page)
    await type(page, 'aws ec2 create-vpc --cidr-block 10.55.0.0/16 --query Vpc.State')
    // In the tab in which one's own lab is open.
    await page.goto(link)
    await page.getByRole('button', { name: 'Run it here' }).click()
    await untilReady(page)
    await page.getByRole('button', { name: 'Keep it as my own lab' }).click()
    await page.getByText('It is your own lab now, and kept.').waitFor({ state: 'attached' })
    expect(await page.getByText('This is a shared lab').count()).toBe(0)
    await page.reload()
    await untilReady(page)
    await page.locator('svg g.vpc', { hasText: '10.44.0.0/16' }).waitFor()

    await page.goto(`${inject('site')}settings/`)
    await page.getByRole('button', { name: 'Bring it back' }).click()
    await page.getByText('Sandbox is back as it was.').waitFor()
    expect(await violationsOf(page)).toEqual([])
    await page.goto(sandbox)
    await untilReady(page)
    await page.locator('svg g.vpc', { hasText: '10.55.0.0/16' }).waitFor()
    expect(complaints).toEqual([])
  })

  it('can be turned down in a tab in which one’s own lab is open', async () => {
    const { page } = await openLab(browser, sandbox)
    await untilReady(page)
    await type(page, 'aws ec2 create-vpc --cidr-block 10.55.0.0/16 --query Vpc.State')
    await page.goto(`${sandbox}#lab=AAAA`)
    await page.getByRole('button', { name: 'Open my own lab' }).click()
    await untilReady(page)
    await page.locator('svg g.vpc', { hasText: '10.55.0.0/16' }).waitFor()
  })

  it('runs nothing where it is damaged, and says so', async () => {
    const { page } = await openLab(browser, `${sandbox}#lab=AAAA`)
    await page.getByText('The link is damaged').waitFor()
    expect(await page.getByRole('button', { name: 'Run it here' }).count()).toBe(0)
    await page.getByRole('button', { name: 'Open my own lab' }).click()
    await untilReady(page)
  })

  it('says so when what asks first does not come', async () => {
    const { page } = await openLab(browser, 'about:blank')
    await page.route(/OpenShared.*\.js$/, (route) => route.abort())
    await page.goto(`${sandbox}#lab=AAAA`)
    const alert = page.getByRole('alert')
    await alert.getByText('The lab could not be opened.').waitFor()
    expect(await violationsOf(page)).toEqual([])
    await page.unrouteAll()
    await alert.getByRole('button', { name: 'Reload the page' }).click()
    await page.getByText('The link is damaged').waitFor()
  })
})
