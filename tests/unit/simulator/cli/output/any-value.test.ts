import fc from 'fast-check'
import { expect, it } from 'vitest'
import { CliError } from '../../../../../simulator/cli/errors.ts'
import { type OutputFormat, writeWhole } from '../../../../../simulator/cli/output/print.ts'
import { parseJson } from '../../../../../simulator/cli/output/values.ts'
import { runs } from '../../../../properties/arbitraries.ts'

const formats: readonly OutputFormat[] = ['json', 'text', 'table', 'yaml', 'yaml-stream', 'off']

it.each(formats)('--output %s prints any answer, or says what it cannot print', (format) => {
  fc.assert(
    fc.property(fc.json(), fc.integer({ min: 1, max: 200 }), fc.boolean(), (json, columns, color) => {
      const printing = { format, title: 'T', color: color ? 'on' : 'off', terminal: { columns } } as const
      try {
        expect(writeWhole(parseJson(json), printing)).toMatch(/^$|\n(\x1b\[0m)?$/)
      } catch (error) {
        if (!(error instanceof CliError)) throw error
      }
    }),
    runs(300),
  )
})
