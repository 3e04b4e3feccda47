import type { Held, Scope } from '../../world/held.ts'
import { type Context, timestamp } from '../context.ts'
import { type Family, type FamilySpec, family } from '../family.ts'
import { pageByToken } from '../paging.ts'
import { type TagMap, tagsOfMap, tagsWith } from '../tag-lists.ts'
import type { Tag } from '../tags.ts'
import { invalid, notFound, tagRefusals } from './errors.ts'

// What all resources of VPC Lattice have in common: an id, an ARN that ends with it, tags, and that either names them.

export interface LatticeRecord {
  readonly id?: string | undefined
  readonly arn?: string | undefined
}

export interface LatticeSide {
  readonly tags: readonly Tag[]
}

interface Kind<A extends LatticeRecord, S extends LatticeSide>
  extends Pick<FamilySpec<A, S>, 'references' | 'indexes' | 'quota' | 'view' | 'along'> {
  readonly resource: string
  readonly prefix: string
  /** As error texts call it: `Service network`. */
  readonly noun: string
}

export function latticeFamily<A extends LatticeRecord, S extends LatticeSide = LatticeSide>({
  noun,
  ...kind
}: Kind<A, S>): Family<A, S> {
  return family<A, S>({
    ...kind,
    service: 'vpc-lattice',
    id: 'id',
    missing: (id) => notFound(noun, kind.resource.replaceAll('-', '_').toUpperCase(), id),
    tags: { side: 'tags' as keyof S & string },
    arn: (held) => held.record.arn ?? '',
  })
}

export const arnFor = ({ account, region }: Scope, kind: string, id: string): string =>
  `arn:aws:vpc-lattice:${region}:${account}:${kind}/${id}`

export const idIn = (identifier: string): string => identifier.slice(identifier.lastIndexOf('/') + 1)

/** The caller's resource by its id or ARN. */
export function requireResource<A extends LatticeRecord, S extends LatticeSide>(
  ctx: Context,
  resources: Family<A, S>,
  identifier: string,
): Held<A, S> {
  return resources.require(ctx, idIn(identifier))
}

/**
 * VPC Lattice user guide, sharing, "Responsibilities and permissions": the owners of what an association joins see it
 * whoever made it, and may end it.
 */
export function showToOwners<A extends LatticeRecord, S extends LatticeSide>(
  ctx: Context,
  associations: Family<A, S>,
  association: Held<A, S>,
  joined: readonly Scope[],
  deletion: string,
): void {
  let shown = association
  for (const { account, region } of joined) {
    if (account !== ctx.account) shown = associations.admit(ctx, shown, { account, region, uses: [deletion] })
  }
}

export const newTags = (tags: TagMap | undefined): Tag[] => tagsWith([], tagsOfMap(tags), tagRefusals)

export const createdNow = (ctx: Context) => ({
  createdAt: timestamp(ctx.now),
  lastUpdatedAt: timestamp(ctx.now),
})

interface Asked {
  readonly maxResults?: number | undefined
  readonly nextToken?: string | undefined
}

export function listed<A extends object, B>(
  found: readonly Held<A>[],
  { maxResults = 100, nextToken }: Asked,
  print: (record: A) => B,
): { items: B[]; nextToken?: string } {
  const { items, next } = pageByToken(found, { size: maxResults, token: nextToken }, () =>
    invalid('The nextToken is not valid.', 'nextToken'),
  )
  return { items: items.map(({ record }) => print(record)), ...(next && { nextToken: next }) }
}

/** Members of a record, in the order in which they are named. */
export function pick<A extends object, K extends keyof A>(record: A, ...names: readonly K[]): Pick<A, K> {
  const found = names.filter((name) => record[name] !== undefined)
  return Object.fromEntries(found.map((name) => [name, record[name]])) as unknown as Pick<A, K>
}
