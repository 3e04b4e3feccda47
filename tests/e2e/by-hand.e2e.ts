import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { violationsOf } from './axe.ts'
import { launchChromium } from './chromium.ts'
import { openLab, untilReady, untilShown } from './lab-page.ts'

// The network edited with the mouse: forms beside the map, each of which types its command in the terminal.

const site = inject('site')
let browser: Browser

beforeAll(async () => {
  browser = await launchChromium()
})
afterAll(() => browser?.close())

const lab = (scenario: string) => `${site}scenarios/${scenario}/lab/`

/** Clicks a thing on the map: `vpc shop`. */
async function lookAt(page: Page, what: string): Promise<void> {
  const part = page.locator('svg').getByRole('button', { name: new RegExp(`^${what}\\b`) })
  await part.first().click()
  await page.locator('.inspector h3', { hasText: what.split(' ').at(-1) ?? '' }).waitFor()
}

type Filled = Readonly<Record<string, string | readonly RegExp[]>>

/** Fills a form in and runs it, with clicks. Texts that are suggested are clicked, too. */
async function act(page: Page, deed: string, action: string, filled: Filled = {}): Promise<void> {
  const hands = page.getByRole('group', { name: 'By hand' })
  await hands.getByRole('button', { name: deed, exact: true }).click()
  await hands.getByRole('button', { name: action, exact: true }).click()
  const form = page.getByRole('form', { name: action })
  for (const [label, value] of Object.entries(filled)) {
    if (typeof value !== 'string') {
      for (const one of value) await form.getByRole('group', { name: label }).getByLabel(one).check()
      continue
    }
    const field = form.getByLabel(new RegExp(`^\\s*${label}`)).first()
    if ((await field.evaluate(({ tagName }) => tagName)) === 'SELECT') {
      const option = field.locator('option', { hasText: value }).first()
      await option.waitFor({ state: 'attached' })
      await field.selectOption(await option.getAttribute('value'))
    } else {
      const likely = form.getByRole('button', { name: value }).first()
      if (await likely.isVisible()) await likely.click()
      else await field.fill(value)
    }
  }
  await form.getByText('AWS would accept it.').waitFor()
  await form.getByRole('button', { name: 'Run', exact: true }).click()
  await hands.getByText('it is in the terminal.').waitFor()
  await page.locator('.terminal:not([hidden])[aria-busy=false]').waitFor()
}

describe('by hand', () => {
  it('makes a network out of nothing, and every step is in the terminal', async () => {
    const { page, complaints } = await openLab(browser, `${site}sandbox/`)
    await untilReady(page)
    await page.getByRole('tab', { name: 'Build' }).click()
    await page.getByRole('button', { name: 'VPC', exact: true }).click()
    const form = page.getByRole('form', { name: 'Create VPC' })
    await form.getByLabel('Name').fill('shop')
    await form.getByText('AWS would accept it.').waitFor()
    expect(await violationsOf(page)).toEqual([])
    await form.getByRole('button', { name: 'Run', exact: true }).click()
    await page.locator('svg g.vpc', { hasText: 'shop' }).waitFor()
    await lookAt(page, 'vpc shop')
    await act(page, 'Add', 'Create subnet', { Name: 'web' })
    await page.locator('svg g.subnet', { hasText: 'web' }).waitFor()
    await page.locator('.terminal:not([hidden]) .xterm-helper-textarea').focus()
    await page.keyboard.press('ArrowUp')
    await untilShown(page, 'aws ec2 create-subnet')
    expect(complaints).toEqual([])
  })

  it('shows what AWS would say before anything is run', async () => {
    const { page } = await openLab(browser, lab('foundations/one-gate'))
    await untilReady(page)
    await lookAt(page, 'vpc museum')
    const hands = page.getByRole('group', { name: 'By hand' })
    await hands.getByRole('button', { name: 'Add', exact: true }).click()
    await hands.getByRole('button', { name: 'Create subnet' }).click()
    await page.getByLabel('CIDR block').fill('10.40.1.0/25')
    await page.getByText('InvalidSubnet.Conflict').waitFor()
  })
})
