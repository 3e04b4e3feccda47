import type { Browser, CDPSession, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import type { Lab } from '../../simulator/lab.ts'
import { everything } from '../../simulator/views/inspector/everything.ts'
import { type Step, solveByHand } from '../unit/simulator/views/by-hand/hands.ts'
import { solutions } from '../unit/simulator/views/by-hand/solutions.ts'
import { violationsOf } from './axe.ts'
import { launchChromium } from './chromium.ts'
import { byMouse, complete, doStep, idle, listed, partOf } from './hands-at-work.ts'
import { openLab, type, untilReady } from './lab-page.ts'

// What is dragged onto the map and on it, by mouse and by finger; and what does the same without dragging.

const site = inject('site')
let browser: Browser

beforeAll(async () => {
  browser = await launchChromium()
})
afterAll(() => browser?.close())

interface At {
  readonly x: number
  readonly y: number
}

const middleOf = async (part: Locator): Promise<At> => {
  const { x, y, width, height } = (await part.boundingBox())!
  return { x: x + width / 2, y: y + height / 2 }
}

type Drag = (from: At, to: At) => Promise<void>

const withMouse =
  (page: Page): Drag =>
  async (from, to) => {
    await page.mouse.move(from.x, from.y)
    await page.mouse.down()
    await page.mouse.move(from.x + 12, from.y, { steps: 2 })
    await page.mouse.move(to.x, to.y, { steps: 6 })
    await page.mouse.up()
  }

/** A finger that goes aside first: one that goes down a list scrolls it. */
const withFinger =
  (device: CDPSession): Drag =>
  async (from, to) => {
    const touch = (kind: 'touchStart' | 'touchMove', { x, y }: At) =>
      device.send('Input.dispatchTouchEvent', { type: kind, touchPoints: [{ x, y }] })
    await touch('touchStart', from)
    for (let step = 1; step <= 8; step++)
      await touch('touchMove', {
        x: from.x + ((to.x - from.x) * step) / 8,
        y: step < 3 ? from.y : from.y + ((to.y - from.y) * (step - 2)) / 6,
      })
    await device.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
  }

const twoVpcs =
  'for N in 1 2; do aws ec2 create-vpc --cidr-block 10.$N.0.0/16 --tag-specifications "ResourceType=vpc,Tags=[{Key=Name,Value=net-$N}]" --query Vpc.State; done'

const vpc = (page: Page, name: string) => page.locator('.topology g.vpc', { hasText: name })
const build = (page: Page) => page.getByRole('tab', { name: 'Build' }).click()
const part = (page: Page, name: string) =>
  page.locator('.hands').getByRole('button', { name: new RegExp(`^\\s*${name} `) })

async function ran(page: Page, form: string): Promise<string> {
  const shown = page.getByRole('form', { name: form, exact: true })
  await shown.getByText('AWS would accept it.').waitFor()
  const command = await shown.locator('.command code').textContent()
  await shown.getByRole('button', { name: 'Run', exact: true }).click()
  await page.getByText('it is in the terminal.').first().waitFor()
  await idle(page)
  return command ?? ''
}

describe.each([
  ['a mouse', false],
  ['a finger', true],
])('with %s', (_, hasTouch) => {
  async function open() {
    const { page, context, complaints } = await openLab(browser, `${site}sandbox/`, { hasTouch })
    await untilReady(page)
    await type(page, twoVpcs)
    await vpc(page, 'net-2').waitFor()
    const device = await context.newCDPSession(page)
    return { page, context, complaints, device, drag: hasTouch ? withFinger(device) : withMouse(page) }
  }

  it('a part is put into the frame that it is dragged onto, and what was dragged is joined', async () => {
    const { page, context, complaints, drag } = await open()
    await build(page)
    await drag(await middleOf(part(page, 'Subnet')), await middleOf(vpc(page, 'net-1')))
    expect(await ran(page, 'Create subnet')).toContain('--cidr-block 10.1.0.0/24')
    await page.locator('.topology g.subnet').waitFor()

    await page.locator('.hands').getByRole('button', { name: 'Close the form' }).click()
    await part(page, 'Instance').scrollIntoViewIfNeeded()
    await drag(await middleOf(part(page, 'Instance')), await middleOf(page.locator('.topology g.subnet')))
    await page.getByRole('form', { name: 'Run instances' }).waitFor()
    await page.getByRole('form').getByRole('button', { name: 'Close the form' }).click()

    // A route table has no place of its own: it is dragged from the list onto the subnet that is to use it.
    const table = await listed(page, 'route table', 'rtb-\\w+')
    await table.scrollIntoViewIfNeeded()
    await drag(await middleOf(table), await middleOf(page.locator('.topology g.subnet')))
    await page
      .locator('.hands')
      .getByText(/^Connect rtb-\w+ with /)
      .first()
      .waitFor()
    expect(complaints).toEqual([])
    await context.close()
  })

  it('one thing is joined to another by its handle', async () => {
    const { page, context, drag } = await open()
    const { x, y } = (await vpc(page, 'net-1').locator('.head').boundingBox())!
    if (hasTouch) await page.touchscreen.tap(x + 6, y + 6)
    else await page.mouse.click(x + 6, y + 6)
    await page.locator('.inspector h3', { hasText: 'net-1' }).waitFor()
    await drag(await middleOf(page.locator('.handle circle').last()), await middleOf(vpc(page, 'net-2')))
    await page.locator('.hands').getByText('Connect net-1 with net-2').first().waitFor()
    const peering = page
      .locator('.hands')
      .getByRole('button', { name: 'Create VPC peering connection with net-1' })
    const form = page.getByRole('form', { name: 'Create VPC peering connection' })
    await peering.or(form).first().waitFor()
    if (await peering.first().isVisible()) await peering.first().click()
    expect(await ran(page, 'Create VPC peering connection')).toContain('--peer-vpc-id vpc-')
    await page.locator('.topology .link.peering').waitFor({ state: 'attached' })
    await context.close()
  })
})

it('two fingers come nearer', async () => {
  const { page, context } = await openLab(browser, `${site}scenarios/foundations/one-gate/lab/`, {
    hasTouch: true,
  })
  await untilReady(page)
  const map = page.locator('.topology svg[role=group]')
  await map.locator('.thing').first().waitFor()
  const width = async () => Number((await map.getAttribute('viewBox'))?.split(' ')[2])
  const before = await width()
  const { x, y } = await middleOf(map)
  const device = await context.newCDPSession(page)
  const touch = (kind: 'touchStart' | 'touchMove', apart: number) =>
    device.send('Input.dispatchTouchEvent', {
      type: kind,
      touchPoints: [
        { x: x - apart, y, id: 1 },
        { x: x + apart, y, id: 2 },
      ],
    })
  await touch('touchStart', 20)
  for (const apart of [26, 32, 40]) await touch('touchMove', apart)
  await device.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
  await expect.poll(width).toBeLessThan(before * 0.6)
  await context.close()
})

describe('without dragging', () => {
  it('a part is picked and its place chosen with the keyboard, from the list or on the map', async () => {
    const { page, context } = await openLab(browser, `${site}sandbox/`)
    await untilReady(page)
    await type(page, twoVpcs)
    await vpc(page, 'net-2').waitFor()
    await build(page)
    await part(page, 'Subnet').press('Enter')
    const place = page.locator('.hands').getByRole('button', { name: 'VPC net-1' })
    await place.waitFor()
    expect(await violationsOf(page)).toEqual([])
    await place.press('Enter')
    await page.getByRole('form', { name: 'Create subnet' }).waitFor()
    await page.locator('.hands').getByRole('button', { name: 'Close the form' }).first().press('Enter')

    await part(page, 'Subnet').press('Enter')
    await page.getByText('Choose the place for it: Subnet').waitFor()
    await page
      .locator('.topology')
      .getByRole('button', { name: /^vpc net-2/ })
      .press('Enter')
    expect(await ran(page, 'Create subnet')).toContain('--cidr-block 10.2.0.0/24')

    await context.close()
  })

  it('a part is picked on a phone, and put where one taps', async () => {
    const { page, context } = await openLab(browser, `${site}sandbox/`, {
      viewport: { width: 390, height: 780 },
      hasTouch: true,
      isMobile: true,
    })
    await untilReady(page)
    await type(page, twoVpcs)
    await page.getByRole('tab', { name: 'Build' }).tap()
    await part(page, 'Subnet').tap()
    await page.getByRole('tab', { name: 'Map' }).tap()
    await page.getByText('Choose the place for it: Subnet').waitFor()
    await vpc(page, 'net-2').locator('.head').tap()
    await page.getByRole('form', { name: 'Create subnet' }).waitFor()
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
    await context.close()
  })
})

it('“One gate” is solved with the mouse, its route tables dragged to where they belong', async () => {
  const name = 'foundations/one-gate'
  const { page, context, complaints } = await openLab(browser, `${site}scenarios/${name}/lab/`)
  page.setDefaultTimeout(10_000)
  await untilReady(page)
  const way = byMouse(page)
  const drag = withMouse(page)
  let drags = 0

  async function does(step: Step, lab: Lab): Promise<void> {
    if (step.kind === 'form' && step.label === 'Associate route table: subnet') {
      const { name: table = '' } = everything(lab.forkWorld()).find(({ id }) => id === step.on) ?? {}
      await way.open('Map')
      await way.open('Build')
      const [to = ''] = step.fills[0]?.values ?? []
      const one = await listed(page, 'route table', table)
      await one.scrollIntoViewIfNeeded()
      await drag(await middleOf(one), await middleOf(partOf(page, to)))
      await page.locator('.hands').getByRole('button', { name: step.label }).click()
      await complete(page, way, { ...step, fills: [] })
      drags++
      return idle(page)
    }
    return doStep(page, way, step, lab)
  }

  await solveByHand(`content/packs/foundations/scenarios/one-gate`, solutions[name] ?? '', does, name)
  expect(drags).toBe(1)
  await page.waitForFunction(() => {
    const told = [...document.querySelectorAll('[role=tab]')].map((tab) => tab.textContent ?? '')
    return told.some((text) => /Goals (\d+) of \1\b/.test(text))
  })
  expect(complaints).toEqual([])
  await context.close()
}, 120_000)
