// Changes settings where they stand in a configuration file; everything else keeps its place, comments
// included (observed in AWS CLI 2.36).

/** A value, or values nested under one name. */
export type NewValue = string | Readonly<Record<string, string>>
export type NewValues = Readonly<Record<string, NewValue>>

const sectionLine = /^\s*\[([^\]]+)\]/
const optionLine = /^([^:=\n][^:=\n]*)\s*[:=]/

export function editIni(text: string | undefined, section: string, values: NewValues): string {
  const lines = text?.match(/[^\n]*\n|[^\n]+$/g) ?? []
  const start = lines.findIndex((line) => isHead(line, section))
  if (start < 0) return withNewline(lines).join('') + [`[${section}]\n`, ...written(values)].join('')
  changeSection(lines, start, values)
  return lines.join('')
}

function isHead(line: string, section: string): boolean {
  if (/^\s*[#;]/.test(line)) return false
  const head = sectionLine.exec(line)?.[0]
  const [kind, ...rest] = section.split(' ')
  return head === `[${section}]` || (rest.length > 0 && head === `[${kind} "${rest.join(' ')}"]`)
}

function changeSection(lines: string[], start: number, values: NewValues): void {
  const left: Record<string, NewValue> = { ...values }
  let last = start
  for (let i = start + 1; i < lines.length; i++) {
    const line = lines[i] as string
    if (sectionLine.test(line)) {
      lines.splice(last + 1, 0, ...written(left))
      return
    }
    const option = optionLine.exec(line)?.[1]
    if (option === undefined) continue
    last = i
    const name = option.trim()
    const value = Object.hasOwn(left, name) ? left[name] : undefined
    if (typeof value === 'string') {
      lines[i] = `${name} = ${value}\n`
      delete left[name]
    } else if (value !== undefined) {
      changeNested(lines, i, indentOf(option), value)
      return
    }
  }
  if (Object.keys(left).length === 0) return
  withNewline(lines)
  lines.splice(last + 1, 0, ...written(left))
}

function changeNested(
  lines: string[],
  parent: number,
  parentIndent: number,
  values: Readonly<Record<string, string>>,
): void {
  const left: Record<string, string> = { ...values }
  let end = parent + 1
  for (; end < lines.length; end++) {
    const line = lines[end] as string
    if (sectionLine.test(line)) break
    const option = optionLine.exec(line)?.[1]
    if (option === undefined) continue
    const indent = indentOf(option)
    if (indent <= parentIndent) break
    const name = option.trim()
    const value = left[name]
    if (value === undefined) continue
    lines[end] = `${' '.repeat(indent)}${name} = ${value}\n`
    delete left[name]
  }
  withNewline(lines)
  lines.splice(end, 0, ...written(left, '    '))
}

const indentOf = (option: string) => option.length - option.trimStart().length

function written(values: NewValues, indent = ''): string[] {
  return Object.entries(values).flatMap(([name, value]) => {
    if (typeof value === 'string') return [`${indent}${name} = ${value}\n`]
    return [`${indent}${name} =\n`, ...written(value, `${indent}    `)]
  })
}

function withNewline(lines: string[]): string[] {
  const last = lines.at(-1)
  if (last !== undefined && !last.endsWith('\n')) lines[lines.length - 1] = `${last}\n`
  return lines
}
