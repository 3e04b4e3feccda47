import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { build, type Rolldown } from 'vite'
import { root } from '../commands.ts'
import { modelsLater } from './models-later.ts'
import { operationsLater } from './operations-later.ts'
import { slimCatalogue } from './slim-catalogue.ts'
import { splitDeclarations } from './split-declarations.ts'
import { splitJustBash } from './split-just-bash.ts'
import { workerChunks } from './worker-chunks.ts'

// The lab as the site's worker holds it, without what speaks with the page: for who weighs it, and for who runs it.

export type Chunk = Rolldown.OutputChunk

export async function bundleWorker(): Promise<readonly Chunk[]> {
  const built = await build({
    configFile: false,
    logLevel: 'silent',
    plugins: [splitJustBash(), operationsLater(), modelsLater(), slimCatalogue(), splitDeclarations()],
    resolve: { alias: { 'node:zlib': path.join(root, 'scripts/site/zlib-in-browsers.ts') } },
    build: {
      write: false,
      target: 'es2022',
      minify: true,
      modulePreload: false,
      rolldownOptions: {
        input: path.join(root, 'src/lab/worker/lab-host.ts'),
        preserveEntrySignatures: 'strict',
        output: { codeSplitting: workerChunks },
      },
    },
  })
  const outputs = (Array.isArray(built) ? built : [built]) as readonly Rolldown.RolldownOutput[]
  return outputs.flatMap(({ output }) => output.filter((one) => one.type === 'chunk'))
}

/** Writes it into a folder of its own, where Node can run it, and says which file is its entry. */
export function writeBundle(chunks: readonly Chunk[], name: string): string {
  const folder = path.join(root, 'node_modules', '.cache', 'hopwise', name)
  rmSync(folder, { recursive: true, force: true })
  for (const { fileName, code } of chunks) {
    const file = path.join(folder, fileName)
    mkdirSync(path.dirname(file), { recursive: true })
    writeFileSync(file, code)
  }
  writeFileSync(path.join(folder, 'package.json'), '{ "type": "module" }\n')
  return path.join(folder, chunks.find(({ isEntry }) => isEntry)!.fileName)
}
