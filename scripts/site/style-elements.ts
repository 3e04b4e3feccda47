import { fileURLToPath } from 'node:url'
import type { Plugin } from 'vite'

// Libraries that fill style elements by script get ours instead: see src/lab/style-element.ts.

const libraries = /node_modules\/(@xterm\/xterm|monaco-editor)\//
const madeStyle = /([\w.$]+)\.createElement\(["']style["']\)/
const madeStyles = new RegExp(madeStyle, 'g')
const ours = fileURLToPath(new URL('../../src/lab/style-element.ts', import.meta.url))

export function styleElements(): Plugin {
  return {
    name: 'style-elements',
    enforce: 'pre',
    transform(code, id) {
      if (!libraries.test(id) || !madeStyle.test(code)) return undefined
      const changed = code.replace(madeStyles, '__styleElement($1)')
      return {
        code: `import { styleElement as __styleElement } from ${JSON.stringify(ours)};\n${changed}`,
        map: null,
      }
    },
  }
}
