// `--output yaml`: block style, members in alphabetical order, lists not indented under their name
// (observed in AWS CLI 2.36, which writes YAML 1.2).

import { jsonScalar } from './json.ts'
import { floatText, integerText } from './texts.ts'
import { Float, isList, isMap, isScalar, sortedKeys, type Value, type ValueMap } from './values.ts'
import { yamlString } from './yaml-string.ts'

export function writeYaml(value: Value): string {
  // A lone scalar is written as JSON, because YAML would have to close the document with `...`.
  if (isScalar(value)) return `${jsonScalar(value)}\n`
  const parts: string[] = []
  writeBlock(value, 0, parts)
  return parts.join('')
}

/** Writes a list or map whose first line has been begun already. */
function writeBlock(value: readonly Value[] | ValueMap, indent: number, parts: string[]): void {
  if (isEmpty(value)) {
    parts.push(isList(value) ? '[]\n' : '{}\n')
    return
  }
  const margin = ' '.repeat(indent)
  let isFirst = true
  if (isList(value)) {
    for (const item of value) {
      parts.push(isFirst ? '- ' : `${margin}- `)
      if (isScalar(item)) parts.push(scalarText(item, indent + 2, indent + 2), '\n')
      else writeBlock(item, indent + 2, parts)
      isFirst = false
    }
    return
  }
  for (const key of sortedKeys(value as ValueMap)) {
    const item = (value as ValueMap)[key] as Value
    const name = yamlString(key)
    parts.push(isFirst ? '' : margin, name, ':')
    isFirst = false
    if (isScalar(item)) parts.push(' ', scalarText(item, indent + name.length + 2, indent + 2), '\n')
    else if (isEmpty(item)) parts.push(isList(item) ? ' []\n' : ' {}\n')
    else {
      const inner = isMap(item) ? indent + 2 : indent
      parts.push('\n', ' '.repeat(inner))
      writeBlock(item, inner, parts)
    }
  }
}

function isEmpty(value: readonly Value[] | ValueMap): boolean {
  return isList(value) ? value.length === 0 : Object.keys(value).length === 0
}

/** `column`: where it begins; `margin`: where its further lines begin. */
function scalarText(value: Value, column: number, margin: number): string {
  if (typeof value === 'string') return yamlString(value, { column, margin })
  if (value === null) return 'null'
  if (typeof value === 'number') return integerText(value)
  if (value instanceof Float) return yamlFloat(value.value)
  return value ? 'true' : 'false'
}

function yamlFloat(value: number): string {
  if (Number.isNaN(value)) return '.nan'
  if (!Number.isFinite(value)) return value > 0 ? '.inf' : '-.inf'
  return floatText(value)
}
