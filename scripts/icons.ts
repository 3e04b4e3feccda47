// npm run icons: draws the app's icons out of the mark, with the browser of the tests. They are committed: a build needs no
// browser. Run it when the mark has changed.

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Browser } from 'playwright-core'
import { launchChromium } from '../tests/e2e/chromium.ts'
import { root } from './commands.ts'

const folder = path.join(root, 'public', 'icons')
/** The mark alone, without what the favicon says of colour schemes. */
const mark = readFileSync(path.join(root, 'public', 'favicon.svg'), 'utf8').replace(
  /@media[^}]*\{[^}]*\}\s*\}/,
  '',
)

interface Icon {
  readonly name: string
  readonly size: number
  /** How much of the side the mark takes. What may be cut to a circle leaves room for that. */
  readonly share: number
  readonly paper: string
}

const paper = '#f6f7f5'
const icons: readonly Icon[] = [
  { name: 'icon-192.png', size: 192, share: 0.86, paper: 'transparent' },
  { name: 'icon-512.png', size: 512, share: 0.86, paper: 'transparent' },
  { name: 'maskable-192.png', size: 192, share: 0.56, paper },
  { name: 'maskable-512.png', size: 512, share: 0.56, paper },
  { name: 'apple-touch-icon.png', size: 180, share: 0.68, paper },
  { name: 'favicon-32.png', size: 32, share: 1, paper: 'transparent' },
]

const browser = await launchChromium()
mkdirSync(folder, { recursive: true })
for (const icon of icons) writeFileSync(path.join(folder, icon.name), await draw(browser, icon))
await browser.close()
const small = path.join(folder, 'favicon-32.png')
writeFileSync(path.join(root, 'public', 'favicon.ico'), icoOf(readFileSync(small), 32))
console.log(`${icons.length} icons are in public/icons/.`)

async function draw(from: Browser, { size, share, paper: behind }: Icon): Promise<Buffer> {
  const page = await from.newPage({ viewport: { width: size, height: size } })
  const side = Math.round(size * share)
  await page.setContent(
    `<style>html{background:${behind}}body{margin:0;display:grid;place-items:center;height:${size}px}svg{width:${side}px;height:${side}px}</style>${mark}`,
  )
  const png = await page.screenshot({ omitBackground: behind === 'transparent' })
  await page.close()
  return png
}

/** An .ico with one picture in it, for browsers and servers that ask for /favicon.ico. */
function icoOf(png: Buffer, side: number): Buffer {
  const head = Buffer.alloc(22)
  head.writeUInt16LE(1, 2)
  head.writeUInt16LE(1, 4)
  head.writeUInt8(side, 6)
  head.writeUInt8(side, 7)
  head.writeUInt16LE(1, 10)
  head.writeUInt16LE(32, 12)
  head.writeUInt32LE(png.length, 14)
  head.writeUInt32LE(head.length, 18)
  return Buffer.concat([head, png])
}
