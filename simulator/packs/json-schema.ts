import { z } from 'zod'
import { packSchema } from './pack-schema.ts'
import { questionSchema } from './question-schema.ts'
import { scenarioSchema } from './scenario-schema.ts'

/** The schemas of a pack's YAML files as JSON Schema, for editors, by the name of the file that each is for. */
export const jsonSchemas = (): Readonly<Record<'pack' | 'scenario' | 'question', object>> => ({
  pack: exported(packSchema, 'A Hopwise pack'),
  scenario: exported(scenarioSchema, 'A Hopwise scenario'),
  question: exported(questionSchema, 'A Hopwise exam question'),
})

const exported = (schema: z.ZodType, title: string): object => ({
  title,
  ...z.toJSONSchema(schema, { io: 'input' }),
})
