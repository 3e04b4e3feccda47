// What is marked on the map, by the ids of the picture's parts.

export type PartMark = 'passed' | 'here' | 'dropped' | 'added' | 'changed'

export interface MarkedLine {
  readonly from: string
  readonly to: string
  readonly kind: 'there' | 'back' | 'opened' | 'closed'
}
