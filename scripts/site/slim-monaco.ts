import { fileURLToPath } from 'node:url'
import type { Plugin } from 'vite'

// Monaco, as a page with a strict policy can have it: its style sheets come with it and not with the page, and nothing
// in it is styled by markup or drawn from data addresses. See src/lab/editor/markup-styles.ts.

const monaco = /[\\/]monaco-editor[\\/]esm[\\/]/
const styles = '\0hopwise:styles:'
const markup = fileURLToPath(new URL('../../src/lab/editor/monaco-markup.ts', import.meta.url))
const ours = fileURLToPath(new URL('../../src/lab/editor/markup-styles.ts', import.meta.url))

export function slimMonaco(): Plugin {
  return {
    name: 'slim-monaco',
    enforce: 'pre',
    async resolveId(source, importer) {
      if (!importer || !monaco.test(importer)) return undefined
      if (source.endsWith('/trustedTypes.js')) return markup
      if (!source.endsWith('.css')) return undefined
      const found = await this.resolve(source, importer, { skipSelf: true })
      return found && `${styles}${found.id}.js`
    },
    load(id) {
      if (!id.startsWith(styles)) return undefined
      const file = id.slice(styles.length, -'.js'.length)
      return `import css from ${JSON.stringify(`${file}?inline`)}
const sheet = new CSSStyleSheet()
sheet.replaceSync(css)
document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet]`
    },
    transform(code, id) {
      if (!monaco.test(id)) return undefined
      if (id.endsWith('/viewLayer.js')) return changed(code, lines)
      if (id.endsWith('/codeEditorWidget.js')) return changed(code, underlines)
      return undefined
    },
  }
}

type Change = readonly [RegExp, string]

/** What is drawn of lines comes as markup. */
const lines: readonly Change[] = [
  [/createHTML: value => value/g, 'createHTML: __withoutStyles'],
  [/line\.setDomNode\((\w+)\)/g, 'line.setDomNode(__styled($1))'],
  [/^/, `import { styled as __styled, withoutStyles as __withoutStyles } from ${JSON.stringify(ours)};\n`],
]

const underlines: readonly Change[] = [
  [
    /\{ background: url\("data:image\/svg\+xml,\$\{get\w+SVGData\((\w+)\)\}"\) (?:no-)?repeat(?:-x)? bottom left; \}/g,
    '{ border-bottom: 2px dotted $${$1}; box-sizing: border-box; }',
  ],
  [/collector\.addRule\(`:root \{ --monaco-editor-\w+-decoration: url\([^;]*;\s*\}`\);/g, ''],
]

/** A newer Monaco that is written otherwise must not go unnoticed. */
function changed(code: string, changes: readonly Change[]) {
  for (const [from, to] of changes) {
    if (code.search(from) < 0) throw new Error(`Monaco has changed: ${from} is not in it any more.`)
    code = code.replace(from, to)
  }
  return { code, map: null }
}
