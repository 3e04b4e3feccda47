import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { CompiledWaiter, CompiledWire } from '../../simulator/api/compiled.ts'
import { type Additions, addWire, applyAdditions } from './additions.ts'
import { readDeclarations } from './declarations.ts'
import type { ServiceFact } from './ir.ts'
import { applyLimits, type LimitTable } from './limits.ts'
import { applyPaginators, type PaginatorTable } from './paginators.ts'
import { applySchemas, emptyWire } from './schemas.ts'
import type { ServiceAbout } from './services.ts'

export type Waiters = Readonly<Record<string, CompiledWaiter>>

/** All that is known of a service: what its client declares, completed by what is written in `data/`. */
export function readService(
  root: string,
  about: ServiceAbout,
): { service: ServiceFact; wire: CompiledWire; waiters: Waiters } {
  const { service, wire } = readShapes(root, about)
  applyLimits(service, limits[about.name] ?? {})
  applyPaginators(clientFolder(root, about), service, paginators[about.name] ?? {})
  return { service, wire, waiters: waiters[about.name] ?? {} }
}

/** A service as its client declares it, with what the client lacks, before limits and paginators. */
export function readShapes(root: string, about: ServiceAbout): { service: ServiceFact; wire: CompiledWire } {
  const folder = clientFolder(root, about)
  const service: ServiceFact = folder
    ? readDeclarations(folder, about.name)
    : {
        name: about.name,
        doc: '',
        operations: [],
        structures: new Map(),
        enums: new Map(),
        errors: new Map(),
      }
  const wire = about.package ? applySchemas(root, about, about.package, service) : emptyWire(about)
  const added = additions[about.name]
  if (!added) return { service, wire }
  applyAdditions(service, added)
  return { service, wire: addWire(service, added, wire) }
}

export function clientFolder(root: string, about: ServiceAbout): string | undefined {
  return about.package && join(root, 'node_modules', about.package)
}

const readData = <T>(name: string): Readonly<Record<string, T>> =>
  JSON.parse(readFileSync(join(import.meta.dirname, 'data', name), 'utf8')) as Record<string, T>

const additions = readData<Additions>('additions.json')
const limits = readData<LimitTable>('limits.json')
const paginators = readData<PaginatorTable>('paginators.json')
const waiters = readData<Waiters>('waiters.json')
