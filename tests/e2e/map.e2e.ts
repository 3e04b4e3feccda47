import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { violationsOf } from './axe.ts'
import { launchChromium } from './chromium.ts'
import { isInView, openLab, type, untilReady } from './lab-page.ts'

// The map with the keyboard alone, and what it shows besides what there is.

const site = inject('site')
let browser: Browser

beforeAll(async () => {
  browser = await launchChromium()
})
afterAll(() => browser?.close())

/** What the keyboard is at: its name, whether it is on the map, and whether all of its ring is in view. */
const at = (page: Page) =>
  page.evaluate(() => {
    const svg = document.querySelector('.topology svg[role=group]')
    const ring = svg?.querySelector('.ring')?.getBoundingClientRect()
    const room = svg?.getBoundingClientRect()
    const part = document.activeElement
    return {
      name: part?.getAttribute('aria-label') ?? '',
      isOnMap: svg?.contains(part) === true,
      isSeen:
        !!ring &&
        !!room &&
        ring.left >= room.left &&
        ring.top >= room.top &&
        ring.right <= room.right &&
        ring.bottom <= room.bottom,
    }
  })

it('is one stop of Tab, and arrow keys go from thing to thing', async () => {
  const { page, context } = await openLab(browser, `${site}scenarios/foundations/a-private-door-to-sqs/lab/`)
  await untilReady(page)
  await page.getByRole('tab', { name: 'Map' }).click()
  await page.locator('.topology svg .thing').first().waitFor()
  expect(await page.locator('.topology svg [tabindex="0"]').count()).toBe(1)

  await page.locator('.topology').getByRole('button', { name: 'PNG' }).focus()
  await page.keyboard.press('Tab')
  const first = await at(page)
  expect(first).toMatchObject({ isOnMap: true, name: expect.stringMatching(/^account /) })
  await page.keyboard.press('Tab')
  expect(await at(page)).toMatchObject({ isOnMap: false })
  await page.keyboard.press('Shift+Tab')
  expect(await at(page)).toEqual(first)

  await page.keyboard.press('ArrowDown')
  expect((await at(page)).name).toMatch(/^region /)
  await page.keyboard.press('ArrowUp')
  expect(await at(page)).toEqual(first)

  // However large the map is, what the keyboard is at comes into view.
  for (let times = 0; times < 6; times++) await page.keyboard.press('+')
  await page.keyboard.press('End')
  const last = await at(page)
  expect(last).toMatchObject({ isOnMap: true, isSeen: true })
  expect(last.name).not.toBe(first.name)
  // Whoever speaks to a computer names things by what is seen of them.
  expect(await violationsOf(page, ['label-content-name-mismatch'])).toEqual([])

  await page.keyboard.press('Enter')
  await page.locator('.inspector h3').waitFor()
  expect(await at(page)).toMatchObject({ name: last.name })
  await page.keyboard.press('Escape')
  expect(await page.evaluate(() => document.activeElement?.getAttribute('type'))).toBe('search')
  await context.close()
})

/** The part of the map that is seen. */
const seen = (page: Page) =>
  page
    .locator('.topology svg[role=group]')
    .getAttribute('viewBox')
    .then((box) => (box ?? '').split(' ').map(Number))

it('has a small map of all of it where it is not all seen, which leads about', async () => {
  const { page, context } = await openLab(browser, `${site}scenarios/private-paths/nothing-uninspected/lab/`)
  await untilReady(page)
  await page.getByRole('tab', { name: 'Map' }).click()
  await page.locator('.topology svg .thing').first().waitFor()
  const small = (await page.locator('.minimap').boundingBox())!
  const before = await seen(page)
  await page.mouse.move(small.x + 4, small.y + 4)
  await page.mouse.down()
  await page.mouse.move(small.x + small.width - 4, small.y + small.height - 4, { steps: 4 })
  await page.mouse.up()
  const after = await seen(page)
  expect(after[0]).toBeGreaterThan(before[0] ?? 0)
  expect(after[1]).toBeGreaterThan(before[1] ?? 0)
  expect(after.slice(2)).toEqual(before.slice(2))
  expect(await violationsOf(page, ['label-content-name-mismatch'])).toEqual([])
  await page.getByRole('button', { name: 'Fit' }).click()
  await page.locator('.minimap').waitFor({ state: 'detached' })
  await context.close()
})

it('has one of a few things, too, where they are not all seen', async () => {
  const { page, context } = await openLab(browser, `${site}scenarios/foundations/one-gate/lab/`)
  await page.locator('.minimap').waitFor()
  await context.close()
})

it.each([
  ['a screen', { width: 1280, height: 800 }],
  ['a phone', { width: 360, height: 740 }],
])(
  'shows of a large network on %s what can be read, and brings into view what is chosen',
  async (_, viewport) => {
    const { page, context } = await openLab(
      browser,
      `${site}scenarios/private-paths/nothing-uninspected/lab/`,
      { viewport },
    )
    await page.getByRole('tab', { name: 'Map' }).click()
    const things = page.locator('.topology svg .thing')
    await things.first().waitFor()
    await page.locator('.minimap').waitFor()
    const height = await things.first().evaluate((one) => one.getBoundingClientRect().height)
    expect(height).toBeGreaterThan(36)
    const last = things.filter({ hasText: 'jobs-1' })
    expect(await isInView(last)).toBe(false)
    await page.keyboard.press('Control+Shift+p')
    await page.getByRole('dialog').waitFor()
    await page.keyboard.type('jobs-1')
    await page
      .getByRole('option', { name: /jobs-1/ })
      .first()
      .waitFor()
    await page.keyboard.press('Enter')
    await page.getByRole('tab', { name: 'Map' }).click()
    await expect.poll(() => isInView(last)).toBe(true)
    await context.close()
  },
)

it('shows the neighbours of a thing alone, and everything again', async () => {
  const { page, context } = await openLab(browser, `${site}scenarios/private-paths/nothing-uninspected/lab/`)
  await untilReady(page)
  await page.getByRole('tab', { name: 'Map' }).click()
  await page.locator('.topology svg .thing').first().waitFor()
  await page.locator('.topology').getByRole('button', { name: 'PNG' }).focus()
  await page.keyboard.press('Tab')
  await page.keyboard.press('End')
  await page.keyboard.press('n')
  await page.locator('.topology .faint').first().waitFor()
  const bright = await page.locator('.topology .thing:not(.faint)').count()
  expect(bright).toBeGreaterThan(0)
  expect(bright).toBeLessThan(await page.locator('.topology .thing').count())
  expect(await page.getByRole('button', { name: 'Neighbours' }).getAttribute('aria-pressed')).toBe('true')
  await page.keyboard.press('n')
  await page.locator('.topology .faint').first().waitFor({ state: 'detached' })
  await context.close()
})

it('marks what the inspector says is wrong, and says it in words', async () => {
  const { page, context } = await openLab(browser, `${site}sandbox/`)
  await untilReady(page)
  await type(
    page,
    'V=$(aws ec2 create-vpc --cidr-block 10.7.0.0/16 --query Vpc.VpcId --output text); S=$(aws ec2 create-subnet --vpc-id $V --cidr-block 10.7.1.0/24 --query Subnet.SubnetId --output text); G=$(aws ec2 create-internet-gateway --query InternetGateway.InternetGatewayId --output text); aws ec2 attach-internet-gateway --vpc-id $V --internet-gateway-id $G',
  )
  await type(
    page,
    'aws ec2 create-nat-gateway --subnet-id $S --connectivity-type public --allocation-id $(aws ec2 allocate-address --query AllocationId --output text) > /dev/null; sleep 600',
  )
  const wrong = 'It is public, but its subnet has no route to an internet gateway.'
  const nat = page.locator('.topology svg').getByRole('button', { name: wrong })
  await nat.locator('.mark.trouble').waitFor()
  expect(await nat.locator('title').textContent()).toBe(wrong)
  await page.getByRole('button', { name: 'As text' }).click()
  await page.locator('.topology .text').getByText(wrong).waitFor()
  expect(await violationsOf(page)).toEqual([])
  await context.close()
})
