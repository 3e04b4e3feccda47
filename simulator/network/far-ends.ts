import { routers, uplinks } from '../services/onprem/tables.ts'
import type { Fabric } from './fabric.ts'
import type { Packet } from './packet.ts'
import type { Move } from './place.ts'

/** What is at the customer's end of a line: the routers of a site, or something that the world knows nothing more of. */
export function farEndOf(fabric: Fabric, line: string, packet: Packet): Move {
  const router = fabric.store.get(routers, fabric.store.get(uplinks, line)?.Router ?? '')
  if (router) return { to: { kind: 'site-router', site: router.Site, from: line } }
  return { arrival: { kind: 'site-host', id: line, packet } }
}
