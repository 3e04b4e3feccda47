import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import type { AstroIntegration } from 'astro'
import { filesBelow } from '../fingerprint.ts'

// The site works wherever its folder is served: what pages name by an address from the root of a server they name, when
// all is built, by the way from where they are. It comes before everything that counts or indexes the finished files.

export function relativeAddresses(): AstroIntegration {
  return {
    name: 'relative-addresses',
    hooks: {
      'astro:config:setup': ({ updateConfig }) => {
        updateConfig({
          vite: {
            // What scripts and style sheets load lies beside them.
            experimental: {
              renderBuiltUrl: (_: string, { ssr }: { readonly ssr: boolean }) =>
                ssr ? undefined : { relative: true },
            },
          },
        })
      },
      'astro:build:done': ({ dir }) => {
        const dist = fileURLToPath(dir)
        for (const file of filesBelow(dist).filter((one) => one.endsWith('.html'))) {
          const page = path.relative(dist, file).split(path.sep).join('/')
          if (page === notFound) continue
          writeFileSync(file, relative(readFileSync(file, 'utf8'), wayUp(page)))
        }
      },
    },
  }
}

/** The one page that a server shows under any address, so that it knows no way but from the root. */
export const notFound = '404.html'

/** From the folder that a page stands in to the root of the site. */
const wayUp = (page: string): string => '../'.repeat(page.split('/').length - 1) || './'

const tags = /<[a-z][\w-]*(?:\s+[\w:-]+(?:="[^"]*")?)*\s*\/?>/gi
const addresses =
  /(\s(?:href|src|poster|component-url|renderer-url|before-hydration-url|data-root)=")\/(?!\/)/g

/** A page with every address of the site's own led there from `root`. What is written in it stays as it is. */
export const relative = (html: string, root: string): string =>
  html.replace(tags, (tag) => tag.replace(addresses, (_, before: string) => before + root))
