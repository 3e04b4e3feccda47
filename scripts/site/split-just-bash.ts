import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import type { Plugin } from 'vite'
import { splitBuiltins } from './late-builtins.ts'

// just-bash comes for browsers as one file with every command in it. Its main entry loads each command when it is
// first run, but looks at Node on the way: browsers get the main entry, with nothing where it looks at Node. What the
// terminal uses of it never comes there, but for `gzip`: who builds for browsers gives it a `node:zlib`.

const folder = path.dirname(createRequire(import.meta.url).resolve('just-bash'))
const main = path.join(folder, 'index.js')
const builtins = `${main}?builtins`

/** Commands that the terminal does not have, or has of its own (simulator/shell/library.ts), and who counts options. */
const left =
  /\/(curl|flag-coverage|html-to-markdown|js-exec|python3|sqlite3|tar|undici|xan|xan-view|yq)-[A-Z0-9]+\.js$/

const nothing = '\0hopwise:nothing'
const unguarded = '\0hopwise:unguarded'

/** In Node it can watch over what a script reaches of the program; where there is no Node it does nothing. */
const guard = readdirSync(path.join(folder, 'chunks')).find((name) =>
  readFileSync(path.join(folder, 'chunks', name), 'utf8').includes('[DefenseInDepthBox] Could not restore'),
)

const withoutGuard = `
export class a extends Error {}
export const b = {
  isInSandboxedContext: () => false,
  getCurrentExecutionId: () => undefined,
  bindCurrentContext: (work) => work,
  runTrusted: (work) => work(),
  runTrustedAsync: async (work) => work(),
  runUntrustedAsync: async (work) => work(),
}`

export function splitJustBash(): Plugin {
  return {
    name: 'split-just-bash',
    enforce: 'pre',
    resolveId(source, importer) {
      if (source === 'just-bash') return main
      if (source === builtins) return builtins
      if (!importer?.startsWith(folder)) return undefined
      if (left.test(source)) return nothing
      return path.basename(source) === guard ? unguarded : undefined
    },
    load(id) {
      if (id === nothing) return 'export const emitFlagCoverage = () => {}'
      if (id === unguarded) return { code: withoutGuard, moduleSideEffects: false }
      return id === builtins ? parts(readFileSync(main, 'utf8')).late : undefined
    },
    transform(code, id) {
      if (!id.startsWith(folder)) return undefined
      const own = id === main ? parts(code).early : id === builtins ? code : withoutNode(code)
      return { code: own, map: null, moduleSideEffects: false }
    },
  }
}

const parts = (code: string) =>
  splitBuiltins(withoutNetwork(withoutNode(withLatePatterns(code))), { early: main, late: builtins })

/** The code without its own `fetch` of the real network: what labs reach is simulated. */
function withoutNetwork(code: string): string {
  const asked = /&&\(this\.secureFetch=\w+\(\w+\.network\)\)/
  if (!asked.test(code)) throw new Error('just-bash has changed: scripts/site/split-just-bash.ts.')
  return code.replace(asked, '')
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
