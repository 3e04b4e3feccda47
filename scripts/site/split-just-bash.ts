import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import type { Plugin } from 'vite'

// just-bash comes for browsers as one file with every command in it. Its main entry loads each command when it is
// first run, but looks at Node on the way: browsers get the main entry, with nothing where it looks at Node. What the
// terminal uses of it never comes there, but for `gzip`: who builds for browsers gives it a `node:zlib`.

const folder = path.dirname(createRequire(import.meta.url).resolve('just-bash'))

/** Commands that the terminal does not have, or has of its own (simulator/shell/library.ts), and who counts options. */
const left =
  /\/(curl|flag-coverage|html-to-markdown|js-exec|python3|sqlite3|tar|undici|xan|xan-view|yq)-[A-Z0-9]+\.js$/

const nothing = '\0hopwise:nothing'

export function splitJustBash(): Plugin {
  return {
    name: 'split-just-bash',
    enforce: 'pre',
    resolveId(source, importer) {
      if (source === 'just-bash') return path.join(folder, 'index.js')
      return importer?.startsWith(folder) && left.test(source) ? nothing : undefined
    },
    load: (id) => (id === nothing ? 'export const emitFlagCoverage = () => {}' : undefined),
    transform(code, id) {
      if (!id.startsWith(folder)) return undefined
      const late = id === path.join(folder, 'index.js') ? withLatePatterns(code) : code
      return { code: withoutNode(late), map: null, moduleSideEffects: false }
    },
  }
}

/**
 * The shell without what matches its patterns, a large engine: `Bash.needPatterns` loads that (simulator/shell/patterns.ts).
 */
function withLatePatterns(code: string): string {
  const engine = [...code.matchAll(/import\{a as ([\w$]+)\}from"(\.\/chunks\/chunk-\w+\.js)";?/g)].find(
    ([, , file = '']) => readFileSync(path.join(folder, file), 'utf8').includes('re2js'),
  )
  const [, bash] = /export\{(?:[^}]*,)?([\w$]+) as Bash[,}]/.exec(code) ?? []
  if (!engine || !bash) throw new Error('just-bash has changed: scripts/site/split-just-bash.ts.')
  const [line, match, file] = engine
  return `${code.replace(line, '')}
let __patterns
const ${match} = (...asked) => {
  if (!__patterns) throw new Error('Nothing matches patterns yet: await needPatterns() first.')
  return __patterns.a(...asked)
}
${bash}.needPatterns = async () => {
  __patterns ??= await import(${JSON.stringify(file)})
}
`
}

/** The code without its imports from Node. A function of Node's that is called all the same says so. */
function withoutNode(code: string): string {
  const absent = `()=>{throw new Error("Browsers have nothing of Node.")}`
  return code
    .replace('import{createRequire} from"node:module";const require=createRequire(import.meta.url);', '')
    .replace(/import\*as ([\w$]+) from"node:(?!zlib")[\w/]+";?/g, 'const $1={};')
    .replace(/import\{([^}]*)\}from"node:(?!zlib")[\w/]+";?/g, (_, names: string) =>
      names
        .split(',')
        .map((name) => `const ${name.split(' as ').at(-1)}=${absent};`)
        .join(''),
    )
}
