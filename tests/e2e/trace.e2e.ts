import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { violationsOf } from './axe.ts'
import { launchChromium } from './chromium.ts'
import { openLab, type, untilReady, untilShown } from './lab-page.ts'

// The pane of ways: what it shows of packets and names, by mouse and by keyboard.

const sqs = `${inject('site')}scenarios/foundations/a-private-door-to-sqs/lab/`
let browser: Browser

beforeAll(async () => {
  browser = await launchChromium()
})
afterAll(() => browser?.close())

async function openWays(viewport = { width: 1280, height: 900 }) {
  const lab = await openLab(browser, sqs, { viewport })
  await untilReady(lab.page)
  return lab
}

const showPane = (page: Page) => page.getByRole('tab', { name: 'Packets' }).click()
const field = (page: Page, label: string) => page.getByLabel(label, { exact: true })

async function follow(page: Page, from: string, to: string) {
  await field(page, 'From').fill(from)
  await field(page, 'To').fill(to)
  await page.getByRole('button', { name: 'Follow the packet' }).click()
}

describe('a packet', () => {
  it('is followed to where it is dropped, and what mends it is told to those who ask', async () => {
    const { page, complaints } = await openWays()
    await showPane(page)
    expect(await violationsOf(page)).toEqual([])
    await follow(page, 'app-1', 'internet')
    await page.getByText('The route table has no route for the destination.').first().waitFor()
    expect(await violationsOf(page)).toEqual([])
    await page.getByRole('button', { name: 'What stands in the way' }).click()
    await page.getByText('What would mend it is half of the answer').waitFor()
    expect(await page.getByRole('button', { name: 'Run', exact: true }).count()).toBe(0)
    await page.getByRole('button', { name: 'Tell me what would mend it' }).click()
    await page.getByRole('button', { name: 'Run', exact: true }).first().waitFor()
    expect(await violationsOf(page)).toEqual([])
    expect(complaints).toEqual([])
  })

  it('is marked on the map, and its ends are picked there', async () => {
    const { page } = await openWays()
    await showPane(page)
    await page.getByRole('button', { name: 'From: pick on the map' }).click()
    await page.getByRole('tab', { name: 'Map' }).click()
    await page.getByRole('button', { name: /^instance app-1/ }).click()
    await showPane(page)
    await page.waitForFunction(() => {
      const inputs = [...document.querySelectorAll('input')]
      return inputs.some(({ value }) => value === 'app-1')
    })
    await follow(page, 'app-1', 'other-1')
    await page.getByRole('tab', { name: 'Map' }).click()
    await page.locator('.marks .dropped').first().waitFor()
    expect(await page.locator('.marks .line').count()).toBeGreaterThan(0)
  })

  it('is stepped through with the keyboard alone', async () => {
    const { page } = await openWays()
    await showPane(page)
    await field(page, 'From').focus()
    await page.keyboard.type('app-1')
    await field(page, 'To').focus()
    await page.keyboard.type('other-1')
    await page.keyboard.press('Enter')
    const current = page.locator('.hop[aria-current=step]')
    await current.waitFor()
    await current.focus()
    await page.keyboard.press('Home')
    expect(await current.textContent()).toContain('Leaves the network interface')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    await page.getByText('Hop 3 of').first().waitFor()
    expect(await current.evaluate((hop) => hop === document.activeElement)).toBe(true)
    await page.keyboard.press('ArrowUp')
    await page.getByText('Hop 2 of').first().waitFor()
  })
})

describe('what the terminal did', () => {
  it('is shown as it went, and how it would go now', async () => {
    const { page } = await openWays()
    await type(page, 'lab on app-1 curl -s -m 3 https://sqs.us-east-1.amazonaws.com')
    await showPane(page)
    await page
      .getByRole('button', { name: /curl.*tcp 10\.20\.1\.21/ })
      .first()
      .click()
    await page.getByText('As it went: lab on app-1 curl').waitFor()
    await page.getByText('The route table has no route for the destination.').first().waitFor()
    expect(await violationsOf(page)).toEqual([])
    await page.getByRole('button', { name: 'How it would go now' }).click()
    await page.getByText('As it went').waitFor({ state: 'detached' })
    await page.getByText('The route table has no route for the destination.').first().waitFor()
  })
})

describe('a name', () => {
  it('is looked up step by step, with what it falls under and why the answer is what it is', async () => {
    const { page } = await openWays()
    await type(page, 'aws ec2 modify-vpc-attribute --vpc-id $VPC --enable-dns-hostnames')
    await type(
      page,
      'aws ec2 create-vpc-endpoint --vpc-id $VPC --vpc-endpoint-type Interface --service-name com.amazonaws.us-east-1.sqs --subnet-ids $APP_SUBNET --private-dns-enabled --query VpcEndpoint.State',
    )
    await untilShown(page, /^"pending"$/m)
    await type(page, 'sleep 300')
    await showPane(page)
    await page.getByRole('button', { name: 'A name', exact: true }).click()
    await field(page, 'From').fill('app-1')
    await field(page, 'Name').fill('sqs.us-east-1.amazonaws.com')
    await page.getByRole('button', { name: 'Look it up' }).click()
    await page.getByText('A VPC endpoint has taken over the name in this VPC.').first().waitFor()
    await page.getByText('What applies to the name here').waitFor()
    await page.getByText('chosen', { exact: true }).waitFor()
    expect(await violationsOf(page)).toEqual([])
  })
})

describe('a goal that is not reached', () => {
  it('shows the way that it is about', async () => {
    const { page } = await openWays()
    await page.getByRole('tab', { name: /^Goals/ }).click()
    await page.locator('summary', { hasText: 'app-1 reaches Amazon SQS by its usual name' }).click()
    await page.getByRole('button', { name: 'Show the way' }).first().click()
    await page.getByText('The route table has no route for the destination.').first().waitFor()
    expect(await field(page, 'From').inputValue()).toBe('app-1')
  })
})
