import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { launchChromium } from './chromium.ts'
import { openLab, type, untilReady } from './lab-page.ts'

// The keyboard stays where its person has put it, and no key is lost, however busy the machine is: what would need a
// quick hand or a slow machine to be seen is done in one go within the page here.

const site = inject('site')
let browser: Browser

beforeAll(async () => {
  browser = await launchChromium()
})
afterAll(() => browser?.close())

async function atWork(path: string) {
  const lab = await openLab(browser, `${site}${path}`)
  lab.page.setDefaultTimeout(8000)
  await untilReady(lab.page)
  return lab
}

const claims = 'scenarios/private-paths/data-centre-to-s3/lab/'
const paneInUse = (page: Page) => page.evaluate(() => document.activeElement?.closest('.pane')?.id)
const palette = (page: Page) => page.getByRole('dialog', { name: 'Find or do anything' })

async function choose(page: Page, text: string, option: string | RegExp): Promise<void> {
  await page.keyboard.press('Control+Shift+p')
  await palette(page).locator('input:focus').waitFor()
  await page.keyboard.type(text)
  await palette(page).locator('[aria-selected=true]', { hasText: option }).waitFor()
  await page.keyboard.press('Enter')
}

/** A form of the inspector, for a thing on the map. */
async function openForm(page: Page, thing: RegExp, deed: string, action: string): Promise<void> {
  await page.locator('.topology svg').getByRole('button', { name: thing }).first().press('Enter')
  const hands = page.getByRole('group', { name: 'By hand' })
  await hands.getByRole('button', { name: deed, exact: true }).press('Enter')
  await hands.getByRole('button', { name: action, exact: true }).press('Enter')
}

describe('what lies over the workspace', () => {
  it('is closed at once: the next key is for what was behind it', async () => {
    const { page, context } = await atWork('sandbox/')
    // As a machine that has no time to tell of it.
    await page.evaluate(() => addEventListener('close', (event) => event.stopImmediatePropagation(), true))
    await choose(page, 'map', /^\s*Map/)
    await page.keyboard.press('F6')
    await expect.poll(() => paneInUse(page)).toBe('pane-terminal')
    await choose(page, 'build', /^\s*Build/)
    expect(await paneInUse(page)).toBe('pane-hands')
    await page.keyboard.press('Control+Shift+p')
    await palette(page).locator('input:focus').waitFor()
    await page.keyboard.press('Escape')
    await page.keyboard.press('F6')
    await expect.poll(() => paneInUse(page)).toBe('pane-topology')
    await context.close()
  })

  it('gives way to what is chosen in it', async () => {
    const { page, context } = await atWork('sandbox/')
    await choose(page, 'help', /Help/)
    await page.getByRole('dialog', { name: 'Help' }).waitFor()
    await context.close()
  })
})

describe('a form', () => {
  it('has the keyboard as soon as it is opened', async () => {
    const { page, context } = await atWork('sandbox/')
    await page.getByRole('tab', { name: 'Build' }).click()
    const button = page.getByRole('button', { name: 'VPC', exact: true })
    const at = await button.evaluate(async (one: HTMLElement) => {
      one.focus()
      one.click()
      // No message of the lab's can have come by now.
      for (let times = 0; times < 20; times++) await null
      return document.activeElement?.textContent
    })
    expect(at).toBe('Create VPC')
    await context.close()
  })

  it('keeps each of two ticks that come before it has dealt with the first', async () => {
    const { page, context } = await atWork(claims)
    await openForm(page, /^vpc /, 'Add', 'Create VPC endpoint: interface')
    const form = page.getByRole('form', { name: 'Create VPC endpoint: interface' })
    const boxes = form.locator('fieldset', { hasText: /subnet/i }).getByRole('checkbox')
    await boxes.nth(1).waitFor()
    await boxes.evaluateAll(async (all) => {
      for (const one of all.slice(0, 2)) {
        ;(one as HTMLElement).click()
        for (let times = 0; times < 20; times++) await null
      }
    })
    const service = form.getByLabel(/^\s*Service name/).first()
    await service.selectOption('com.amazonaws.us-east-1.s3')
    const command = form.locator('.command code')
    await expect.poll(() => command.textContent()).toMatch(/--subnet-ids subnet-\w+ subnet-\w+/)
    await context.close()
  })

  it('runs what was typed last, however soon Enter comes', async () => {
    const { page, context } = await atWork('sandbox/')
    await page.getByRole('tab', { name: 'Build' }).click()
    await page.getByRole('button', { name: 'VPC', exact: true }).click()
    await page.getByText('AWS would accept it.').waitFor()
    await page.getByLabel('CIDR block').evaluate((one) => {
      const field = one as HTMLInputElement
      field.value = '10.77.0.0/16'
      field.dispatchEvent(new InputEvent('input', { bubbles: true }))
      field.form?.requestSubmit()
    })
    await page.locator('.topology svg g.vpc', { hasText: '10.77.0.0/16' }).waitFor()
    await context.close()
  })
})

describe('the inspector', () => {
  it('says that it is busy until it has what was chosen last', async () => {
    const { page, context } = await atWork(claims)
    const things = page.locator('.topology svg .thing')
    await things.first().press('Enter')
    await page.locator('.inspector[aria-busy=false] h3').waitFor()
    const [before, soon] = await things.nth(1).evaluate(async (thing) => {
      const inspector = document.querySelector('.inspector')
      const busy = () => inspector?.getAttribute('aria-busy')
      const first = busy()
      thing.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }))
      for (let times = 0; times < 20; times++) await null
      return [first, busy()]
    })
    expect([before, soon]).toEqual(['false', 'true'])
    await page.locator('.inspector[aria-busy=false]').waitFor()
    await context.close()
  })

  it('keeps the keyboard when one goes on to something else from there', async () => {
    const { page, context } = await atWork(claims)
    await page.locator('.topology svg .thing').first().press('Enter')
    const follow = page.locator('.inspector .follow').first()
    const name = ((await follow.textContent()) ?? '').trim()
    await follow.press('Enter')
    await page.locator('.inspector[aria-busy=false] h3', { hasText: name }).waitFor()
    expect(await paneInUse(page)).toBe('pane-inspector')
    await page.getByRole('button', { name: 'Back to what was looked at' }).press('Enter')
    await page.locator('.inspector[aria-busy=false] h3').waitFor()
    expect(await paneInUse(page)).toBe('pane-inspector')
    await context.close()
  })

  it('has the keyboard where it covers the list in which it was asked for', async () => {
    const { page, context } = await atWork(claims)
    await page.getByRole('tab', { name: 'Build' }).click()
    const list = page.locator('.hands details').first()
    await list.locator('summary').click()
    await list.getByRole('button').first().press('Enter')
    await page.locator('.inspector[aria-busy=false] h3').waitFor()
    expect(await paneInUse(page)).toBe('pane-inspector')
    await context.close()
  })
})

describe('the map', () => {
  it('keeps the keyboard when what it was at is taken back', async () => {
    const { page, context } = await atWork('sandbox/')
    await type(page, 'aws ec2 create-vpc --cidr-block 10.1.0.0/16 --no-cli-pager')
    await type(page, 'aws ec2 create-vpc --cidr-block 10.2.0.0/16 --no-cli-pager')
    await page.locator('.topology svg .vpc').nth(1).waitFor()
    await page
      .locator('.topology svg')
      .getByRole('button', { name: /^vpc .*10\.2\.0\.0/ })
      .focus()
    const undo = page.getByRole('button', { name: 'Undo', exact: true }).first()
    await undo.evaluate((one: HTMLElement) => one.click())
    await page.locator('.topology svg .vpc').nth(1).waitFor({ state: 'detached' })
    expect(await paneInUse(page)).toBe('pane-topology')
    await page.keyboard.press('F6')
    expect(await paneInUse(page)).toBe('pane-terminal')
    await context.close()
  })

  it('keeps the keyboard at a part that is put in another order among the others', async () => {
    const { page, context } = await atWork(claims)
    const part = page.locator('.topology svg .thing').first()
    await part.focus()
    const isThere = await part.evaluate(async (one) => {
      one.parentNode?.append(one)
      for (let times = 0; times < 20; times++) await null
      return document.activeElement === one
    })
    expect(isThere).toBe(true)
    await context.close()
  })
})
