import { AwsError } from '../../api/error.ts'
import type { Route53 } from '../../api/generated/types.d.ts'
import { formatPrefix, parsePrefix } from '../../kernel/address.ts'
import { rollUuid } from '../../kernel/random.ts'
import type { Held } from '../../world/held.ts'
import type { Context } from '../context.ts'
import { family } from '../family.ts'
import { operation } from '../operation.ts'
import { invalidInput } from './errors.ts'
import { pageFrom, pageSize } from './listing.ts'
import { recordSets } from './record-sets.ts'

interface CollectionSide {
  readonly callerReference: string
  /** CIDR blocks by the name of their location, in the order in which they came. */
  readonly locations: Readonly<Record<string, readonly string[]>>
}

type Collection = Held<Route53.CidrCollection, CollectionSide>

const noSuchCollection = () =>
  new AwsError('NoSuchCidrCollectionException', "The CIDR collection you specified, doesn't exist.", 404)

/** Named lists of client networks, for record sets that answer by where a question comes from. */
export const cidrCollections = family<Route53.CidrCollection, CollectionSide>({
  service: 'route53',
  resource: 'cidr-collection',
  id: 'Id',
  prefix: 'cidrcollection',
  missing: noSuchCollection,
  arn: ({ record }) => record.Arn ?? '',
})

export const hasLocation = ({ side }: Collection, name: string): boolean =>
  Object.hasOwn(side.locations, name)

// Route 53 guide, DNSLimitations.
const mostCollections = 5
const mostBlocks = 1000

export const createCidrCollection = operation(
  'route53',
  'CreateCidrCollection',
  { fidelity: 'exact', source: 'Route 53 API reference, CreateCidrCollection' },
  ({ Name, CallerReference }, ctx) => {
    const all = cidrCollections.list(ctx)
    const same = all.find(
      ({ side, record }) => record.Name === Name || side.callerReference === CallerReference,
    )
    if (same) {
      throw new AwsError(
        'CidrCollectionAlreadyExistsException',
        'A CIDR collection with this name and a different caller reference already exists in this account.',
      )
    }
    if (all.length >= mostCollections) throw tooMany('CIDR collections')
    const Id = rollUuid(ctx.store)
    const Arn = `arn:aws:route53:::cidrcollection/${Id}`
    const side = { callerReference: CallerReference, locations: {} }
    const { record } = cidrCollections.create(ctx, { Arn, Id, Name, Version: 1 }, side)
    return { Collection: record, Location: `https://route53.amazonaws.com/2013-04-01/cidrcollection/${Id}` }
  },
)

const tooMany = (what: string) =>
  new AwsError('LimitsExceeded', `Limits Exceeded: Cannot create more ${what}.`)

export const changeCidrCollection = operation(
  'route53',
  'ChangeCidrCollection',
  { fidelity: 'exact', source: 'Route 53 API reference, ChangeCidrCollection' },
  ({ Id, CollectionVersion, Changes }, ctx) => {
    const collection = cidrCollections.require(ctx, Id)
    const version = collection.record.Version ?? 1
    if (CollectionVersion !== undefined && CollectionVersion !== version) {
      throw new AwsError(
        'CidrCollectionVersionMismatchException',
        "The CIDR collection version you provided, doesn't match the one in the CidrCollections operation.",
        409,
      )
    }
    const locations = new Map(Object.entries(collection.side.locations))
    for (const change of Changes) changeLocation(ctx, Id, locations, change)
    if ([...locations.values()].flat().length > mostBlocks) throw tooMany('CIDR blocks')
    cidrCollections.update(
      ctx,
      collection,
      { Version: version + 1 },
      { locations: Object.fromEntries(locations) },
    )
    return { Id }
  },
)

function changeLocation(
  ctx: Context,
  id: string,
  locations: Map<string, readonly string[]>,
  { LocationName, Action, CidrList }: Route53.CidrCollectionChange,
): void {
  const blocks = CidrList.map(readBlock)
  const before = locations.get(LocationName) ?? []
  if (Action === 'PUT') {
    for (const [other, taken] of locations) {
      const twice = other === LocationName ? undefined : blocks.find((block) => taken.includes(block))
      if (twice !== undefined) throw invalidInput(`The CIDR block ${twice} is already in location ${other}.`)
    }
    locations.set(LocationName, [...new Set([...before, ...blocks])])
    return
  }
  const left = before.filter((block) => !blocks.includes(block))
  if (left.length) locations.set(LocationName, left)
  else {
    if (before.length && isLocationInUse(ctx, id, LocationName)) {
      throw new AwsError('CidrBlockInUseException', 'This CIDR block is already in use.')
    }
    locations.delete(LocationName)
  }
}

const isLocationInUse = (ctx: Context, id: string, name: string): boolean =>
  ctx.store
    .by(recordSets, 'cidr-collection', id)
    .some(({ record }) => record.CidrRoutingConfig?.LocationName === name)

// Route 53 API reference, CidrCollectionChange: no longer than /24, or /48 in IPv6.
function readBlock(text: string): string {
  const parsed = parsePrefix(text)
  const longest = parsed?.prefix.family === 6 ? 48 : 24
  if (!parsed || parsed.prefix.length > longest) throw invalidInput(`Invalid CIDR block: ${text}`)
  return formatPrefix(parsed.prefix)
}

export const deleteCidrCollection = operation(
  'route53',
  'DeleteCidrCollection',
  { fidelity: 'exact', source: 'Route 53 API reference, DeleteCidrCollection' },
  ({ Id }, ctx) => {
    const collection = cidrCollections.require(ctx, Id)
    const isUsed = ctx.store.count(recordSets, 'cidr-collection', Id) > 0
    if (isUsed || Object.keys(collection.side.locations).length) {
      throw new AwsError('CidrCollectionInUseException', "This CIDR collection is in use, and isn't empty.")
    }
    cidrCollections.delete(ctx, collection)
    return {}
  },
)

interface Asked {
  readonly NextToken?: string | undefined
  readonly MaxResults?: string | undefined
}

function pageOf<T>(all: readonly T[], { NextToken, MaxResults }: Asked) {
  const start = NextToken === undefined ? 0 : Number(NextToken)
  if (!Number.isInteger(start) || start < 0) throw invalidInput('The next token is not valid.')
  const size = pageSize(MaxResults, 100)
  const { items, next } = pageFrom(all, start, size)
  return { items, ...(next !== undefined && { NextToken: String(start + size) }) }
}

export const listCidrCollections = operation(
  'route53',
  'ListCidrCollections',
  { fidelity: 'exact', source: 'Route 53 API reference, ListCidrCollections' },
  (input, ctx) => {
    const { items, ...more } = pageOf(cidrCollections.list(ctx), input)
    return { ...more, CidrCollections: items.map(({ record }) => record) }
  },
)

export const listCidrLocations = operation(
  'route53',
  'ListCidrLocations',
  { fidelity: 'exact', source: 'Route 53 API reference, ListCidrLocations' },
  ({ CollectionId, ...asked }, ctx) => {
    const { side } = cidrCollections.require(ctx, CollectionId)
    const { items, ...more } = pageOf(Object.keys(side.locations), asked)
    return { ...more, CidrLocations: items.map((LocationName) => ({ LocationName })) }
  },
)

export const listCidrBlocks = operation(
  'route53',
  'ListCidrBlocks',
  { fidelity: 'exact', source: 'Route 53 API reference, ListCidrBlocks' },
  ({ CollectionId, LocationName, ...asked }, ctx) => {
    const collection = cidrCollections.require(ctx, CollectionId)
    if (LocationName !== undefined && !hasLocation(collection, LocationName)) {
      throw new AwsError('NoSuchCidrLocationException', "The CIDR collection location doesn't exist.", 404)
    }
    const blocks = Object.entries(collection.side.locations)
      .filter(([name]) => LocationName === undefined || name === LocationName)
      .flatMap(([name, list]) => list.map((CidrBlock) => ({ CidrBlock, LocationName: name })))
    const { items, ...more } = pageOf(blocks, asked)
    return { ...more, CidrBlocks: items }
  },
)
