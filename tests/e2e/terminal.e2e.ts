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

const hostTabs = (page: Page) => page.getByRole('tablist', { name: 'Terminals' })
const openOn = async (page: Page, host: string) => {
  const before = await hostTabs(page).getByRole('tab').count()
  await page.getByRole('button', { name: 'Open a terminal on another machine' }).click()
  await page.getByRole('menuitem', { name: host }).click()
  // The terminal of before is ready all the while.
  await hostTabs(page)
    .locator(`[role="tab"][aria-selected="true"]:nth-child(${before + 1})`)
    .waitFor()
  await untilReady(page)
}
/** Where a text stands on the screen of the terminal in front. */
const placeOf = (page: Page, text: string) =>
  page.evaluate((wanted) => {
    const rows = [...document.querySelectorAll('.terminal[aria-busy]:not([hidden]) .xterm-rows > div')]
    const row = rows.find((one) => one.textContent?.includes(wanted))!
    const box = row.getBoundingClientRect()
    const screen = document
      .querySelector('.terminal[aria-busy]:not([hidden]) .xterm-screen')!
      .getBoundingClientRect()
    const columns = Number(row.textContent!.indexOf(wanted)) + wanted.length / 2
    const cell = document.querySelector('.xterm-helper-textarea')!.getBoundingClientRect().width
    return { x: screen.left + columns * cell, y: box.top + box.height / 2 }
  }, text)

describe('terminals on several machines', () => {
  it('are tabs: each has its own screen, and keeps it when one before it is closed', async () => {
    const { page, complaints } = await openLab(browser, sqs)
    await untilReady(page)
    await openOn(page, 'app-1')
    await type(page, 'echo on the app')
    await openOn(page, 'other-1')
    await type(page, 'hostname; echo on the other')
    expect(await hostTabs(page).getByRole('tab').allTextContents()).toEqual(
      ['workstation', 'app-1', 'other-1'].map((name) => expect.stringContaining(name)),
    )
    await hostTabs(page).getByRole('tab', { name: 'other-1' }).focus()
    await page.keyboard.press('ArrowLeft')
    await page.keyboard.press('Delete')
    await hostTabs(page).getByRole('tab', { name: 'app-1' }).waitFor({ state: 'detached' })
    await hostTabs(page).getByRole('tab', { name: 'other-1' }).click()
    await untilShown(page, /^on the other$/m)
    await type(page, 'echo still the $(hostname | cut -c1-2)')
    await untilShown(page, /^still the ip|^still the ot/m)
    expect(await violationsOf(page)).toEqual([])
    expect(complaints).toEqual([])
  })
})

describe('the terminals of a lab', () => {
  it('are there again after a reload, used or not, and the one that was in front is', async () => {
    const { page, complaints } = await openLab(browser, sqs)
    await untilReady(page)
    const tabs = async () =>
      (await hostTabs(page).getByRole('tab').allTextContents()).map((name) => name.trim())
    const isInFront = (name: string) =>
      hostTabs(page).getByRole('tab', { name, exact: true, selected: true }).waitFor()
    for (const host of ['app-1', 'other-1', 'workstation']) await openOn(page, host)
    await hostTabs(page).getByRole('tab', { name: 'other-1' }).click()
    await isInFront('other-1')
    await page.reload()
    await isInFront('other-1')
    expect(await tabs()).toEqual(['workstation', 'app-1', 'other-1', 'workstation 2'])
    await untilReady(page)
    await type(page, 'echo on $(hostname | cut -c1-3)')
    await untilShown(page, /^on ip-/m)

    await hostTabs(page).getByRole('tab', { name: 'app-1' }).click()
    await hostTabs(page).getByRole('tab', { name: 'app-1' }).press('Delete')
    await hostTabs(page).getByRole('tab', { name: 'app-1' }).waitFor({ state: 'detached' })
    await page.reload()
    await isInFront('workstation')
    expect(await tabs()).toEqual(['workstation', 'other-1', 'workstation 2'])
    expect(complaints).toEqual([])
  })
})

describe('a terminal’s name', () => {
  const tab = (page: Page, name: string) => hostTabs(page).getByRole('tab', { name, exact: true })
  const field = (page: Page) => page.getByLabel(/^New name for the terminal/)

  it('is given with F2, with a double click and from the menu, and stays over a reload', async () => {
    const { page, complaints } = await openLab(browser, sqs)
    await untilReady(page)
    await openOn(page, 'app-1')
    await tab(page, 'app-1').focus()
    await page.keyboard.press('F2')
    await field(page).waitFor()
    expect(await violationsOf(page)).toEqual([])
    await page.keyboard.type('the app')
    await page.keyboard.press('Enter')
    await tab(page, 'the app').waitFor()
    expect(await tab(page, 'the app').evaluate((one) => one === document.activeElement)).toBe(true)
    expect(await tab(page, 'the app').getAttribute('title')).toBe('app-1')

    await tab(page, 'workstation').dblclick()
    await field(page).fill('mine')
    await field(page).press('Escape')
    await field(page).waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Open a terminal on another machine' }).click()
    await page.getByRole('menuitem', { name: 'Rename this terminal' }).click()
    expect(await field(page).inputValue()).toBe('workstation')
    await field(page).fill('desk')
    await field(page).press('Enter')
    await tab(page, 'desk').waitFor()

    await type(page, 'true')
    await page.reload()
    await untilReady(page)
    await tab(page, 'the app').waitFor()
    const names = await hostTabs(page).getByRole('tab').allTextContents()
    expect(names.map((name) => name.trim())).toEqual(['desk', 'the app'])
    expect(complaints).toEqual([])
  })

  it('goes with its terminal, and is the machine’s again when it is taken away', async () => {
    const { page } = await openLab(browser, sqs)
    await untilReady(page)
    await openOn(page, 'app-1')
    await openOn(page, 'other-1')
    await tab(page, 'other-1').dblclick()
    await field(page).fill('second')
    await field(page).press('Enter')
    await tab(page, 'app-1').click()
    await tab(page, 'app-1').press('Delete')
    await tab(page, 'app-1').waitFor({ state: 'detached' })
    await tab(page, 'second').press('F2')
    await field(page).fill('')
    await field(page).press('Enter')
    await tab(page, 'other-1').waitFor()
  })
})

describe('what a terminal has shown', () => {
  it('is there again after a reload, and so is what was typed', async () => {
    const { page } = await openLab(browser, sandbox)
    await untilReady(page)
    await type(page, 'echo before the reload')
    await untilShown(page, /^before the reload$/m)
    await page.waitForFunction(() =>
      Object.keys(localStorage).some((key) => key.startsWith('hopwise:screen:')),
    )
    await page.reload()
    await untilReady(page)
    await untilShown(page, /^before the reload$/m)
    await page.keyboard.press('ArrowUp')
    await untilShown(page, '$ echo before the reload', 2)
  })

  it('is searched, and says where nothing is found', async () => {
    const { page } = await openLab(browser, sandbox)
    await untilReady(page)
    await type(page, 'echo a needle in a haystack')
    await page.keyboard.press('Control+Shift+f')
    await page.keyboard.type('needle')
    await page.keyboard.press('Enter')
    expect(await page.getByText('Not found').count()).toBe(0)
    await page.keyboard.type('x')
    await page.keyboard.press('Enter')
    await page.getByText('Not found').waitFor()
    await page.keyboard.press('Escape')
    await type(page, 'echo and on')
    await untilShown(page, /^and on$/m)
  })

  it('has larger letters when somebody asks for them, for good', async () => {
    const { page } = await openLab(browser, sandbox)
    await untilReady(page)
    const size = () =>
      page.locator('.xterm-rows').evaluate((rows) => Number.parseFloat(getComputedStyle(rows).fontSize))
    const before = await size()
    await page.keyboard.press('Control+=')
    await page.getByRole('button', { name: 'Larger letters' }).click()
    expect(await size()).toBe(before + 2)
    await page.reload()
    await untilReady(page)
    expect(await size()).toBe(before + 2)
  })

  it('has colours of its own for who wants them, whatever those of the page are', async () => {
    const { page, context } = await openLab(browser, sandbox, { colorScheme: 'light' })
    await untilReady(page)
    const settings = await openIn(context, `${site}settings/`)
    const colours = () =>
      page.locator('.xterm-scrollable-element').evaluate((one) => getComputedStyle(one).backgroundColor)
    const paper = await colours()
    const seen: string[] = []
    for (const name of ['Dark', 'High contrast', 'Those of the page']) {
      await settings.page.getByRole('group', { name: 'Terminal colours' }).getByLabel(name).check()
      await page.reload()
      await untilReady(page)
      seen.push(await colours())
      expect(await violationsOf(page)).toEqual([])
    }
    expect(seen[0]).not.toBe(paper)
    expect(seen.slice(1)).toEqual(['rgb(0, 0, 0)', paper])
  })

  it('has links on ids: to show, to copy, to describe', async () => {
    const { page, context } = await openLab(browser, sandbox)
    await context.grantPermissions(['clipboard-read', 'clipboard-write'])
    await untilReady(page)
    await type(page, 'aws ec2 create-vpc --cidr-block 10.3.0.0/16 --query Vpc.VpcId --output text')
    await page.locator('svg g.vpc').waitFor()
    const id = await page.evaluate(
      () => /vpc-[0-9a-f]{17}/.exec(document.querySelector('.xterm-rows')?.textContent ?? '')![0],
    )
    const follow = async () => {
      const { x, y } = await placeOf(page, id)
      await page.mouse.move(x - 60, y)
      await page.mouse.move(x, y)
      await page.mouse.click(x, y)
      await page.getByRole('menu', { name: id }).waitFor()
    }
    await follow()
    expect(await violationsOf(page)).toEqual([])
    await page.getByRole('menuitem', { name: 'Copy the id' }).click()
    await page.waitForFunction(async (wanted) => (await navigator.clipboard.readText()) === wanted, id)
    await follow()
    await page.getByRole('menuitem', { name: /^Describe it/ }).click()
    await untilShown(page, '"CidrBlock": "10.3.0.0/16"')
    await page.locator('.terminal[aria-busy=false]').waitFor()
    await type(page, 'clear')
    await type(page, `echo ${id}`)
    await follow()
    await page.keyboard.press('Enter')
    await page.getByRole('tab', { name: 'Inspector' }).waitFor()
  })
})

describe('pasting', () => {
  it.each([
    ['a desk', {}],
    ['a phone', { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true }],
  ])(
    'is not the only way for text that no key stands for: on %s what is dictated comes in, once',
    async (_, options) => {
      const { page } = await openLab(browser, sandbox, options)
      await untilReady(page)
      await page.keyboard.type('echo ')
      await page.keyboard.insertText('zwölf 🙂')
      await page.keyboard.type(' more')
      await page.keyboard.press('Enter')
      await page.waitForFunction(() =>
        [...document.querySelectorAll('.xterm-rows > div')].some(
          (row) => row.textContent?.replaceAll('\u00a0', ' ').trim() === 'zwölf 🙂 more',
        ),
      )
    },
  )

  it('puts several lines in as they are, and runs them with Enter', async () => {
    const { page } = await openLab(browser, sandbox)
    await untilReady(page)
    await page.evaluate(() => {
      const data = new DataTransfer()
      data.setData('text/plain', 'echo first\necho $((20 + 2))\n')
      document
        .querySelector('.xterm-helper-textarea')!
        .dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
    })
    await untilShown(page, 'echo $((20 + 2))')
    await page.keyboard.press('Enter')
    await untilShown(page, /^22$/m)
    await untilShown(page, /^first$/m)
  })
})

describe('what could stand at the cursor', () => {
  const offered = async (page: Page, line: string) => {
    await page.keyboard.type(line)
    await page.keyboard.press('Tab')
    const menu = page.getByRole('listbox', { name: 'Completions' })
    await menu.waitFor()
    return menu
  }

  it('has what it is beside it, and whoever listens hears that', async () => {
    const { page, complaints } = await openLab(browser, sqs)
    await untilReady(page)
    const menu = await offered(page, 'aws ec2 describe-instances --instance-ids i-0')
    await menu.getByRole('option', { name: /^i-0\w+ app-1 · 10\.20\.1\.\d+$/ }).waitFor()
    await page.keyboard.press('ArrowDown')
    const chosen = await menu.getByRole('option', { selected: true }).textContent()
    const [, id, note] = /^(i-0\w+) (.+)$/.exec(chosen ?? '') ?? []
    await page
      .getByRole('status')
      .filter({ hasText: `${id}, ${note}, 2 of 2` })
      .waitFor({ state: 'attached' })
    expect(await violationsOf(page)).toEqual([])
    await page.keyboard.press('Enter')
    await untilShown(page, `--instance-ids ${id}`)
    expect(complaints).toEqual([])
  })

  it('says of an option what it takes, and of an operation what it wants, on a phone too', async () => {
    const { page } = await openLab(browser, sandbox, { viewport: { width: 320, height: 640 } })
    await page.getByRole('tab', { name: 'Terminal', exact: true }).click()
    await untilReady(page)
    const menu = await offered(page, 'aws ec2 create-subnet --')
    await menu.getByRole('option', { name: '--vpc-id required · string', exact: true }).waitFor()
    const { x = -1, width = 999 } = (await menu.boundingBox()) ?? {}
    expect([x >= 0, x + width <= 320]).toEqual([true, true])
    await page.keyboard.press('Escape')
    await page.keyboard.press('Control+c')
    await untilReady(page)
    await offered(page, 'aws ec2 create-subnet')
    await menu.getByRole('option', { name: 'create-subnet --vpc-id', exact: true }).waitFor()
  })
})

describe('colours of a terminal', () => {
  /** The colours in which a text stands on the screen. */
  const coloursOf = (page: Page, text: string) =>
    page.evaluate((wanted) => {
      const cell = [...document.querySelectorAll('.xterm-rows span')].find(
        (one) => one.textContent === wanted,
      )
      const { color, backgroundColor } = getComputedStyle(cell!)
      return { color, backgroundColor }
    }, text)

  it('are shown: reversed, and of all that there are', async () => {
    const { page, complaints } = await openLab(browser, sandbox)
    await untilReady(page)
    await type(page, "printf '\\e[7mreversed\\e[m \\e[38;2;176;0;32mred\\e[m \\e[48;2;1;60;2mgreen\\e[m\\n'")
    await untilShown(page, /^reversed red green$/m)
    const usual = await page.locator('.xterm-rows').evaluate((rows) => getComputedStyle(rows).color)
    expect((await coloursOf(page, 'reversed')).backgroundColor).toBe(usual)
    expect((await coloursOf(page, 'reversed')).color).not.toBe(usual)
    expect((await coloursOf(page, 'red')).color).toBe('rgb(176, 0, 32)')
    expect((await coloursOf(page, 'green')).backgroundColor).toBe('rgb(1, 60, 2)')
    expect(complaints).toEqual([])
  })
})

describe('on a phone', () => {
  it('keys that touch keyboards lack are there, and chips that complete what is typed', async () => {
    const { page } = await openLab(browser, sandbox, {
      viewport: { width: 360, height: 740 },
      hasTouch: true,
      isMobile: true,
    })
    await untilReady(page)
    await page.getByRole('button', { name: 'aws ec2', exact: true }).tap()
    await page.getByRole('button', { name: 'describe-', exact: true }).tap()
    await page.keyboard.type('vp')
    await page.getByRole('button', { name: 'Tab', exact: true }).tap()
    const menu = page.getByRole('listbox')
    await menu.getByRole('option', { name: 'describe-vpcs' }).tap()
    await page.getByRole('button', { name: 'Enter', exact: true }).tap()
    await page.getByRole('button', { name: 'Next page' }).tap()
    await page.waitForFunction(() =>
      /"IsDefault":\strue/.test(document.querySelector('.xterm-rows')?.textContent ?? ''),
    )
    expect(await violationsOf(page)).toEqual([])
  })
})
