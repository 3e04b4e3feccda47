// npm start: builds the site when it has changed, serves it on this machine and says where.

import path from 'node:path'
import { parseArgs } from 'node:util'
import { buildSite } from './build.ts'
import { root } from './commands.ts'
import { serveFolder } from './serve.ts'

const usage =
  'Usage: npm start [-- --port <number>]   (or the environment variable PORT; 4321 if neither is given)'

const port = readPort()
if (port === undefined) {
  console.error(usage)
  process.exit(2)
}

const { problem } = await buildSite(() => console.log('Building the site …'))
if (problem) {
  console.error(`${problem.trim()}\n\nThe site could not be built; the reason is above.`)
  process.exit(1)
}

try {
  const { server, address } = await serveFolder(path.join(root, 'dist'), port)
  console.log(`Hopwise is at ${address}  (Ctrl-C stops it)`)
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      server.close()
      server.closeAllConnections()
    })
  }
} catch (error) {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'EADDRINUSE') {
    console.error(`Port ${port} is taken, perhaps by a Hopwise that is already running.`)
    console.error(
      `Stop that program, or choose another port: npm start -- --port ${port === 65_535 ? 4321 : port + 1}`,
    )
  } else if (code === 'EACCES') {
    console.error(`This user may not open port ${port}. Choose one above 1023: npm start -- --port 4321`)
  } else throw error
  process.exitCode = 1
}

/** The port asked for, or undefined when what was asked makes no sense. */
function readPort(): number | undefined {
  try {
    const { values } = parseArgs({ options: { port: { type: 'string' } } })
    const text = values.port ?? (process.env.PORT || '4321')
    const number = Number(text)
    return /^\d+$/.test(text) && number > 0 && number <= 65_535 ? number : undefined
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error))
    return undefined
  }
}
