import { setImmediate as immediate } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { contract } from '../../../../../simulator/api/contract.ts'
import { Lab } from '../../../../../simulator/lab.ts'
import { packAround, textFilesIn, textOf } from '../../../../../simulator/views/files/text-files.ts'

const open = () => Lab.open({ contract, turn: () => immediate(), seed: 'files' })

it('lists the text files of a home, those of its folders too, and hidden ones last', async () => {
  const lab = await open()
  await lab.run(
    "mkdir -p ~/net && echo '{}' > ~/policy.json && echo x > ~/net/notes && printf '\\0\\1' > ~/blob",
  )
  const names = textFilesIn(lab.filesOn('workstation'), '/home/learner').map(({ name }) => name)
  expect(names.slice(0, 2)).toEqual(['net/notes', 'policy.json'])
  expect(names).not.toContain('blob')
  expect(names.slice(2).every((name) => name.startsWith('.'))).toBe(true)
})

it('reads what an editor wrote, and what is done to the files that were given changes nothing', async () => {
  const lab = await open()
  lab.writeFile('/home/learner/policy.json', '{ "é": 1 }')
  const files = lab.filesOn('workstation')
  expect(textOf(files.read('/home/learner/policy.json') ?? new Uint8Array())).toBe('{ "é": 1 }')
  files.remove('/home/learner/policy.json')
  expect((await lab.run('cat policy.json')).stdout).toBe('{ "é": 1 }')
})

it('keeps no trace of a file that could not be written', async () => {
  const lab = await open()
  expect(() => lab.writeFile('/etc/hosts/policy.json', '{}')).toThrow()
  expect(lab.inputs.entries).toEqual([])
})

it('makes the folders that a new file is to be in, and takes them back with it', async () => {
  const lab = await open()
  lab.writeFile('/home/learner/mine/scenarios/first/scenario.yaml', 'title: First\n')
  expect((await lab.run('ls mine/scenarios/first')).stdout).toBe('scenario.yaml\n')
  lab.undo()
  expect((await lab.run('ls mine')).exitCode).not.toBe(0)
})

it('finds the pack around a file: the nearest one, with all that is in it', async () => {
  const lab = await open()
  await lab.run(
    'mkdir -p mine/scenarios/a other && echo 1 > mine/pack.yaml && echo 2 > mine/scenarios/a/brief.md',
  )
  const files = lab.filesOn('workstation')
  const found = packAround(files, '/home/learner/mine/scenarios/a/scenario.yaml')
  expect(found?.folder).toBe('/home/learner/mine')
  expect([...(found?.files.keys() ?? [])]).toEqual(['pack.yaml', 'scenarios/a/brief.md'])
  expect(packAround(files, '/home/learner/other/pack.yaml')?.folder).toBe('/home/learner/other')
  expect(packAround(files, '/home/learner/other/scenario.yaml')).toBeUndefined()
})
