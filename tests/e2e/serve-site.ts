import { fileURLToPath } from 'node:url'
import type { TestProject } from 'vitest/node'
import { serveFolder } from '../../scripts/serve.ts'

declare module 'vitest' {
  interface ProvidedContext {
    site: string
  }
}

/** Serves the built site while the browser tests run. */
export async function setup(project: TestProject): Promise<() => void> {
  const { server, address } = await serveFolder(fileURLToPath(new URL('../../dist', import.meta.url)), 0)
  project.provide('site', address)
  return () => {
    server.close()
    server.closeAllConnections()
  }
}
