import { contract } from '../../simulator/api/contract.ts'
import { loadWireServices } from '../../simulator/api/wire/services.ts'
import { openEndpoint } from '../../simulator/node/server/endpoint.ts'
import { ServedWorld } from '../../simulator/node/server/world.ts'

export interface Served {
  readonly url: string
  /** Throws what went wrong in the server, if anything did. */
  stop(): Promise<void>
}

/** A saved world, served to real clients. */
export async function serveWorld(saved: string): Promise<Served> {
  const services = await loadWireServices(contract)
  const failures: unknown[] = []
  const endpoint = await openEndpoint({
    services,
    world: await ServedWorld.open('fast', undefined, { text: saved }),
    port: 0,
    onFailure: (error) => failures.push(error),
  })
  return {
    url: `http://127.0.0.1:${endpoint.port}`,
    async stop() {
      await endpoint.stop()
      if (failures.length) throw failures[0]
    },
  }
}
