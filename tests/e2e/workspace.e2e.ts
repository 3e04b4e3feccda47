import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { violationsOf } from './axe.ts'
import { launchChromium } from './chromium.ts'
import { openIn, openLab, type, untilReady, untilShown } from './lab-page.ts'

const site = inject('site')
const sandbox = `${site}sandbox/`
const sqs = `${site}scenarios/foundations/a-private-door-to-sqs/lab/`
let browser: Browser

beforeAll(async () => {
  browser = await launchChromium()
})
afterAll(() => browser?.close())

/** Which panes have a tab in a zone. */
const tabsIn = (page: Page, zone: string) =>
  page
    .getByRole('tablist', { name: `Panes: ${zone}` })
    .getByRole('tab')
    .allTextContents()
    .then((all) => all.map((text) => text.trim()))

const splitter = (page: Page, name: string) => page.getByRole('separator', { name })
const sizeOf = async (page: Page, name: string) =>
  Number(await splitter(page, name).getAttribute('aria-valuenow'))

it('is called by its scenario’s title from the start', async () => {
  const context = await browser.newContext()
  await context.addInitScript(() => {
    const told: string[] = []
    Object.assign(window, { told })
    new MutationObserver(() => {
      const title = document.querySelector('.bar .title strong')?.textContent
      if (title !== undefined && told.at(-1) !== title) told.push(title)
    }).observe(document, { subtree: true, childList: true, characterData: true })
  })
  const { page } = await openIn(context, sqs)
  await page.getByRole('tab', { name: /^Goals \d of/ }).waitFor()
  expect(await page.evaluate(() => (window as unknown as { told: string[] }).told)).toEqual([
    'A private door to Amazon SQS',
  ])
  await context.close()
})

describe('the panes', () => {
  it('begin in three zones, and in four where there is room', async () => {
    const { page } = await openLab(browser, sqs)
    await untilReady(page)
    expect(await tabsIn(page, 'Middle, above')).toEqual(expect.arrayContaining(['Map', 'Packets', 'Editor']))
    expect(await tabsIn(page, 'Middle, below')).toEqual(['Terminal'])
    expect((await tabsIn(page, 'Left'))[0]).toBe('Brief')
    await page.setViewportSize({ width: 1920, height: 1080 })
    await expect.poll(() => tabsIn(page, 'Right')).toContain('Packets')
  })

  it('are brought to the front by their tabs, with the arrow keys too', async () => {
    const { page } = await openLab(browser, sandbox)
    await untilReady(page)
    const map = page.getByRole('tab', { name: 'Map' })
    await map.focus()
    await page.keyboard.press('End')
    const last = page.getByRole('tablist', { name: 'Panes: Middle, above' }).getByRole('tab').last()
    expect(await last.getAttribute('aria-selected')).toBe('true')
    expect(await last.evaluate((tab) => tab === document.activeElement)).toBe(true)
    await page.keyboard.press('ArrowRight')
    expect(await map.getAttribute('aria-selected')).toBe('true')
    const panel = page.getByRole('tabpanel', { name: 'Map' })
    expect(await map.getAttribute('aria-controls')).toBe(await panel.getAttribute('id'))
  })

  it('are resized by mouse and by keyboard, and remember it', async () => {
    const { page } = await openLab(browser, sqs)
    await untilReady(page)
    const name = 'Width of the left panes'
    const before = await sizeOf(page, name)
    const box = (await splitter(page, name).boundingBox())!
    await page.mouse.move(box.x, box.y + 100)
    await page.mouse.down()
    await page.mouse.move(box.x + 128, box.y + 100, { steps: 4 })
    await page.mouse.up()
    expect(await sizeOf(page, name)).toBe(before + 10)
    await splitter(page, name).focus()
    await page.keyboard.press('ArrowLeft')
    expect(await sizeOf(page, name)).toBe(before + 8)
    await page.keyboard.press('Home')
    expect(await sizeOf(page, name)).toBe(12)
    await page.reload()
    await untilReady(page)
    expect(await sizeOf(page, name)).toBe(12)
    await splitter(page, name).dblclick()
    expect(await sizeOf(page, name)).toBe(before)
  })

  it('are moved by dragging a tab, with what is in them', async () => {
    const { page } = await openLab(browser, sandbox)
    await untilReady(page)
    await type(page, 'echo still here')
    const tab = (await page.getByRole('tab', { name: 'Terminal' }).boundingBox())!
    await page.mouse.move(tab.x + 20, tab.y + 10)
    await page.mouse.down()
    await page.mouse.move(tab.x + 200, tab.y - 60, { steps: 4 })
    const target = (await page.locator('.target.right').boundingBox())!
    await page.mouse.move(target.x + 40, target.y + 80, { steps: 4 })
    await page.mouse.up()
    expect(await tabsIn(page, 'Right')).toEqual(['Terminal'])
    await untilShown(page, /^still here$/m)
    await type(page, 'echo and on')
    await untilShown(page, /^and on$/m)
  })

  it('are moved from a menu by keyboard, remember where they are, and go back', async () => {
    const { page } = await openLab(browser, sandbox)
    await untilReady(page)
    await page.getByRole('tab', { name: 'Time line' }).click()
    await page.getByRole('button', { name: 'Arrange panes: Middle, above' }).press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    expect(await tabsIn(page, 'Middle, below')).toEqual(['Time line', 'Terminal'])
    await page.reload()
    await page.getByRole('tabpanel', { name: 'Time line' }).waitFor()
    expect(await tabsIn(page, 'Middle, below')).toEqual(['Time line', 'Terminal'])
    await page.getByRole('button', { name: 'Arrange panes: Middle, below' }).click()
    await page.getByRole('menuitem', { name: 'Put all panes back in their places' }).click()
    expect(await tabsIn(page, 'Middle, below')).toEqual(['Terminal'])
  })

  it('close to a rail, and open with a tab of it', async () => {
    const { page } = await openLab(browser, sqs)
    await untilReady(page)
    await page.getByRole('button', { name: 'Close Left' }).click()
    expect(await page.getByRole('tabpanel', { name: 'Brief' }).isVisible()).toBe(false)
    expect(await violationsOf(page)).toEqual([])
    await page.getByRole('tab', { name: /^Goals/ }).click()
    expect(await page.getByRole('tabpanel', { name: /^Goals/ }).isVisible()).toBe(true)
  })

  it('remember themselves for scenarios apart from the sandbox', async () => {
    const { page } = await openLab(browser, sqs)
    await untilReady(page)
    await page.getByRole('button', { name: 'Close Middle, above' }).click()
    await page.goto(sandbox)
    await untilReady(page)
    expect(await page.getByRole('tabpanel', { name: 'Map' }).isVisible()).toBe(true)
    await page.goto(sqs)
    await untilReady(page)
    expect(await page.getByRole('tabpanel', { name: 'Map' }).isVisible()).toBe(false)
  })

  it('are shown one at a time on a phone, without sideways scrolling, and nothing is lost by turning it', async () => {
    const { page } = await openLab(browser, sqs, {
      viewport: { width: 360, height: 740 },
      hasTouch: true,
      isMobile: true,
    })
    await page.getByRole('tabpanel', { name: 'Brief' }).waitFor()
    await page.getByRole('tab', { name: 'Terminal' }).click()
    await untilReady(page)
    await type(page, 'echo upright')
    for (const tab of ['Goals', 'Map', 'Packets', 'Time line', 'Editor', 'Terminal']) {
      await page.getByRole('tab', { name: new RegExp(`^${tab}`) }).click()
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360)
      expect(await violationsOf(page)).toEqual([])
    }
    await page.setViewportSize({ width: 740, height: 360 })
    await type(page, 'echo lying')
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(740)
    await page.setViewportSize({ width: 1280, height: 800 })
    await type(page, 'clear; echo wide')
    await page.getByRole('tablist', { name: 'Panes: Middle, below' }).waitFor()
  })
})

describe('a scenario, by keyboard alone', () => {
  it('is solved from its brief to its debrief', async () => {
    const { page, complaints } = await openLab(browser, sqs)
    await page.locator('.terminal[aria-busy=false]').first().waitFor()
    const isIn = (selector: string) =>
      page.evaluate((wanted) => Boolean(document.activeElement?.closest(wanted)), selector)
    // Who arrives can type at once.
    expect(await isIn('#pane-terminal')).toBe(true)
    await page.keyboard.press('F6')
    expect(await isIn('#pane-brief')).toBe(true)
    await page.keyboard.press('Shift+F6')
    for (const line of [
      'aws ec2 modify-vpc-attribute --vpc-id $VPC --enable-dns-hostnames',
      'DOOR=$(aws ec2 create-security-group --vpc-id $VPC --group-name door --description d --query GroupId --output text)',
      'aws ec2 authorize-security-group-ingress --group-id $DOOR --protocol tcp --port 443 --cidr 10.20.1.0/24 > /dev/null',
      'aws ec2 create-vpc-endpoint --vpc-id $VPC --vpc-endpoint-type Interface --service-name com.amazonaws.us-east-1.sqs --subnet-ids $APP_SUBNET --security-group-ids $DOOR --private-dns-enabled --query VpcEndpoint.State',
    ]) {
      await page.keyboard.type(line)
      await page.keyboard.press('Enter')
      await page.locator('.terminal[aria-busy=false]').first().waitFor()
    }
    await page.getByRole('tab', { name: 'Goals 5 of 5' }).waitFor()
    await page.keyboard.press('Control+Shift+p')
    await page.getByRole('dialog').waitFor()
    await page.keyboard.type('debrief')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'What you have built' }).waitFor()
    expect(await isIn('#pane-debrief')).toBe(true)
    expect(complaints).toEqual([])
  })
})

describe('a pane whose program does not come', () => {
  it('says so, and is there after a reload, with all that was done', async () => {
    const { page } = await openLab(browser, sandbox)
    await page.route(/TimelinePane.*\.js$/, (route) => route.abort())
    await untilReady(page)
    await type(page, 'aws ec2 create-vpc --cidr-block 10.44.0.0/16 --query Vpc.State')
    await page.getByRole('tab', { name: 'Time line' }).click()
    const pane = page.locator('#pane-timeline')
    await pane.getByRole('alert').getByText('could not be loaded').waitFor()
    expect(await violationsOf(page)).toEqual([])
    await page.unrouteAll()
    await pane.getByRole('button', { name: 'Reload the page' }).click()
    await pane.getByText('create-vpc').first().waitFor()
  })
})
