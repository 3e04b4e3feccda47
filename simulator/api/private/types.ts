import type { Shape, StructureShape } from '../model.ts'

// Words to write a model down in: each is a shape for the parser, help and validation, and a type for the compiler.

export interface Type<T> {
  readonly shape: Shape
  /** Only the compiler reads this: what a value of the type is. */
  readonly value?: T
}

export interface MemberOf<T, Required extends boolean = boolean> {
  readonly type: Type<T>
  readonly required: Required
  /** For help, in a sentence. */
  readonly doc: string
}

export type Members = Readonly<Record<string, MemberOf<unknown>>>

/** The type of a structure's values, as the types that are compiled from AWS's clients write it. */
export type ValueOf<M extends Members> = {
  readonly [N in keyof M as M[N] extends MemberOf<unknown, true> ? N : never]: Content<M[N]>
} & {
  readonly [N in keyof M as M[N] extends MemberOf<unknown, true> ? never : N]?: Content<M[N]> | undefined
}

type Content<M> = M extends MemberOf<infer T> ? T : never

export const required = <T>(type: Type<T>, doc: string): MemberOf<T, true> => ({ type, required: true, doc })
export const optional = <T>(type: Type<T>, doc: string): MemberOf<T, false> => ({
  type,
  required: false,
  doc,
})

export const text: Type<string> = { shape: { kind: 'string' } }
export const flag: Type<boolean> = { shape: { kind: 'boolean' } }
export const moment: Type<string> = { shape: { kind: 'timestamp' } }

/** Text that a pattern matches from end to end. */
export const textLike = (pattern: string): Type<string> => ({ shape: { kind: 'string', pattern } })

export const whole = (min: number, max: number): Type<number> => ({ shape: { kind: 'integer', min, max } })

export const choice = <const V extends readonly string[]>(...values: V): Type<V[number]> => ({
  shape: { kind: 'string', enum: values },
})

export const list = <T>(of: Type<T>): Type<readonly T[]> => ({ shape: { kind: 'list', member: of.shape } })

export const map = <T>(of: Type<T>): Type<Readonly<Record<string, T>>> => ({
  shape: { kind: 'map', key: text.shape, value: of.shape },
})

const written = new WeakMap<StructureShape, Members>()

export function structure<M extends Members>(name: string, members: M): Type<ValueOf<M>> {
  const shape: StructureShape = {
    kind: 'structure',
    name,
    members: new Map(
      Object.entries(members).map(([member, { type, required: isRequired }]) => [
        member,
        { name: member, shape: type.shape, required: isRequired },
      ]),
    ),
  }
  written.set(shape, members)
  return { shape }
}

/** The members of a structure as they were written down, with what help says of them. */
export const membersOf = (shape: StructureShape): Members => written.get(shape) ?? {}
