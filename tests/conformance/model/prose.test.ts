import { expect, it } from 'vitest'
import { toMarkup } from '../../../scripts/model/prose.ts'

const cases: Readonly<Record<string, readonly [html: string, markup: string]>> = {
  'paragraphs, with their blanks made one': [
    '<p>Creates\n   a VPC.</p>\n  <p>Deletes it.</p>',
    'Creates a VPC.\n\nDeletes it.',
  ],
  'text without a tag': ['Creates a VPC.', 'Creates a VPC.'],
  'nothing of nothing': ['<p> </p>', ''],
  'code, strong words and emphasis': [
    '<p>Set <code>DryRun</code> to <b>true</b> or <i>not</i>.</p>',
    'Set `DryRun` to **true** or *not*.',
  ],
  'no mark within code': ['<code>s3express-<i>zone-id</i>.aws</code>', '`s3express-zone-id.aws`'],
  'no blank before a full stop': ['<p>The <code>Value </code>. Done</p>', 'The `Value`. Done'],
  'no mark around nothing': ['<p>A <b></b>B</p>', 'A B'],
  'a link': [
    '<p>See <a href="https://docs.aws.amazon.com/x?a=1&amp;b=2">the guide</a>.</p>',
    'See [the guide](https://docs.aws.amazon.com/x?a=1&b=2).',
  ],
  'a list within a list': [
    '<p>One of:</p><ul><li><p>first</p><p>more of it</p><ul><li>inner</li></ul></li><li>second</li></ul><p>End.</p>',
    'One of:\n\n- first\n\n  more of it\n\n  - inner\n\n- second\n\nEnd.',
  ],
  'a numbered list': ['<ol><li>first</li><li>second</li></ol>', '1. first\n\n2. second'],
  'a remark': ['<note><p>Mind it.</p></note><p>After.</p>', 'NOTE:\n\n  Mind it.\n\nAfter.'],
  'lines to be shown as they are': ['<p>So:</p><pre>a  &lt;b\n c</pre>', 'So:\n\n```\na  <b\n c\n```'],
  'what stands for a letter': ['<p>a &lt; b &amp; c &#39;d&#39; \\{e\\}</p>', "a < b & c 'd' {e}"],
  'a definition': ['<dl><dt>Name</dt><dd><p>What it is.</p></dd></dl>', '**Name**\n\n  What it is.'],
}

it.each(Object.entries(cases))('keeps %s', (_, [html, markup]) => {
  expect(toMarkup(html)).toBe(markup)
})
