// The language of jq 1.7: jq(1).

export type Node =
  | { readonly kind: 'identity' }
  | { readonly kind: 'recurse' }
  | { readonly kind: 'constant'; readonly value: null | boolean | number | string }
  | { readonly kind: 'text'; readonly parts: readonly (string | Node)[]; readonly format: string | undefined }
  | { readonly kind: 'format'; readonly name: string }
  | { readonly kind: 'index'; readonly of: Node; readonly by: Node }
  | {
      readonly kind: 'slice'
      readonly of: Node
      readonly from: Node | undefined
      readonly to: Node | undefined
    }
  | { readonly kind: 'iterate'; readonly of: Node }
  | { readonly kind: 'try'; readonly body: Node; readonly handler: Node | undefined }
  | {
      readonly kind: 'pipe' | 'comma' | 'and' | 'or' | 'alternative'
      readonly left: Node
      readonly right: Node
    }
  | {
      readonly kind: 'binary' | 'assign'
      readonly operator: string
      readonly left: Node
      readonly right: Node
    }
  | { readonly kind: 'negate'; readonly of: Node }
  | {
      readonly kind: 'if'
      readonly cases: readonly (readonly [Node, Node])[]
      readonly otherwise: Node | undefined
    }
  | {
      readonly kind: 'reduce'
      readonly source: Node
      readonly pattern: Pattern
      readonly start: Node
      readonly update: Node
    }
  | {
      readonly kind: 'foreach'
      readonly source: Node
      readonly pattern: Pattern
      readonly start: Node
      readonly update: Node
      readonly extract: Node | undefined
    }
  | {
      readonly kind: 'bind'
      readonly source: Node
      readonly patterns: readonly Pattern[]
      readonly body: Node
    }
  | { readonly kind: 'define'; readonly definition: Definition; readonly body: Node }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Node[] }
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'array'; readonly of: Node | undefined }
  | { readonly kind: 'object'; readonly fields: readonly (readonly [Node, Node])[] }
  | { readonly kind: 'label'; readonly name: string; readonly body: Node }
  | { readonly kind: 'break'; readonly name: string }

export type Pattern =
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'array'; readonly parts: readonly Pattern[] }
  | {
      readonly kind: 'object'
      readonly fields: readonly { readonly variable?: string; readonly key: Node; readonly value?: Pattern }[]
    }

export interface Definition {
  readonly name: string
  readonly params: readonly string[]
  readonly body: Node
}
