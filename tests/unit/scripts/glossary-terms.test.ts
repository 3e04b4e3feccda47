import { expect, it } from 'vitest'
import { markTerms } from '../../../scripts/site/glossary-terms.ts'

const terms = ['Route table', 'Gateway endpoint', 'Gateway Load Balancer endpoint', 'BGP'].map((term) => ({
  term,
  slug: term.toLowerCase().replaceAll(' ', '-'),
  means: `What a ${term} < is.`,
  topics: [],
}))

/** The marked words of a text in a lesson, in order. */
const marked = (text: string) =>
  [
    ...markTerms(`<div class="prose" x>${text}</div><footer>BGP</footer>`, terms).matchAll(
      /<a class="term"[^>]*>([^<]*)<\/a>/g,
    ),
  ].map(([, word]) => word)

it.each<[string, string, string[]]>([
  ['a term', '<p>A route table decides.</p>', ['route table']],
  ['more than one of it', '<p>All route tables decide.</p>', ['route tables']],
  ['its first use alone', '<p>BGP and BGP.</p><p>BGP.</p>', ['BGP']],
  [
    'the longest of several',
    '<p>A Gateway Load Balancer endpoint, a gateway endpoint.</p>',
    ['Gateway Load Balancer endpoint', 'gateway endpoint'],
  ],
  ['what is stressed', '<p>A <strong>route table</strong>.</p>', ['route table']],
  ['what is listed', '<ul><li>BGP</li></ul>', ['BGP']],
  ['no part of a word', '<p>iBGP, BGPs4, route-tables</p>', []],
  ['no link, and what comes after it', '<p><a href="/x/">BGP</a>, BGP</p>', ['BGP']],
  ['no code', '<p><code>BGP</code></p>', []],
  ['no heading', '<h2>BGP</h2>', []],
  ['no answer that is hidden', '<details><p>BGP</p></details>', []],
  ['no caption', '<figure><p>BGP</p></figure><p>After <img alt="BGP"> it.</p>', []],
  ['nothing behind the text', '<p>Nothing.</p>', []],
])('marks %s', (_, text, words) => {
  expect(marked(text)).toEqual(words)
})

it('brings a card for each, with its meaning as text', () => {
  const html = markTerms('<div class="prose"><p>BGP &amp; more</p></div><footer>', terms)
  expect(html).toContain(
    '<a class="term" href="/glossary/#bgp" aria-describedby="term-bgp">BGP</a> &amp; more',
  )
  expect(html).toContain('id="term-bgp"')
  expect(html).toContain('What a BGP &lt; is.')
  expect(html.endsWith('</div><footer>')).toBe(true)
})
