import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { launchChromium } from './chromium.ts'
import { openLab, untilReady, untilShown } from './lab-page.ts'

// Commands that buttons run: they run where they can, and take nothing from whoever was typing.

const lab = `${inject('site')}scenarios/foundations/a-private-door-to-sqs/lab/`
/** A terminal in which the command and all that it says are in view. */
const tall = { viewport: { width: 1280, height: 1600 } }
let browser: Browser

beforeAll(async () => {
  browser = await launchChromium()
})
afterAll(() => browser?.close())

const tabs = (page: Page) => page.getByRole('tablist', { name: 'Terminals' }).getByRole('tab')
const goals = async (page: Page) => {
  await page.getByRole('tab', { name: /^Goals/ }).click()
  return page.locator('#pane-checks')
}

async function openOn(page: Page, host: string) {
  await page.getByRole('button', { name: 'Open a terminal on another machine' }).click()
  await page.getByRole('menuitem', { name: host }).click()
  await tabs(page).filter({ hasText: host }).and(page.locator('[aria-selected=true]')).waitFor()
  await untilReady(page)
}

async function createVpc(page: Page) {
  await page.getByRole('tab', { name: 'Build' }).click()
  await page.locator('.hands').getByRole('button', { name: 'VPC', exact: true }).click()
  const form = page.getByRole('form', { name: 'Create VPC' })
  await form
    .getByLabel(/^\s*CIDR/i)
    .first()
    .fill('10.77.0.0/16')
  await form.getByText('AWS would accept it.').waitFor()
  await form.getByRole('button', { name: 'Run', exact: true }).click()
}

describe('what is built by hand', () => {
  it('is built with one’s own keys while the terminal of another machine is in front', async () => {
    const { page } = await openLab(browser, lab)
    await untilReady(page)
    await openOn(page, 'app-1')
    await createVpc(page)
    await untilShown(page, '"CidrBlock": "10.77.0.0/16"')
    expect(await tabs(page).nth(0).getAttribute('aria-selected')).toBe('true')
  })
})

describe('a button that runs a command', () => {
  it('leaves what had been begun on the line', async () => {
    const { page } = await openLab(browser, lab, tall)
    await untilReady(page)
    await page.keyboard.type('echo half a line')
    await (await goals(page)).getByRole('button', { name: 'Explain what fails' }).click()
    await untilShown(page, /\$ lab check\n[\s\S]*\$ echo half a line\s*$/)
  })

  it('brings whoever is asked something to where the answer is typed', async () => {
    const { page } = await openLab(browser, lab)
    await untilReady(page)
    const arrived = page.waitForEvent('download')
    await (await goals(page)).getByRole('button', { name: 'Hand in' }).click()
    await untilShown(page, 'Your name, as your instructor knows it:')
    await page.keyboard.type('Ada Lovelace')
    await page.keyboard.press('Enter')
    expect((await arrived).suggestedFilename()).toMatch(/ada/i)
  })

  it('does not wait for the answer to a question', async () => {
    const { page } = await openLab(browser, lab, tall)
    await untilReady(page)
    await page.keyboard.type('read -p "Who? " who')
    await page.keyboard.press('Enter')
    await untilShown(page, /^Who\?/m)
    await (await goals(page)).getByRole('button', { name: 'Explain what fails' }).click()
    await untilShown(page, /\$ lab check\n/)
  })

  it('runs it behind the one that is still running', async () => {
    const { page } = await openLab(browser, lab, tall)
    await untilReady(page)
    const checks = await goals(page)
    await checks.getByRole('button', { name: 'Explain what fails' }).waitFor()
    await page.locator('.xterm-helper-textarea').focus()
    await page.keyboard.type(
      'for i in $(seq 1 40); do aws ec2 describe-vpcs > /dev/null; done; echo finished',
    )
    await page.keyboard.press('Enter')
    await checks.getByRole('button', { name: 'Explain what fails' }).click()
    await untilShown(page, /^finished\n.*\$ lab check\n/m)
  })
})

it('the bar above the goals is as long as the score says', async () => {
  const { page } = await openLab(browser, lab)
  const checks = await goals(page)
  const told = await checks.locator('.score strong').textContent()
  expect(told).toBe('40 %')
  const bar = checks.getByRole('progressbar')
  expect(await bar.evaluate((one: HTMLProgressElement) => one.position)).toBe(0.4)
})
