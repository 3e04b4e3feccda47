import type { AnalyzerPort, NetworkPort, ServicesPort } from '../services/context.ts'
import { lookUpAddresses } from './dns/resolve.ts'
import { networkPort } from './health-checks.ts'
import { reachService } from './session/reach-service.ts'
import { trace } from './trace.ts'

/** The network as services ask it. */
export const network: NetworkPort = networkPort(
  (fabric) => (start, packet) => trace({ ...fabric, lookUp: lookUpAddresses }, start, packet),
)

let loaded: AnalyzerPort | undefined

/** Loads the analyzers of AWS's that read a network's configuration. */
export async function needAnalyzers(): Promise<void> {
  const [{ findAccess }, { analysePath }] = await Promise.all([
    import('./insights/access.ts'),
    import('./insights/reachability.ts'),
  ])
  loaded = {
    analysePath: ({ store, families, now }, path, filters) =>
      analysePath({ store, families, now }, path, filters),
    findAccess: ({ store, families, now, account, region }, scope) =>
      findAccess({ store, families, now }, { account, region }, scope),
  }
}

export const analyzers: AnalyzerPort = {
  analysePath: (...asked) => loadedAnalyzers().analysePath(...asked),
  findAccess: (...asked) => loadedAnalyzers().findAccess(...asked),
}

function loadedAnalyzers(): AnalyzerPort {
  if (!loaded) throw new Error("The analyzers are not loaded: await contract.need('ec2') first.")
  return loaded
}

/** For EC2's operations that begin an analysis, and for who needs all of EC2. */
export const analyzersFor = async (service: string, operation?: string): Promise<void> => {
  if (service === 'ec2' && (operation === undefined || /NetworkInsights/.test(operation)))
    await needAnalyzers()
}

/** The ways to AWS's own services, as agents on instances go them. */
export const services: ServicesPort = {
  reaches({ store, families, now }, id, service, region) {
    const url = `https://${service}.${region}.amazonaws.com/`
    const request = { service: 'ssm', operation: '', input: {}, region, credentials: undefined, url }
    const reached = reachService(
      { store, families, now, lookUp: lookUpAddresses },
      { kind: 'interface', id },
      request,
    )
    return !('unreachable' in reached)
  },
}
