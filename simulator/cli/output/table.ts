// `--output table`: a box per record or list of records, one inside the other (AWS CLI user guide,
// "Table output format"). This file says what the boxes are; `table-lines.ts` draws them.

import { CliError } from '../errors.ts'
import { drawSections, newSection, type Section, type TableStyle } from './table-lines.ts'
import { textOf, typeName } from './texts.ts'
import { compareText, isList, isMap, isScalar, type Value, type ValueMap } from './values.ts'

/** Nothing at all for an empty value, as the CLI does. */
export function writeTable(title: string, value: Value, style: TableStyle): string {
  const sections: Section[] = []
  if (!addTable(title, value, 0, sections)) return ''
  return drawSections(sections, style)
}

function addTable(title: string | undefined, value: Value, depth: number, sections: Section[]): boolean {
  if (isNothing(value)) return false
  if (title !== undefined) sections.push(newSection(title, depth))
  if (isList(value)) {
    if (isMap(value[0])) addRecords(value, depth, title, sections)
    else for (const item of value) addItem(item, sections)
  } else if (isMap(value)) addRecord(value, depth, sections)
  return true
}

function isNothing(value: Value): boolean {
  if (value === null || value === false || value === 0 || value === '') return true
  if (isList(value)) return value.length === 0
  if (isMap(value)) return Object.keys(value).length === 0
  return typeof value === 'object' && value.value === 0
}

function addItem(item: Value, sections: Section[]): void {
  if (isScalar(item)) addRow(sections, [item])
  else if (isMap(item)) addRow(sections, Object.keys(item))
  else if (item.every(isScalar)) addRow(sections, item)
  else addTable(undefined, item, 0, sections)
}

/** One record: its plain members as one row, its other members as boxes below. */
function addRecord(record: ValueMap, depth: number, sections: Section[]): void {
  const { plain, nested } = membersOf(record)
  const [only] = plain
  if (plain.length === 1 && only !== undefined) addRow(sections, [only, record[only] as Value])
  else if (plain.length > 1) {
    addHeader(sections, plain)
    addRow(
      sections,
      plain.map((key) => record[key] as Value),
    )
  }
  for (const key of nested) addTable(key, record[key] as Value, depth + 1, sections)
}

/** Records of a kind: rows of one box, or a box each when they hold boxes of their own. */
function addRecords(
  records: readonly Value[],
  depth: number,
  title: string | undefined,
  sections: Section[],
): void {
  const plainNames = new Set<string>()
  const nestedNames = new Set<string>()
  for (const record of records) {
    const { plain, nested } = membersOf(record)
    for (const name of plain) plainNames.add(name)
    for (const name of nested) nestedNames.add(name)
  }
  const headers = [...plainNames].sort(compareText)
  const nested = [...nestedNames].sort(compareText)
  addHeader(sections, headers)
  records.forEach((record, i) => {
    if (!isMap(record) && headers.length > 0) {
      throw new CliError(`'${typeName(record)}' object has no attribute 'get'`)
    }
    if (i > 0 && nested.length > 0) {
      sections.push(newSection(title ?? '', depth))
      addHeader(sections, headers)
    }
    const members: ValueMap = isMap(record) ? record : {}
    addRow(
      sections,
      headers.map((name) => (Object.hasOwn(members, name) ? (members[name] as Value) : '')),
    )
    for (const name of nested) {
      if (Object.hasOwn(members, name)) addTable(name, members[name] as Value, depth + 1, sections)
    }
  })
}

function membersOf(record: Value): { plain: string[]; nested: string[] } {
  if (!isMap(record)) {
    if (record === '' || (isList(record) && record.length === 0)) return { plain: [], nested: [] }
    throw notARecord(record)
  }
  const plain: string[] = []
  const nested: string[] = []
  for (const [key, value] of Object.entries(record)) (isScalar(value) ? plain : nested).push(key)
  return { plain: plain.sort(compareText), nested: nested.sort(compareText) }
}

function notARecord(value: Value): CliError {
  if (typeof value === 'string') return new CliError("string indices must be integers, not 'str'")
  if (isList(value))
    return new CliError(`list indices must be integers or slices, not ${typeName(value[0] ?? '')}`)
  return new CliError(`'${typeName(value)}' object is not iterable`)
}

function addHeader(sections: readonly Section[], names: readonly string[]): void {
  const section = sections.at(-1) as Section
  section.columns ??= names.length
  if (names.length > section.columns) throw new CliError('list index out of range')
  section.headers = names
}

function addRow(sections: readonly Section[], values: readonly Value[]): void {
  const section = sections.at(-1) as Section
  section.columns ??= values.length
  if (section.columns !== values.length) {
    throw new CliError(`Row should have ${section.columns} elements, instead it has ${values.length}`)
  }
  section.rows.push(values.map(textOf))
}
