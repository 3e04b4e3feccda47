import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { transcript } from '../../src/home/transcript.ts'
import { launchChromium } from './chromium.ts'
import { runWhatIsOffered } from './lab-page.ts'
import { visit } from './visit.ts'

const site = inject('site')
let browser: Browser

beforeAll(async () => {
  browser = await launchChromium()
})
afterAll(() => browser?.close())

describe('the home page', () => {
  it('says what Hopwise is, and opens without a complaint', async () => {
    const { page, status, complaints } = await visit(browser, site)
    expect(status).toBe(200)
    expect(await page.title()).toContain('Hopwise')
    expect(await page.locator('h1').allTextContents()).toEqual(['Follow the packet.'])
    expect(await page.locator('h2').allTextContents()).toEqual([
      'Try it here',
      'Three ways in',
      'Three ground rules',
      'Run it yourself',
    ])
    expect(complaints).toEqual([])
  })

  it('reads the same without scripts', async () => {
    const { page, complaints } = await visit(browser, site, { javaScriptEnabled: false })
    expect(await page.locator('h2').count()).toBe(4)
    expect(await page.locator('[data-transcript] li').count()).toBe(transcript.length)
    // A browser that runs no script turns down those that the page offers beforehand.
    expect(complaints.filter((one) => !/^request: \S+\.js failed$/.test(one))).toEqual([])
  })

  it('shows the terminal excerpt word for word', async () => {
    const { page } = await visit(browser, site)
    expect((await page.locator('[data-command]').allTextContents()).map((text) => text.trim())).toEqual(
      transcript.map(({ command }) => command),
    )
    expect(await page.locator('[data-output]').allTextContents()).toEqual(
      transcript.flatMap(({ output }) => (output === undefined ? [] : [output])),
    )
  })

  it('runs no script of anybody else, and refuses to', async () => {
    const { page, complaints } = await visit(browser, site)
    await page.evaluate(() => {
      const script = document.createElement('script')
      script.append('document.title = "taken over"')
      document.head.append(script)
    })
    expect(await page.title()).toContain('Hopwise')
    expect(complaints.join('\n')).toContain('will not be executed')
  })

  it('takes markup and programs from nobody who has no name in the policy', async () => {
    const { page } = await visit(browser, site)
    const refusals = await page.evaluate(() => {
      const { trustedTypes } = globalThis as unknown as {
        trustedTypes: { createPolicy(name: string, rules: object): unknown }
      }
      const tries = [
        () => document.body.insertAdjacentHTML('beforeend', '<p>taken over</p>'),
        () => void new Worker('first.js'),
        () => void trustedTypes.createPolicy('stranger', {}),
        () => void trustedTypes.createPolicy('hopwise', {}),
      ]
      return tries.map((attempt) => {
        try {
          attempt()
          return 'taken'
        } catch (error) {
          return error instanceof TypeError ? 'refused' : String(error)
        }
      })
    })
    expect(refusals).toEqual(['refused', 'refused', 'refused', 'refused'])
  })

  it('opens its lab by a press that comes before the page is ready for it, and sees the goal reached', async () => {
    const { page, complaints } = await visit(browser, 'about:blank')
    let goOn = () => {}
    const isPressed = new Promise<void>((resolve) => {
      goOn = resolve
    })
    await page.route(/TryIt.*\.js$/, async (route) => {
      await isPressed
      await route.continue()
    })
    await page.goto(site)
    await page.getByRole('button', { name: 'Open this lab' }).press('Enter')
    goOn()
    const lab = page.getByRole('region', { name: 'A way to Amazon S3' })
    await page.locator('.commands button:focus').waitFor()
    await runWhatIsOffered(page, lab)
    expect(complaints).toEqual([])
  })

  it('leads every link of the page to a place that exists', async () => {
    const { page } = await visit(browser, site)
    const links = await page
      .locator('a[href]')
      .evaluateAll((all) => all.map((a) => (a as HTMLAnchorElement).href))
    expect(links.length).toBeGreaterThan(4)
    for (const link of new Set(links)) {
      const target = new URL(link)
      expect((await page.request.get(link)).status(), link).toBe(200)
      if (target.hash && target.pathname === new URL(page.url()).pathname)
        expect(await page.locator(target.hash).count(), link).toBe(1)
    }
  })

  it.each([320, 360, 768, 1280, 2560])('never scrolls sideways at %i px', async (width) => {
    const { page } = await visit(browser, site, { viewport: { width, height: 800 } })
    expect(await widestEdge(page)).toBeLessThanOrEqual(width)
  })

  it('still fits at 320 px when the reader doubles the size of text', async () => {
    const { page } = await visit(browser, site, { viewport: { width: 320, height: 800 } })
    await page.evaluate(() => {
      document.documentElement.style.fontSize = '200%'
    })
    expect(await page.evaluate(() => getComputedStyle(document.documentElement).fontSize)).toBe('32px')
    expect(await widestEdge(page)).toBeLessThanOrEqual(320)
  })

  it('shows where the keyboard is, at every stop', async () => {
    const { page } = await visit(browser, site)
    const stops = await page.locator('a[href]:visible, button:visible').count()
    for (let stop = 0; stop < stops; stop++) {
      await page.keyboard.press('Tab')
      const focused = await page.evaluate(() => {
        const element = document.activeElement!
        const box = element.getBoundingClientRect()
        const { outlineStyle, outlineWidth } = getComputedStyle(element)
        return { outlineStyle, outline: parseFloat(outlineWidth), wide: box.width > 8 }
      })
      expect(focused).toEqual({ outlineStyle: 'solid', outline: 3, wide: true })
    }
  })

  it('lets the keyboard skip to the content', async () => {
    const { page } = await visit(browser, site)
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('content')
  })

  it.each(['light', 'dark'] as const)('is readable in %s colours', async (colorScheme) => {
    const { page } = await visit(browser, site, { colorScheme })
    const poor = await page.evaluate(findPoorContrast)
    expect(poor.examined).toBeGreaterThan(40)
    expect(poor.found).toEqual([])
    expect(poor.paper).toBe(colorScheme === 'light' ? 'rgb(246, 247, 245)' : 'rgb(15, 20, 19)')
  })

  it('does not move for readers who asked for stillness', async () => {
    const { page } = await visit(browser, site, { reducedMotion: 'reduce' })
    expect(await page.evaluate(() => getComputedStyle(document.documentElement).scrollBehavior)).toBe('auto')
    expect(await page.evaluate(() => document.getAnimations().length)).toBe(0)
  })
})

describe('an address that leads nowhere', () => {
  it('says so and shows the way back', async () => {
    const { page, status } = await visit(browser, `${site}no/such/page/`)
    expect(status).toBe(404)
    expect(await page.locator('h1').textContent()).toBe('No route to this page.')
    await page.getByRole('link', { name: 'Start from the home page' }).click()
    expect(page.url()).toBe(site)
  })

  it('gives away nothing outside the site', async () => {
    const { page } = await visit(browser, site)
    for (const path of ['..%2fpackage.json', '%2e%2e/package.json', '..%5cpackage.json', '%zz', '%00']) {
      expect((await page.request.get(`${site}${path}`)).status(), path).toBe(404)
    }
  })
})

/** How far to the right anything on the page reaches. */
function widestEdge(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth)
}

/** Every piece of text whose contrast with what is behind it is below 4.5 to 1 (WCAG 2.2, 1.4.3). */
function findPoorContrast(): { examined: number; found: string[]; paper: string } {
  const channels = (colour: string) => (colour.match(/[\d.]+/g) ?? []).map(Number)
  const luminance = (colour: string) => {
    const [r = 0, g = 0, b = 0] = channels(colour)
      .slice(0, 3)
      .map((value) => (value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4))
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
  }
  const behind = (element: Element | null): string => {
    if (!element) return 'rgb(255, 255, 255)'
    const colour = getComputedStyle(element).backgroundColor
    return channels(colour)[3] === 0 ? behind(element.parentElement) : colour
  }
  const found: string[] = []
  let examined = 0
  for (const element of document.body.querySelectorAll(':not(title, desc)')) {
    const text = [...element.childNodes]
      .filter((node) => node.nodeType === 3)
      .map((node) => node.nodeValue?.trim())
    if (!text.join('')) continue
    const style = getComputedStyle(element)
    const [a, b] = [
      luminance(element instanceof SVGElement ? style.fill : style.color),
      luminance(behind(element)),
    ]
    const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)
    examined++
    if (contrast < 4.5) found.push(`${contrast.toFixed(2)}: ${text.join('')}`)
  }
  return { examined, found, paper: getComputedStyle(document.documentElement).backgroundColor }
}
