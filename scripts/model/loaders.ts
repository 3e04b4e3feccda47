import type { ServiceAbout } from './services.ts'

/** A module with one dynamic import for each file, so that a bundler makes one chunk of each. */
export function writeLoaders(services: readonly ServiceAbout[]): string {
  return [
    '// Written by scripts/model/generate.ts.',
    "import type { CompiledDocs, CompiledModel, CompiledWire } from '../compiled.ts'",
    '',
    'export interface Loader {',
    '  model(): Promise<CompiledModel>',
    '  docs(): Promise<CompiledDocs>',
    '  wire(): Promise<CompiledWire>',
    '}',
    '',
    'export const loaders: Readonly<Record<string, Loader>> = {',
    ...services.flatMap(({ name }) => [
      `  '${name}': {`,
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
