import { expect, it } from 'vitest'
import { withoutStyles } from '../../../../../src/lab/editor/markup-styles.ts'

it.each<[string, string, string]>([
  ['a line', '<div style="top:0px" class="l">a</div>', '<div data-monaco-style="top:0px" class="l">a</div>'],
  [
    'all of several',
    '<i style="a"></i><b class="c" style="d"></b>',
    '<i data-monaco-style="a"></i><b class="c" data-monaco-style="d"></b>',
  ],
  ['text that looks like it', '<i> style="a" &lt;b style="c"></i>', '<i> style="a" &lt;b style="c"></i>'],
  ['nothing', '', ''],
])('puts styles of markup aside: %s', (_, markup, changed) => {
  expect(withoutStyles(markup)).toBe(changed)
})
