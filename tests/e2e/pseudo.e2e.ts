import { rmSync } from 'node:fs'
import path from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { commandFile, root, run } from '../../scripts/commands.ts'
import { serveFolder } from '../../scripts/serve.ts'
import { launchChromium } from './chromium.ts'
import { openIn, type, untilReady, untilShown } from './lab-page.ts'
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
    const content =
      '[data-content], code, pre, samp, kbd, svg, script, style, noscript, astro-dev-toolbar, .xterm, .monaco-editor'
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

/** Notes all that a lab's thread and the packs' files say: what AWS, packets and scenarios bring is not ours to translate. */
function noteWhatIsTold(): void {
  const told = new Set<string>()
  const note = (value: unknown): void => {
    if (typeof value === 'string') told.add(value.replace(/\s+/g, ' ').trim())
    else if (value instanceof Map || Array.isArray(value)) for (const one of value.values()) note(one)
    else if (value && typeof value === 'object') {
      for (const [name, one] of Object.entries(value)) note([name, one])
    }
  }
  const listen = (port: EventTarget) =>
    port.addEventListener('message', (event) => note((event as MessageEvent).data))
  window.Worker = class extends Worker {
    constructor(address: string | URL, options?: WorkerOptions) {
      super(address, options)
      listen(this)
    }
  }
  window.MessageChannel = class extends MessageChannel {
    constructor() {
      super()
      listen(this.port1)
    }
  }
  const { json } = Response.prototype
  Response.prototype.json = async function () {
    const found = await json.call(this)
    note(found)
    return found
  }
  Object.assign(window, { told })
}

/** Plain texts that nothing has told. A word alone can be a part of a name, not of a long text. */
async function ownTexts(page: Page): Promise<string[]> {
  return page.evaluate(
    (texts) => {
      const { told } = window as unknown as { told: ReadonlySet<string> }
      const isTold = (text: string) =>
        text.split(' ').every((word) => told.has(word)) ||
        [...told].some((one) => (text.includes(' ') || one.length < 80) && one.includes(text))
      /** Dates, commands, what one has typed, and short names that are the same everywhere (TCP, SVG). */
      const isNoLanguage = (text: string) =>
        /^([A-Z][a-z]{2} \d+, \d\d:\d\d|(aws|lab) [a-z-]+|policy\.json|[A-Z]{2,5})$/.test(text)
      return texts
        .map((text) => text.replace(/\s+/g, ' ').replace(/ …$|…$/, ''))
        .filter((text) => !isTold(text.replace(/^[a-z-]+: |^· /, '')) && !isTold(text) && !isNoLanguage(text))
    },
    await plainTexts(page),
  )
}

describe('a lab', () => {
  it('says nothing of its own that is not in the catalogue, wherever one goes in it', async () => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } })
    await context.addInitScript(noteWhatIsTold)
    const { page } = await openIn(context, `${site}scenarios/foundations/a-private-door-to-sqs/lab/`)
    page.setDefaultTimeout(15_000)
    const found: string[] = []
    const look = async (where: string) => {
      for (const text of await ownTexts(page)) found.push(`${where}: ${text}`)
    }
    /** A pane is there when it has said something of its own. */
    const openPane = async (pane: string) => {
      await page.locator(`#tab-${pane}`).click()
      await page.locator(`#pane-${pane}`).getByText('⟦').first().waitFor({ state: 'attached' })
      await look(pane)
    }
    const openAll = (part: string) =>
      page.locator(`${part} details:not([open]) > summary`).evaluateAll((all) => {
        for (const one of all) (one as HTMLElement).click()
      })
    const dialog = page.getByRole('dialog')
    const closeDialog = async () => {
      await page.keyboard.press('Escape')
      await dialog.waitFor({ state: 'detached' })
    }

    await untilReady(page)
    await type(page, 'export AWS_PAGER=')
    await type(
      page,
      'aws ec2 create-subnet --vpc-id $VPC --cidr-block 10.20.77.0/24 --query Subnet.CidrBlock',
    )
    await untilShown(page, '10.20.77.0/24')
    for (const pane of ['checks', 'trace', 'timeline', 'difference', 'topology']) await openPane(pane)

    const map = page.locator('#pane-topology')
    await map.getByText('⟦Às', { exact: false }).first().click()
    await look('map as text')
    await map.getByText('⟦Às', { exact: false }).first().click()

    const trace = page.locator('#pane-trace')
    await openPane('trace')
    const [from, to] = [trace.locator('input').nth(0), trace.locator('input').nth(1)]
    await from.fill('app-1')
    await to.fill('internet')
    await trace.locator('form button[type=submit]').click()
    await trace.locator('.said').waitFor()
    await trace.locator('.told > section button, .told button:not(.hop, .controls *)').last().click()
    await look('a packet')
    await trace.locator('.kinds button').nth(1).click()
    await trace.locator('form input[required]').nth(1).fill('sqs.us-east-1.amazonaws.com')
    await trace.locator('form button[type=submit]').click()
    await trace.locator('section.answer').waitFor()
    await look('a name')

    await openPane('checks')
    await openAll('#pane-checks')
    await look('goals')

    await openPane('hands')
    await page.locator('#pane-hands .part:visible').first().click()
    await page.getByRole('form').waitFor()
    await look('a form')
    await page.keyboard.press('Escape')

    await openPane('topology')
    await map
      .locator('.thing')
      .first()
      .click({ position: { x: 6, y: 6 } })
    const inspector = page.locator('.inspector[aria-busy=false]')
    await inspector.waitFor()
    await openAll('.inspector')
    await look('inspector')

    await openPane('editor')
    await page.locator('#pane-editor .fresh').click()
    await page.locator('#pane-editor form input').fill('policy.json')
    await page.keyboard.press('Enter')
    await page.waitForFunction(() => document.activeElement?.closest('.monaco-editor'))
    await page.keyboard.insertText('{"Statement": [{"Effect": "allow"}]}')
    await page.locator('#pane-editor li button', { hasText: '⟦' }).first().waitFor()
    await look('editor')

    for (const menu of await page.locator('[aria-haspopup=menu]').all()) {
      await menu.click()
      await page.getByRole('menu').waitFor()
      await look('a menu')
      await page.keyboard.press('Escape')
      await page.getByRole('menu').waitFor({ state: 'detached' })
    }

    await page.locator('.terminals .xterm-helper-textarea').first().focus()
    await page.keyboard.type('aws ec2 describe-subnets --')
    await page.keyboard.press('Tab')
    await page.getByRole('listbox').waitFor()
    await look('completion')
    await page.keyboard.press('Escape')
    await page.keyboard.press('Control+c')
    await page.keyboard.press('Control+Shift+f')
    await look('find in the terminal')
    await page.keyboard.press('Escape')

    await page.keyboard.press('Control+Shift+p')
    await dialog.waitFor()
    await look('palette')
    await page.keyboard.type('sub')
    await look('palette with words')
    await closeDialog()
    await page.keyboard.press('F1')
    await dialog.getByText('⟦').first().waitFor()
    await look('help')
    await closeDialog()
    await page.locator('.workspace [role=toolbar] .icon').nth(2).click()
    await dialog.locator('input, textarea').first().waitFor()
    await look('share')
    await closeDialog()

    const { page: second } = await openIn(context, page.url())
    await second.getByRole('alert').waitFor()
    expect(await ownTexts(second)).toEqual([])
    expect([...new Set(found)]).toEqual([])
  })
})
