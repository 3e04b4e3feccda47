import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { violationsOf } from './axe.ts'
import { launchChromium } from './chromium.ts'
import { runWhatIsOffered, untilReady } from './lab-page.ts'
import { visit } from './visit.ts'

const site = inject('site')
const lesson = `${site}learn/from-the-data-centre/`
let browser: Browser

beforeAll(async () => {
  browser = await launchChromium()
})
afterAll(() => browser?.close())

describe('a term of the glossary', () => {
  const still = { reducedMotion: 'reduce' } as const
  const term = (page: Page) => page.locator('a.term', { hasText: 'virtual private gateway' })
  const card = (page: Page) => page.getByRole('tooltip').filter({ hasText: 'Virtual private gateway' })

  it('says what it means to a pointer that rests on it, which may move onto the card', async () => {
    const { page, complaints } = await visit(browser, lesson, still)
    await term(page).hover()
    await card(page).waitFor()
    await card(page).hover()
    await page.mouse.move(0, 0)
    await card(page).waitFor({ state: 'hidden' })
    expect(complaints).toEqual([])
  })

  it('says it to the keyboard, until Escape or the next stop', async () => {
    const { page } = await visit(browser, lesson, still)
    await page.evaluate(() => document.querySelector<HTMLElement>('a.term')?.focus())
    await page.keyboard.press('Shift+Tab')
    await page.keyboard.press('Tab')
    await page.getByRole('tooltip').waitFor()
    expect(await violationsOf(page)).toEqual([])
    await page.keyboard.press('Escape')
    expect(await page.getByRole('tooltip').count()).toBe(0)
    expect(await page.evaluate(() => document.activeElement?.className)).toBe('term')
  })

  it('says it to the first touch, and leads to the glossary with the second', async () => {
    const { page } = await visit(browser, lesson, {
      ...still,
      hasTouch: true,
      viewport: { width: 360, height: 740 },
    })
    await term(page).tap()
    const box = await card(page).boundingBox()
    expect(box?.x).toBeGreaterThanOrEqual(0)
    expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(360)
    await term(page).tap()
    await page.waitForURL(/\/glossary\/#virtual-private-gateway$/)
  })

  it('leads there without script, and back to the lessons and scenarios that are about it', async () => {
    const { page } = await visit(browser, lesson, { javaScriptEnabled: false })
    await term(page).click()
    expect(page.url()).toMatch(/\/glossary\/#virtual-private-gateway$/)
    const entry = page.locator('#conditional-forwarder')
    await entry.locator('a[href*="/scenarios/"]').first().waitFor()
    await entry.getByRole('link', { name: 'From the data centre', exact: true }).click()
    expect(page.url()).toBe(lesson)
  })
})

describe('a transcript', () => {
  it('begins each command on the line of its prompt', async () => {
    const { page } = await visit(browser, lesson, { viewport: { width: 1280, height: 800 } })
    const commands = page.locator('.transcript .command:visible')
    const apart = await commands.evaluateAll((all) =>
      all
        .filter((one) => {
          const [prompt, word] = ['.prompt', '.word'].map((part) =>
            one.querySelector(part)!.getBoundingClientRect(),
          )
          return word!.bottom <= prompt!.top || word!.top >= prompt!.bottom
        })
        .map((one) => one.textContent),
    )
    expect(await commands.count()).toBeGreaterThan(3)
    expect(apart).toEqual([])
  })
})

describe('the policy playground', () => {
  const title = 'Lock the bucket, and leave both doors open'
  const verdicts = (page: Page) =>
    page.getByRole('region', { name: title }).locator('tbody td:last-child strong').allTextContents()

  it('shows without script what the policy makes of each request', async () => {
    const { page } = await visit(browser, lesson, { javaScriptEnabled: false })
    expect(await verdicts(page)).toEqual(['✕ Denied', '✓ Allowed', '✕ Denied'])
  })

  it.each(['light', 'dark'] as const)('judges what is typed, in %s colours', async (colorScheme) => {
    const { page, complaints } = await visit(browser, lesson, { colorScheme, reducedMotion: 'reduce' })
    const region = page.getByRole('region', { name: title })
    await region.scrollIntoViewIfNeeded()
    await region.locator('xpath=ancestor::astro-island[not(@ssr)]').waitFor({ state: 'attached' })
    await region.getByRole('button', { name: 'Change it and see' }).click()
    const policy = region.getByLabel('Policy', { exact: true })
    await policy.waitFor()
    const before = await policy.inputValue()

    await policy.fill(
      before.replace(
        '"aws:SourceVpce": "vpce-0dd44ee55ff66aa77"',
        '"aws:SourceVpc": "vpc-0f00ba4c0ffee0001"',
      ),
    )
    await region.getByText('All of them come out as they should.').waitFor()
    expect(await verdicts(page)).toEqual(['✓ Allowed', '✓ Allowed', '✕ Denied'])
    expect(await violationsOf(page)).toEqual([])

    await region.getByRole('button', { name: 'a thief with keys of analyst' }).click()
    await region.getByText('with an explicit deny in a resource-based policy').waitFor()
    await region.getByLabel('aws:SourceVpc').fill('vpc-0f00ba4c0ffee0001')
    await region.getByText('no statement of this policy denies it').first().waitFor()
    await region.getByText('with an explicit deny').waitFor({ state: 'detached' })

    await policy.fill(before.replace('"Deny"', '"Denied"'))
    await region.getByText('“Denied” is no effect').waitFor()
    await region.getByRole('button', { name: 'Reset it' }).click()
    expect(await policy.inputValue()).toBe(before)
    await expect.poll(() => verdicts(page)).toEqual(['✕ Denied', '✓ Allowed', '✕ Denied'])
    expect(complaints).toEqual([])
  })
})

describe('diagrams', () => {
  /** Of each diagram that is shown: whether all of it is in view across, and how high its smallest letters are. */
  const drawn = (page: Page) =>
    page.locator('main figure svg:has(.thing):visible').evaluateAll((all) =>
      all.map((one) => {
        const { left, right, width } = one.getBoundingClientRect()
        const scale = width / (one as SVGSVGElement).viewBox.baseVal.width
        const sizes = [...one.querySelectorAll('text')].map((text) =>
          Number.parseFloat(getComputedStyle(text).fontSize),
        )
        return { isWhole: left >= 0 && right <= innerWidth, letters: Math.min(...sizes) * scale }
      }),
    )

  it.each([320, 360, 390, 700])(
    'are whole on a page of %i px, with letters that can be read',
    async (width) => {
      for (const name of ['from-the-data-centre', 'nothing-goes-past', 'across-regions']) {
        const { page } = await visit(browser, `${site}learn/${name}/`, {
          viewport: { width, height: 740 },
          javaScriptEnabled: false,
        })
        const all = await drawn(page)
        expect(all.length).toBeGreaterThan(1)
        for (const { isWhole, letters } of all) {
          expect(isWhole).toBe(true)
          expect(letters).toBeGreaterThanOrEqual(11)
        }
      }
    },
  )

  it('say on a phone what they show, and where a way leads in them', async () => {
    const { page } = await visit(browser, lesson, { viewport: { width: 360, height: 740 } })
    await page
      .getByRole('img', { name: /account learner.*VPC research/ })
      .first()
      .waitFor()
    const way = page.locator('figure.way:has(svg:visible)').first()
    const counted = await way.locator('svg:visible .there text').allTextContents()
    expect(counted).toEqual((await way.locator('.ways .there li').all()).map((_, i) => String(i + 1)))
    expect(await violationsOf(page)).toEqual([])
  })
})

describe('a lab in a lesson', () => {
  it('begins with the world of the text, and its goal is reached by what is offered', async () => {
    const { page, complaints } = await visit(browser, lesson)
    const lab = page.getByRole('region', { name: 'Open the door' })
    await lab.scrollIntoViewIfNeeded()
    await lab.getByRole('button', { name: 'Open this lab' }).click()
    await runWhatIsOffered(page, lab)
    expect(complaints).toEqual([])
  })

  it('says so when its program does not come', async () => {
    const { page } = await visit(browser, lesson)
    await page.route(/MiniLab.*\.js$/, (route) => route.abort())
    const lab = page.getByRole('region', { name: 'Open the door' })
    await lab.getByRole('button', { name: 'Open this lab' }).press('Enter')
    await lab.getByRole('alert').getByText('The lab could not be opened.').waitFor()
    expect(await violationsOf(page)).toEqual([])
    await page.unrouteAll()
    await lab.locator('button:focus').press('Enter')
    await lab.getByRole('button', { name: 'Open this lab' }).press('Enter')
    await untilReady(page)
  })
})
