import { fileURLToPath } from 'node:url'
import type { Plugin } from 'vite'

// The site's policy forbids styles in markup, which are what style elements and style attributes are. Libraries that fill
// such by script get ours instead: see src/lab/style-element.ts.

const libraries = /node_modules\/(@xterm\/xterm|monaco-editor)\//
const ours = fileURLToPath(new URL('../../src/lab/style-element.ts', import.meta.url))

type Change = readonly [RegExp, string]

const elements: Change = [/([\w$.]+)\.createElement\(["']style["']\)/g, '__styleElement($1)']
const attributes: Change = [/([\w$.]+)\.setAttribute\(["']style["'],/g, '__setStyle($1,']

export function styleElements(): Plugin {
  return {
    name: 'style-elements',
    enforce: 'pre',
    transform(code, id) {
      if (!libraries.test(id)) return undefined
      // The whole of xterm.js is one file, which does both.
      const mustHave = id.endsWith('/xterm.mjs')
      let changed = code
      for (const [from, to] of [elements, attributes]) {
        if (mustHave && changed.search(from) < 0)
          throw new Error(`xterm.js has changed: ${from} is not in it any more. How does it style its cells?`)
        changed = changed.replace(from, to)
      }
      if (changed === code) return undefined
      const imports = 'styleElement as __styleElement, setStyle as __setStyle'
      return { code: `import { ${imports} } from ${JSON.stringify(ours)};\n${changed}`, map: null }
    },
  }
}
