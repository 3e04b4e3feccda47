import type { Page } from 'playwright-core'
import { type, untilReady, untilShown } from '../tests/e2e/lab-page.ts'
import { packFile } from '../tests/e2e/somebodys-pack.ts'

// Every kind of page and of what a lab can look like, and what is done to see it.

export interface Picture {
  readonly name: string
  readonly path: string
  /** What is done before the picture is taken. */
  readonly prepare?: (page: Page) => Promise<void>
  /** Only what a window shows; of other pages the whole. */
  readonly isWindow?: boolean
}

const lab = 'scenarios/foundations/a-private-door-to-sqs/lab/'
const show = (page: Page, name: string | RegExp) => page.getByRole('tab', { name }).first().click()
const begin = async (page: Page) => {
  await show(page, 'Terminal')
  await untilReady(page)
  const table = '--query "Subnets[].[SubnetId,CidrBlock]" --output table'
  await type(page, `aws ec2 describe-subnets --filters Name=vpc-id,Values=$VPC ${table}`)
}
const tab = (name: string | RegExp) => async (page: Page) => {
  await begin(page)
  await show(page, name)
  await page.waitForTimeout(500)
}
const change = async (page: Page) => {
  await begin(page)
  await type(page, 'aws ec2 create-subnet --vpc-id $VPC --cidr-block 10.20.77.0/24 --query Subnet.SubnetId')
}
/** By keyboard: not every screen has the buttons. */
const press = (key: string) => async (page: Page) => {
  await tab('Map')(page)
  await page.getByRole('tab', { name: 'Map' }).press(key)
  await page.getByRole('dialog').waitFor()
}
const follow = async (page: Page) => {
  await tab('Packets')(page)
  const pane = page.locator('#pane-trace')
  await pane.getByLabel('From', { exact: true }).fill('app-1')
  await pane.getByLabel('To', { exact: true }).fill('sqs.us-east-1.amazonaws.com')
  await pane.getByRole('button', { name: 'Follow the packet' }).click()
  await pane.locator('.said').waitFor()
}

/** Somebody's pack is looked into. */
const offer = (buffer: Buffer) => async (page: Page) => {
  await page
    .getByLabel('A .hopwise file')
    .setInputFiles({ name: 'lark.hopwise', mimeType: 'application/octet-stream', buffer })
  await page.getByRole('article', { name: 'Larkfield' }).or(page.getByRole('alert')).first().waitFor()
}
const misspelt = packFile('1.0.0', (name, text) =>
  name === 'pack.yaml' ? text.replace('format: 1', 'format: 99') : text,
)

export const pictures: readonly Picture[] = [
  { name: 'home', path: '' },
  {
    name: 'home-lab',
    path: '',
    prepare: async (page) => {
      await page.getByRole('button', { name: 'Open this lab' }).click()
      await page.locator('.terminal .xterm').waitFor()
      await page.waitForTimeout(1500)
    },
  },
  { name: 'learn', path: 'learn/' },
  {
    name: 'lesson-term',
    path: 'learn/from-the-data-centre/',
    prepare: async (page) => {
      await page.locator('a.term').first().focus()
      await page.getByRole('tooltip').first().waitFor()
    },
    isWindow: true,
  },
  { name: 'lesson', path: 'learn/from-the-data-centre/' },
  { name: 'scenarios', path: 'scenarios/' },
  { name: 'scenarios-none', path: 'scenarios/?words=nothing+of+that+kind' },
  { name: 'scenario', path: 'scenarios/private-paths/data-centre-to-s3/' },
  { name: 'glossary', path: 'glossary/' },
  { name: 'search', path: 'search/?for=endpoint' },
  { name: 'search-none', path: 'search/?for=xyzzy' },
  { name: 'settings', path: 'settings/' },
  { name: 'settings-pack-offered', path: 'settings/', prepare: offer(packFile('1.2.0')) },
  {
    name: 'settings-pack-installed',
    path: 'settings/',
    prepare: async (page) => {
      await offer(packFile('1.2.0'))(page)
      await page.getByRole('button', { name: 'Install', exact: true }).click()
      await page.getByText('Larkfield is installed.').waitFor()
    },
  },
  { name: 'settings-pack-refused', path: 'settings/', prepare: offer(misspelt) },
  { name: 'about', path: 'about/' },
  { name: 'about-service', path: 'about/sqs/' },
  { name: 'not-found', path: 'no/such/page/' },
  { name: 'lab', path: lab, prepare: begin, isWindow: true },
  { name: 'lab-packets', path: lab, prepare: tab('Packets'), isWindow: true },
  { name: 'lab-packet', path: lab, prepare: follow, isWindow: true },
  { name: 'lab-goals', path: lab, prepare: tab(/^Goals/), isWindow: true },
  {
    name: 'lab-hint',
    path: lab,
    prepare: async (page) => {
      await tab(/^Goals/)(page)
      await page
        .getByRole('button', { name: /^Take a/ })
        .first()
        .click()
      await untilShown(page, '(Next:')
    },
    isWindow: true,
  },
  {
    name: 'lab-solution',
    path: lab,
    prepare: async (page) => {
      await tab(/^Goals/)(page)
      await page.getByText('Solution, step by step').click()
      await page.getByRole('button', { name: 'Show the steps' }).click()
      await show(page, /^Goals/)
      await page.getByRole('button', { name: 'Run: step 1', exact: true }).scrollIntoViewIfNeeded()
    },
    isWindow: true,
  },
  {
    name: 'lab-debrief',
    path: lab,
    prepare: async (page) => {
      await begin(page)
      for (let step = 0; step < 4; step++) await type(page, 'lab solution --step --run')
      await show(page, 'Debrief')
      await page.locator('#pane-debrief').getByRole('img').first().waitFor()
    },
    isWindow: true,
  },
  {
    name: 'lab-inspector',
    path: lab,
    prepare: async (page) => {
      await tab('Map')(page)
      await page
        .locator('svg')
        .getByRole('button', { name: /^instance app-1/ })
        .press('Enter')
      await show(page, 'Inspector')
      await page.getByText('Is reached by').waitFor()
    },
    isWindow: true,
  },
  { name: 'lab-map', path: lab, prepare: tab('Map'), isWindow: true },
  {
    name: 'lab-changes',
    path: lab,
    prepare: async (page) => {
      await change(page)
      await show(page, 'Changes')
      await page.locator('#pane-difference').getByText('Costs').waitFor()
    },
    isWindow: true,
  },
  {
    name: 'lab-timeline',
    path: lab,
    prepare: async (page) => {
      await change(page)
      await type(page, 'lab undo')
      await type(page, 'aws ec2 create-subnet --vpc-id $VPC --cidr-block 10.20.78.0/24')
      await show(page, 'Time line')
      await page.locator('.elsewhere').first().waitFor()
    },
    isWindow: true,
  },
  { name: 'lab-editor', path: lab, prepare: tab('Editor'), isWindow: true },
  {
    name: 'lab-build',
    path: lab,
    prepare: async (page) => {
      await tab('Build')(page)
      await page.getByRole('button', { name: 'VPC', exact: true }).click()
      await page.getByText('AWS would accept it.').waitFor()
    },
    isWindow: true,
  },
  { name: 'lab-help', path: lab, prepare: press('?'), isWindow: true },
  { name: 'lab-palette', path: lab, prepare: press('Control+k'), isWindow: true },
  {
    name: 'lab-damaged-link',
    path: 'sandbox/#lab=xyz',
    prepare: (page) => page.getByText('The link is damaged').waitFor(),
    isWindow: true,
  },
  { name: 'sandbox', path: 'sandbox/', prepare: untilReady, isWindow: true },
]
