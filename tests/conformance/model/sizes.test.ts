import { readdirSync, readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { expect, it } from 'vitest'

const generated = new URL('../../../simulator/api/generated/', import.meta.url)
const models = readdirSync(generated).filter((file) => file.endsWith('.model.json'))

// In bytes, as a browser receives them.
const budget = (file: string) => (file === 'ec2.model.json' ? 85_000 : 16_000)

it.each(models)('%s is small enough to load', (file) => {
  const size = gzipSync(readFileSync(new URL(file, generated)), { level: 9 }).length
  expect(size).toBeLessThanOrEqual(budget(file))
})
