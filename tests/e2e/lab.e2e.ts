import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { run } from '../unit/simulator/node/run-program.ts'
import { launchChromium } from './chromium.ts'
import { openIn, openLab, type, untilReady, untilShown } from './lab-page.ts'

const site = inject('site')
const sandbox = `${site}sandbox/`
const sqs = `${site}scenarios/foundations/a-private-door-to-sqs/lab/`
let browser: Browser

beforeAll(async () => {
  browser = await launchChromium()
})
afterAll(() => browser?.close())

describe('the sandbox', () => {
  it('takes an aws command and draws what it made, without a complaint of the browser', async () => {
    const { page, complaints } = await openLab(browser, sandbox)
    await untilReady(page)
    await type(page, 'aws ec2 create-vpc --cidr-block 10.7.0.0/16 --query Vpc.CidrBlock')
    await untilShown(page, /^"10\.7\.0\.0\/16"$/m)
    await page.locator('svg g.vpc').waitFor()
    expect(await page.locator('svg g.vpc').textContent()).toContain('10.7.0.0/16')
    expect(complaints).toEqual([])
  })

  it('offers what could stand at the cursor, and takes the choice', async () => {
    const { page } = await openLab(browser, sandbox)
    await untilReady(page)
    await page.keyboard.type('aws ec2 describe-vpcs --out')
    await page.keyboard.press('Tab')
    await untilShown(page, 'aws ec2 describe-vpcs --output')
    await page.keyboard.type('t')
    await page.keyboard.press('Tab')
    const menu = page.getByRole('listbox')
    await menu.waitFor()
    expect(await menu.getByRole('option').allTextContents()).toEqual(['table', 'text'])
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await untilShown(page, '--output text')
  })

  it('finds what was typed before with Ctrl-R, and brings it back', async () => {
    const { page } = await openLab(browser, sandbox)
    await untilReady(page)
    await type(page, 'echo first one')
    await type(page, 'echo second')
    await page.keyboard.press('Control+r')
    await page.keyboard.type('firs')
    await untilShown(page, "(reverse-i-search)`firs': echo first one")
    await page.keyboard.press('Enter')
    await page.locator('.terminal[aria-busy=false]').waitFor()
    await untilShown(page, /^first one$/m, 2)
  })

  it('ends an endless loop with Ctrl-C, and goes on', async () => {
    const { page } = await openLab(browser, sandbox)
    await untilReady(page)
    await page.keyboard.type('while true; do :; done')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Control+c')
    await page.locator('.terminal[aria-busy=false]').waitFor()
    await type(page, 'echo still here')
    await untilShown(page, /^still here$/m)
  })

  it('goes on after a reload where it was left', async () => {
    const { page } = await openLab(browser, sandbox)
    await untilReady(page)
    await type(page, 'KEPT=yes; aws ec2 create-vpc --cidr-block 10.8.0.0/16 --query Vpc.State')
    await page.locator('svg g.vpc').waitFor()
    await page.reload()
    await untilReady(page)
    await page.locator('svg g.vpc').waitFor()
    expect(await page.locator('svg g.vpc').textContent()).toContain('10.8.0.0/16')
    await type(page, 'echo kept: $KEPT')
    await untilShown(page, /^kept: yes$/m)
  })

  it('takes a step back and does it again, on the map too', async () => {
    const { page } = await openLab(browser, sandbox)
    await untilReady(page)
    await type(page, 'aws ec2 create-vpc --cidr-block 10.9.0.0/16 --query Vpc.State')
    await page.locator('svg g.vpc').waitFor()
    await page.getByRole('tab', { name: 'Time line' }).click()
    await page.getByText('Undo', { exact: true }).click()
    await page.getByRole('tab', { name: 'Map' }).click()
    await page.getByText('There is no network yet.').waitFor()
    await page.getByRole('tab', { name: 'Time line' }).click()
    await page.getByText('Redo', { exact: true }).click()
    await page.getByRole('tab', { name: 'Map' }).click()
    await page.locator('svg g.vpc').waitFor()
  })

  it('is written down by one tab at a time', async () => {
    const { page, context } = await openLab(browser, sandbox)
    await untilReady(page)
    await type(page, 'aws ec2 create-vpc --cidr-block 10.6.0.0/16 --query Vpc.State')
    const second = await openIn(context, sandbox)
    await second.page.getByText('This lab is open in another tab.').waitFor()
    await second.page.getByRole('button', { name: 'Continue here' }).click()
    await untilReady(second.page)
    await second.page.locator('svg g.vpc').waitFor()
    await page.getByText('This lab is open in another tab.').waitFor()
  })

  it('works on a phone, one pane at a time', async () => {
    const { page } = await openLab(browser, sandbox, {
      viewport: { width: 360, height: 740 },
      hasTouch: true,
      isMobile: true,
    })
    await untilReady(page)
    await page.getByRole('button', { name: 'Enter' }).waitFor()
    await type(page, 'aws ec2 create-vpc --cidr-block 10.5.0.0/16 --query Vpc.State')
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360)
    await page.getByRole('tab', { name: 'Map' }).click()
    await page.locator('svg g.vpc').waitFor()
  })
})

describe('a scenario', () => {
  it('is solved by typing: its goals tick themselves, and it says that it is passed', async () => {
    const { page, complaints } = await openLab(browser, sqs)
    await untilReady(page)
    await page.getByRole('tab', { name: /^Goals \d of 5/ }).waitFor()
    for (const line of [
      'aws ec2 modify-vpc-attribute --vpc-id $VPC --enable-dns-hostnames',
      'DOOR=$(aws ec2 create-security-group --vpc-id $VPC --group-name door --description d --query GroupId --output text)',
      'aws ec2 authorize-security-group-ingress --group-id $DOOR --protocol tcp --port 443 --cidr 10.20.1.0/24 > /dev/null',
      'aws ec2 create-vpc-endpoint --vpc-id $VPC --vpc-endpoint-type Interface --service-name com.amazonaws.us-east-1.sqs --subnet-ids $APP_SUBNET --security-group-ids $DOOR --private-dns-enabled --query VpcEndpoint.State',
    ])
      await type(page, line)
    await page.getByRole('tab', { name: /^Goals 5 of 5/ }).click()
    await page.getByText('Passed.').first().waitFor()
    await page.getByRole('tab', { name: 'Debrief' }).click()
    await page.getByRole('heading', { name: 'What you have built' }).waitFor()
    expect(complaints).toEqual([])
  })

  it('explains why a goal is not reached', async () => {
    const { page } = await openLab(browser, sqs)
    await untilReady(page)
    await page.getByRole('tab', { name: /^Goals/ }).click()
    await page.locator('summary', { hasText: 'app-1 reaches Amazon SQS by its usual name' }).click()
    await page.getByText('Because').first().waitFor()
  })
})

describe('handing in', () => {
  it('gives the person a file that the command line grades', async () => {
    const { page } = await openLab(browser, sqs)
    await untilReady(page)
    await type(page, 'aws ec2 modify-vpc-attribute --vpc-id $VPC --enable-dns-hostnames')
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      (async () => {
        await page.keyboard.type('lab submit --name Ada')
        await page.keyboard.press('Enter')
      })(),
    ])
    const folder = mkdtempSync(path.join(tmpdir(), 'hopwise-'))
    const file = path.join(folder, 'ada.json')
    await download.saveAs(file)
    // Exit status 0: it was done again, to the same world and result, by the same program and pack.
    const { status, stdout, stderr } = await run(['grade', file])
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    expect(stdout).toContain('Ada')
  })
})
