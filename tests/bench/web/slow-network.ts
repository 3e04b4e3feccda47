import { request as ask, createServer, type Server } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'

// A slow 4G between the browser and the site, for pages and workers alike: browsers slow down their tabs, and leave out
// what workers ask for.

/** What Lighthouse calls slow 4G. */
const roundTrip = 150
const bytesPerSecond = (1.6 * 1024 * 1024) / 8
const piece = 4096

/** Serves another server's site, each answer a round trip late, all of them over one narrow line. */
export async function slowDown(site: string): Promise<{ readonly address: string; close(): void }> {
  let isFreeAt = 0
  /** When the line has carried so many bytes. */
  const carried = (bytes: number): Promise<void> => {
    const now = performance.now()
    isFreeAt = Math.max(isFreeAt, now) + (bytes / bytesPerSecond) * 1000
    return wait(isFreeAt - now)
  }
  const server: Server = createServer((request, response) => {
    const { method, url = '/', headers } = request
    const asked = ask(new URL(url, site), { method, headers }, async (answer) => {
      await wait(roundTrip)
      response.writeHead(answer.statusCode ?? 500, answer.headers)
      for await (const chunk of answer as AsyncIterable<Buffer>)
        for (let at = 0; at < chunk.length; at += piece) {
          const part = chunk.subarray(at, at + piece)
          await carried(part.length)
          response.write(part)
        }
      response.end()
    })
    asked.on('error', () => response.destroy())
    asked.end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const bound = server.address()
  const port = typeof bound === 'object' && bound ? bound.port : 0
  return {
    address: `http://127.0.0.1:${port}/`,
    close() {
      server.close()
      server.closeAllConnections()
    },
  }
}
