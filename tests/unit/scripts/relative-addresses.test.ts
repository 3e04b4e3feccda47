import { expect, it } from 'vitest'
import { relative } from '../../../scripts/site/relative-addresses.ts'

it.each<[string, string, string]>([
  ['a link', '<a href="/learn/">', '<a href="../learn/">'],
  ['home', '<a class="home" href="/">', '<a class="home" href="../">'],
  ['a script', '<script type="module" src="/x.js">', '<script type="module" src="../x.js">'],
  ['an island', '<astro-island component-url="/a.js" ssr>', '<astro-island component-url="../a.js" ssr>'],
  ['what comes after a value with a bracket', '<a title="a > b" href="/c">', '<a title="a > b" href="../c">'],
])('leads %s there from the page', (_, before, after) => {
  expect(relative(before, '../')).toBe(after)
})

it.each([
  ['an address of another server', '<a href="//example.com/">'],
  ['a whole address', '<a href="https://docs.aws.amazon.com/vpc/">'],
  ['a place on the page', '<a href="#offline">'],
  ['what is told of addresses in the text', '<p>Write href="/learn/".</p>'],
  ['what a script says', '<script>link = \' href="/learn/"\'</script>'],
])('leaves %s alone', (_, html) => {
  expect(relative(html, '../')).toBe(html)
})
