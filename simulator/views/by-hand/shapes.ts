import type { Operation, Shape } from '../../api/model.ts'

/** The shape that a path of an operation's input leads to; undefined where it leads nowhere. */
export function shapeAt(operation: Operation, path: string): Shape | undefined {
  let shape: Shape | undefined = operation.input
  for (const step of path.split('.')) {
    if (shape?.kind === 'structure') shape = shape.members.get(step)?.shape
    else if (shape?.kind === 'list' && (step === '*' || /^\d+$/.test(step))) shape = shape.member
    else if (shape?.kind === 'map') shape = shape.value
    else return undefined
  }
  return shape
}

/** Whether AWS itself wants it: a member of the input that it calls required. */
export const isRequired = (operation: Operation, path: string): boolean =>
  operation.input?.members.get(path.split('.')[0]!)?.required ?? false

export type Input = Record<string, unknown>

/** Puts a value where a path leads, and makes what is on the way. */
export function put(input: Input, path: string, value: unknown): void {
  const [first = '', ...rest] = path.split('.')
  let holder: Input | unknown[] = input
  let key = first
  for (const step of rest) {
    const place = holder as Record<string, unknown>
    place[key] ??= /^\d+$/.test(step) ? [] : {}
    holder = place[key] as Input | unknown[]
    key = step
  }
  ;(holder as Record<string, unknown>)[key] = value
}

/** What was put where a path leads. */
export const at = (input: object | undefined, path: string): unknown =>
  path.split('.').reduce<unknown>((value, step) => (value as Input | undefined)?.[step], input)

/** A text as the value that a shape takes. */
export function valueFor(shape: Shape | undefined, text: string): unknown {
  switch (shape?.kind) {
    case 'integer':
    case 'long':
    case 'float':
    case 'double':
      return Number.isNaN(Number(text)) ? text : Number(text)
    case 'boolean':
      return text === 'true'
    case 'list':
      return text.split(/[\s,]+/).filter(Boolean)
    default:
      return text
  }
}
