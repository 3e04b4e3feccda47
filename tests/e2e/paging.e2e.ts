import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { violationsOf } from './axe.ts'
import { launchChromium } from './chromium.ts'
import { openLab, type, untilReady, untilShown } from './lab-page.ts'

const sandbox = `${inject('site')}sandbox/`
let browser: Browser

beforeAll(async () => {
  browser = await launchChromium()
})
afterAll(() => browser?.close())

/** The first page of a long answer. */
const firstPage = (page: Page) => page.getByRole('toolbar', { name: 'Turn pages' }).waitFor()
const prompt = (page: Page) =>
  page.getByRole('toolbar', { name: 'Turn pages' }).waitFor({ state: 'detached' })

async function ask(page: Page, line: string): Promise<void> {
  await type(page, line)
  await firstPage(page)
}

describe('a long answer', () => {
  it('is shown page by page: forward, back, to its end, to a word, and left', async () => {
    const { page, complaints } = await openLab(browser, sandbox)
    await untilReady(page)
    await ask(page, 'aws ec2 describe-subnets; echo "status $?"')
    await untilShown(page, /^ {4}"Subnets": \[[\s\S]*^:$/m)
    await page.keyboard.press('G')
    await untilShown(page, /^ {4}\]\n\}\n\(END\)$/m)
    await page.keyboard.press('g')
    await untilShown(page, /^\{\n {4}"Subnets": \[/m)
    await page.keyboard.press(' ')
    await untilShown(page, '"EnableDns64": false')
    await page.keyboard.type('/use1-az6')
    await untilShown(page, /^\/use1-az6$/m)
    await page.keyboard.press('Enter')
    await untilShown(page, /use1-az6[\s\S]*^:$/m)
    expect(await violationsOf(page)).toEqual([])
    await page.keyboard.press('q')
    await untilShown(page, /^status 0$/m)
    await untilReady(page)
    await type(page, 'echo and on')
    await untilShown(page, /^and on$/m)
    expect(complaints).toEqual([])
  })

  it('stands beside the time line until it is left, and on it then', async () => {
    const { page } = await openLab(browser, sandbox)
    await untilReady(page)
    await ask(page, 'aws ec2 create-vpc --cidr-block 10.44.0.0/16 | less')
    await untilShown(page, /^:$/m)
    await page.getByRole('tab', { name: 'Time line' }).click()
    const pane = page.locator('#pane-timeline')
    await pane.getByText('page by page in the terminal').waitFor()
    const moments = pane.getByRole('list').getByText('create-vpc')
    expect(await moments.count()).toBe(0)
    await page.getByRole('toolbar', { name: 'Turn pages' }).getByText('Leave').click()
    await moments.waitFor()
    expect(await pane.getByText('page by page').count()).toBe(0)
  })

  it('says to whoever listens what the page holds, and how to go on', async () => {
    const { page } = await openLab(browser, sandbox)
    await untilReady(page)
    await ask(page, 'seq 1 60 | less')
    const told = () => page.locator('.terminal[aria-busy] > [role=status]').textContent()
    await expect.poll(told).toMatch(/^1\n2\n3\n[\s\S]*\n:\nThere is more\. Space shows the next page/)
    await page.keyboard.press('G')
    await expect.poll(told).toMatch(/\n59\n60\n\(END\)$/)
  })

  it('is printed where nobody asked for pages, or a command of the page was run', async () => {
    const { page } = await openLab(browser, sandbox)
    await untilReady(page)
    for (const [at, line] of [
      'aws ec2 describe-vpcs --no-cli-pager',
      'AWS_PAGER= aws ec2 describe-vpcs',
      'aws ec2 describe-vpcs | cat',
    ].entries()) {
      await type(page, `${line}; echo line ${at} is done`)
      await untilShown(page, new RegExp(`^line ${at} is done$`, 'm'))
    }
    await page.keyboard.press('Control+Shift+p')
    await page.getByRole('dialog', { name: 'Find or do anything' }).waitFor()
    await page.keyboard.type('aws ec2 describe-subnets')
    await page.getByRole('option', { name: 'aws ec2 describe-subnets' }).first().click()
    await untilShown(page, /^\}\n.*\$$/m)
  })

  it('is left for the prompt when something on the page wants that', async () => {
    const { page } = await openLab(browser, sandbox)
    await untilReady(page)
    await ask(page, 'aws ec2 create-vpc --cidr-block 10.21.0.0/16; seq 99 | less')
    // Nobody has to leave to see what was made.
    await page.locator('svg g.vpc').waitFor()
    await page.getByRole('button', { name: 'Undo', exact: true }).first().click()
    await page.locator('svg g.vpc').waitFor({ state: 'detached' })
    await untilReady(page)
    await type(page, 'echo back')
    await untilShown(page, /^back$/m)
  })

  it('takes Ctrl-C as the wish to leave', async () => {
    const { page } = await openLab(browser, sandbox)
    await untilReady(page)
    await ask(page, 'man ping')
    await untilShown(page, 'Manual page ping(8) line 1')
    await page.keyboard.press('Control+c')
    await prompt(page)
    await untilReady(page)
    await type(page, 'echo still here')
    await untilShown(page, /^still here$/m)
  })

  it('is laid out anew in a window of another size', async () => {
    const { page } = await openLab(browser, sandbox)
    await untilReady(page)
    await ask(page, 'seq -s " " 1 400 | less')
    await untilShown(page, /^1 2 3 [\s\S]* 40 /m)
    await page.setViewportSize({ width: 500, height: 800 })
    await untilShown(page, /^1 2 3 [\d ]{1,60}$/m)
    await page.keyboard.press('q')
    await prompt(page)
    await type(page, 'echo $((COLUMNS < 60))')
    await untilShown(page, /^1$/m)
  })

  it('is paged by touch, too', async () => {
    const { page } = await openLab(browser, sandbox, {
      viewport: { width: 360, height: 740 },
      hasTouch: true,
      isMobile: true,
    })
    const shows = (pattern: RegExp) =>
      page.waitForFunction(
        (source) =>
          new RegExp(source).test(
            document.querySelector('.xterm-rows')?.textContent?.replaceAll('\u00a0', ' ') ?? '',
          ),
        pattern.source,
      )
    await untilReady(page)
    await ask(page, 'aws ec2 describe-subnets')
    await shows(/"Subnets"/)
    await page.getByRole('button', { name: 'Next page' }).tap()
    await shows(/"HostnameType"/)
    expect(await violationsOf(page)).toEqual([])
    await page.getByRole('button', { name: 'Leave' }).tap()
    await page.getByRole('button', { name: 'aws ec2', exact: true }).waitFor()
  })
})

describe('what is typed into a command that reads', () => {
  it('is not shown where it is a secret', async () => {
    const { page } = await openLab(browser, sandbox)
    await untilReady(page)
    await type(page, 'read -rsp "Password: " secret; echo; echo "$(echo -n "$secret" | wc -c) letters"')
    await untilShown(page, /^Password:$/m)
    await page.keyboard.type('hush hush')
    await page.keyboard.press('Enter')
    await untilShown(page, /^9 letters$/m)
    expect(await page.locator('.xterm-accessibility-tree').textContent()).not.toContain('hush')
  })

  it('goes into a file until Ctrl-D ends it', async () => {
    const { page } = await openLab(browser, sandbox)
    await untilReady(page)
    await page.keyboard.type('cat > note.txt')
    await page.keyboard.press('Enter')
    await page.keyboard.type('first line')
    await page.keyboard.press('Enter')
    await page.keyboard.type('second line')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Control+d')
    await untilReady(page)
    await type(page, 'clear; cat -n note.txt')
    await untilShown(page, /^ +1 +first line\n +2 +second line$/m)
  })
})
