import { UsageError } from '../command.ts'
import type { Action } from './action.ts'

/** The JSON Schema of one of a pack's YAML files, for editors. */
export const schema: Action = async ([name = ''], { stdout }) => {
  const { jsonSchemas } = await import('../../packs/json-schema.ts')
  const schemas = jsonSchemas()
  if (!Object.hasOwn(schemas, name))
    throw new UsageError(`expected one of ${Object.keys(schemas).join(', ')}`)
  stdout.write(`${JSON.stringify(schemas[name as keyof typeof schemas], null, 2)}\n`)
  return 0
}
