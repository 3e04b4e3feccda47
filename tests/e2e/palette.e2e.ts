import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { violationsOf } from './axe.ts'
import { launchChromium } from './chromium.ts'
import { openLab, type, untilReady, untilShown } from './lab-page.ts'

const site = inject('site')
const sandbox = `${site}sandbox/`
const sqs = `${site}scenarios/foundations/a-private-door-to-sqs/lab/`
let browser: Browser

beforeAll(async () => {
  browser = await launchChromium()
})
afterAll(() => browser?.close())

const palette = (page: Page) => page.getByRole('dialog', { name: 'Find or do anything' })
const openPalette = async (page: Page) => {
  await page.keyboard.press('Control+Shift+p')
  await palette(page).waitFor()
}
const inTerminal = (page: Page) =>
  page.evaluate(() => document.activeElement?.matches('.xterm-helper-textarea') ?? false)

describe('the palette', () => {
  it('says so when its program does not come', async () => {
    const { page } = await openLab(browser, 'about:blank')
    await page.route(/Palette.*\.js$/, (route) => route.abort())
    await page.goto(sandbox)
    await untilReady(page)
    await page.keyboard.press('Control+Shift+p')
    await page.getByRole('alert').getByText('could not be loaded').waitFor()
    expect(await violationsOf(page)).toEqual([])
    await page.unrouteAll()
    await page.getByRole('button', { name: 'Reload the page' }).click()
    await untilReady(page)
    await openPalette(page)
  })

  it('opens with a key, does what is chosen, and gives the focus back', async () => {
    const { page, complaints } = await openLab(browser, sandbox)
    await untilReady(page)
    await type(page, 'aws ec2 create-vpc --cidr-block 10.9.0.0/16 --query Vpc.State')
    await openPalette(page)
    expect(await violationsOf(page)).toEqual([])
    await page.keyboard.type('undo')
    await page.keyboard.press('Enter')
    await page.getByText('There is no network yet.').waitFor()
    expect(await inTerminal(page)).toBe(true)
    await openPalette(page)
    await page.keyboard.press('Escape')
    await palette(page).waitFor({ state: 'detached' })
    expect(await inTerminal(page)).toBe(true)
    expect(complaints).toEqual([])
  })

  it('leaves Ctrl+K to the shell, and opens with it elsewhere', async () => {
    const { page } = await openLab(browser, sandbox)
    await untilReady(page)
    await page.keyboard.type('echo one two')
    for (let i = 0; i < 4; i++) await page.keyboard.press('ArrowLeft')
    await page.keyboard.press('Control+k')
    await page.keyboard.press('Enter')
    await untilShown(page, /^one$/m)
    expect(await palette(page).count()).toBe(0)
    await page.getByRole('tab', { name: 'Map' }).focus()
    await page.keyboard.press('Control+k')
    await palette(page).waitFor()
  })

  it('finds resources by name and by id, and points at them on the map', async () => {
    const { page } = await openLab(browser, sqs)
    await untilReady(page)
    await page.getByRole('tab', { name: 'Editor' }).click()
    await page.getByRole('button', { name: 'Find or do anything' }).click()
    // Its program comes with the first use.
    await palette(page).locator('input:focus').waitFor()
    const option = palette(page).getByRole('option').first()
    await page.keyboard.type('app-1')
    await option.filter({ hasText: 'app-1' }).waitFor()
    await page.keyboard.press('Enter')
    expect(await page.getByRole('tab', { name: 'Map' }).getAttribute('aria-selected')).toBe('true')
  })

  it('keeps what is typed before its program is there, and gives none of it to the terminal', async () => {
    const { page, context } = await openLab(browser, 'about:blank', { serviceWorkers: 'block' })
    let letThrough = () => {}
    const asked = new Promise<void>((resolve) => {
      void context.route(/\/Palette\.[^/]*\.js$/, async (route) => {
        resolve()
        await new Promise<void>((go) => (letThrough = go))
        await route.continue()
      })
    })
    await page.goto(sandbox)
    await untilReady(page)
    await page.keyboard.press('Control+Shift+p')
    await asked
    await page.keyboard.type('undoo')
    await page.keyboard.press('Backspace')
    letThrough()
    await palette(page)
      .getByRole('option', { name: /^Undo the last step/ })
      .waitFor()
    expect(await palette(page).getByRole('combobox').inputValue()).toBe('undo')
    await page.keyboard.press('Escape')
    await palette(page).waitFor({ state: 'detached' })
    await page.keyboard.type('echo nothing before this')
    await page.keyboard.press('Enter')
    await untilShown(page, /^nothing before this$/m)
  })

  it('goes to another scenario and to a lesson', async () => {
    const { page } = await openLab(browser, sandbox)
    await untilReady(page)
    await page.getByRole('button', { name: 'Find or do anything' }).click()
    // Its program comes with the first use.
    await palette(page).locator('input:focus').waitFor()
    await page.keyboard.type('private door sqs')
    await palette(page)
      .getByRole('option', { name: /private door.*Scenario/i })
      .waitFor()
    await page.keyboard.press('Enter')
    await page.waitForURL('**/a-private-door-to-sqs/lab/')
    expect(page.url()).toContain('/scenarios/foundations/a-private-door-to-sqs/lab/')
  })

  it('puts a command of the lab on the line, and runs what it does not know', async () => {
    const { page } = await openLab(browser, sandbox)
    await untilReady(page)
    await openPalette(page)
    await page.keyboard.type('lab checkpoint')
    await palette(page)
      .getByRole('option', { name: /^lab checkpoint/ })
      .waitFor()
    await page.keyboard.press('Enter')
    await untilShown(page, '$ lab checkpoint')
    await page.keyboard.press('Control+c')
    await openPalette(page)
    await page.keyboard.type('echo zebra $((6 * 7))')
    await page.keyboard.press('Enter')
    await untilShown(page, /^zebra 42$/m)
  })

  it('is there on a phone', async () => {
    const { page } = await openLab(browser, sandbox, {
      viewport: { width: 360, height: 740 },
      hasTouch: true,
      isMobile: true,
    })
    await untilReady(page)
    await page.getByRole('button', { name: 'Find or do anything' }).tap()
    await palette(page).getByRole('option', { name: /^Map/ }).tap()
    await page.getByRole('tabpanel', { name: 'Map' }).waitFor()
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360)
  })
})

describe('the help', () => {
  it('opens with F1 in the terminal, lists keys and panes, and gives the focus back', async () => {
    const { page } = await openLab(browser, sandbox)
    await untilReady(page)
    await page.keyboard.press('F1')
    const help = page.getByRole('dialog', { name: 'Help' })
    await help.getByText('Search in earlier commands').waitFor()
    expect(await violationsOf(page)).toEqual([])
    await page.keyboard.press('Escape')
    await help.waitFor({ state: 'detached' })
    expect(await inTerminal(page)).toBe(true)
  })

  it('opens with ? where nothing is typed, and there alone', async () => {
    const { page } = await openLab(browser, sandbox)
    await untilReady(page)
    await page.keyboard.type('echo "?"')
    await page.keyboard.press('Enter')
    await untilShown(page, /^\?$/m)
    await page.getByRole('tab', { name: 'Map' }).press('?')
    await page.getByRole('dialog', { name: 'Help' }).waitFor()
  })
})

describe('the keyboard', () => {
  it('gets out of the terminal forwards and backwards, and from zone to zone', async () => {
    const { page } = await openLab(browser, sqs)
    await untilReady(page)
    await page.keyboard.press('Escape')
    await page.keyboard.press('Tab')
    expect(await inTerminal(page)).toBe(false)
    await untilReady(page)
    await page.keyboard.press('Shift+Tab')
    expect(await inTerminal(page)).toBe(false)
    await untilReady(page)
    const zone = () =>
      page.evaluate(() => document.activeElement?.closest('[data-zone]')?.getAttribute('data-zone'))
    await page.keyboard.press('F6')
    expect(await zone()).toBe('left')
    await page.keyboard.press('F6')
    expect(await zone()).toBe('upper')
    await page.keyboard.press('F6')
    expect(await inTerminal(page)).toBe(true)
    await page.keyboard.press('Shift+F6')
    expect(await zone()).toBe('upper')
  })
})
