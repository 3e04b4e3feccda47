import type { AnalyzerPort, NetworkPort, ServicesPort } from '../services/context.ts'
import { lookUpAddresses } from './dns/resolve.ts'
import { networkPort } from './health-checks.ts'
import { findAccess } from './insights/access.ts'
import { analysePath } from './insights/reachability.ts'
import { reachService } from './session/reach-service.ts'
import { trace } from './trace.ts'

/** The network as services ask it. */
export const network: NetworkPort = networkPort(
  (fabric) => (start, packet) => trace({ ...fabric, lookUp: lookUpAddresses }, start, packet),
)

/** The analyzers of AWS's that read a network's configuration. */
export const analyzers: AnalyzerPort = {
  analysePath: ({ store, families, now }, path, filters) =>
    analysePath({ store, families, now }, path, filters),
  findAccess: ({ store, families, now, account, region }, scope) =>
    findAccess({ store, families, now }, { account, region }, scope),
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
