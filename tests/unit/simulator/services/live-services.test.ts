import { describe, expect, it } from 'vitest'
import { ec2 } from '../../../../simulator/services/ec2/index.ts'
import { ec2Parts } from '../../../../simulator/services/ec2/parts/index.ts'
import { allServices, serviceOfTable, services } from '../../../../simulator/services/index.ts'
import { LiveServices, type Part } from '../../../../simulator/services/live-services.ts'
import type { OperationUnit } from '../../../../simulator/services/operation.ts'
import type { Service } from '../../../../simulator/services/service.ts'
import { filesIn, importsOf, read } from '../../../house/sources.ts'

const operationOf = (service: string, name: string): OperationUnit => ({
  unit: 'operation',
  service,
  name,
  about: { fidelity: 'exact', source: 'this test' },
  handle: () => ({}),
})

const serviceWith = (name: string, ...operations: readonly string[]): Service => ({
  name,
  operations: new Map(operations.map((one) => [one, operationOf(name, one)])),
  families: [],
  dues: new Map(),
  starts: [],
  access: undefined,
  tables: [],
})

/** Shops with a counter that is there from the start, a cellar for what is stored, and a bakery beside it. */
function shops() {
  const loaded: string[] = []
  const part = (name: string, service: Service, wantedFor?: Part['wantedFor']): Part => ({
    ...(wantedFor && { wantedFor }),
    load: async () => {
      loaded.push(name)
      return service
    },
  })
  const live = new LiveServices(
    [serviceWith('shop', 'Greet')],
    {
      shop: [part('cellar', serviceWith('shop', 'StoreWine'), (operation) => operation.startsWith('Store'))],
      bakery: [part('bakery', serviceWith('bakery', 'Bake'))],
      mill: [part('mill', serviceWith('mill', 'Grind'))],
    },
    { bakery: ['mill'] },
  )
  return { live, loaded }
}

describe('services that are loaded when they are needed', () => {
  it.each<[needed: readonly [string, string?], loaded: readonly string[]]>([
    [['shop'], ['cellar']],
    [['shop', 'StoreWine'], ['cellar']],
    [['shop', 'Greet'], []],
    [['bakery'], ['bakery', 'mill']],
    [['nobody'], []],
    [['constructor'], []],
  ])('need(%j) loads %j', async (needed, expected) => {
    const { live, loaded } = shops()
    await live.need(...needed)
    expect(loaded.sort()).toEqual(expected)
  })

  it('are loaded once, whoever asks meanwhile', async () => {
    const { live, loaded } = shops()
    await Promise.all([live.need('bakery'), live.need('bakery'), live.need('mill')])
    expect(loaded.sort()).toEqual(['bakery', 'mill'])
  })

  it('answer once they are loaded, and say what was forgotten before', async () => {
    const { live } = shops()
    expect(live.operation('shop', 'Greet')?.name).toBe('Greet')
    expect(() => live.operation('shop', 'StoreWine')).toThrow("await contract.need('shop') first")
    expect(live.operation('shop', 'Dance')).toBeUndefined()
    await live.need('shop', 'StoreWine')
    expect(live.operation('shop', 'StoreWine')?.name).toBe('StoreWine')
    expect(live.operation('shop', 'Greet')?.name).toBe('Greet')
  })

  it('stand in the same order, whichever came first', async () => {
    const { live } = shops()
    await live.need('mill')
    await live.need('bakery')
    expect(live.all.map(({ name }) => name)).toEqual(['bakery', 'mill', 'shop'])
  })

  it('are tried again where they could not be fetched', async () => {
    let attempts = 0
    const live = new LiveServices([], {
      shop: [
        {
          load: async () => {
            attempts++
            if (attempts === 1) throw new Error('There is no network.')
            return serviceWith('shop', 'Greet')
          },
        },
      ],
    })
    await expect(live.need('shop')).rejects.toThrow('There is no network.')
    await live.need('shop')
    expect(live.operation('shop', 'Greet')?.name).toBe('Greet')
  })
})

const parts = await Promise.all(
  ec2Parts.map(async (part) => ({ part, loaded: (await part.load()) as Service })),
)

describe('the parts of EC2', () => {
  it('are each wanted for all operations that they have', () => {
    const unwanted = parts.flatMap(({ part, loaded }) =>
      [...loaded.operations.keys()].filter((name) => !part.wantedFor?.(name)),
    )
    expect(unwanted).toEqual([])
  })

  it('hold nothing that exists: no family, no table, nothing that a world begins with', () => {
    const { families, tables, starts, access } = ec2
    expect([families.length > 0, tables.length > 0, starts.length, access !== undefined]).toEqual([
      true,
      true,
      1,
      true,
    ])
    for (const { loaded } of parts)
      expect([loaded.families, loaded.tables, loaded.starts, loaded.access]).toEqual([[], [], [], undefined])
  })
})

it('a table of a saved world tells which service to load', async () => {
  const strays = (await allServices()).flatMap(({ name, tables }) =>
    tables
      .filter((table) => name !== 'ec2' && serviceOfTable(table.name) !== name)
      .map((table) => `${name}: ${table.name}`),
  )
  expect(strays).toEqual([])
  expect(services.names).toContain(serviceOfTable('ec2:vpc'))
  expect(serviceOfTable('accounts')).toBeUndefined()
})

it('no part of EC2 plans work that another one performs', () => {
  const folder = 'simulator/services/ec2/'
  const names = filesIn(`${folder}parts`).filter((name) => !name.endsWith('/index.ts'))
  const reached = (file: string, seen = new Set<string>()): Set<string> => {
    if (!file.startsWith(folder) || seen.has(file)) return seen
    seen.add(file)
    for (const { file: imported } of importsOf(file)) if (imported !== undefined) reached(imported, seen)
    return seen
  }
  const declared = (file: string) =>
    [...read(file).matchAll(/\bdue(?:<[^(]*>)?\(\s*'([a-z0-9-]+)'/g)].map(([, kind = '']) => kind)
  const own = (part: string) =>
    importsOf(part).flatMap(({ file }) => (file === undefined ? [] : declared(file)))
  const performers = new Map(names.flatMap((part) => own(part).map((kind) => [kind, part] as const)))
  expect(performers.size).toBe(parts.reduce((sum, { loaded }) => sum + loaded.dues.size, 0))
  const told = [`${folder}index.ts`, ...names].flatMap((part) =>
    [...reached(part)].flatMap((file) =>
      [...performers]
        .filter(([kind, performer]) => performer !== part && read(file).includes(`'${kind}'`))
        .map(([kind]) => `${file.slice(folder.length)} plans ${kind}`),
    ),
  )
  // Where a transit gateway is, whoever made it has loaded what ends it.
  const known = ['transit-gateway-attachments.ts', 'transit-gateway-route-tables.ts']
  const expected = known.map((file) => `${file} plans transit-gateway-forgotten`)
  expect(told.filter((one) => !expected.includes(one))).toEqual([])
})
