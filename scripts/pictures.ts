// npm run pictures: takes a picture of every kind of page and of what a lab can look like, in both schemes and four widths,
// to be looked at one by one: of all in picture-list.ts, or of those that are named. With --readme it takes the handful that
// README.md and the web manifest show instead.

import { mkdirSync } from 'node:fs'
import path from 'node:path'
import type { Browser } from 'playwright-core'
import { launchChromium } from '../tests/e2e/chromium.ts'
import { buildSite } from './build.ts'
import { root } from './commands.ts'
import { type Picture, pictures } from './picture-list.ts'
import { serveFolder } from './serve.ts'

const widths = [360, 768, 1280, 1920] as const
const words = process.argv.slice(2)
const isReadme = words.includes('--readme')
const wanted = words.length ? pictures.filter(({ name }) => words.includes(name)) : pictures
const folder = path.join(root, isReadme ? 'docs/screenshots' : 'node_modules/.cache/hopwise/pictures')
/** What browsers show to those who are about to install the site. */
const ofManifest = path.join(root, 'public', 'screenshots')

const { problem } = await buildSite(() => console.log('Building the site …'))
if (problem) throw new Error(problem)
const { server, address } = await serveFolder(path.join(root, 'dist'), 0)
const browser = await launchChromium()
for (const one of [folder, ofManifest]) mkdirSync(one, { recursive: true })
try {
  if (isReadme) await takeForReadme(browser)
  else
    for (const picture of wanted)
      for (const scheme of ['light', 'dark'] as const)
        for (const width of widths)
          await take(browser, picture, { scheme, width, file: `${picture.name}-${width}-${scheme}.png` })
} finally {
  await browser.close()
  server.close()
  server.closeAllConnections()
}
console.log(`The pictures are in ${folder}.`)

async function takeForReadme(from: Browser): Promise<void> {
  const of = (name: string) => pictures.find((one) => one.name === name)!
  await take(from, of('lab'), { scheme: 'dark', width: 1280, file: 'lab.jpg' })
  await take(from, of('lab-packet'), { scheme: 'light', width: 1440, file: 'packet.jpg', quality: 42 })
  await take(from, of('lab-goals'), { scheme: 'light', width: 390, file: 'phone.jpg' })
  await take(from, of('lab'), { scheme: 'light', width: 1280, file: path.join(ofManifest, 'wide.jpg') })
  await take(from, of('lab-goals'), {
    scheme: 'light',
    width: 390,
    file: path.join(ofManifest, 'narrow.jpg'),
  })
  const lesson: Picture = {
    ...of('lesson'),
    isWindow: true,
    prepare: async (page) => {
      await page.locator('figure:has(svg)').first().scrollIntoViewIfNeeded()
      await page.waitForTimeout(500)
    },
  }
  await take(from, lesson, { scheme: 'light', width: 1280, file: 'lesson.jpg' })
}

interface Shot {
  readonly scheme: 'light' | 'dark'
  readonly width: number
  readonly file: string
  /** Of 100: a wide picture is shown smaller than it is. */
  readonly quality?: number
}

/** A page that cannot be prepared is told, and does not keep the others from being taken. */
async function take(
  from: Browser,
  picture: Picture,
  { scheme, width, file, quality = 62 }: Shot,
): Promise<void> {
  const context = await from.newContext({
    viewport: { width, height: width < 700 ? 740 : 800 },
    colorScheme: scheme,
    reducedMotion: 'reduce',
    serviceWorkers: picture.isKept ? 'allow' : 'block',
  })
  const page = await context.newPage()
  await page.goto(`${address}${picture.path}`)
  await page.waitForLoadState('networkidle')
  try {
    await picture.prepare?.(page)
  } catch (error) {
    console.error(`${file}: ${error instanceof Error ? error.message.split('\n')[0] : error}`)
  }
  await page.screenshot({
    path: path.resolve(folder, file),
    fullPage: !picture.isWindow,
    ...(file.endsWith('.jpg') && { type: 'jpeg', quality }),
  })
  await context.close()
}
