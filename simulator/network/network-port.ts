import type { NetworkPort } from '../services/context.ts'
import { lookUpAddresses } from './dns/resolve.ts'
import { networkPort } from './health-checks.ts'
import { trace } from './trace.ts'

/** The network as services ask it. */
export const network: NetworkPort = networkPort(
  (fabric) => (start, packet) => trace({ ...fabric, lookUp: lookUpAddresses }, start, packet),
)
