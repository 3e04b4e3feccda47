import { expect, it } from 'vitest'
import { unmarked } from '../../../scripts/site/without-marks.ts'

const marked = '<!--[--><b>a</b><!--[0--><i>b</i><!--]--><!--[-1--><!--]--><!----><!--]-->'
const island = `<astro-island uid="1" ssr>${marked}</astro-island>`

it('takes the marks off what is drawn for good, and leaves those by which an island comes to life', () => {
  expect(unmarked(`<p>${marked}</p>${island}<p>${marked}</p>${island}`)).toBe(
    `<p><b>a</b><i>b</i></p>${island}<p><b>a</b><i>b</i></p>${island}`,
  )
})

it('leaves comments of people', () => {
  expect(unmarked('<!-- [1] --><p>x</p>')).toBe('<!-- [1] --><p>x</p>')
})
