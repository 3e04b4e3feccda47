import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { serveFolder } from '../../scripts/serve.ts'
import { writeServiceWorker } from '../../scripts/site/offline.ts'
import { launchChromium } from './chromium.ts'
import { openIn, openLab, untilReady } from './lab-page.ts'

// A server whose site is replaced by a newer version while people are there.

let browser: Browser
let folder: string
let address: string

beforeAll(async () => {
  browser = await launchChromium()
})
afterAll(() => browser?.close())

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'hopwise-update-test-'))
  cpSync(fileURLToPath(new URL('../../dist', import.meta.url)), folder, { recursive: true })
  const served = await serveFolder(folder, 0)
  address = served.address
  onTestFinished(() => {
    served.server.close()
    served.server.closeAllConnections()
    rmSync(folder, { recursive: true, force: true })
  })
})

function publishNewer(): void {
  const page = path.join(folder, 'index.html')
  writeFileSync(page, readFileSync(page, 'utf8').replace('Follow the packet.', 'Follow every packet.'))
  writeServiceWorker(folder)
}

/** A reader whose browser has the whole site. */
async function reader() {
  const { page, context } = await openLab(browser, address, { storesSite: true })
  await page.getByText(/^Works offline/).waitFor({ timeout: 50_000 })
  return { page, context }
}

describe('a newer version', () => {
  it('is announced, and comes when it is asked for', async () => {
    const { page } = await reader()
    publishNewer()
    await page.goto(address)
    const load = page.getByRole('button', { name: 'Load it' })
    await load.waitFor()
    expect(await page.locator('h1').textContent()).toBe('Follow the packet.')
    await load.click()
    await page.getByRole('heading', { name: 'Follow every packet.' }).waitFor()
  })

  it('comes by itself at the next start, when every page of the older one is closed', async () => {
    const { page, context } = await reader()
    publishNewer()
    await page.goto(address)
    await page.getByRole('button', { name: 'Load it' }).waitFor()
    await page.close()
    // The browser notices a moment later that nobody is there any more.
    const next = await openIn(context, 'about:blank')
    await expect
      .poll(
        async () => {
          await next.page.goto(address)
          const heading = await next.page.locator('h1').textContent()
          await next.page.goto('about:blank')
          return heading
        },
        { timeout: 30_000, interval: 1000 },
      )
      .toBe('Follow every packet.')
  })

  it('never comes in the middle of a lab, in whichever tab that is', async () => {
    const { page, context } = await reader()
    const lab = await openIn(context, `${address}scenarios/foundations/a-private-door-to-sqs/lab/`)
    await untilReady(lab.page)
    publishNewer()
    await page.goto(address)
    await page.getByRole('button', { name: 'Load it' }).click()
    await page.getByText('A lab is open').waitFor()
    await lab.page.getByText('This lab goes on as it is').waitFor()
    expect(await lab.page.getByRole('button', { name: 'Load it' }).count()).toBe(0)
    expect(await page.locator('h1').textContent()).toBe('Follow the packet.')
    await lab.page.close()
    await page.getByRole('button', { name: 'Load it' }).click()
    await page.getByRole('heading', { name: 'Follow every packet.' }).waitFor()
  })

  it('is no mixture: what came of it is not kept as the older one’s', async () => {
    const { page, context } = await openLab(browser, address, { storesSite: true })
    await page.getByText(/^Works offline/).waitFor({ timeout: 50_000 })
    const stray = path.join(folder, 'glossary', 'index.html')
    await page.evaluate(async () => {
      const cache = await caches.open('hopwise-files')
      for (const key of await cache.keys()) if (key.url.includes('/glossary/')) await cache.delete(key)
    })
    const before = readFileSync(stray, 'utf8')
    writeFileSync(stray, before.replace('<h1', '<h1 data-newer'))
    await page.goto(`${address}glossary/`)
    expect(await page.locator('h1[data-newer]').count()).toBe(1)
    writeFileSync(stray, before)
    const again = await openIn(context, `${address}glossary/`)
    expect(await again.page.locator('h1[data-newer]').count()).toBe(0)
  })
})
