import { rollText } from '../../kernel/random.ts'
import { cell } from '../../kernel/store.ts'
import { scopeKey } from '../../world/held.ts'
import type { Context } from '../context.ts'
import { invalidValue } from './errors.ts'

interface Engine {
  readonly port: number
  readonly version: string
  readonly licence: string
  readonly cluster?: true
}

// RDS user guide, "Creating an Amazon RDS DB instance", for the ports. Versions: defaults as seen in 2026, which AWS
// changes from time to time.
const engines: Readonly<Record<string, Engine>> = {
  'aurora-mysql': {
    port: 3306,
    version: '8.0.mysql_aurora.3.08.2',
    licence: 'general-public-license',
    cluster: true,
  },
  'aurora-postgresql': { port: 5432, version: '16.6', licence: 'postgresql-license', cluster: true },
  mariadb: { port: 3306, version: '11.4.5', licence: 'general-public-license' },
  mysql: { port: 3306, version: '8.0.42', licence: 'general-public-license' },
  'oracle-ee': {
    port: 1521,
    version: '19.0.0.0.ru-2025-04.rur-2025-04.r1',
    licence: 'bring-your-own-license',
  },
  'oracle-se2': { port: 1521, version: '19.0.0.0.ru-2025-04.rur-2025-04.r1', licence: 'license-included' },
  postgres: { port: 5432, version: '17.4', licence: 'postgresql-license' },
  'sqlserver-ee': { port: 1433, version: '16.00.4185.3.v1', licence: 'license-included' },
  'sqlserver-ex': { port: 1433, version: '16.00.4185.3.v1', licence: 'license-included' },
  'sqlserver-se': { port: 1433, version: '16.00.4185.3.v1', licence: 'license-included' },
  'sqlserver-web': { port: 1433, version: '16.00.4185.3.v1', licence: 'license-included' },
}

export function requireEngine(name: string): Engine {
  const engine = Object.hasOwn(engines, name) ? engines[name] : undefined
  if (!engine) throw invalidValue(`Invalid DB engine: ${name}`)
  return engine
}

const labels = cell<Readonly<Record<string, string>>>('rds-labels', {})

/** What all host names of an account's databases in a Region have in common. */
export function hostLabel(ctx: Context): string {
  const known = ctx.store.read(labels)[scopeKey(ctx)]
  if (known !== undefined) return known
  const label = `c${rollText(ctx.store, '0123456789abcdefghijklmnopqrstuvwxyz', 11)}`
  ctx.store.set(labels, { ...ctx.store.read(labels), [scopeKey(ctx)]: label })
  return label
}

export const hostName = (ctx: Context, first: string, kind = ''): string =>
  `${first}.${kind}${hostLabel(ctx)}.${ctx.region}.rds.amazonaws.com`

export function requireIdentifier(what: string, id: string): void {
  if (/^[a-z](?!.*--)[a-z0-9-]{0,62}$/i.test(id) && !id.endsWith('-')) return
  throw invalidValue(
    `The parameter ${what} is not a valid identifier. Identifiers must begin with a letter; must contain only ASCII letters, digits, and hyphens; and must not end with a hyphen or contain two consecutive hyphens.`,
  )
}
