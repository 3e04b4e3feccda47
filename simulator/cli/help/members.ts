import type { Member, ServiceDocs, Shape, StructureShape } from '../../api/model.ts'
import type { Page } from './page.ts'
import { layProse } from './prose.ts'
import { typeName } from './syntax.ts'

/** The members of a structure, each with its documentation, and what is inside them below. */
export function layMembers(
  page: Page,
  shape: StructureShape,
  docs: ServiceDocs | undefined,
  depth: number,
  within: readonly string[] = [],
): void {
  if (within.includes(shape.name)) {
    page.paragraph('( ... recursive ... )', depth)
    return
  }
  const inner = [...within, shape.name]
  for (const member of shape.members.values()) {
    page.term(titleOf(member), depth)
    layProse(page, docs?.member(shape.name, member.name) ?? '', depth + 1)
    layInside(page, member.shape, docs, depth + 1, inner)
  }
}

function titleOf(member: Member): string {
  return `${member.name} -> (${typeName(member.shape)})${member.required ? ' [required]' : ''}`
}

/** What a value is made of: list members, map keys and values, structure members, limits, choices. */
export function layInside(
  page: Page,
  shape: Shape,
  docs: ServiceDocs | undefined,
  depth: number,
  within: readonly string[] = [],
): void {
  layLimits(page, shape, depth)
  if (shape.kind === 'structure') layMembers(page, shape, docs, depth, within)
  if (shape.kind === 'list') {
    page.term(`(${typeName(shape.member)})`, depth)
    layInside(page, shape.member, docs, depth + 1, within)
  }
  if (shape.kind === 'map') {
    page.term(`key -> (${typeName(shape.key)})`, depth)
    layInside(page, shape.key, docs, depth + 1, within)
    page.term(`value -> (${typeName(shape.value)})`, depth)
    layInside(page, shape.value, docs, depth + 1, within)
  }
}

function layLimits(page: Page, shape: Shape, depth: number): void {
  const limits: string[] = []
  if ('min' in shape && shape.min !== undefined) limits.push(`min: ${shape.min}`)
  if ('max' in shape && shape.max !== undefined) limits.push(`max: ${shape.max}`)
  if (shape.kind === 'string' && shape.pattern !== undefined) limits.push(`pattern: ${shape.pattern}`)
  layList(page, 'Constraints:', limits, depth)
  if (shape.kind === 'string') layList(page, 'Possible values:', shape.enum ?? [], depth)
}

function layList(page: Page, title: string, items: readonly string[], depth: number): void {
  if (items.length === 0) return
  page.paragraph(title, depth)
  for (const item of items) page.bullet(item, depth)
}
