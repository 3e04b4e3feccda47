// Configuration files as the AWS CLI reads them: Python's configparser, with one level of nested values
// (AWS CLI user guide, "Configuration and credential file settings").

/** A value, or the settings nested under it. */
export type Setting = string | ReadonlyMap<string, string>
export type IniSections = ReadonlyMap<string, ReadonlyMap<string, Setting>>

export class IniError extends Error {}

const header = /^\[(.+)\]/
const assignment = /^(.*?)\s*[=:]\s*(.*)$/

export function parseIni(text: string): IniSections {
  const sections = new Map<string, Map<string, string[]>>()
  let section: Map<string, string[]> | undefined
  /** The lines of the value that is being read. */
  let lines: string[] | undefined
  let indent = 0
  for (const line of text.split(/\r\n|[\n\r]/)) {
    const trimmed = line.trim()
    if (trimmed === '') {
      lines?.push('')
      continue
    }
    if (/^[#;]/.test(trimmed)) continue
    const depth = line.length - line.trimStart().length
    if (lines && depth > indent) {
      lines.push(trimmed)
      continue
    }
    indent = depth
    const name = header.exec(trimmed)?.[1]
    if (name !== undefined) {
      if (sections.has(name)) throw new IniError(`section ${name} comes twice`)
      section = new Map()
      sections.set(name, section)
      lines = undefined
      continue
    }
    const [, key = '', value = ''] = assignment.exec(trimmed) ?? []
    if (!section || key === '') throw new IniError(`not a setting: ${trimmed}`)
    const option = key.toLowerCase()
    if (section.has(option)) throw new IniError(`${option} comes twice`)
    lines = [value]
    section.set(option, lines)
  }
  return new Map([...sections].map(([name, settings]) => [name, readSettings(settings)]))
}

function readSettings(settings: ReadonlyMap<string, readonly string[]>): ReadonlyMap<string, Setting> {
  return new Map([...settings].map(([key, lines]) => [key, readSetting(lines.join('\n').trimEnd())]))
}

function readSetting(value: string): Setting {
  if (!value.startsWith('\n')) return value
  const nested = new Map<string, string>()
  for (const line of value.split('\n')) {
    if (line.trim() === '') continue
    const equals = line.indexOf('=')
    if (equals < 0) throw new IniError(`not a nested setting: ${line}`)
    nested.set(line.slice(0, equals).trim(), line.slice(equals + 1).trim())
  }
  return nested
}
