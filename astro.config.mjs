import mdx from '@astrojs/mdx'
import svelte from '@astrojs/svelte'
import { defineConfig } from 'astro/config'

export default defineConfig({
  output: 'static',
  trailingSlash: 'always',
  integrations: [mdx(), svelte()],
  // Keeps the spaces between words and links; the default drops those at line ends.
  compressHTML: true,
  devToolbar: { enabled: false },
  // A page runs and loads what this site itself serves, and nothing else. Astro adds the hashes.
  security: {
    csp: {
      directives: [
        "default-src 'none'",
        "img-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "worker-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
      ],
      scriptDirective: { resources: ["'self'"] },
      styleDirective: { resources: ["'self'"] },
    },
  },
  build: { inlineStylesheets: 'never' },
  vite: { build: { target: 'es2022' } },
})
