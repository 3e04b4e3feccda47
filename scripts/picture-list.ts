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
  /** With the service worker that keeps the site; else it is not there. */
  readonly isKept?: boolean
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
const begun = async (page: Page, name: string, text: string) => {
  await tab('Editor')(page)
  await page.getByRole('button', { name: 'New file' }).click()
  await page.getByLabel('Name of the new file').fill(name)
  await page.keyboard.press('Enter')
  await page.waitForFunction(() => document.activeElement?.closest('.monaco-editor'))
  await page.keyboard.insertText(text)
}
const share = async (page: Page) => {
  await change(page)
  await page.getByRole('button', { name: 'Share' }).first().click()
  await page.getByLabel('The link').waitFor()
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

const kept = (page: Page) =>
  page.getByText('The whole workbook is on this machine').waitFor({ timeout: 120_000 })

/** Somebody who saves data has part of the site. */
const keptInPart = async (page: Page) => {
  await kept(page)
  await page.evaluate(async () => {
    const files = await caches.open('hopwise-files')
    for (const key of await files.keys()) if (/worker|sandbox|monaco/.test(key.url)) await files.delete(key)
  })
  await page.addInitScript(() => {
    Object.defineProperty(navigator, 'connection', { value: { saveData: true } })
  })
  await page.reload()
  await page.getByRole('progressbar').waitFor()
}

/** A service worker of another address is a newer one; the search's name lets the page start it. */
const newerVersion = async (page: Page) => {
  await kept(page)
  await page.reload()
  await page.evaluate(`
    const policy = trustedTypes.createPolicy('pagefind', { createScriptURL: (url) => url })
    navigator.serviceWorker.register(policy.createScriptURL('/sw.js?newer'))
  `)
  await page.getByRole('button', { name: 'Load it' }).waitFor()
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
  {
    name: 'settings-kept',
    path: 'settings/',
    prepare: kept,
    isKept: true,
  },
  { name: 'settings-kept-in-part', path: 'settings/', prepare: keptInPart, isKept: true },
  { name: 'newer-version', path: 'settings/', prepare: newerVersion, isKept: true, isWindow: true },
  {
    name: 'settings-done',
    path: lab,
    prepare: async (page) => {
      await begin(page)
      for (let step = 0; step < 4; step++) await type(page, 'lab solution --step --run; export AWS_PAGER=')
      await page.getByRole('tab', { name: 'Goals 5 of 5' }).waitFor()
      await page.goto(new URL('/settings/', page.url()).href)
      await page.getByText('1 scenario').first().waitFor()
    },
  },
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
  {
    name: 'lab-obstacles',
    path: lab,
    prepare: async (page) => {
      await follow(page)
      await page.getByRole('button', { name: 'What stands in the way' }).click()
      await page.getByRole('button', { name: 'Tell me what would mend it' }).click()
      await page.getByRole('button', { name: 'Run', exact: true }).first().scrollIntoViewIfNeeded()
    },
    isWindow: true,
  },
  {
    name: 'lab-name',
    path: lab,
    prepare: async (page) => {
      await tab('Packets')(page)
      const pane = page.locator('#pane-trace')
      await pane.getByRole('button', { name: 'A name', exact: true }).click()
      await pane.getByLabel('From', { exact: true }).fill('app-1')
      await pane.getByRole('combobox', { name: 'Name' }).fill('sqs.us-east-1.amazonaws.com')
      await pane.getByRole('button', { name: 'Look it up' }).click()
      await page.getByText('NOERROR').first().waitFor()
    },
    isWindow: true,
  },
  {
    name: 'lab-text',
    path: 'scenarios/private-paths/data-centre-to-s3/lab/',
    prepare: async (page) => {
      await tab('Map')(page)
      await page.getByRole('button', { name: 'As text' }).click()
      await page.locator('.topology .text').getByText('us-east-1').first().waitFor()
    },
    isWindow: true,
  },
  {
    name: 'lab-large',
    path: 'scenarios/private-paths/nothing-uninspected/lab/',
    prepare: tab('Map'),
    isWindow: true,
  },
  {
    name: 'lab-policy',
    path: lab,
    prepare: async (page) => {
      const statement = '{ "Effect": "allow", "Action": "sqs:SendMesage", "Resource": "*" }'
      await begun(page, 'policy.json', `{\n"Version": "2012-10-17",\n"Statement": [${statement}]\n}`)
      await page.getByRole('list', { name: 'What is wrong with it' }).waitFor()
    },
    isWindow: true,
  },
  {
    name: 'lab-completion',
    path: lab,
    prepare: async (page) => {
      await begin(page)
      await page.keyboard.type('aws ec2 create-vpc')
      await page.keyboard.press('Tab')
      await page.keyboard.press('Tab')
      await page.getByRole('listbox').waitFor()
    },
    isWindow: true,
  },
  {
    name: 'lab-pages',
    path: lab,
    prepare: async (page) => {
      await begin(page)
      await page.keyboard.type('aws ec2 describe-subnets')
      await page.keyboard.press('Enter')
      await page.getByRole('toolbar', { name: 'Turn pages' }).waitFor()
    },
    isWindow: true,
  },
  {
    name: 'lab-tab-name',
    path: lab,
    prepare: async (page) => {
      await begin(page)
      await page.getByRole('tab', { name: 'workstation' }).press('F2')
      await page.keyboard.insertText('routes')
    },
    isWindow: true,
  },
  { name: 'lab-share', path: lab, prepare: share, isWindow: true },
  {
    name: 'lab-shared',
    path: lab,
    prepare: async (page) => {
      await share(page)
      const link = await page.getByLabel('The link').inputValue()
      await page.goto('about:blank')
      await page.goto(link)
      await page.getByText('What would be done').click()
    },
    isWindow: true,
  },
  {
    name: 'lab-in-another-tab',
    path: lab,
    prepare: async (page) => {
      await begin(page)
      const address = page.url()
      await page.goto('about:blank')
      const other = await page.context().newPage()
      await other.goto(address)
      await untilReady(other)
      await page.goto(address)
      await page.getByText('This lab is open in another tab.').waitFor()
    },
    isWindow: true,
  },
  {
    name: 'lab-not-opened',
    path: lab,
    prepare: async (page) => {
      await page.route(/worker/, (route) => route.abort())
      await page.reload()
      await page.getByText('The lab could not be opened.').waitFor()
    },
    isWindow: true,
  },
  {
    name: 'lab-missing',
    path: lab,
    prepare: async (page) => {
      await page.route(/(Palette|InspectorPane|TracePane|TimelinePane).*\.js$/, (route) => route.abort())
      await page.reload()
      await tab(page.viewportSize()!.width < 1500 ? 'Time line' : 'Packets')(page)
      await page.keyboard.press('Control+Shift+p')
      await page.getByRole('button', { name: 'Reload the page' }).nth(1).waitFor()
    },
    isWindow: true,
  },
  {
    name: 'lesson-missing',
    path: 'learn/from-the-data-centre/',
    prepare: async (page) => {
      await page.route(/MiniLab.*\.js$/, (route) => route.abort())
      const opener = page.getByRole('button', { name: 'Open this lab' }).first()
      await opener.press('Enter')
      await page.getByRole('alert').first().scrollIntoViewIfNeeded()
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
