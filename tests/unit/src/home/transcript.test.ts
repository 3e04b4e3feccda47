import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { transcript } from '../../../../src/home/transcript.ts'

const hopwise = fileURLToPath(new URL('../../../../simulator/node/hopwise.ts', import.meta.url))
const mark = '--- next ---'

it('the session on the home page is what the simulator prints, and ends with the status it tells of', () => {
  const script = transcript.map(({ command }) => `{ ${command}\n} 2>&1\nstatus=$?\necho '${mark}'\n`).join('')
  const { stdout, stderr } = spawnSync(process.execPath, [hopwise, 'shell', '-'], {
    input: `${script}echo $status\n`,
    encoding: 'utf8',
  })
  const printed = stdout.split(`${mark}\n`)
  expect(stderr).toBe('')
  expect(printed.slice(0, -1)).toEqual(
    transcript.map(({ output }) => (output === undefined ? '' : `${output}\n`)),
  )
  expect(printed.at(-1)).toBe('254\n')
})
