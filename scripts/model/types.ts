import type { ServiceFact, StructureFact, Type } from './ir.ts'
import type { ServiceAbout } from './services.ts'

/** The TypeScript that handlers of a service are typed by. */
export function declareTypes(service: ServiceFact, about: ServiceAbout): string {
  const outputs = reachable(
    service,
    service.operations.flatMap(({ output }) => output ?? []),
  )
  const lines = [`// Compiled from ${about.package ?? 'what scripts/model/data/ says of the service'}.`]
  for (const [name, values] of service.enums) {
    const literals = values.map((value) => JSON.stringify(value)).join(' | ') || 'string'
    lines.push(`export type ${enumName(service, name)} = ${literals}`)
  }
  for (const structure of service.structures.values()) {
    // What a caller must say is there. In an answer nothing is certain.
    lines.push(declareStructure(service, structure, !outputs.has(structure.name)))
  }
  lines.push('export interface Operations {')
  for (const { name, input, output } of service.operations) {
    lines.push(`  ${name}: { input: ${input ?? empty}; output: ${output ?? empty} }`)
  }
  lines.push('}', '')
  return lines.join('\n')
}

/** One module that names the types of every service: `Ec2.Vpc`, `Operations['ec2']['CreateVpc']['input']`. */
export function indexTypes(services: readonly ServiceAbout[]): string {
  const spaces = services.map(({ name }) => [name, pascal(name)] as const)
  return [
    '// Written by scripts/model/generate.ts.',
    ...spaces.map(([name, space]) => `import type * as ${space} from './${name}.d.ts'`),
    '',
    `export type { ${spaces.map(([, space]) => space).join(', ')} }`,
    '',
    'export interface Operations {',
    ...spaces.map(([name, space]) => `  '${name}': ${space}.Operations`),
    '}',
    '',
  ].join('\n')
}

const empty = 'Record<string, never>'

const pascal = (name: string): string =>
  name.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase())

function reachable(service: ServiceFact, from: readonly string[]): Set<string> {
  const seen = new Set<string>()
  const visit = (name: string): void => {
    if (seen.has(name)) return
    seen.add(name)
    for (const { type } of service.structures.get(name)?.members ?? []) visitType(type)
  }
  const visitType = (type: Type): void => {
    if (type.kind === 'structure') visit(type.name)
    else if (type.kind === 'list') visitType(type.member)
    else if (type.kind === 'map') visitType(type.value)
  }
  for (const name of from) visit(name)
  return seen
}

function declareStructure(service: ServiceFact, { name, members }: StructureFact, strict: boolean): string {
  if (!members.length) return `export type ${name} = ${empty}`
  const lines = members.map((member) => {
    const type = typeText(service, member.type)
    const key = /^[A-Za-z_]\w*$/.test(member.name) ? member.name : JSON.stringify(member.name)
    return strict && member.required ? `  ${key}: ${type}` : `  ${key}?: ${type} | undefined`
  })
  return [`export interface ${name} {`, ...lines, '}'].join('\n')
}

// TypeScript lets no structure and enum share a name, as they do in EC2.
const enumName = (service: ServiceFact, name: string): string =>
  service.structures.has(name) ? `${name}Value` : name

function typeText(service: ServiceFact, type: Type): string {
  switch (type.kind) {
    case 'structure':
      return type.name
    case 'list':
      return `readonly ${elementText(service, type.member)}[]`
    case 'map':
      return `{ readonly [key: string]: ${typeText(service, type.value)} }`
    case 'string':
      return type.enum ? enumName(service, type.enum) : 'string'
    case 'timestamp':
      return 'string'
    case 'boolean':
      return 'boolean'
    case 'blob':
      return 'Uint8Array'
    case 'document':
      return 'unknown'
    default:
      return 'number'
  }
}

function elementText(service: ServiceFact, type: Type): string {
  const text = typeText(service, type)
  return type.kind === 'list' ? `(${text})` : text
}
