import type { Plugin } from 'vite'

// The site's policy demands trusted types: a browser takes markup, and the address of a program, only from policies whose
// names stand here. Libraries that know nothing of it are told.

/** Who may make markup or addresses of programs. */
export const policies = [
  // src/site/trusted-urls.ts: the lab's worker and the service worker.
  'hopwise',
  // The templates of components, which are constants of the program.
  'svelte-trusted-html',
  // src/lab/editor/monaco-markup.ts: the lines of the editor.
  'monaco',
  'dompurify',
  'pagefind',
] as const

/** Empties an island by nodes and not by markup. */
export function trustedMarkup(): Plugin {
  return {
    name: 'trusted-markup',
    enforce: 'pre',
    transform(code, id) {
      if (!/[\\/]@astrojs[\\/]svelte[\\/]dist[\\/]client\.svelte\.js/.test(id)) return undefined
      return { code: replaced(code, 'target.innerHTML = ""', 'target.replaceChildren()'), map: null }
    },
  }
}

/** Pagefind starts its worker by the worker's bare address. */
export const withTrustedWorker = (program: Uint8Array): string =>
  replaced(
    new TextDecoder().decode(program),
    'new Worker(workerUrl)',
    "new Worker(globalThis.trustedTypes?.createPolicy('pagefind',{createScriptURL:(url)=>url}).createScriptURL(workerUrl)??workerUrl)",
  )

/** A newer version that is written otherwise must not go unnoticed. */
function replaced(code: string, from: string, to: string): string {
  if (!code.includes(from)) throw new Error(`A library has changed: "${from}" is not in it any more.`)
  return code.replace(from, to)
}
