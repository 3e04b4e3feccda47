import { readFile } from 'node:fs/promises'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { violationsOf } from './axe.ts'
import { launchChromium } from './chromium.ts'
import { openLab, type, untilReady } from './lab-page.ts'
import { visit } from './visit.ts'

const site = inject('site')
let browser: Browser

beforeAll(async () => {
  browser = await launchChromium()
})
afterAll(() => browser?.close())

/** One page of every kind. */
const pages = [
  '',
  'learn/',
  'learn/from-the-data-centre/',
  'scenarios/',
  'scenarios/foundations/a-private-door-to-sqs/',
  'glossary/',
  'search/',
  'settings/',
  'about/',
  'no/such/page/',
]

describe.each(pages)('the page /%s', (path) => {
  it.each(['light', 'dark'] as const)(
    'has nothing that shuts people out, in %s colours',
    async (colorScheme) => {
      const { page } = await visit(browser, `${site}${path}`, { colorScheme })
      expect(await violationsOf(page)).toEqual([])
    },
  )

  it.each([320, 768, 2560])(
    'never scrolls sideways at %i px, and opens without a complaint',
    async (width) => {
      const { page, status, complaints } = await visit(browser, `${site}${path}`, {
        viewport: { width, height: 800 },
      })
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
      // The address that leads nowhere is told as such.
      expect(complaints).toEqual(status === 404 ? [expect.stringContaining('404')] : [])
    },
  )
})

describe('reading', () => {
  it.each(pages.filter((path) => !['search/', 'settings/', 'no/such/page/'].includes(path)))(
    '/%s says the same without scripts',
    async (path) => {
      const { page } = await visit(browser, `${site}${path}`, { javaScriptEnabled: false })
      const { page: live } = await visit(browser, `${site}${path}`)
      const textOf = (one: typeof page) =>
        one.locator('main').evaluate((main) => (main.textContent ?? '').replace(/\s+/g, ' '))
      const [still, moving] = [await textOf(page), await textOf(live)]
      expect(still.length).toBeGreaterThan(200)
      expect(still.slice(0, 200)).toBe(moving.slice(0, 200))
    },
  )
})

describe('the lab', () => {
  it.each(['light', 'dark'] as const)(
    'has nothing that shuts people out, in %s colours',
    async (colorScheme) => {
      const { page } = await openLab(browser, `${site}scenarios/foundations/a-private-door-to-sqs/lab/`, {
        colorScheme,
      })
      await untilReady(page)
      await type(page, 'aws ec2 describe-vpcs --no-cli-pager')
      expect(await violationsOf(page)).toEqual([])
      for (const tab of [/^Goals/, 'Packets', 'Time line']) {
        await page.getByRole('tab', { name: tab }).click()
        expect(await violationsOf(page)).toEqual([])
      }
      await page.getByRole('tab', { name: 'Map' }).click()
      await page.getByRole('button', { name: 'As text' }).click()
      await page.getByText('VPC shop').waitFor()
      expect(await violationsOf(page)).toEqual([])
    },
  )
})

describe('the search', () => {
  it('finds a page by its words, with where they stand in it', async () => {
    const { page, complaints } = await visit(browser, `${site}search/`)
    await page.getByRole('searchbox').fill('appliance mode')
    await page
      .locator('.found')
      .getByRole('link', { name: /Glossary/ })
      .waitFor()
    expect(await violationsOf(page)).toEqual([])
    await page.keyboard.press('ArrowDown')
    expect(await page.evaluate(() => document.activeElement?.closest('.found') !== null)).toBe(true)
    await page.keyboard.press('ArrowUp')
    expect(await page.evaluate(() => document.activeElement?.getAttribute('type'))).toBe('search')
    expect(complaints).toEqual([])
  })

  it('leads to a term of the glossary by itself, and to the sections of a lesson', async () => {
    const { page } = await visit(browser, `${site}search/?for=appliance+mode`)
    await page.locator('.found').getByRole('link', { name: 'Glossary: Appliance mode' }).click()
    await page.waitForURL(/\/glossary\/#appliance-mode$/)
    await page.goto(`${site}search/?for=endpoint`)
    const lesson = page.locator('.found > li').filter({ hasText: 'Lesson: Nothing goes past' })
    const section = lesson.getByRole('list').getByRole('link').first()
    const name = (await section.textContent()) ?? ''
    await section.click()
    await page.waitForURL(/\/learn\/nothing-goes-past\/#/)
    expect(await page.locator('h2:target, h3:target').textContent()).toContain(name)
  })

  it('says when there is nothing, and where everything is; the words stay in the address', async () => {
    const { page } = await visit(browser, `${site}search/`)
    await page.getByRole('searchbox').fill('xyzzyplugh')
    await page.getByText('Nothing found for “xyzzyplugh”.').waitFor()
    await page.locator('main').getByRole('link', { name: 'Glossary' }).waitFor()
    expect(await violationsOf(page)).toEqual([])
    await page.reload()
    await page.getByText('Nothing found for “xyzzyplugh”.').waitFor()
  })
})

describe('the colours that somebody has chosen', () => {
  it.each([
    ['light', 'Dark'],
    ['dark', 'Light'],
  ] as const)('are there on every page, where the system is %s', async (colorScheme, chosen) => {
    const { page } = await visit(browser, `${site}settings/`, { colorScheme })
    const paper = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor)
    const before = await paper()
    await page.getByRole('group', { name: 'Colours', exact: true }).getByLabel(chosen).check()
    const after = await paper()
    expect(after).not.toBe(before)
    await page.goto(`${site}glossary/`)
    expect(await paper()).toBe(after)
  })
})

describe('what is kept', () => {
  it('is taken along as one file, and brought back elsewhere', async () => {
    const { page, context } = await openLab(browser, `${site}sandbox/`)
    await untilReady(page)
    await type(page, 'aws ec2 create-vpc --cidr-block 10.44.0.0/16 --query Vpc.State')
    await page.locator('svg g.vpc').waitFor()
    await page.goto(`${site}settings/`)
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Export everything' }).click(),
    ])
    const buffer = await readFile(await download.path())
    await context.close()

    const elsewhere = await visit(browser, `${site}settings/`)
    await elsewhere.page
      .getByLabel('Import a file')
      .setInputFiles({ name: 'hopwise.json', mimeType: 'application/json', buffer })
    await elsewhere.page.getByText('Imported: 1 lab, ').waitFor()
    await elsewhere.page.goto(`${site}sandbox/`)
    await elsewhere.page.locator('svg g.vpc').waitFor()
    expect(await elsewhere.page.locator('svg g.vpc').textContent()).toContain('10.44.0.0/16')
  })

  it('is not touched by a file that is damaged', async () => {
    const { page } = await visit(browser, `${site}settings/`)
    const buffer = Buffer.from(JSON.stringify({ kind: 'hopwise', format: 1, sha256: '0', contents: '{}' }))
    await page
      .getByLabel('Import a file')
      .setInputFiles({ name: 'x.json', mimeType: 'application/json', buffer })
    await page.getByText('This file is damaged').waitFor()
  })
})
