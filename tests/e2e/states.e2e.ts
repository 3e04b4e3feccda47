import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { violationsOf } from './axe.ts'
import { launchChromium } from './chromium.ts'
import { openLab, type, untilReady } from './lab-page.ts'
import { visit } from './visit.ts'

// What pages and panes look like in states that are seldom seen: on a phone, with letters twice as large, with colours that
// the system forces, without motion; and a lab with its dialogs, forms and failures.

const site = inject('site')
let browser: Browser

beforeAll(async () => {
  browser = await launchChromium()
})
afterAll(() => browser?.close())

const pages = [
  '',
  'learn/',
  'learn/from-the-data-centre/',
  'learn/nothing-goes-past/',
  'scenarios/',
  'scenarios/?words=nothing+of+that+kind',
  'scenarios/private-paths/data-centre-to-s3/',
  'scenarios/private-paths/nothing-uninspected/',
  'glossary/',
  'search/?for=endpoint',
  'settings/',
  'about/',
  'about/ec2/',
  'no/such/page/',
]
const isTooWide = (page: Page, width: number) =>
  page.evaluate((most) => document.documentElement.scrollWidth > most, width)

describe.each(pages)('the page /%s', (path) => {
  it('shuts nobody out on a phone, in the dark', async () => {
    const { page } = await visit(browser, `${site}${path}`, {
      viewport: { width: 360, height: 740 },
      colorScheme: 'dark',
    })
    await page.waitForLoadState('networkidle')
    expect(await isTooWide(page, 360)).toBe(false)
    expect(await violationsOf(page)).toEqual([])
  })

  it('has room for letters twice as large, on half a window', async () => {
    const { page } = await visit(browser, `${site}${path}`, { viewport: { width: 640, height: 800 } })
    await page.waitForLoadState('networkidle')
    await page.evaluate(() => document.documentElement.style.setProperty('font-size', '200%'))
    expect(await isTooWide(page, 640)).toBe(false)
  })

  it('stands still for who has asked for no motion', async () => {
    const { page } = await visit(browser, `${site}${path}`, { reducedMotion: 'reduce' })
    await page.waitForLoadState('networkidle')
    const moving = await page.evaluate(() => document.getAnimations().length)
    const scrolling = await page.evaluate(() => getComputedStyle(document.documentElement).scrollBehavior)
    expect([moving, scrolling]).toEqual([0, 'auto'])
  })
})

describe('with colours that the system forces', () => {
  it('what one presses has a border', async () => {
    for (const path of ['', 'scenarios/foundations/a-private-door-to-sqs/', 'no/such/page/']) {
      const { page } = await visit(browser, `${site}${path}`, { forcedColors: 'active' })
      const button = page.locator('.button').first()
      const [width, colour] = await button.evaluate((one) => {
        const { borderTopWidth, borderTopColor } = getComputedStyle(one)
        return [borderTopWidth, borderTopColor]
      })
      expect(width).toBe('1px')
      expect(colour).not.toMatch(/, 0\)$/)
    }
  })

  it('the one accent is the colour of links', async () => {
    const { page } = await visit(browser, `${site}`, { forcedColors: 'active' })
    const [accent, ofLinks] = await page.evaluate(() => {
      const probe = document.createElement('span')
      document.body.append(probe)
      return ['var(--color-accent)', 'LinkText'].map((colour) => {
        probe.style.setProperty('forced-color-adjust', 'none')
        probe.style.setProperty('color', colour)
        return getComputedStyle(probe).color
      })
    })
    expect(accent).toBe(ofLinks)
  })
})

const lab = 'scenarios/foundations/a-private-door-to-sqs/lab/'
const tab = (page: Page, name: string | RegExp) => page.getByRole('tab', { name }).first().click()
/** By keyboard, as the buttons for it are not on every screen. */
const press = async (page: Page, key: string) => {
  await tab(page, 'Map')
  await page.getByRole('tab', { name: 'Map' }).press(key)
}

const states: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  'changes of the last command': async (page) => {
    await tab(page, 'Changes')
    await page.getByText('10.20.77.0/24').first().waitFor({ state: 'attached' })
    for (const one of await page.locator('#pane-difference summary').all()) await one.click()
  },
  'a time line with a branch': async (page) => {
    await type(page, 'lab undo')
    await type(page, 'aws ec2 create-subnet --vpc-id $VPC --cidr-block 10.20.78.0/24')
    await tab(page, 'Time line')
    await page.locator('.elsewhere').first().waitFor()
  },
  'a packet that is dropped, and what would mend it': async (page) => {
    await tab(page, 'Packets')
    await page.locator('#pane-trace').getByLabel('From', { exact: true }).fill('app-1')
    await page.locator('#pane-trace').getByLabel('To', { exact: true }).fill('sqs.us-east-1.amazonaws.com')
    await page.getByRole('button', { name: 'Follow the packet' }).click()
    await page.getByRole('button', { name: 'What stands in the way' }).click()
    await page.getByRole('button', { name: 'Tell me what would mend it' }).click()
    await page.getByRole('button', { name: 'Run', exact: true }).first().waitFor()
  },
  'a name that is looked up': async (page) => {
    await tab(page, 'Packets')
    await page.getByRole('button', { name: 'A name', exact: true }).click()
    await page.locator('#pane-trace').getByLabel('From', { exact: true }).fill('app-1')
    await page
      .locator('#pane-trace')
      .getByRole('combobox', { name: 'Name' })
      .fill('sqs.us-east-1.amazonaws.com')
    await page.getByRole('button', { name: 'Look it up' }).click()
    await page.getByText('NOERROR').first().waitFor()
  },
  'the forms to build by hand': async (page) => {
    await tab(page, 'Build')
    await page.getByRole('button', { name: 'VPC', exact: true }).click()
    await page.getByText('AWS would accept it.').waitFor()
  },
  'the inspector': async (page) => {
    await tab(page, 'Map')
    await page
      .locator('svg')
      .getByRole('button', { name: /^instance app-1/ })
      .press('Enter')
    await tab(page, 'Inspector')
    await page.getByText('Is reached by').waitFor()
  },
  help: async (page) => {
    await press(page, '?')
    await page.getByRole('dialog', { name: 'Help' }).getByText('How to begin').waitFor()
  },
}

describe.each(Object.entries(states))('in a lab, %s', (_, show) => {
  it.each([
    [1280, 'dark'],
    [360, 'light'],
  ] as const)('shuts nobody out, at %i px and in %s colours', async (width, colorScheme) => {
    const { page, context } = await openLab(browser, `${site}${lab}`, {
      viewport: { width, height: 800 },
      colorScheme,
    })
    await tab(page, 'Terminal')
    await untilReady(page)
    await type(
      page,
      'aws ec2 create-subnet --vpc-id $VPC --cidr-block 10.20.77.0/24 --query Subnet.CidrBlock',
    )
    await show(page)
    expect(await violationsOf(page)).toEqual([])
    await context.close()
  })
})

describe('a lab that cannot begin', () => {
  it.each(['light', 'dark'] as const)('says so to all, in %s colours', async (colorScheme) => {
    const context = await browser.newContext({ colorScheme, serviceWorkers: 'block' })
    await context.route(/worker/, (route) => route.abort())
    const page = await context.newPage()
    await page.goto(`${site}${lab}`)
    await page.getByText('The lab could not be opened.').waitFor()
    expect(await violationsOf(page)).toEqual([])
    await context.close()
  })

  it.each(['light', 'dark'] as const)(
    'as its link is damaged says so to all, in %s colours',
    async (colorScheme) => {
      const { page } = await visit(browser, `${site}sandbox/#lab=xyz`, { colorScheme })
      await page.getByText('The link is damaged').waitFor()
      expect(await violationsOf(page)).toEqual([])
    },
  )
})
