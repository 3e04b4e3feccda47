import { fileURLToPath } from 'node:url'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest'
import { serveFolder } from '../../scripts/serve.ts'
import { violationsOf } from './axe.ts'
import { launchChromium } from './chromium.ts'
import { type, untilReady, untilShown } from './lab-page.ts'
import { newReader } from './readers.ts'

let browser: Browser

beforeAll(async () => {
  browser = await launchChromium()
})
afterAll(() => browser?.close())

it('works from a cold start with the server gone: pages, search and a whole lab', async () => {
  const { server, address } = await serveFolder(fileURLToPath(new URL('../../dist', import.meta.url)), 0)
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } })
  const first = await context.newPage()
  await first.goto(address)
  await first.getByText(/^Works offline/).waitFor({ timeout: 50_000 })
  expect(await violationsOf(first)).toEqual([])
  await first.close()
  server.close()
  server.closeAllConnections()

  const page = await context.newPage()
  await page.goto(`${address}scenarios/`)
  await page.getByRole('link', { name: 'A private door to Amazon SQS' }).click()
  await page.getByRole('link', { name: 'Open the lab' }).click()
  await untilReady(page)
  await type(
    page,
    'aws ec2 modify-vpc-attribute --vpc-id $VPC --enable-dns-hostnames && aws sqs help | head -3',
  )
  await untilShown(page, /SQS/)
  await page.goto(`${address}search/`)
  await page.getByRole('searchbox').fill('endpoint')
  await page.getByText(/^\d+ pages/).waitFor()
  expect((await page.goto(`${address}no/such/page/`))?.status()).toBeGreaterThanOrEqual(200)
  await page.getByText('No route to this page.').waitFor()
})

it('waits with the rest of the site until somebody who saves data wants it', async () => {
  const { server, address } = await serveFolder(fileURLToPath(new URL('../../dist', import.meta.url)), 0)
  onTestFinished(() => {
    server.close()
    server.closeAllConnections()
  })
  const context = await newReader(browser, { storesSite: true })
  await context.addInitScript(() => {
    Object.defineProperty(navigator, 'connection', { value: { saveData: true } })
  })
  const page = await context.newPage()
  await page.goto(`${address}settings/`)
  const offline = page.getByRole('region', { name: 'Offline' })
  await offline.getByText('The rest waits until you want it').waitFor()
  await offline.getByRole('button', { name: 'Keep the rest now' }).click()
  await offline.getByText('The whole workbook is on this machine').waitFor({ timeout: 50_000 })
})
