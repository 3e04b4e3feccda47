import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { unzipSync } from 'fflate'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest'
import { serveFolder } from '../../scripts/serve.ts'
import { zipOf } from '../../scripts/zip.ts'
import { launchChromium } from './chromium.ts'
import { openLab, type, untilReady, untilShown } from './lab-page.ts'

// The archive for servers that reach no internet, unpacked far below the root of one.

let browser: Browser
let archive: Uint8Array

beforeAll(async () => {
  archive = zipOf(fileURLToPath(new URL('../../dist', import.meta.url)))
  browser = await launchChromium()
})
afterAll(() => browser?.close())

it('works below any path: home, lesson, lab, search, and all of it offline', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'hopwise-zip-test-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  unpack(archive, path.join(folder, 'a', 'b'))
  const { server, address } = await serveFolder(folder, 0)
  const root = `${address}a/b/`

  const { page, context, complaints } = await openLab(browser, root, { storesSite: true })
  const strays: string[] = []
  context.on('request', (request) => {
    if (!request.url().startsWith(root)) strays.push(request.url())
  })
  await page.getByText(/^Works offline/).waitFor({ timeout: 50_000 })
  expect(await page.title()).toContain('Hopwise')
  await page.getByRole('link', { name: 'Learn', exact: true }).first().click()
  await page.getByRole('link', { name: 'From the data centre', exact: true }).first().click()
  expect(page.url()).toBe(`${root}learn/from-the-data-centre/`)
  await page.getByRole('link', { name: 'Build it yourself' }).click()
  await page.getByRole('link', { name: 'Open the lab' }).click()
  await untilReady(page)
  await type(page, 'aws ec2 describe-vpcs --query "Vpcs[].CidrBlock"')
  await untilShown(page, '10.64.0.0/16')
  await page.goto(`${root}search/`)
  await page.getByRole('searchbox').fill('appliance mode')
  await page
    .locator('.found')
    .getByRole('link', { name: /Glossary/ })
    .click()
  expect(page.url()).toContain(`${root}glossary/`)
  expect(complaints).toEqual([])
  expect(strays).toEqual([])

  server.close()
  server.closeAllConnections()
  await page.goto(`${root}scenarios`)
  expect(page.url()).toBe(`${root}scenarios/`)
  await page.getByRole('link', { name: 'A private door to Amazon SQS' }).click()
  await page.getByRole('link', { name: 'Open the lab' }).click()
  await untilReady(page)
  await page.getByRole('tab', { name: 'Editor' }).click()
  await page.getByRole('button', { name: 'New file' }).click()
  await page.getByLabel('Name of the new file').fill('policy.json')
  await page.keyboard.press('Enter')
  await page.waitForFunction(() => document.activeElement?.closest('.monaco-editor'))
  await page.goto(`${root}search/`)
  await page.getByRole('searchbox').fill('endpoint')
  await page.getByText(/^\d+ pages/).waitFor()
  await page.goto(`${root}no/such/page/`)
  await page.getByText('No route to this page.').waitFor()
  await page.getByRole('link', { name: 'Start from the home page' }).click()
  expect(page.url()).toBe(root)
})

function unpack(zip: Uint8Array, folder: string): void {
  for (const [name, bytes] of Object.entries(unzipSync(zip))) {
    const file = path.join(folder, name.replace(/^hopwise\//, ''))
    mkdirSync(path.dirname(file), { recursive: true })
    writeFileSync(file, bytes)
  }
}
