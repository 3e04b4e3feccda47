import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { ensureModel } from '../../../scripts/ensure-model.ts'

const root = fileURLToPath(new URL('../../../', import.meta.url))
const generated = join(root, 'simulator', 'api', 'generated')

it('compiles the same bytes each time', () => {
  const folder = mkdtempSync(join(tmpdir(), 'hopwise-model-'))
  try {
    execFileSync(process.execPath, [join(root, 'scripts', 'model', 'generate.ts'), folder])
    const files = readdirSync(folder).sort()
    expect(
      readdirSync(generated)
        .filter((file) => file !== 'stamp')
        .sort(),
    ).toEqual(files)
    const different = files.filter(
      (file) => !readFileSync(join(folder, file)).equals(readFileSync(join(generated, file))),
    )
    expect(different).toEqual([])
  } finally {
    rmSync(folder, { recursive: true })
  }
})

it('is not compiled again while nothing has changed', async () => {
  await ensureModel()
  expect(await ensureModel()).toBe(false)
})
