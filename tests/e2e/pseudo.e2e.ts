import { rmSync } from 'node:fs'
import path from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { commandFile, root, run } from '../../scripts/commands.ts'
import { serveFolder } from '../../scripts/serve.ts'
import { launchChromium } from './chromium.ts'
import { visit } from './visit.ts'

// The site in a language with odd letters and long words: every text around the content comes from the catalogue of
// messages, and finds its room.

const dist = path.join(root, 'node_modules', '.cache', 'hopwise', 'pseudo')
let browser: Browser
let site: string
let stop: () => void

beforeAll(async () => {
  process.env.HOPWISE_PSEUDO = '1'
  const { status, output } = await run(commandFile('astro', 'astro'), ['build', '--silent', '--outDir', dist])
  delete process.env.HOPWISE_PSEUDO
  if (status !== 0) throw new Error(output)
  const { server, address } = await serveFolder(dist, 0)
  site = address
  stop = () => {
    server.close()
    server.closeAllConnections()
  }
  browser = await launchChromium()
}, 300_000)

afterAll(async () => {
  await browser?.close()
  stop?.()
  rmSync(dist, { recursive: true, force: true })
})

/** Texts that somebody sees and that no catalogue gave: what is written for the page itself is marked as content. */
function plainTexts(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const content = '[data-content], code, pre, samp, kbd, svg, script, style, noscript, astro-dev-toolbar'
    const texts: string[] = []
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const text = node.nodeValue?.trim() ?? ''
      const element = node.parentElement
      if (!/\p{L}{2}/u.test(text) || text.includes('⟦') || !element || element.closest(content)) continue
      // A text that was given in pieces lies in an element that begins like one of ours.
      if (element.textContent?.trim().startsWith('⟦')) continue
      texts.push(text)
    }
    for (const element of document.body.querySelectorAll('[aria-label], [placeholder], [alt], [title]')) {
      if (element.closest(content)) continue
      for (const name of ['aria-label', 'placeholder', 'alt', 'title']) {
        const text = element.getAttribute(name) ?? ''
        if (/\p{L}{2}/u.test(text) && !text.includes('⟦')) texts.push(`${name}: ${text}`)
      }
    }
    return texts
  })
}

const pages = [
  '',
  'learn/',
  'learn/nothing-goes-past/',
  'scenarios/',
  'scenarios/foundations/one-gate/',
  'glossary/',
  'search/?for=xyzzy',
  'settings/',
  'about/',
  'about/iam/',
  'no/such/page/',
]

describe.each(pages)('the page /%s', (address) => {
  it('says nothing around its content that is not in the catalogue', async () => {
    const { page } = await visit(browser, `${site}${address}`)
    await page.waitForLoadState('networkidle')
    expect(await page.locator('header').first().textContent()).toContain('⟦')
    expect(await plainTexts(page)).toEqual([])
  })

  it.each([320, 1280])('has room for words that are two fifths longer, at %i px', async (width) => {
    const { page } = await visit(browser, `${site}${address}`, { viewport: { width, height: 800 } })
    await page.waitForLoadState('networkidle')
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
    const cut = await page
      .locator('button, header a, label, h1, h2, select')
      .evaluateAll((all) =>
        all
          .filter(
            (one) =>
              one.checkVisibility() &&
              one.scrollWidth > one.clientWidth + 1 &&
              getComputedStyle(one).overflow !== 'visible',
          )
          .map((one) => one.textContent),
      )
    expect(cut).toEqual([])
  })
})
