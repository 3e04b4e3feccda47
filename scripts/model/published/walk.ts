import type { MemberFact, ServiceFact, StructureFact, Type } from '../ir.ts'
import type { PublishedMember, PublishedService, PublishedShape } from './published.ts'

/** What is met on a walk through our facts and the published ones side by side. */
export interface Visitor {
  /** Once for each structure of ours and the first published shape that it is met with. */
  structure?(ours: StructureFact, published: PublishedShape, publishedName: string, side: Side): void
  member?(
    ours: MemberFact,
    published: PublishedMember,
    structure: StructureFact,
    side: Side,
    holder: PublishedShape,
  ): void
  /** Each type with its path: `Structure.Member`, `Structure.Member[]`, `Structure.Member{}`. */
  type?(
    ours: Type,
    published: PublishedShape,
    path: string,
    use: PublishedMember | undefined,
    side: Side,
  ): void
  missing?(structure: StructureFact, member: string, published: PublishedMember, side: Side): void
  extra?(structure: StructureFact, member: string, side: Side): void
  /** One of the two has an input or an output, the other none. */
  lone?(operation: string, side: Side, ours: string | undefined): void
  missingOperation?(name: string): void
  extraOperation?(name: string): void
}

export type Side = 'input' | 'output'

export function walkTogether(service: ServiceFact, published: PublishedService, visitor: Visitor): void {
  const ours = new Map(service.operations.map((operation) => [operation.name, operation]))
  const seen = new Set<string>()
  for (const [name, operation] of Object.entries(published.operations)) {
    const own = ours.get(name)
    if (!own) {
      visitor.missingOperation?.(name)
      continue
    }
    if (Boolean(own.input) !== Boolean(operation.input)) visitor.lone?.(name, 'input', own.input)
    if (Boolean(own.output) !== Boolean(operation.output)) visitor.lone?.(name, 'output', own.output)
    if (own.input && operation.input) structure(own.input, operation.input.shape, 'input')
    if (own.output && operation.output) structure(own.output, operation.output.shape, 'output')
  }
  for (const name of ours.keys()) if (!published.operations[name]) visitor.extraOperation?.(name)

  function structure(name: string, publishedName: string, side: Side): void {
    const key = `${name} ${publishedName} ${side}`
    if (seen.has(key)) return
    seen.add(key)
    const own = service.structures.get(name)!
    const other = published.shapes[publishedName]!
    visitor.structure?.(own, other, publishedName, side)
    const members = new Map(own.members.map((member) => [member.name, member]))
    for (const [member, use] of Object.entries(other.members ?? {})) {
      const found = members.get(member)
      if (!found) {
        visitor.missing?.(own, member, use, side)
        continue
      }
      visitor.member?.(found, use, own, side, other)
      type(found.type, use.shape, `${name}.${member}`, use, side)
    }
    for (const member of members.keys()) if (!other.members?.[member]) visitor.extra?.(own, member, side)
  }

  function type(
    own: Type,
    shapeName: string,
    path: string,
    use: PublishedMember | undefined,
    side: Side,
  ): void {
    const other = published.shapes[shapeName]!
    visitor.type?.(own, other, path, use, side)
    if (own.kind === 'structure' && other.type === 'structure') structure(own.name, shapeName, side)
    if (own.kind === 'list' && other.member)
      type(own.member, other.member.shape, `${path}[]`, undefined, side)
    if (own.kind === 'map' && other.key && other.value) {
      type(own.key, other.key.shape, `${path}<>`, undefined, side)
      type(own.value, other.value.shape, `${path}{}`, undefined, side)
    }
  }
}
