import { createHash } from 'node:crypto'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, it } from 'vitest'
import { naming } from '../../../scripts/site/early-scripts.ts'

// A page names at once what its scripts will ask for one after the other.

const folder = mkdtempSync(path.join(tmpdir(), 'hopwise-pages-'))
const page = path.join(folder, 'index.html')
const scripts = {
  'a.js': 'import{x}from"./b.js";x()',
  'b.js': 'import"./c.js";export const x=1',
  'c.js': 'export{}',
  'island.js': 'import{x}from"./b.js";import{y}from"./d.js";const later=()=>import("./e.js")',
  'd.js': 'export const y=1',
  'again.js': 'export{t as default}from"./a.js"',
}
for (const [name, text] of Object.entries(scripts)) writeFileSync(path.join(folder, name), text)

const preloads = (html: string) =>
  [...naming(html, page).matchAll(/<link rel="modulepreload" href="([^"]+)"/g)].map(([, url]) => url)

const head = '<html><head><meta charset="utf-8">'
const a = '<script type="module" src="./a.js"></script>'
/** What Astro begins islands with that are drawn by script alone, and the policy that allows it. */
const begin =
  '(()=>{var e=async t=>{await(await t())()};(self.Astro||(self.Astro={})).only=e;window.dispatchEvent(new Event("astro:only"))})();'
const allowed = (script: string) =>
  `<meta content="script-src 'sha256-${createHash('sha256').update(script).digest('base64')}'">`
const island = (when: string) =>
  `<script>${begin}</script><astro-island component-url="./island.js" client="${when}"></astro-island>`

it.each<[string, string, readonly string[]]>([
  ['what a script imports, and what that imports', `${head}${a}</head><body></body>`, ['./b.js', './c.js']],
  [
    'the script of an island, too',
    `${head}</head>${island('only')}`,
    ['./island.js', './b.js', './c.js', './d.js'],
  ],
  [
    'what an island’s script only passes on',
    `${head}</head>${island('only').replace('island.js', 'again.js')}`,
    ['./again.js', './a.js', './b.js', './c.js'],
  ],
  ['each once', `${head}${a}</head>${island('load')}`, ['./b.js', './c.js', './island.js', './d.js']],
  ['not the script of an island that waits until it is seen', `${head}</head>${island('visible')}`, []],
  ['nothing where there is no script', `${head}</head>`, []],
])('names %s', (_, html, urls) => {
  expect(preloads(html)).toEqual(urls)
})

it('names what starts a lab before all style sheets', () => {
  const html = naming(`${head}<link rel="stylesheet" href="s.css">${a}</head>`, page)
  expect(html.indexOf('modulepreload')).toBeLessThan(html.indexOf('stylesheet'))
})

it('lets what there is to read come before the scripts of the body, and what starts a lab before all', () => {
  const links = naming(`${head}${a}</head>${island('load')}`, page).match(/<link rel="modulepreload"[^>]*>/g)
  expect(links?.map((link) => link.includes('fetchpriority="low"'))).toEqual([false, false, true, true])
})

it('asks for what is drawn by script alone when the page has been painted, as its policy allows', () => {
  const html = naming(`${head}${allowed(begin)}</head>${island('only')}`, page)
  const [, kept = ''] = /<template data-soon>(.*)<\/template>/.exec(html) ?? []
  expect(html.replace(kept, '')).not.toContain('modulepreload')
  const [, script = ''] = /<script>(.*)<\/script>/.exec(html) ?? []
  expect(script).toMatch(/async t=>\{document\.hidden\|\|await new Promise\(.*requestAnimationFrame/)
  expect(html).toContain(allowed(script))
})

it('says so when Astro begins such islands in another way', () => {
  const html = `${head}</head>${island('only').replace(begin, 'begin()')}`
  expect(() => naming(html, page)).toThrow('early-scripts.ts')
})
