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

const policy =
  '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sqs:SendMessage","Resource":"*"}]}'

/** Begins a file in the editor, and waits until it can be typed in. */
async function begin(page: Page, name: string): Promise<void> {
  await page.getByRole('tab', { name: 'Editor' }).click()
  await page.getByRole('button', { name: 'New file' }).click()
  await page.getByLabel('Name of the new file').fill(name)
  await page.keyboard.press('Enter')
  await page.waitForFunction(() => document.activeElement?.closest('.monaco-editor'))
}

/** As if it were pasted: nothing is closed or completed on the way. */
const paste = (page: Page, text: string) => page.keyboard.insertText(text)

/** The text in the editor, as it is drawn. */
const drawn = async (page: Page) =>
  (await page.locator('.view-line').allTextContents()).join('\n').replaceAll('\u00a0', ' ')

describe('the editor', () => {
  it('writes a policy that a command reads at once, without a complaint of the browser', async () => {
    const { page, complaints } = await openLab(browser, sandbox)
    await untilReady(page)
    await begin(page, 'policy.json')
    await paste(page, policy)
    await page.getByText('not saved', { exact: true }).first().waitFor()
    await page.keyboard.press('Control+s')
    await page.getByText('Saved: /home/learner/policy.json').waitFor()
    await type(
      page,
      'aws iam create-policy --policy-name send --policy-document file://policy.json --query Policy.PolicyName',
    )
    await untilShown(page, /^"send"$/m)
    await page.getByRole('tab', { name: 'Time line' }).click()
    await page.getByText('/home/learner/policy.json was written').waitFor()
    expect(complaints).toEqual([])
  })

  it('has all that can be done to a file in one row', async () => {
    const { page } = await openLab(browser, sandbox)
    await untilReady(page)
    await begin(page, 'policy.json')
    await paste(page, policy)
    await page.getByText('not saved', { exact: true }).first().waitFor()
    const buttons = page.locator('.editor .bar').getByRole('button')
    expect(await buttons.allTextContents()).toEqual(['Who can do what now', 'Tidy', 'Revert', 'Save'])
    const tops = await buttons.evaluateAll((all) => all.map((one) => one.getBoundingClientRect().top))
    expect(new Set(tops).size).toBe(1)
  })

  it('draws each line in its place', async () => {
    const { page } = await openLab(browser, sandbox)
    await untilReady(page)
    await begin(page, 'three.txt')
    await paste(page, 'first\nsecond\nthird')
    await page.locator('.view-line', { hasText: 'third' }).waitFor()
    const tops = await page
      .locator('.view-line')
      .evaluateAll((lines) => lines.map((line) => Math.round(line.getBoundingClientRect().top)))
    const [first = 0, second = 0, third = 0] = tops.sort((a, b) => a - b)
    expect(second - first).toBeGreaterThan(10)
    expect(third - second).toBe(second - first)
  })

  it('underlines what is wrong, says how to mend it, and goes there', async () => {
    const { page } = await openLab(browser, sandbox)
    await untilReady(page)
    await begin(page, 'policy.json')
    await paste(page, policy.replace('"Allow"', '"allow"').replace('SendMessage', 'SendMesage'))
    const complaints = page.getByRole('list', { name: 'What is wrong with it' })
    await complaints.waitFor()
    const told = await complaints.getByRole('listitem').allTextContents()
    expect(told.map((one) => one.replace(/\s+/g, ' ').trim())).toEqual([
      '✗ Error: Line 1: Capitals count: "Allow".',
      '! Warning: Line 1: No operation of sqs asks for “sqs:SendMesage”. Is sqs:SendMessage meant?',
    ])
    await page.locator('.squiggly-error').first().waitFor()
    expect(await violationsOf(page)).toEqual([])
    await complaints.getByRole('button', { name: /SendMesage/ }).click()
    await page.waitForFunction(() => document.activeElement?.closest('.monaco-editor'))
    await page.keyboard.press('F8')
    await page
      .getByText(/of 2 problems/)
      .first()
      .waitFor()
  })

  it('offers what could stand at the cursor, and takes the choice', async () => {
    const { page, complaints } = await openLab(browser, sandbox)
    await untilReady(page)
    await begin(page, 'policy.json')
    await paste(page, '{ "Statement": [{ "Action": ')
    await page.keyboard.type('"sqs:Rece')
    const choice = page.locator('.suggest-widget.visible .monaco-list-row', { hasText: 'sqs:ReceiveMessage' })
    await choice.waitFor()
    await page.keyboard.press('Tab')
    await page.locator('.view-line', { hasText: 'sqs:ReceiveMessage' }).waitFor()
    expect(await drawn(page)).toContain('"Action": "sqs:ReceiveMessage"')
    expect(complaints).toEqual([])
  })

  it('says who can do what now, and whom the text would let in or shut out', async () => {
    const { page, complaints } = await openLab(browser, sandbox)
    await untilReady(page)
    await type(page, 'aws s3api create-bucket --bucket data-of-mine --query Location')
    await untilShown(page, /^"\/data-of-mine"$/m)
    await begin(page, 'policy.json')
    const judged = page.getByRole('button', { name: 'Who can do what now' })
    await judged.click()
    await page.getByText('Nothing is written yet.').waitFor()
    await judged.click()
    await page
      .getByLabel(/^Text of the file/)
      .first()
      .focus()
    await paste(
      page,
      '{"Version":"2012-10-17","Statement":[{"Sid":"Open","Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::data-of-mine/*"}]}',
    )
    await judged.click()
    const opened = page.getByRole('row', { name: /anybody, unsigned/ })
    await opened.waitFor()
    const table = page.getByRole('region', { name: 'Who can do what now' })
    expect((await table.boundingBox())?.height).toBeGreaterThan(180)
    const told = (await opened.getByRole('cell').allTextContents()).map((one) =>
      one.replace(/\s+/g, ' ').trim(),
    )
    expect(told).toEqual([
      '＋ opened',
      's3:GetObject',
      'arn:aws:s3:::data-of-mine/example',
      '✗ denied nothing in the resource’s policy',
      '✓ allowed statement Open of this policy',
    ])
    expect(await violationsOf(page)).toEqual([])
    expect(complaints).toEqual([])
  })

  it('keeps what was not saved over a reload, and shows that it was not', async () => {
    const { page } = await openLab(browser, sandbox)
    await untilReady(page)
    await begin(page, 'notes.txt')
    await paste(page, 'half a thought')
    await page.getByText('not saved', { exact: true }).first().waitFor()
    await page.reload()
    await untilReady(page)
    await page.getByRole('tab', { name: 'Editor' }).click()
    await page.getByRole('button', { name: /^notes\.txt/ }).click()
    await page.locator('.view-line', { hasText: 'half a thought' }).waitFor()
    await page.getByText('As you left it: not saved yet.').waitFor()
  })

  it('is opened by lab open, and follows what commands write', async () => {
    const { page } = await openLab(browser, sandbox)
    await untilReady(page)
    await type(page, "echo '{}' > trust.json; lab open trust.json")
    await page.locator('.view-line', { hasText: '{}' }).waitFor()
    await type(page, `echo '{ "by": "hand" }' > trust.json`)
    await page.locator('.view-line', { hasText: 'hand' }).waitFor()
  })

  it('can be left with the keyboard', async () => {
    const { page } = await openLab(browser, sandbox)
    await untilReady(page)
    await begin(page, 'notes.txt')
    const name = await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))
    expect(name).toMatch(/^Text of the file/)
    await page.keyboard.press('Control+m')
    await page.keyboard.press('Tab')
    await page.waitForFunction(() => !document.activeElement?.closest('.monaco-editor'))
  })

  it('helps with the files of a scenario pack: members, values, what they mean, what is wrong', async () => {
    const { page, complaints } = await openLab(browser, sandbox)
    await untilReady(page)
    await begin(page, 'mine/scenarios/door/scenario.yaml')
    await paste(page, 'title: Door\nlevel: easy\n')
    const told = page.getByRole('list', { name: 'What is wrong with it' })
    await told.getByText('level: found "easy", expected one of').waitFor()
    await page.keyboard.type('reg')
    const member = page.locator('.suggest-widget.visible .monaco-list-row', { hasText: 'region' })
    await member.waitFor()
    await page.keyboard.press('ArrowDown')
    await page.locator('.suggest-widget .monaco-list-row.focused', { hasText: 'region' }).waitFor()
    await page.keyboard.press('Enter')
    await page.keyboard.type('us-east-2')
    await page.locator('.view-line', { hasText: 'region: us-east-2' }).waitFor()
    await page.locator('.view-line', { hasText: 'level' }).locator('span span').first().hover()
    await page.getByText('How hard it is.').first().waitFor()
    expect(complaints).toEqual([])
  })

  it('begins a new line with Enter, whatever is suggested meanwhile, and says what takes a suggestion', async () => {
    const { page, complaints } = await openLab(browser, sandbox)
    await untilReady(page)
    await begin(page, 'mine/scenarios/door/scenario.yaml')
    const rows = page.locator('.suggest-widget.visible .monaco-list-row')
    await page.keyboard.type('region')
    await rows.filter({ hasText: 'region' }).waitFor()
    await page.getByRole('status').filter({ hasText: 'Tab takes' }).waitFor()
    await page.keyboard.press('Enter')
    await rows.first().waitFor({ state: 'detached' })
    await page.keyboard.type('lev')
    await rows.filter({ hasText: 'level' }).waitFor()
    await page.keyboard.press('Tab')
    // What could stand behind the colon is offered by itself, too.
    await page.locator('.view-line', { hasText: 'level:' }).waitFor()
    await page.keyboard.type('beginner')
    await rows.filter({ hasText: 'beginner' }).waitFor()
    await page.keyboard.press('Enter')
    await page.keyboard.type('# ')
    await page.locator('.view-line', { hasText: '#' }).waitFor()
    expect((await drawn(page)).split('\n').map((line) => line.trimEnd())).toEqual([
      'region',
      'level: beginner',
      '#',
    ])
    expect(complaints).toEqual([])
  })

  const nested = `title: Door
checks:
  consumer-is-in:
    probe:
      from: app-1
      `
  const putIn: Readonly<Record<string, (page: Page) => Promise<void>>> = {
    'put in by a keyboard that has it ready': (page) => page.keyboard.insertText(nested),
    pasted: (page) =>
      page.evaluate((text) => {
        const clipboardData = new DataTransfer()
        clipboardData.setData('text/plain', text)
        const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true })
        document.activeElement?.dispatchEvent(event)
      }, nested),
  }
  it.each(Object.keys(putIn))('helps deep inside of a pack’s file that was %s', async (how) => {
    const { page, complaints } = await openLab(browser, sandbox)
    await untilReady(page)
    await begin(page, 'mine/scenarios/door/scenario.yaml')
    await putIn[how]!(page)
    await page.locator('.view-line', { hasText: 'from: app-1' }).waitFor()
    await page.keyboard.type('exp')
    const rows = page.locator('.suggest-widget.visible .monaco-list-row')
    await rows.filter({ hasText: 'expect' }).waitFor()
    await page.keyboard.press('Tab')
    await page.locator('.view-line', { hasText: 'expect:' }).waitFor()
    await rows.filter({ hasText: 'refused' }).waitFor()
    expect((await drawn(page)).split('\n').at(-2)).toBe('      from: app-1')
    expect(complaints).toEqual([])
  })

  it('renames a file, deletes it after asking, and undo brings it back', async () => {
    const { page } = await openLab(browser, sandbox)
    await untilReady(page)
    await begin(page, 'notes.txt')
    await paste(page, 'a thought')
    await page.keyboard.press('Control+s')
    await page.getByText('Saved: /home/learner/notes.txt').waitFor()
    await page.getByRole('button', { name: 'Rename notes.txt' }).click()
    await page.getByLabel('New name of notes.txt').fill('kept/thoughts.txt')
    await page.keyboard.press('Enter')
    await page.getByText('It is now called /home/learner/kept/thoughts.txt').waitFor()
    await page.locator('.view-line', { hasText: 'a thought' }).waitFor()
    expect(await page.getByRole('button', { name: /^notes\.txt/ }).count()).toBe(0)
    await page.getByRole('button', { name: 'Delete kept/thoughts.txt' }).click()
    const sure = page.getByRole('group', { name: 'Delete kept/thoughts.txt' })
    expect(await violationsOf(page)).toEqual([])
    await sure.getByRole('button', { name: 'Delete' }).click()
    await page.getByText('Deleted: /home/learner/kept/thoughts.txt').waitFor()
    await page.getByRole('button', { name: 'Undo' }).click()
    await page.getByRole('button', { name: /^kept\/thoughts\.txt/ }).click()
    await page.locator('.view-line', { hasText: 'a thought' }).waitFor()
  })
})
