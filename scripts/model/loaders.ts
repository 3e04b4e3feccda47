import type { CompiledAbout } from '../../simulator/api/compiled.ts'

/** What the services are known by, and one dynamic import for each file, so that a bundler makes one chunk of each. */
export function writeLoaders(services: ReadonlyMap<string, CompiledAbout>): string {
  return [
    '// Written by scripts/model/generate.ts.',
    "import type { CompiledAbout, CompiledDocs, CompiledModel, CompiledWire } from '../compiled.ts'",
    '',
    'export interface Loader {',
    '  readonly about: CompiledAbout',
    '  model(): Promise<CompiledModel>',
    '  /** The same of what the cloud answers alone, where the rest comes later: in browsers (scripts/site/models-later.ts). */',
    '  answered?(): Promise<CompiledModel>',
    '  docs(): Promise<CompiledDocs>',
    '  wire(): Promise<CompiledWire>',
    '}',
    '',
    'export const loaders: Readonly<Record<string, Loader>> = {',
    ...[...services].flatMap(([name, about]) => [
      `  '${name}': {`,
      `    about: ${JSON.stringify(about)},`,
      `    model: ${load(name, 'model', 'CompiledModel')},`,
      `    docs: ${load(name, 'docs', 'CompiledDocs')},`,
      `    wire: ${load(name, 'wire', 'CompiledWire')},`,
      '  },',
    ]),
    '}',
    '',
  ].join('\n')
}

function load(name: string, kind: string, type: string): string {
  return `async () => (await import('./${name}.${kind}.json', { with: { type: 'json' } })).default as unknown as ${type}`
}
