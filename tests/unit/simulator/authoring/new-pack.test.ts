import { readFileSync } from 'node:fs'
import { setImmediate as immediate } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { contract } from '../../../../simulator/api/contract.ts'
import { checkExamples } from '../../../../simulator/authoring/check-examples.ts'
import { lintPack } from '../../../../simulator/authoring/lint.ts'
import { newPack, newPackFiles, problemInName } from '../../../../simulator/authoring/new-pack.ts'
import { attemptOn, beginScenario } from '../../../../simulator/authoring/prove.ts'
import { checkKinds } from '../../../../simulator/grading/checks/index.ts'
import { gradeGoal } from '../../../../simulator/grading/grade.ts'
import { loadPack } from '../../../../simulator/packs/load.ts'
import { tellProblem } from '../../../../simulator/packs/problem.ts'
import { readYaml } from '../../../../simulator/packs/read-yaml.ts'
import { curriculum } from './read-pack.ts'

const ports = { contract, turn: () => immediate() }

describe('a new pack', () => {
  it('proves all that packs have to prove, and misses no mutant', async () => {
    const files = newPackFiles('my-pack')
    const { pack, problems } = loadPack(files)
    expect(problems.map(tellProblem)).toEqual([])
    const report = await lintPack({ ...ports, curriculum, mutation: true }, pack!, files)
    expect(report.problems.map(tellProblem)).toEqual([])
    expect(report.score).toBe(100)
  })

  it.each(['My-Pack', 'a b', '../x', '', 'x'.repeat(81)])('cannot be called "%s"', (name) =>
    expect(problemInName(name)).toMatch(/expected a name of words/),
  )

  it('is the one that the guide for authors goes through', () => {
    const guide = readFileSync('content/AUTHORS.md', 'utf8')
    for (const [file] of newPack('my-pack')) expect(guide).toContain(file.split('/').at(-1))
  })
})

describe('the examples of checks', () => {
  it('are of every type', () =>
    expect(Object.keys(checkExamples).sort()).toEqual(checkKinds.types.map(({ type }) => type).sort()))

  it.each(Object.entries(checkExamples))('%s holds where its scenario is solved', async (type, text) => {
    const written = Object.entries(readYaml('example.yaml', text).value as object)
    const [scenario] = loadPack(newPackFiles('my-pack')).pack!.scenarios
    for (const service of ['iam', 'logs', 'ec2']) await contract.need(service)
    const { lab } = await attemptOn(await beginScenario(ports, scenario!), scenario!.solution)
    const worth = { points: 10, bonus: false, partial: false, must: false }
    for (const [id, one] of written) {
      const subject = lab.attempt!.subjectOf(lab.forkWorld())
      const { verdict } = gradeGoal(subject, { id, check: checkKinds.schema.parse(one), worth })
      if (type === 'quiz') expect(verdict.observed).toBe('Not answered yet')
      else expect(verdict, verdict.observed).toMatchObject({ met: true })
    }
  })
})
