import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { launchChromium } from './chromium.ts'
import { openLab, type, untilReady, untilShown } from './lab-page.ts'

// What is opened in a lab can be seen, wherever it is opened and however small the window is.

const sandbox = `${inject('site')}sandbox/`
const scenario = `${inject('site')}scenarios/foundations/a-private-door-to-sqs/lab/`
let browser: Browser

beforeAll(async () => {
  browser = await launchChromium()
})
afterAll(() => browser?.close())

/** Whether somebody sees all of a part: nothing covers its corners, and the window ends nowhere in it. */
const isSeen = (part: Locator) =>
  part.evaluate((one) => {
    const { left, right, top, bottom } = one.getBoundingClientRect()
    const [x, y] = [(left + right) / 2, (top + bottom) / 2]
    const points = [
      [x, top + 2],
      [x, bottom - 2],
      [left + 6, y],
      [right - 6, y],
    ] as const
    return points.every(([across, down]) => one.contains(document.elementFromPoint(across, down)))
  })

/** A prompt at the bottom, as it is after some output. */
async function atTheBottom(page: Page) {
  await untilReady(page)
  await type(page, 'seq 1 60')
  await untilShown(page, /^60\n.*\$$/m)
}

describe('where the prompt is at the bottom of a low terminal', () => {
  it('completions are all in view', async () => {
    const { page } = await openLab(browser, sandbox)
    await atTheBottom(page)
    await page.keyboard.type('aws ec2 describe-')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Tab')
    const list = page.getByRole('listbox')
    await list.waitFor()
    expect(await isSeen(list)).toBe(true)
    expect(await isSeen(list.getByRole('option').nth(3))).toBe(true)
  })

  it('what can be done with an id is all in view', async () => {
    const { page } = await openLab(browser, sandbox)
    await atTheBottom(page)
    await type(page, 'aws ec2 describe-vpcs --query Vpcs[].VpcId --output text')
    await untilShown(page, /^vpc-[0-9a-f]{17}$/m)
    const row = (await page.locator('.xterm-rows > div').filter({ hasText: /^vpc-/ }).boundingBox())!
    const [x, y] = [row.x + 40, row.y + row.height / 2]
    await page.mouse.move(x + 9, y)
    await page.mouse.move(x, y)
    await page.mouse.click(x, y)
    const menu = page.getByRole('menu', { name: /^vpc-/ })
    await menu.getByRole('menuitem', { name: /^Describe it/ }).waitFor()
    expect(await isSeen(menu)).toBe(true)
  })
})

describe('at 320 pixels', () => {
  const narrow = { viewport: { width: 320, height: 600 } }

  /** Whether what stands in a field is wider than the field. */
  const isCut = (field: Locator) => field.evaluate((one) => one.scrollWidth > one.clientWidth)

  it('the fields of a packet have room for what stands in them', async () => {
    const { page } = await openLab(browser, sandbox, narrow)
    await page.getByRole('tab', { name: 'Packets' }).click()
    const port = page.getByLabel('Port')
    await port.waitFor()
    expect(await isCut(port)).toBe(false)
    const widthOf = async (field: Locator) => (await field.boundingBox())!.width
    expect(await widthOf(page.getByLabel('Protocol'))).toBeGreaterThan(80)
    expect(await widthOf(page.getByLabel('From', { exact: true }))).toBeGreaterThan(120)
  })

  it('the editor shows files before one is opened', async () => {
    const { page } = await openLab(browser, sandbox, narrow)
    await page.getByRole('tab', { name: 'Editor' }).click()
    const file = page.getByRole('button', { name: '.aws/config' })
    await file.waitFor()
    expect(await isSeen(file)).toBe(true)
  })

  it.each([
    ['at once', sandbox],
    ['behind the brief', scenario],
  ])('the greeting of a terminal that is there %s breaks no word', async (_, lab) => {
    const { page } = await openLab(browser, lab, narrow)
    await page.locator('.terminal[aria-busy=false]').waitFor({ state: 'attached' })
    await page.getByRole('tab', { name: 'Terminal', exact: true }).click()
    await untilReady(page)
    await untilShown(page, /Nothing\shere\scosts\sanything,\sand\severy\sstep\scan\sbe\sundone\./)
  })
})
