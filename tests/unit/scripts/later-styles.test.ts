import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, it } from 'vitest'
import { joined, withoutLater } from '../../../scripts/site/later-styles.ts'

// A page that is drawn by script does not wait for the styles of parts that nobody has opened.

const folder = mkdtempSync(path.join(tmpdir(), 'hopwise-pages-'))
const page = path.join(folder, 'index.html')
const lists = (...files: readonly string[]) =>
  `const __vite__mapDeps=(i,m=__vite__mapDeps,d=(m.f||(m.f=${JSON.stringify(files.map((file) => `./${file}`))})))=>0;`
const files = {
  'lab.aa.js': 'export{t as default}from"./frame.bb.js"',
  'frame.bb.js': `${lists('editor.cc.js', 'editor.cc.css', 'button.dd.js', 'button.dd.css')}import"./button.dd.js"`,
  'editor.cc.js': lists('lint.ee.js', 'lint.ee.css'),
  'lint.ee.js': '',
  'button.dd.js': '',
  ...Object.fromEntries(
    ['page.ff', 'frame.bb', 'editor.cc', 'button.dd', 'lint.ee'].map((name) => [
      `${name}.css`,
      `.${name.slice(0, -3)}{}`,
    ]),
  ),
}
for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, name), text)

const sheets = ['page.ff.css', 'frame.bb.css', 'editor.cc.css', 'button.dd.css', 'lint.ee.css']
const head = `<head>${sheets.map((name) => `<link rel="stylesheet" href="./${name}">`).join('')}</head>`
const island = (when: string) => `<astro-island component-url="./lab.aa.js" client="${when}"></astro-island>`
const left = (html: string) =>
  [...withoutLater(html, page).matchAll(/stylesheet" href="\.\/([^"]+)"/g)].map(([, name]) => name)

it.each<[string, string, readonly string[]]>([
  [
    'only its own and those of what is drawn at once',
    island('only'),
    ['page.ff.css', 'frame.bb.css', 'button.dd.css'],
  ],
  ['all where something was drawn with the site', island('only') + island('load'), sheets],
  ['all where nothing is drawn by script', '', sheets],
])('a page names %s', (_, body, expected) => {
  expect(left(head + body)).toEqual(expected)
})

it('a page that is drawn by script loads its style sheets as one, in their order, and none of them again', () => {
  const html = joined(withoutLater(head + island('only'), page), page)
  const loaded = [...html.matchAll(/stylesheet" href="([^"]+)">/g)].map(([, name = '']) => name)
  expect(loaded).toHaveLength(1)
  expect(readFileSync(path.join(folder, loaded[0]!), 'utf8')).toBe('.page{}.frame{}.button{}')
  expect(html.match(/ disabled>/g)).toHaveLength(3)
})

it('a page of which something was drawn with the site keeps its own', () => {
  expect(joined(head + island('load'), page)).toBe(head + island('load'))
})
