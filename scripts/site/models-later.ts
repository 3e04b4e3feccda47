import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { Plugin } from 'vite'
import type { CompiledModel } from '../../simulator/api/compiled.ts'
import { allServices } from '../../simulator/services/index.ts'
import { root } from '../commands.ts'
import { partOf } from '../model/part.ts'

// A service's model holds all of its operations, and the cloud answers some of them: of EC2's 823 one in four. Browsers
// get a model of those by itself, and the whole when a line names another one or wants to know which there are
// (simulator/api/contract.ts).

const generated = path.join(root, 'simulator', 'api', 'generated')
const loaders = path.join(generated, 'index.ts')
export const answered = '?answered'

export function modelsLater(): Plugin {
  return {
    name: 'models-later',
    enforce: 'pre',
    resolveId: (source, importer) =>
      importer === loaders && source.endsWith(answered) ? path.join(generated, source) : undefined,
    async load(id) {
      if (id === loaders) return { code: await offeringParts(readFileSync(id, 'utf8')), map: null }
      const [, name] = id.startsWith(generated) ? (/([\w-]+)\.model\.json\?answered$/.exec(id) ?? []) : []
      if (name === undefined) return undefined
      const text = JSON.stringify(await answeredPart(name))
      return { code: `export default JSON.parse(${JSON.stringify(text)})`, map: null, moduleType: 'js' }
    },
  }
}

/** The loaders of models, each with one for what is answered, where that is far less. */
async function offeringParts(source: string): Promise<string> {
  const names = [...source.matchAll(/import\('\.\/([\w-]+)\.model\.json'/g)].map(([, name = '']) => name)
  if (!names.length) throw new Error('The loaders of models have changed: scripts/site/models-later.ts.')
  const small = new Set<string>()
  for (const name of names) if (await isWorthIt(name)) small.add(name)
  return source.replace(
    /^( +)model: (async \(\) => \(await import\('\.\/([\w-]+)\.model\.json)('.*)$/gm,
    (line, indent: string, begin: string, name: string, end: string) =>
      small.has(name) ? `${line}\n${indent}answered: ${begin}${answered}${end}` : line,
  )
}

const wholeModel = (name: string): CompiledModel =>
  JSON.parse(readFileSync(path.join(generated, `${name}.model.json`), 'utf8')) as CompiledModel

async function answeredPart(name: string): Promise<CompiledModel> {
  const service = (await allServices()).find((one) => one.name === name)
  return partOf(wholeModel(name), (operation) => service?.operations.has(operation) ?? false)
}

async function isWorthIt(name: string): Promise<boolean> {
  const size = (model: CompiledModel) => JSON.stringify(model).length
  return size(await answeredPart(name)) < 0.7 * size(wholeModel(name))
}
