import { zipSync } from 'fflate'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { violationsOf } from './axe.ts'
import { launchChromium } from './chromium.ts'
import { openLab, type, untilReady, untilShown } from './lab-page.ts'
import { packFile } from './somebodys-pack.ts'
import { visit } from './visit.ts'

const site = inject('site')
let browser: Browser

beforeAll(async () => {
  browser = await launchChromium()
})
afterAll(() => browser?.close())

async function choose(page: Page, buffer: Buffer, name = 'lark.hopwise'): Promise<void> {
  await page
    .getByLabel('A .hopwise file')
    .setInputFiles({ name, mimeType: 'application/octet-stream', buffer })
}

describe('a pack of somebody else', () => {
  it('is looked into first, then installed, worked on, updated and removed', async () => {
    const { page, complaints } = await openLab(browser, `${site}settings/`)
    await choose(page, packFile('1.2.0'))
    const offer = page.getByRole('article', { name: 'Larkfield' })
    await offer.getByText('1 scenario, by A librarian, version 1.2.0, licence CC-BY-4.0.').waitFor()
    expect(await violationsOf(page)).toEqual([])
    await page.reload()
    await page.getByText('No pack is installed.').waitFor()

    await choose(page, packFile('1.2.0'))
    await offer.getByRole('button', { name: 'Install', exact: true }).click()
    await page.getByText('Larkfield is installed.').waitFor()
    expect(await violationsOf(page)).toEqual([])

    await page.goto(`${site}scenarios/?words=larkfield`)
    const link = page.locator('main li').filter({ hasText: 'Larkfield · installed' }).getByRole('link')
    await link.click()
    await untilReady(page)
    await type(page, 'lab goals')
    await untilShown(page, /desk-1 reaches the bucket/)
    expect(complaints).toEqual([])

    await page.goto(`${site}settings/`)
    await choose(page, packFile('1.1.0'))
    await page.getByText('The one that you have is newer.').waitFor()
    await page.getByRole('button', { name: 'Do not install it' }).click()
    await choose(page, packFile('1.3.0'))
    await page.getByRole('button', { name: 'Replace 1.2.0 with 1.3.0' }).click()
    await page.getByText('1.3.0', { exact: true }).waitFor()
    await page.getByRole('button', { name: 'Remove Larkfield' }).click()
    await page.getByRole('button', { name: 'Keep it', exact: true }).click()
    await page.getByRole('button', { name: 'Remove Larkfield' }).click()
    await page.getByRole('button', { name: 'Remove Larkfield' }).click()
    await page.getByText('No pack is installed.').waitFor()
  })

  it.each<[string, () => Buffer, RegExp]>([
    ['is no archive', () => Buffer.from('hello'), /lark\.hopwise is refused/],
    [
      'has a way out of its folder in it',
      () => Buffer.from(zipSync({ '../../evil.sh': new Uint8Array(3) })),
      /evil/,
    ],
    [
      'is a bomb',
      () => Buffer.from(zipSync({ 'pack.yaml': new Uint8Array(200_000_000) }, { level: 9 })),
      /refused/,
    ],
    [
      'is written wrong',
      () =>
        packFile('1.0.0', (name, text) =>
          name === 'pack.yaml' ? text.replace('format: 1', 'format: 99') : text,
        ),
      /format/,
    ],
  ])('is refused when it %s, and nothing of it is kept', async (_, pack, why) => {
    const { page, complaints } = await visit(browser, `${site}settings/`)
    await choose(page, pack())
    await page.getByRole('alert').filter({ hasText: why }).waitFor()
    expect(await page.getByRole('button', { name: /^Install/ }).count()).toBe(0)
    expect(await violationsOf(page)).toEqual([])
    await page.getByText('No pack is installed.').waitFor()
    expect(complaints).toEqual([])
  })

  it('can be dropped onto the page', async () => {
    const { page } = await visit(browser, `${site}settings/`)
    const bytes = [...packFile('1.0.0')]
    const transfer = await page.evaluateHandle((all) => {
      const data = new DataTransfer()
      data.items.add(new File([Uint8Array.from(all)], 'lark.hopwise'))
      return data
    }, bytes)
    await page.getByRole('group', { name: /^Drop a/ }).dispatchEvent('drop', { dataTransfer: transfer })
    await page.getByRole('article', { name: 'Larkfield' }).waitFor()
  })

  it('is read from an address of this site, and of no other', async () => {
    const { page, complaints } = await visit(browser, `${site}settings/`)
    const address = page.getByLabel('Or its address on this site')
    await address.fill('https://example.com/lark.hopwise')
    await page.getByRole('button', { name: 'Look inside' }).click()
    await page.getByText('on another server (example.com)').waitFor()
    await page.route('**/shared/lark.hopwise', (route) => route.fulfill({ body: packFile('1.0.0') }))
    await address.fill('../shared/lark.hopwise')
    await page.keyboard.press('Enter')
    await page.getByRole('article', { name: 'Larkfield' }).waitFor()
    expect(complaints).toEqual([])
  })
})
