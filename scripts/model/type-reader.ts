import ts from 'typescript'
import { type Declarations, type Declared, docOf } from './declared.ts'
import type { MemberFact, ServiceFact, StructureFact, Type } from './ir.ts'

/** Turns declared types into facts, adding each structure and enum that it meets to the service. */
export class TypeReader {
  readonly #declared: Declarations
  readonly #service: ServiceFact

  constructor(declared: Declarations, service: ServiceFact) {
    this.#declared = declared
    this.#service = service
  }

  structure(declaredName: string): string | undefined {
    const name = plainName(declaredName)
    if (this.#service.structures.has(name)) return name
    const structure = this.#declared.structures.get(declaredName)
    if (structure) {
      const fact = this.#add(name, structure.doc, false)
      for (const member of this.#members(structure))
        fact.members.push({ ...member, required: member.required })
      return name
    }
    const union = this.#declared.unions.get(declaredName)
    if (!union?.members.length) return undefined
    const fact = this.#add(name, union.doc, true)
    for (const member of this.#unionMembers(union.members)) fact.members.push(member)
    return name
  }

  #add(name: string, doc: string, union: boolean): StructureFact {
    const fact: StructureFact = { name, union, doc, members: [] }
    this.#service.structures.set(name, fact)
    return fact
  }

  #members({ nodes, text }: Declared): MemberFact[] {
    const members: MemberFact[] = []
    for (const node of nodes) {
      const { name, type } = node as ts.PropertySignature
      if (!name || !type || !(ts.isIdentifier(name) || ts.isStringLiteral(name))) continue
      if (name.text.startsWith('$') || (name.text === 'name' && ts.isPropertyDeclaration(node))) continue
      if (type.kind === ts.SyntaxKind.NeverKeyword) continue
      const required = !(node as ts.PropertySignature).questionToken
      members.push({ name: name.text, type: this.type(type), required, token: false, doc: docOf(node, text) })
    }
    return members
  }

  // Each alternative of a union lists every member, all but its own as `never`.
  #unionMembers(alternatives: readonly Declared[]): MemberFact[] {
    const byName = new Map<string, MemberFact>()
    for (const alternative of alternatives) {
      for (const member of this.#members(alternative)) {
        byName.set(member.name, { ...member, required: false, doc: alternative.doc })
      }
    }
    const order = alternatives[0]!.nodes.map((node) => (node.name as ts.Identifier).text)
    return order.flatMap((name) => byName.get(name) ?? [])
  }

  type(node: ts.TypeNode): Type {
    if (ts.isParenthesizedTypeNode(node)) return this.type(node.type)
    if (ts.isArrayTypeNode(node)) return { kind: 'list', member: this.type(node.elementType) }
    if (ts.isUnionTypeNode(node)) return this.#unionType(node)
    if (ts.isLiteralTypeNode(node) || node.kind === ts.SyntaxKind.StringKeyword) return { kind: 'string' }
    // Overridden from the examples wherever one shows that the number is not an integer.
    if (node.kind === ts.SyntaxKind.NumberKeyword) return { kind: 'integer' }
    if (node.kind === ts.SyntaxKind.BooleanKeyword) return { kind: 'boolean' }
    if (ts.isTypeReferenceNode(node)) return this.#reference(node)
    throw new Error(`A declared type that the generator does not know: ${ts.SyntaxKind[node.kind]}`)
  }

  #unionType(node: ts.UnionTypeNode): Type {
    const parts = node.types.filter((part) => part.kind !== ts.SyntaxKind.UndefinedKeyword)
    if (parts.length === 1) return this.type(parts[0]!)
    const names = parts.map((part) => (ts.isTypeReferenceNode(part) ? part.typeName.getText() : ''))
    if (names.includes('Uint8Array')) return { kind: 'blob' }
    // Text that holds JSON: the client converts, the CLI does not.
    if (names.some((name) => /LazyJsonString|AutomaticJsonStringConversion/.test(name)))
      return { kind: 'string' }
    return this.type(parts[0]!)
  }

  #reference(node: ts.TypeReferenceNode): Type {
    const name = (node.typeName as ts.Identifier).text
    const argument = (index: number): Type => this.type(node.typeArguments![index]!)
    switch (name) {
      case 'Date':
        return { kind: 'timestamp' }
      case 'Uint8Array':
        return { kind: 'blob' }
      case 'Partial':
        return argument(0)
      case 'Record':
        return { kind: 'map', key: argument(0), value: argument(1) }
      case '__DocumentType':
        return { kind: 'document' }
      case 'StreamingBlobTypes':
        return { kind: 'blob', streaming: true }
      // An event stream is a structure whose events arrive one by one.
      case 'AsyncIterable':
        return argument(0)
    }
    const values = this.#declared.enums.get(name)
    if (values) {
      this.#service.enums.set(plainName(name), values)
      return { kind: 'string', enum: plainName(name) }
    }
    const structure = this.structure(name)
    if (structure) return { kind: 'structure', name: structure }
    throw new Error(`${this.#service.name}: nothing declares ${name}`)
  }
}

// The clients put `_` before a name that JavaScript has a meaning for, such as Error.
const plainName = (name: string): string => name.replace(/^_/, '')
