import type { Shape, StructureShape } from '../../api/model.ts'

/** What of an argument's value is being typed. */
interface Field {
  /** What stands before it in the same word and stays as it is. */
  readonly before: string
  /** The keys that may come here; absent where a value is typed. */
  readonly keys?: readonly string[]
  /** The value's shape and its member's name, where a value is typed. */
  readonly shape?: Shape
  readonly member?: string
}

/** Follows shorthand (`Name=vpc-id,Values=…`) up to its last, unfinished field. */
export function fieldAt(shape: Shape | undefined, text: string): Field {
  const top = shape && structureIn(shape)
  if (!top) return { before: '', ...(shape && { shape: leafOf(shape) }) }
  const open: StructureShape[] = []
  let within = top
  let key: string | undefined
  let start = 0
  for (let at = 0; at < text.length; at++) {
    const sign = text.charAt(at)
    if (!'={[,}]'.includes(sign)) continue
    if (sign === '=') key = text.slice(start, at)
    else if (sign === '{') {
      const inner = structureIn(within.members.get(key ?? '')?.shape ?? within)
      if (!inner) return { before: text }
      open.push(within)
      within = inner
      key = undefined
    } else if (sign === '}') {
      within = open.pop() ?? top
      key = undefined
    } else if (sign === ',' && !isScalarList(within.members.get(key ?? '')?.shape)) key = undefined
    start = at + 1
  }
  const before = text.slice(0, start)
  if (key === undefined) return { before, keys: [...within.members.keys()] }
  const member = within.members.get(key)
  return member ? { before, member: key, shape: leafOf(member.shape) } : { before }
}

function structureIn(shape: Shape): StructureShape | undefined {
  const inner = leafOf(shape)
  return inner.kind === 'structure' ? inner : undefined
}

function leafOf(shape: Shape): Shape {
  return shape.kind === 'list' ? leafOf(shape.member) : shape
}

function isScalarList(shape: Shape | undefined): boolean {
  return shape?.kind === 'list' && !structureIn(shape)
}
