import type { Table } from '../kernel/store.ts'
import type { AccessUnit } from './access.ts'
import type { AnyFamily, Context, FamilyIndex } from './context.ts'
import type { DueUnit, OperationUnit } from './operation.ts'

/** What every account has in a Region before anybody asks for anything, such as the default VPC. */
export interface StartUnit {
  readonly unit: 'start'
  readonly furnish: (ctx: Context) => void
}

export const start = (furnish: (ctx: Context) => void): StartUnit => ({ unit: 'start', furnish })

/** A service: the units that its modules export. */
export interface Service {
  readonly name: string
  readonly operations: ReadonlyMap<string, OperationUnit>
  readonly families: readonly AnyFamily[]
  readonly dues: ReadonlyMap<string, DueUnit>
  readonly starts: readonly StartUnit[]
  /** What requests touch, where that does not follow from the ids in them. */
  readonly access: AccessUnit | undefined
  /** The families' tables, and those that modules keep beside them. */
  readonly tables: readonly Table<never>[]
}

type Unit = OperationUnit | AnyFamily | DueUnit | StartUnit | AccessUnit

/** Collects a service from its modules: whatever they export as a unit is part of it. */
export function service(name: string, modules: readonly object[]): Service {
  const exported = modules.flatMap((module): unknown[] => Object.values(module))
  const units = exported.filter(isUnit)
  const families = units.filter((unit) => unit.unit === 'family')
  const operations = new Map<string, OperationUnit>()
  const dues = new Map<string, DueUnit>()
  for (const unit of new Set(units)) {
    if (unit.unit === 'operation') addOnce(operations, unit.name, unit)
    if (unit.unit === 'due') addOnce(dues, unit.kind, unit)
  }
  const starts = units.filter((unit) => unit.unit === 'start')
  const tables = [...families.map((family) => family.table), ...exported.filter(isTable)]
  return {
    name,
    operations,
    families: [...new Set(families)],
    dues,
    starts: [...new Set(starts)],
    access: units.find((unit) => unit.unit === 'access'),
    tables: [...new Set(tables)],
  }
}

/** Two parts of one service as one. */
export function join(one: Service, other: Service): Service {
  const operations = new Map(one.operations)
  const dues = new Map(one.dues)
  for (const [name, unit] of other.operations) addOnce(operations, name, unit)
  for (const [kind, unit] of other.dues) addOnce(dues, kind, unit)
  return {
    name: one.name,
    operations,
    families: [...one.families, ...other.families],
    dues,
    starts: [...one.starts, ...other.starts],
    access: one.access ?? other.access,
    tables: [...one.tables, ...other.tables],
  }
}

function isTable(value: unknown): value is Table<never> {
  return typeof value === 'object' && value !== null && 'key' in value && 'indexes' in value
}

function isUnit(value: unknown): value is Unit {
  return typeof value === 'object' && value !== null && 'unit' in value
}

function addOnce<T>(map: Map<string, T>, name: string, unit: T): void {
  if (map.has(name)) throw new Error(`Two units are called ${name}.`)
  map.set(name, unit)
}

/** What concerns all families of all services at once. */
export function indexFamilies(services: readonly Pick<Service, 'families'>[]): FamilyIndex {
  const all = services.flatMap((service) => service.families)
  const byPrefix = new Map(all.map((family) => [family.spec.prefix, family]))
  const referring = new Map<string, { family: AnyFamily; reference: string }[]>()
  for (const family of all) {
    for (const [reference, { to }] of Object.entries(family.spec.references ?? {})) {
      referring.set(to, [...(referring.get(to) ?? []), { family, reference }])
    }
  }
  return {
    all,
    ofId(id) {
      for (let end = id.lastIndexOf('-'); end > 0; end = id.lastIndexOf('-', end - 1)) {
        const family = byPrefix.get(id.slice(0, end))
        if (family) return family
      }
      return undefined
    },
    referringTo: (family) => referring.get(family) ?? [],
  }
}
