import { fileURLToPath } from 'node:url'
import type { AstroIntegration } from 'astro'
import { siteWords } from '../../src/messages/site.ts'
import { writtenTerms } from '../../src/site/terms.ts'
import { withTrustedWorker } from './trusted-markup.ts'

// The index for full-text search, made of the finished pages by Pagefind. Its own user interface is left out.

export function searchIndex(): AstroIntegration {
  return {
    name: 'search-index',
    hooks: {
      'astro:build:done': async ({ dir }) => {
        const { createIndex, close } = await import('pagefind')
        const { index, errors } = await createIndex({ forceLanguage: 'en', verbose: false })
        if (!index) throw new Error(errors.join('\n'))
        const added = await index.addDirectory({ path: fileURLToPath(dir) })
        if (added.errors.length) throw new Error(added.errors.join('\n'))
        for (const record of termRecords()) {
          const { errors: refused } = await index.addCustomRecord(record)
          if (refused.length) throw new Error(refused.join('\n'))
        }
        const { files } = await index.getFiles()
        await writeNeeded(fileURLToPath(new URL('pagefind/', dir)), files)
        await close()
      },
    },
  }
}

/** A term of the glossary is found by itself, not the page that has them all. */
const termRecords = () =>
  writtenTerms().map(({ term, slug, means }) => ({
    url: `/glossary/#${slug}`,
    content: `${term}. ${means}`,
    language: 'en',
    meta: { title: siteWords.glossary.found(term) },
  }))

async function writeNeeded(
  folder: string,
  files: readonly { path: string; content: Uint8Array }[],
): Promise<void> {
  const { mkdir, writeFile } = await import('node:fs/promises')
  const path = await import('node:path')
  for (const { path: name, content } of files) {
    if (/-ui\.|highlight|component/.test(name)) continue
    const file = path.join(folder, name)
    await mkdir(path.dirname(file), { recursive: true })
    await writeFile(file, name === 'pagefind.js' ? withTrustedWorker(content) : content)
  }
}
