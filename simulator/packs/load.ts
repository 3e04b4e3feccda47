import type { z } from 'zod'
import { checkKinds } from '../grading/checks/index.ts'
import type { Goal } from '../grading/grade.ts'
import { packLimits } from './limits.ts'
import { filesLinkedIn, problemsInMarkdown } from './markdown.ts'
import { migrate } from './migrations.ts'
import { type NearMiss, readNearMiss } from './near-miss.ts'
import { type PackDocument, packSchema } from './pack-schema.ts'
import { problemInPath } from './paths.ts'
import type { Problem } from './problem.ts'
import { type QuestionDocument, questionSchema } from './question-schema.ts'
import { readDocument } from './read-document.ts'
import { readYaml } from './read-yaml.ts'
import { type ScenarioDocument, scenarioSchema } from './scenario-schema.ts'

/** The files of a pack by their paths in it, with slashes. */
export type PackFiles = ReadonlyMap<string, Uint8Array>

export interface Scenario {
  /** `foundations/waiting-for-the-provider`. */
  readonly id: string
  readonly name: string
  readonly document: ScenarioDocument
  readonly goals: readonly Goal[]
  readonly brief: string
  readonly debrief?: string
  readonly setup: string
  readonly solution: string
  readonly alternatives: readonly { readonly name: string; readonly script: string }[]
  readonly nearMisses: readonly NearMiss[]
}

export interface Pack {
  readonly document: PackDocument
  readonly scenarios: readonly Scenario[]
  readonly questions: ReadonlyMap<string, QuestionDocument>
}

/** A pack, or everything that is wrong with it. */
export function loadPack(files: PackFiles): { pack?: Pack; problems: readonly Problem[] } {
  const unsafe = problemsInFiles(files)
  if (unsafe.length) return { problems: unsafe }
  const problems: Problem[] = []
  const texts = new Map<string, string>()
  for (const [path, bytes] of files) {
    if (!/\.(yaml|md|sh|txt|json)$/.test(path)) continue
    const text = textOf(bytes)
    if (text === undefined)
      problems.push({ file: path, found: 'bytes that are no UTF-8', expected: 'text in UTF-8' })
    else texts.set(path, text)
  }
  const reader = new Reader(texts, problems)
  const document = reader.pack()
  const names = [
    ...new Set([...files.keys()].flatMap((path) => /^scenarios\/([^/]+)\//.exec(path)?.[1] ?? [])),
  ].sort()
  const scenarios = names.flatMap((name) => reader.scenario(document?.id ?? '', name) ?? [])
  const questions = reader.questions(names)
  for (const [path, text] of texts)
    if (path.endsWith('.md')) problems.push(...problemsInText(path, text, files))
  for (const path of files.keys()) if (!isKnown(path)) problems.push(strayFile(path))
  return problems.length || !document ? { problems } : { pack: { document, scenarios, questions }, problems }
}

/** What makes a pack unsafe to look into at all. */
export function problemsInFiles(files: PackFiles): readonly Problem[] {
  const problems: Problem[] = []
  if (files.size > packLimits.files) {
    problems.push({ file: '.', found: `${files.size} files`, expected: `at most ${packLimits.files}` })
  }
  let total = 0
  const folded = new Set<string>()
  for (const [path, bytes] of files) {
    total += bytes.length
    const expected = problemInPath(path)
    const file = JSON.stringify(path).slice(1, -1).slice(0, 120)
    if (expected) problems.push({ file, found: 'such a path', expected })
    if (bytes.length > packLimits.fileBytes) {
      problems.push({ file, found: `${bytes.length} bytes`, expected: `at most ${packLimits.fileBytes}` })
    }
    if (folded.has(path.toLowerCase()))
      problems.push({ file, found: 'the same name twice but for capitals', expected: 'names that differ' })
    folded.add(path.toLowerCase())
  }
  if (total > packLimits.totalBytes) {
    problems.push({ file: '.', found: `${total} bytes`, expected: `at most ${packLimits.totalBytes}` })
  }
  return problems.slice(0, mostTold)
}

const mostTold = 200

function textOf(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes).replaceAll('\r\n', '\n')
  } catch {
    return undefined
  }
}

const layout = [
  /^(pack\.yaml|README\.md|LICENSE|curriculum\.yaml)$/,
  /^scenarios\/[^/]+\/(scenario\.yaml|(brief|debrief)(\.[a-z]{2}(-[A-Z]{2})?)?\.md|(setup|solution)\.sh)$/,
  /^scenarios\/[^/]+\/(alternatives|near-misses)\/[^/]+\.sh$/,
  /^scenarios\/[^/]+\/(files|pictures)\//,
  /^questions\/([^/]+\/)*[^/]+\.yaml$/,
  /^pictures\//,
]

const isKnown = (path: string): boolean => layout.some((one) => one.test(path))

const strayFile = (file: string): Problem => ({
  file,
  found: 'a file that nothing reads',
  expected: 'pack.yaml, scenarios/NAME/…, questions/….yaml or pictures/…',
})

function problemsInText(file: string, text: string, files: PackFiles): readonly Problem[] {
  const folder = file.includes('/') ? file.slice(0, file.lastIndexOf('/') + 1) : ''
  const dead = filesLinkedIn(text)
    .filter(({ path }) => !files.has(resolvePath(folder + path)))
    .map(({ path, line }) => ({ file, line, found: `a link to ${path}`, expected: 'a file of the pack' }))
  return [...problemsInMarkdown(file, text), ...dead]
}

function resolvePath(path: string): string {
  const parts: string[] = []
  for (const part of path.split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '.' && part !== '') parts.push(part)
  }
  return parts.join('/')
}

class Reader {
  readonly #texts: ReadonlyMap<string, string>
  readonly #problems: Problem[]

  constructor(texts: ReadonlyMap<string, string>, problems: Problem[]) {
    this.#texts = texts
    this.#problems = problems
  }

  pack(): PackDocument | undefined {
    const file = 'pack.yaml'
    const text = this.#text(file, 'the pack’s own file')
    if (text === undefined) return undefined
    const { value } = readYaml(file, text)
    const migrated = migrate(value)
    if (!('document' in migrated)) {
      this.#problems.push({ file, path: 'format', ...migrated })
      return undefined
    }
    return this.#document(packSchema, file)
  }

  scenario(pack: string, name: string): Scenario | undefined {
    const folder = `scenarios/${name}/`
    const document = this.#document(scenarioSchema, `${folder}scenario.yaml`)
    const brief = this.#text(`${folder}brief.md`, 'what the learner reads')
    const setup = this.#text(`${folder}setup.sh`, 'the script that builds the starting world')
    const solution = this.#text(`${folder}solution.sh`, 'the reference solution')
    const scripts = (kind: string) =>
      [...this.#texts]
        .filter(([path]) => path.startsWith(`${folder}${kind}/`) && path.endsWith('.sh'))
        .map(([path, script]) => ({ path, name: path.slice(folder.length + kind.length + 1, -3), script }))
    const checks = Object.keys(document?.checks ?? {})
    const nearMisses = scripts('near-misses').map(({ path, script }) => {
      const { miss, problems } = readNearMiss(path, script, checks)
      if (document) this.#problems.push(...problems)
      return miss
    })
    if (!document || brief === undefined || setup === undefined || solution === undefined) return undefined
    const debrief = this.#texts.get(`${folder}debrief.md`)
    return {
      id: `${pack}/${name}`,
      name,
      document,
      goals: goalsOf(document),
      brief,
      ...(debrief !== undefined && { debrief }),
      setup,
      solution,
      alternatives: scripts('alternatives').map(({ name: called, script }) => ({ name: called, script })),
      nearMisses,
    }
  }

  questions(scenarios: readonly string[]): ReadonlyMap<string, QuestionDocument> {
    const found = new Map<string, QuestionDocument>()
    for (const file of this.#texts.keys()) {
      if (!file.startsWith('questions/') || !file.endsWith('.yaml')) continue
      const question = this.#document(questionSchema, file)
      if (!question) continue
      found.set(file.slice('questions/'.length, -'.yaml'.length), question)
      if (question.type === 'lab' && !scenarios.includes(question.scenario)) {
        const expected = scenarios.length ? `one of ${scenarios.join(', ')}` : 'a scenario of the pack'
        this.#problems.push({ file, path: 'scenario', found: question.scenario, expected })
      }
    }
    return found
  }

  #text(file: string, what: string): string | undefined {
    const text = this.#texts.get(file)
    if (text === undefined) this.#problems.push({ file, found: 'no such file', expected: what })
    else if (text.length > packLimits.textBytes) {
      this.#problems.push({
        file,
        found: `${text.length} characters`,
        expected: `at most ${packLimits.textBytes}`,
      })
      return undefined
    }
    return text
  }

  #document<S extends z.ZodType>(schema: S, file: string): z.output<S> | undefined {
    const text = this.#text(file, 'a file that says what this is')
    if (text === undefined) return undefined
    const { value, problems } = readDocument(schema, file, text)
    this.#problems.push(...problems)
    return value
  }
}

const goalsOf = ({ checks }: ScenarioDocument): readonly Goal[] =>
  Object.entries(checks).map(
    ([id, { title, points, weight, bonus, partial, must, says, lesson, ...written }]) => {
      const check = Object.fromEntries(
        checkKinds.types.flatMap(({ type }) => {
          const params = (written as Record<string, unknown>)[type]
          return params === undefined ? [] : [[type, params]]
        }),
      )
      return {
        id,
        check,
        worth: { points: points * weight, bonus, partial, must },
        ...(title !== undefined && { title }),
        ...(says && { says }),
        ...(lesson !== undefined && { lesson }),
      }
    },
  )
