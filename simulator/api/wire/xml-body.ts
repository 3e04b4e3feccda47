import type { WireMember } from '../compiled.ts'
import type { Shape, StructureShape } from '../model.ts'
import { readScalar, scalarText } from './scalars.ts'
import type { Field, WireService } from './services.ts'
import type { XmlElement } from './xml-reader.ts'
import { escapeXml, type XmlWriter } from './xml-writer.ts'

// Values as elements, by their shapes: what EC2, the query services and the REST services with XML have in common.

type Members = Readonly<Record<string, unknown>>

/** Writes those members of a value that have one and that belong in a body. */
export function writeMembers(
  out: XmlWriter,
  service: WireService,
  fields: readonly Field[],
  value: Members,
): void {
  for (const field of fields) {
    const item = value[field.name]
    if (item === undefined || item === null || field.written.attribute) continue
    writeElement(out, service, field.element, field.shape, field.written, item)
  }
}

export function writeElement(
  out: XmlWriter,
  service: WireService,
  name: string,
  shape: Shape,
  written: WireMember,
  value: unknown,
): void {
  switch (shape.kind) {
    case 'structure':
      writeStructure(out, service, name, shape, written, value as Members)
      break
    case 'list':
      writeList(out, service, name, shape.member, written, value as readonly unknown[])
      break
    case 'map':
      writeMap(out, service, name, shape, written, value as Members)
      break
    default:
      out.leaf(name, scalarText(shape, value, written.timestamp ?? 'date-time'))
  }
}

function writeStructure(
  out: XmlWriter,
  service: WireService,
  name: string,
  shape: StructureShape,
  written: WireMember,
  value: Members,
): void {
  const fields = service.fields(shape)
  const attributes = namespaceText(written) + attributesText(fields, value)
  const isEmpty = fields.every((field) => value[field.name] === undefined || field.written.attribute)
  if (isEmpty) out.leaf(name, '', attributes)
  else {
    out.open(name, attributes)
    writeMembers(out, service, fields, value)
    out.close(name)
  }
}

function namespaceText({ namespace }: WireMember): string {
  return namespace ? ` xmlns:${namespace[0]}="${escapeXml(namespace[1])}"` : ''
}

function attributesText(fields: readonly Field[], value: Members): string {
  let text = ''
  for (const { name, element, written } of fields) {
    if (written.attribute && value[name] !== undefined)
      text += ` ${element}="${escapeXml(String(value[name]))}"`
  }
  return text
}

function writeList(
  out: XmlWriter,
  service: WireService,
  name: string,
  member: Shape,
  written: WireMember,
  items: readonly unknown[],
): void {
  const inner = written.inner ?? {}
  if (written.flat) {
    for (const item of items) writeElement(out, service, name, member, inner, item)
    return
  }
  if (!items.length) out.leaf(name, '')
  else {
    out.open(name)
    for (const item of items) writeElement(out, service, written.item ?? 'member', member, inner, item)
    out.close(name)
  }
}

function writeMap(
  out: XmlWriter,
  service: WireService,
  name: string,
  shape: Extract<Shape, { kind: 'map' }>,
  written: WireMember,
  value: Members,
): void {
  const [keyName, valueName] = written.entry ?? (['key', 'value'] as const)
  const entry = written.flat ? name : 'entry'
  const entries = Object.entries(value).filter(([, item]) => item !== undefined)
  if (!written.flat) {
    if (!entries.length) out.leaf(name, '')
    else out.open(name)
  }
  for (const [key, item] of entries) {
    out.open(entry)
    out.leaf(keyName, key)
    writeElement(out, service, valueName, shape.value, written.inner ?? {}, item)
    out.close(entry)
  }
  if (!written.flat && entries.length) out.close(name)
}

/** The members that an element holds. */
export function readMembers(
  service: WireService,
  fields: readonly Field[],
  element: XmlElement,
): Record<string, unknown> {
  const found: Record<string, unknown> = {}
  for (const field of fields) {
    const { name, written, shape } = field
    if (written.attribute) {
      const text = element.attributes.get(field.element)
      if (text !== undefined) found[name] = readScalar(shape, text)
      continue
    }
    const here = element.children.filter((child) => child.name === field.element)
    if (!here.length) continue
    found[name] = written.flat
      ? readFlat(service, shape, written, here)
      : readElement(service, shape, written, here[0]!)
  }
  return found
}

function readFlat(
  service: WireService,
  shape: Shape,
  written: WireMember,
  elements: readonly XmlElement[],
): unknown {
  if (shape.kind === 'map') return readEntries(service, shape, written, elements)
  if (shape.kind !== 'list') return readElement(service, shape, written, elements[0]!)
  return elements.map((element) => readElement(service, shape.member, written.inner ?? {}, element))
}

export function readElement(
  service: WireService,
  shape: Shape,
  written: WireMember,
  element: XmlElement,
): unknown {
  switch (shape.kind) {
    case 'structure':
      return readMembers(service, service.fields(shape), element)
    case 'list':
      return element.children.map((child) => readElement(service, shape.member, written.inner ?? {}, child))
    case 'map':
      return readEntries(service, shape, written, element.children)
    default:
      return readScalar(shape, element.text)
  }
}

function readEntries(
  service: WireService,
  shape: Extract<Shape, { kind: 'map' }>,
  written: WireMember,
  entries: readonly XmlElement[],
): Record<string, unknown> {
  const [keyName, valueName] = written.entry ?? (['key', 'value'] as const)
  const read = entries.map((entry): [string, unknown] => {
    const key = entry.children.find((child) => child.name === keyName)
    const value = entry.children.find((child) => child.name === valueName)
    return [key?.text ?? '', value && readElement(service, shape.value, written.inner ?? {}, value)]
  })
  return Object.fromEntries(read)
}
