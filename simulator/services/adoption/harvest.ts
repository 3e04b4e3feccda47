import type { Contract, Shape } from '../../api/model.ts'
import type { AccountDocument, Ignored } from './documents.ts'
import { itemShape, type ListName, listCalled, listInFileName, ownerOfItems } from './lists.ts'
import { folded, inAwsSpelling, isObject } from './member-names.ts'
import { accountIn, regionIn } from './where.ts'

// Every record of every file, under its list and in AWS's spelling, with what its file's place says of it.

export interface Source {
  readonly file: string
  readonly account?: string
  readonly region?: string
  /** The id that stands beside a list, where the file tells whose it is. */
  readonly owner?: string
}

export interface Item {
  readonly record: Record<string, unknown>
  readonly source: Source
}

export interface Harvest {
  readonly items: ReadonlyMap<ListName, readonly Item[]>
  readonly vpcAttributes: readonly Item[]
  readonly ignored: readonly Ignored[]
}

export function gather(contract: Contract, documents: readonly AccountDocument[]): Harvest {
  const gathering = new Gathering(contract)
  for (const { path, json } of documents) gathering.readFile(path, json)
  return gathering
}

class Gathering implements Harvest {
  readonly items = new Map<ListName, Item[]>()
  readonly vpcAttributes: Item[] = []
  readonly ignored: Ignored[] = []
  readonly #contract: Contract
  readonly #shapes = new Map<ListName, Shape>()
  readonly #told = new Map<string, number>()

  constructor(contract: Contract) {
    this.#contract = contract
  }

  readFile(path: string, json: unknown): void {
    const source = sourceOf(path, accountIn(path), regionIn(path))
    try {
      this.#read(json, source, 0)
    } catch (error) {
      // A file that is nested beyond all measure.
      if (!(error instanceof RangeError)) throw error
      this.ignored.push({ file: path, why: 'is nested too deeply' })
    }
  }

  #read(json: unknown, source: Source, depth: number): void {
    if (Array.isArray(json)) this.#readList(json, source, depth)
    else if (!isObject(json)) this.#ignore(source, '', 'holds neither an object nor a list')
    else if ('VpcId' in json && ('EnableDnsSupport' in json || 'EnableDnsHostnames' in json)) {
      this.vpcAttributes.push({ record: json, source })
    } else {
      for (const [key, value] of Object.entries(json)) this.#readMember(key, value, json, source, depth)
    }
  }

  #readList(json: readonly unknown[], source: Source, depth: number): void {
    const list = listInFileName(source.file)
    // Records may have lists of their own that are called as others are here: the groups of an interface.
    if (json.length && json.every((one) => isPage(one, list))) {
      for (const page of json) this.#read(page, source, depth + 1)
    } else if (list) this.#take(list, json, source, '')
    else this.#ignore(source, '', 'is a list, and neither its name nor its content tells of what')
  }

  #readMember(
    key: string,
    value: unknown,
    whole: Readonly<Record<string, unknown>>,
    source: Source,
    depth: number,
  ): void {
    const list = listMeant(key, source.file)
    if (list) this.#take(list, value, withOwner(source, whole), key)
    else if (key === 'NextToken' || key === 'NextMarker') {
      this.#ignore(source, key, 'says that AWS has more pages, which the file does not hold')
    } else if (pageTalk.has(key) || isEmpty(value)) return
    else if (isObject(value) && depth < mostFolds && isFolder(key, value)) {
      // Files that hold everything have it by account or Region.
      const account = accountIn(key) ?? source.account
      const region = regionIn(key) ?? source.region
      this.#read(value, sourceOf(source.file, account, region), depth + 1)
    } else this.#ignore(source, key, notNeeded[key] ?? 'is nothing that packets depend on, or not simulated')
  }

  #take(list: ListName, value: unknown, source: Source, part: string): void {
    const found = this.#recordsIn(list, value, source, part)
    if (!found) {
      this.#ignore(source, part, 'is no list of records')
      return
    }
    const kept = this.items.get(list) ?? []
    this.items.set(list, kept)
    for (const [i, one] of found.entries()) {
      const where = `${part}[${i}]`
      if (!isObject(one)) {
        this.#ignore(source, where, 'is no record')
        continue
      }
      const onMisfit = (path: string, why: string) => this.#ignore(source, path, why)
      const record = inAwsSpelling(this.#shapeOf(list), one, where, onMisfit)
      kept.push({ record: record as Record<string, unknown>, source })
    }
  }

  #recordsIn(list: ListName, value: unknown, source: Source, part: string): readonly unknown[] | undefined {
    const under = ownerOfItems(list)
    if (Array.isArray(value)) {
      if (list === 'Reservations') return asReservations(value)
      if (!under) return value.flatMap((one) => recordsUnder(list, one))
      if (value.every((one) => isObject(one) && hasList(one, under.list))) return value
      const id = under.prefix.exec(decoded(`${source.file} ${source.owner ?? ''}`))?.[0]
      if (id !== undefined) return [{ [under.id]: id, [under.list]: value }]
      if (value.length)
        this.#ignore(source, part, `does not tell its ${under.id}: put it into the name of the file`)
      return []
    }
    if (!isObject(value)) return undefined
    const parts = Object.entries(value)
    if (under) {
      return parts.map(([id, one]) => ({
        [under.id]: id,
        ...(Array.isArray(one) ? { [under.list]: one } : isObject(one) ? one : {}),
      }))
    }
    return parts.every(([, one]) => isObject(one)) ? parts.map(([, one]) => one) : undefined
  }

  #shapeOf(list: ListName): Shape {
    const shape = this.#shapes.get(list) ?? itemShape(this.#contract, list)
    this.#shapes.set(list, shape)
    return shape
  }

  /** Says no more of one file than a person wants to read. */
  #ignore({ file }: Source, part: string, why: string): void {
    const told = (this.#told.get(file) ?? 0) + 1
    this.#told.set(file, told)
    if (told <= mostTold) this.ignored.push({ file, part, why })
    if (told === mostTold + 1) this.ignored.push({ file, why: 'and more of the same in this file' })
  }
}

const sourceOf = (file: string, account: string | undefined, region: string | undefined): Source => ({
  file,
  ...(account !== undefined && { account }),
  ...(region !== undefined && { region }),
})

/** How deep lists may be in folders that a file has by itself: by partition, account and Region. */
const mostFolds = 4

const isFolder = (key: string, value: Readonly<Record<string, unknown>>): boolean =>
  accountIn(key) !== undefined ||
  regionIn(key) !== undefined ||
  Object.keys(value).some((name) => listCalled(name))

const mostTold = 20

const ownerIds = ['TransitGatewayRouteTableId', 'TargetGroupArn', 'LoadBalancerArn', 'PrefixListId'] as const

const pageTalk: ReadonlySet<string> = new Set([
  'ResponseMetadata',
  'IsTruncated',
  'AdditionalRoutesAvailable',
  'Marker',
  ...ownerIds,
])

const notNeeded: Readonly<Record<string, string>> = {
  LoadBalancerDescriptions: 'is not read: Classic Load Balancers are not simulated',
  DBInstances: 'is not read: databases are found by their network interfaces',
  DBClusters: 'is not read: databases are found by their network interfaces',
  DomainStatusList: 'is not read: search domains are found by their network interfaces',
  ServiceNames: 'is not read: the names of AWS’s endpoint services are known',
  ServiceDetails: 'is not read: AWS’s endpoint services are known',
  AvailabilityZones: 'is not read: zones are taken from the records in them',
  Regions: 'is not read: Regions are taken from the records in them',
}

const isEmpty = (value: unknown): boolean =>
  value === null || (Array.isArray(value) && !value.length) || (isObject(value) && !Object.keys(value).length)

const isPage = (one: unknown, list: ListName | undefined): boolean =>
  isObject(one) &&
  Object.keys(one).some(
    (key) => Array.isArray(one[key]) && (list ? folded(key) === folded(list) : listCalled(key) !== undefined),
  )

const hasList = (one: Record<string, unknown>, list: string): boolean =>
  Object.keys(one).some((key) => folded(key) === folded(list))

/** Attributes go by one name for load balancers and target groups; the file's own name tells which. */
function listMeant(key: string, file: string): ListName | undefined {
  const list = listCalled(key)
  if (list || key.toLowerCase() !== 'attributes') return list
  return /target-?group/i.test(file) ? 'TargetGroupAttributes' : 'LoadBalancerAttributes'
}

/** An id that stands beside the list, as some exporters add it. */
function withOwner(source: Source, whole: Readonly<Record<string, unknown>>): Source {
  const id = ownerIds.map((name) => whole[name]).find((one) => typeof one === 'string')
  return typeof id === 'string' ? { ...source, owner: id } : source
}

/** Exporters that ask once for each load balancer put what they were told of it into a record of its own. */
function recordsUnder(list: ListName, one: unknown): readonly unknown[] {
  if (!isObject(one)) return [one]
  const found = Object.entries(one).find(([key, value]) => Array.isArray(value) && listCalled(key) === list)
  return found ? (found[1] as unknown[]) : [one]
}

/** Instances that nobody reserved: a file that lists them one by one. */
const asReservations = (value: readonly unknown[]): unknown[] =>
  value.flatMap((one) => {
    if (!isObject(one)) return [one]
    const isInstance = Object.keys(one).some((key) => folded(key) === 'instanceid')
    return [isInstance ? { Instances: [one] } : one]
  })

function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}
