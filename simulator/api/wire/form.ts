import type { WireMember } from '../compiled.ts'
import type { Shape, StructureShape } from '../model.ts'
import { readScalar } from './scalars.ts'
import type { Field, WireService } from './services.ts'

// Inputs as AWS's query protocols write them: `Filter.1.Value.2=web` says the second value of the first filter.

/** A field and what is below it. */
export interface FormNode {
  text: string | undefined
  readonly parts: Map<string, FormNode>
}

const newNode = (): FormNode => ({ text: undefined, parts: new Map() })

export function growForm(pairs: readonly (readonly [string, string])[]): FormNode {
  const root = newNode()
  for (const [name, value] of pairs) {
    let node = root
    for (const part of name.split('.')) {
      let next = node.parts.get(part)
      if (!next) {
        next = newNode()
        node.parts.set(part, next)
      }
      node = next
    }
    node.text = value
  }
  return root
}

/** How the two query protocols differ: what a field is called, and whether lists have a name for their items. */
export interface FormStyle {
  fieldName(field: Field): string
  readonly isFlat: boolean
}

export function readForm(
  style: FormStyle,
  service: WireService,
  structure: StructureShape,
  node: FormNode,
): Record<string, unknown> {
  const found: Record<string, unknown> = {}
  for (const field of service.fields(structure)) {
    const part = node.parts.get(style.fieldName(field))
    if (part) found[field.name] = readNode(style, service, field.shape, field.written, part)
  }
  return found
}

function readNode(
  style: FormStyle,
  service: WireService,
  shape: Shape,
  written: WireMember,
  node: FormNode,
): unknown {
  switch (shape.kind) {
    case 'structure':
      return node.parts.size ? readForm(style, service, shape, node) : emptyOr(node, {})
    case 'list': {
      // An empty list is the list's name with nothing behind it.
      if (!node.parts.size) return emptyOr(node, [])
      const items = numbered(style.isFlat || written.flat ? node : inside(node, written.item ?? 'member'))
      return items.map((item) => readNode(style, service, shape.member, written.inner ?? {}, item))
    }
    case 'map': {
      if (!node.parts.size) return emptyOr(node, {})
      const [keyName, valueName] = written.entry ?? (['key', 'value'] as const)
      const entries = numbered(written.flat ? node : inside(node, 'entry'))
      return Object.fromEntries(
        entries.map(({ parts }): [string, unknown] => {
          const value = parts.get(valueName)
          return [
            parts.get(keyName)?.text ?? '',
            value && readNode(style, service, shape.value, written.inner ?? {}, value),
          ]
        }),
      )
    }
    default:
      return node.text === undefined ? unreadable(node) : readScalar(shape, node.text)
  }
}

const emptyOr = (node: FormNode, empty: object): unknown => node.text || empty

/** Items may be numbered right below the list's name although the service has a name for them. */
function inside(node: FormNode, name: string): FormNode {
  return node.parts.get(name) ?? node
}

const numbered = ({ parts }: FormNode): FormNode[] =>
  [...parts]
    .filter(([name]) => /^\d+$/.test(name))
    .sort(([a], [b]) => Number(a) - Number(b))
    .map(([, node]) => node)

/** Something below a single value: given as an object, it is refused by the check against the model. */
const unreadable = ({ parts }: FormNode): unknown =>
  Object.fromEntries([...parts].map(([name, { text }]) => [name, text ?? '']))
