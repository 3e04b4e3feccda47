import { describe, expect, it } from 'vitest'
import { readXml, XmlError } from '../../../../../simulator/api/wire/xml-reader.ts'

const child = (name: string, text: string) => ({ name, text, attributes: new Map(), children: [] })

describe('readXml', () => {
  it.each([
    ['a text', '<a>one two</a>', child('a', 'one two')],
    ['the five entities', '<a>&lt;&gt;&amp;&quot;&apos;</a>', child('a', `<>&"'`)],
    ['characters by number', '<a>&#65;&#x1F600;</a>', child('a', 'A😀')],
    ['a section of raw text', '<a>x<![CDATA[<&]]>y</a>', child('a', 'x<&y')],
    [
      'a prefix',
      '<n:a xmlns:n="urn:x"/>',
      { ...child('a', ''), attributes: new Map([['xmlns:n', 'urn:x']]) },
    ],
    ['space between elements', '<a>\n <b>1</b>\n</a>', { ...child('a', ''), children: [child('b', '1')] }],
    ['space that is a value', '<a> </a>', child('a', ' ')],
    ['a declaration and comments', '<?xml version="1.0"?><!-- c --><a/><!-- d -->', child('a', '')],
    [
      'attributes in either quotes',
      `<a b="1" c='2"'/>`,
      {
        ...child('a', ''),
        attributes: new Map([
          ['b', '1'],
          ['c', '2"'],
        ]),
      },
    ],
  ])('reads %s', (_, text, expected) => {
    expect(readXml(text)).toEqual(expected)
  })

  it.each([
    ['nothing', ''],
    ['text alone', 'hello'],
    ['an element that does not end', '<a>'],
    ['ends in the wrong order', '<a><b></a></b>'],
    ['a second root', '<a/><b/>'],
    ['text behind the root', '<a/>x'],
    ['an end without a start', '</a>'],
    ['an entity of its own', '<a>&nbsp;</a>'],
    ['an unfinished entity', '<a>a & b</a>'],
    ['the character zero', '<a>&#0;</a>'],
    ['a document type', '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>'],
    ['an attribute without quotes', '<a b=1/>'],
    ['an attribute twice', '<a b="1" b="2"/>'],
    ['a tag that stops', '<a b="1"'],
    ['ten thousand levels', '<a>'.repeat(10_000) + '</a>'.repeat(10_000)],
  ])('refuses %s', (_, text) => {
    expect(() => readXml(text)).toThrow(XmlError)
  })
})
