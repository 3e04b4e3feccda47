import { fileURLToPath } from 'node:url'
import mdx from '@astrojs/mdx'
import svelte from '@astrojs/svelte'
import { defineConfig } from 'astro/config'
import { earlyScripts } from './scripts/site/early-scripts.ts'
import { glossaryTerms } from './scripts/site/glossary-terms.ts'
import { laterStyles } from './scripts/site/later-styles.ts'
import { modelsLater } from './scripts/site/models-later.ts'
import { offline } from './scripts/site/offline.ts'
import { operationsLater } from './scripts/site/operations-later.ts'
import { pseudoWords } from './scripts/site/pseudo-words.ts'
import { relativeAddresses } from './scripts/site/relative-addresses.ts'
import { searchIndex } from './scripts/site/search-index.ts'
import { slimCatalogue } from './scripts/site/slim-catalogue.ts'
import { slimMonaco } from './scripts/site/slim-monaco.ts'
import { splitDeclarations } from './scripts/site/split-declarations.ts'
import { splitJustBash } from './scripts/site/split-just-bash.ts'
import { styleElements } from './scripts/site/style-elements.ts'
import { policies, trustedMarkup } from './scripts/site/trusted-markup.ts'
import { withoutMarks } from './scripts/site/without-marks.ts'
import { workerChunks } from './scripts/site/worker-chunks.ts'

export default defineConfig({
  output: 'static',
  trailingSlash: 'always',
  integrations: [
    mdx(),
    svelte(),
    glossaryTerms(),
    relativeAddresses(),
    withoutMarks(),
    laterStyles(),
    earlyScripts(),
    searchIndex(),
    offline(),
  ],
  // Keeps the spaces between words and links; the default drops those at line ends.
  compressHTML: true,
  devToolbar: { enabled: false },
  // A page runs and loads what this site itself serves, and nothing else. Astro adds the hashes.
  security: {
    csp: {
      directives: [
        "default-src 'none'",
        "img-src 'self'",
        // The editor's icons.
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "worker-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        // Markup and addresses of programs pass a policy with a name, or nothing takes them.
        "require-trusted-types-for 'script'",
        `trusted-types ${policies.join(' ')}`,
      ],
      // The search is a program in WebAssembly.
      scriptDirective: { resources: ["'self'", "'wasm-unsafe-eval'"] },
      styleDirective: { resources: ["'self'"] },
    },
  },
  build: { inlineStylesheets: 'never' },
  vite: {
    resolve: {
      alias: { 'node:zlib': fileURLToPath(new URL('scripts/site/zlib-in-browsers.ts', import.meta.url)) },
    },
    plugins: [splitJustBash(), slimMonaco(), styleElements(), trustedMarkup(), pseudoWords()],
    worker: {
      format: 'es',
      plugins: () => [
        splitJustBash(),
        operationsLater(),
        modelsLater(),
        slimCatalogue(),
        splitDeclarations(),
        pseudoWords(),
      ],
      // What the worker needs at once comes in one piece.
      rolldownOptions: { output: { codeSplitting: workerChunks } },
    },
    // Since May 2024 every browser has light-dark(); what is written for older ones ignores the scheme that a reader chose.
    build: { target: 'es2022', cssTarget: ['chrome123', 'firefox120', 'safari17.5'] },
  },
})
