import { pythonType } from '../../api/python-text.ts'
import { invalid } from '../errors.ts'
import type { CliHost } from '../host.ts'
import { JsonFault, parseJson } from './json-text.ts'
import type { Input, Parsed } from './option.ts'
import { readParameterFile, UnreadableFile } from './parameter-files.ts'
import { unparsable } from './unpack-value.ts'
import { parseYaml } from './yaml-later.ts'

/** Adds what `--cli-input-json` or `--cli-input-yaml` holds, under what single options have set. */
export function addWholeInput(input: Input, values: Parsed, host: CliHost): void {
  const given = ['cli-input-json', 'cli-input-yaml'].filter((name) => values.has(name))
  const [name] = given
  if (!name) return
  if (given.length > 1) throw invalid('Only one --cli-input- parameter may be specified.')
  const loaded = read(name, load(name, String(values.get(name)), host))
  if (typeof loaded !== 'object' || loaded === null || Array.isArray(loaded)) {
    throw unparsable(`--${name}`, `Invalid type: expecting map, received ${pythonType(loaded)}`)
  }
  for (const [member, value] of Object.entries(loaded)) if (!(member in input)) input[member] = value
}

function load(name: string, value: string, host: CliHost): string {
  try {
    const content = readParameterFile(value, host) ?? value
    return typeof content === 'string' ? content : new TextDecoder().decode(content)
  } catch (error) {
    if (error instanceof UnreadableFile) throw unparsable(`--${name}`, error.message)
    throw error
  }
}

function read(name: string, text: string): unknown {
  if (name === 'cli-input-yaml') {
    try {
      return parseYaml(text)
    } catch {
      throw unparsable(name, 'Invalid YAML received.')
    }
  }
  try {
    return parseJson(text)
  } catch (error) {
    if (error instanceof JsonFault) throw unparsable(name, 'Invalid JSON received.')
    throw error
  }
}
