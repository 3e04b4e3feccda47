import { readFileSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Plugin } from 'vite'
import { root } from '../commands.ts'

// What exists in a world is known from a service's families; its operations come with the first request to it. In the
// sources a family's file holds both. For browsers a service's `index.ts` is left with what is no operation, and the
// operations become one more part of the service (simulator/services/live-services.ts).
//
// EC2's own are many, and few of them are wanted at first: those that read come without those that change something.

const services = path.join(root, 'simulator', 'services')
const table = path.join(services, 'index.ts')
const ec2Parts = path.join(services, 'ec2', 'parts', 'index.ts')
const mark = '?operations='

/** The services whose operations are asked for without a promise before: by tools, and by other services. */
const whole = ['fault', 'host', 'onprem']

/** Whose index a file is. */
const nameOf = (file: string): string | undefined =>
  /^([\w-]+)[\\/]index\.ts$/.exec(path.relative(services, file))?.[1]

type Kind = 'reads' | 'changes' | 'all'

export function operationsLater(): Plugin {
  return {
    name: 'operations-later',
    enforce: 'pre',
    async resolveId(source, importer) {
      if (path.isAbsolute(source) && source.includes(mark)) return source
      const [file = '', kind] = source.split(mark)
      if (kind === undefined || !importer) return undefined
      return `${path.resolve(path.dirname(importer), file)}${mark}${kind}`
    },
    async load(id) {
      const [file = '', kind] = id.split(mark)
      if (file === table) return plain(offeringOperations(readFileSync(file, 'utf8')))
      if (file === ec2Parts) return plain(await offeringEc2(readFileSync(file, 'utf8')))
      const name = nameOf(file)
      if (name === undefined || whole.includes(name)) return undefined
      return plain(await serviceFrom(file, kind as Kind | undefined))
    },
  }
}

const plain = (code: string) => ({ code, map: null, moduleSideEffects: true })

/** The table of services, each with one part more. */
function offeringOperations(source: string): string {
  const load = String.raw`async \(\) => \(await import\('\./([\w-]+)/index\.ts'\)\)\.(\w+)`
  const parts = (_: string, folder: string, name: string) => {
    const from = (query: string) => `async () => (await import('./${folder}/index.ts${query}')).${name}`
    return `{ load: ${from('')} }, { wantedFor: () => true, load: ${from(`${mark}all`)} }`
  }
  return changed(
    changed(source, new RegExp(`whole\\(${load}\\)`, 'g'), (...found) => `[${parts(...found)}]`),
    new RegExp(`\\{ load: ${load} \\}(?!, \\{ wanted)`, 'g'),
    parts,
  )
}

async function offeringEc2(source: string): Promise<string> {
  const units = (await unitsOf(path.join(services, 'ec2', 'index.ts'))).flatMap((module) => module.units)
  const parts = (['reads', 'changes'] as const).map((kind) => {
    const names = units.filter(isOf(kind)).map(({ unit }) => unit.name)
    const load = `async () => (await import('../index.ts${mark}${kind}')).ec2`
    const wanted = `((names) => (name) => names.has(name))(new Set('${names.join(' ')}'.split(' ')))`
    return `{ wantedFor: ${wanted}, load: ${load} }, `
  })
  return changed(
    source,
    /export const ec2Parts[^=]*= \[/g,
    () => `export const ec2Parts = [${parts.join('')}`,
  )
}

interface Exported {
  readonly name: string
  readonly unit: { readonly unit?: string; readonly name: string }
}

/** What a service's modules export as units and tables, in the order in which it collects them. */
async function unitsOf(
  file: string,
): Promise<readonly { readonly from: string; readonly units: readonly Exported[] }[]> {
  const modules = [...readFileSync(file, 'utf8').matchAll(/^import \* as \w+ from '(\.[^']+)'/gm)]
  return Promise.all(
    modules.map(async ([, from = '']) => {
      const place = path.resolve(path.dirname(file), from)
      const loaded = (await import(pathToFileURL(place).href)) as Record<string, unknown>
      const units = Object.entries(loaded).flatMap(([name, unit]) =>
        typeof unit === 'object' && unit !== null && ('unit' in unit || ('key' in unit && 'indexes' in unit))
          ? [{ name, unit: unit as Exported['unit'] }]
          : [],
      )
      return { from: place, units }
    }),
  )
}

const isOf =
  (kind: Kind | undefined) =>
  ({ unit: { unit, name } }: Exported): boolean => {
    if (unit !== 'operation') return kind === undefined
    if (kind === 'all') return true
    return kind === (/^(Describe|Get|Search|List)/.test(name) ? 'reads' : 'changes')
  }

/** A service of those units alone. */
async function serviceFrom(file: string, kind: Kind | undefined): Promise<string> {
  const source = readFileSync(file, 'utf8')
  const [, variable, name] = /export const (\w+) = service\('([\w-]+)', \[/.exec(source) ?? []
  if (!variable) throw new Error(`${file} is no service any more: scripts/site/operations-later.ts.`)
  const lists = (await unitsOf(file)).map(({ from, units }, i) => {
    const names = units.filter(isOf(kind)).map((one) => one.name)
    return {
      line: names.length
        ? `import { ${names.map((one) => `${one} as m${i}_${one}`).join(', ')} } from ${JSON.stringify(from)}\n`
        : '',
      module: `{ ${names.map((one) => `${one}: m${i}_${one}`).join(', ')} }`,
    }
  })
  return `import { service } from ${JSON.stringify(path.join(services, 'service.ts'))}
${lists.map(({ line }) => line).join('')}
export const ${variable} = service('${name}', [${lists.map(({ module }) => module).join(', ')}])\n`
}

/** Sources that are written otherwise must not go unnoticed. */
function changed(source: string, from: RegExp, to: (...found: [string, string, string]) => string): string {
  if (source.search(from) < 0) throw new Error(`${from} is not found: scripts/site/operations-later.ts.`)
  return source.replace(from, to as (...found: string[]) => string)
}
