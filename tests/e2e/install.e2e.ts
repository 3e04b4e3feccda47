import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { launchChromium } from './chromium.ts'
import { visit } from './visit.ts'

// What a browser shows to somebody who is about to install the site.

const site = inject('site')
let browser: Browser

beforeAll(async () => {
  browser = await launchChromium()
})
afterAll(() => browser?.close())

interface Picture {
  readonly src: string
  readonly sizes: string
  readonly form_factor?: string
}

it('has pictures of the sizes that the manifest says, for wide and for narrow screens', async () => {
  const { page } = await visit(browser, `${site}404.html`)
  const { icons, screenshots } = (await (await page.request.get(`${site}manifest.webmanifest`)).json()) as {
    icons: readonly Picture[]
    screenshots: readonly Picture[]
  }
  expect(screenshots.map((one) => one.form_factor).sort()).toEqual(['narrow', 'wide'])
  for (const { src, sizes } of [...icons, ...screenshots]) {
    if (sizes === 'any') continue
    const size = await page.evaluate(async (url) => {
      const picture = new Image()
      picture.src = url
      await picture.decode()
      return `${picture.naturalWidth}x${picture.naturalHeight}`
    }, `${site}${src}`)
    expect(`${src} ${size}`).toBe(`${src} ${sizes}`)
  }
})

it('is not kept for offline: nobody sees it again', async () => {
  const { page } = await visit(browser, `${site}404.html`)
  const program = await (await page.request.get(`${site}sw.js`)).text()
  expect(program).toContain('"url":"icons/icon-512.png"')
  expect(program).not.toContain('screenshots/')
})
