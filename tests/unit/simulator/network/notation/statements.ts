import { dnsStatements } from './dns-statements.ts'
import { endpointStatements } from './endpoint-statements.ts'
import { gatewayStatements } from './gateway-statements.ts'
import { hybridStatements } from './hybrid-statements.ts'
import { identityStatements } from './identity-statements.ts'
import { inspectionStatements } from './inspection-statements.ts'
import { requestStatements } from './request-statements.ts'
import { resolverStatements } from './resolver-statements.ts'
import { trafficStatements } from './traffic-statements.ts'
import { transitStatements } from './transit-statements.ts'
import { vpcStatements } from './vpc-statements.ts'
import type { Statement } from './world.ts'
import { zoneStatements } from './zone-statements.ts'

const parts: readonly Readonly<Record<string, Statement>>[] = [
  vpcStatements,
  dnsStatements,
  requestStatements,
  resolverStatements,
  zoneStatements,
  endpointStatements,
  gatewayStatements,
  hybridStatements,
  identityStatements,
  inspectionStatements,
  trafficStatements,
  transitStatements,
]

/** Every statement there is, by its first word. */
export const statements: Readonly<Record<string, Statement>> = Object.fromEntries(
  parts.flatMap((part) => Object.entries(part)),
)

const words = parts.flatMap((part) => Object.keys(part))
const twice = words.filter((word, i) => words.indexOf(word) !== i)
if (twice.length) throw new Error(`Two statements begin with the same word: ${twice.join(', ')}`)
