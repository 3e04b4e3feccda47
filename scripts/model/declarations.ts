import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { commentOf, docOf, parse, readModels, withoutTags } from './declared.ts'
import { applyExamples, type Example } from './examples.ts'
import type { OperationFact, ServiceFact } from './ir.ts'
import { TypeReader } from './type-reader.ts'

// Reads what a client package declares: structure, order, required members, enums, documentation.

export function readDeclarations(packageFolder: string, name: string): ServiceFact {
  const types = join(packageFolder, 'dist-types')
  const declared = readModels(join(types, 'models'))
  const service: ServiceFact = {
    name,
    doc: readServiceDoc(types),
    operations: [],
    structures: new Map(),
    enums: new Map(),
    errors: declared.errors,
  }
  const reader = new TypeReader(declared, service)
  const examples: Example[] = []
  for (const file of readdirSync(join(types, 'commands')).sort()) {
    if (!file.endsWith('Command.d.ts')) continue
    const { operation, example } = readCommand(join(types, 'commands', file), reader)
    service.operations.push(operation)
    if (operation.input) examples.push({ structure: operation.input, text: example.input })
    if (operation.output) examples.push({ structure: operation.output, text: example.output })
  }
  applyExamples(service, examples)
  return service
}

function readCommand(
  path: string,
  reader: TypeReader,
): { operation: OperationFact; example: { input: string; output: string } } {
  const source = parse(path)
  let name = ''
  let input: string | undefined
  let output: string | undefined
  let doc = ''
  for (const statement of source.statements) {
    if (ts.isInterfaceDeclaration(statement)) {
      const base = baseOf(statement)
      if (statement.name.text.endsWith('CommandInput')) input = base
      else if (statement.name.text.endsWith('CommandOutput')) output = base
    } else if (ts.isClassDeclaration(statement) && statement.name) {
      name = statement.name.text.replace(/Command$/, '')
      doc = commentOf(statement, source.text)
    }
  }
  const [prose = '', ...rest] = doc.split(/^@example$/m)
  const code = rest.join('\n')
  const response = code.split('const response = await client.send(command);')[1] ?? ''
  return {
    operation: {
      name,
      input: input && reader.structure(input),
      output: output && reader.structure(output),
      doc: withoutTags(prose),
      paginator: undefined,
    },
    example: {
      input: /^const input = (\{.*?^\});$/ms.exec(code)?.[1] ?? '',
      output: response
        .split('```')[0]!
        .replace(/^\/\/ ?/gm, '')
        .trim()
        .replace(/;$/, ''),
    },
  }
}

function baseOf(statement: ts.InterfaceDeclaration): string | undefined {
  for (const { expression, typeArguments } of statement.heritageClauses?.[0]?.types ?? []) {
    if (!ts.isIdentifier(expression) || expression.text === '__MetadataBearer') continue
    if (expression.text !== 'Omit') return expression.text
    const [first] = typeArguments ?? []
    if (first && ts.isTypeReferenceNode(first)) return (first.typeName as ts.Identifier).text
  }
  return undefined
}

function readServiceDoc(folder: string): string {
  const file = readdirSync(folder).find((name) => /Client\.d\.ts$/.test(name))
  if (!file) return ''
  const source = parse(join(folder, file))
  const client = source.statements.filter((statement) => ts.isClassDeclaration(statement)).at(-1)
  return client ? docOf(client, source.text) : ''
}
