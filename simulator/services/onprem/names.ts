import type { Table } from '../../kernel/store.ts'
import type { Context } from '../context.ts'
import { alreadyThere, notFound } from '../lab-errors.ts'
import { routers, siteHosts, sites } from './tables.ts'

// Sites, routers and hosts have one set of names between them: what people, traces and faults know them by.

type Store = Pick<Context, 'store'>

/** How the lab's operations describe themselves: there is no AWS to be true to. */
export const own = { fidelity: 'exact', source: 'the lab' } as const

export function isOnPremises({ store }: Store, name: string): boolean {
  return store.has(sites, name) || store.has(routers, name) || store.has(siteHosts, name)
}

export function requireFreeName(ctx: Store, name: string): void {
  if (isOnPremises(ctx, name)) throw alreadyThere(`There is a site, router or host called "${name}" already.`)
}

/** The record of a name, or the refusal that there is none. */
export function requireNamed<R extends object>(
  { store }: Store,
  table: Table<R>,
  noun: string,
  name: string,
): R {
  const found = store.get(table, name)
  if (found) return found
  const known = store.all(table).map(table.key)
  const hint = known.length ? `There are: ${known.join(', ')}.` : `There is none yet.`
  throw notFound(`There is no ${noun} called "${name}". ${hint}`)
}

/** All records, or those of the names, of which each must exist. */
export const selectNamed = <R extends object>(
  ctx: Store,
  table: Table<R>,
  noun: string,
  names: readonly string[] | undefined,
): R[] => (names?.length ? names.map((name) => requireNamed(ctx, table, noun, name)) : ctx.store.all(table))

/** A record with what was said now; what was not said stays. */
export function changed<R extends object>(
  record: R,
  said: { readonly [N in keyof R]?: R[N] | undefined },
): R {
  const news = Object.entries(said).filter(([, value]) => value !== undefined)
  return { ...record, ...Object.fromEntries(news) }
}
