import type { z } from 'zod'
import { goalsOf } from './goals.ts'
import { packLimits } from './limits.ts'
import { filesLinkedIn, problemsInMarkdown } from './markdown.ts'
import { migrate } from './migrations.ts'
import { readNearMiss } from './near-miss.ts'
import { type PackDocument, packSchema } from './pack-schema.ts'
import { problemInPath } from './paths.ts'
import type { Problem } from './problem.ts'
import { proseIn } from './prose.ts'
import { type QuestionDocument, questionSchema } from './question-schema.ts'
import { readDocument } from './read-document.ts'
import { readYaml } from './read-yaml.ts'
import type { Scenario } from './scenario.ts'
import { type ScenarioDocument, scenarioSchema } from './scenario-schema.ts'
import { problemsInStageFiles, stagesOf } from './stages.ts'
import { problemsInTranslation } from './translate.ts'
import { type Translation, translationSchema } from './translation-schema.ts'

export type { Scenario }

/** The files of a pack by their paths in it, with slashes. */
export type PackFiles = ReadonlyMap<string, Uint8Array>

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
  const [language = 'en', ...others] = document?.languages ?? []
  const scenarios = names.flatMap(
    (name) => reader.scenario(document?.id ?? '', name, { language, others }) ?? [],
  )
  const questions = reader.questions(names)
  for (const [path, text] of texts)
    if (path.endsWith('.md')) problems.push(...problemsInText(path, text, files))
    else if (path.endsWith('.yaml')) problems.push(...problemsInWords(path, text))
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
  /^scenarios\/[^/]+\/(scenario(\.[a-z]{2}(-[A-Z]{2})?)?\.yaml|(brief|debrief)(\.[a-z]{2}(-[A-Z]{2})?)?\.md|(setup|solution)\.sh)$/,
  /^scenarios\/[^/]+\/stages\/[a-z0-9-]+(\.sh|(\.[a-z]{2}(-[A-Z]{2})?)?\.md)$/,
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

/** Titles, hints and whatever else a YAML file tells people is Markdown, too. */
const problemsInWords = (file: string, text: string): readonly Problem[] =>
  text.length > packLimits.textBytes
    ? []
    : proseIn(file, text).flatMap((prose) =>
        problemsInMarkdown(file, prose.text).map(({ line: _, column: __, ...problem }) => ({
          ...problem,
          path: prose.path ?? '',
          ...prose.locate(0),
        })),
      )

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

interface Languages {
  /** That of the files without one in their names. */
  readonly language: string
  readonly others: readonly string[]
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

  scenario(pack: string, name: string, { language, others }: Languages): Scenario | undefined {
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
    const alternatives = scripts('alternatives')
    const solutions = new Map([
      ['solution.sh', solution ?? ''],
      ...alternatives.map((one) => [`alternatives/${one.name}.sh`, one.script] as const),
    ])
    const nearMisses = scripts('near-misses').map(({ path, script }) => {
      const { miss, problems } = readNearMiss(path, script, checks, solutions)
      if (document) this.#problems.push(...problems)
      return miss
    })
    if (!document || brief === undefined || setup === undefined || solution === undefined) return undefined
    const debrief = this.#texts.get(`${folder}debrief.md`)
    const stageFiles = this.#namesIn(`${folder}stages/`)
    this.#problems.push(...problemsInStageFiles(folder, document, stageFiles))
    const known = { document, nearMisses: nearMisses.map((one) => one.name) }
    this.#problems.push(...this.#strangeLanguages(folder, { language, others }))
    return {
      id: `${pack}/${name}`,
      name,
      document,
      language,
      goals: goalsOf(document),
      stages: stagesOf(document, (file) => this.#texts.get(`${folder}stages/${file}`)),
      brief,
      ...(debrief !== undefined && { debrief }),
      setup,
      solution,
      alternatives: alternatives.map(({ name: called, script }) => ({ name: called, script })),
      nearMisses,
      translations: new Map(
        others.flatMap((one) => {
          const found = this.#translation(folder, one, known)
          return found ? [[one, found] as const] : []
        }),
      ),
    }
  }

  /** A scenario's texts in one language; undefined where it has none. */
  #translation(
    folder: string,
    language: string,
    { document, nearMisses }: { readonly document: ScenarioDocument; readonly nearMisses: readonly string[] },
  ): Translation | undefined {
    const file = `${folder}scenario.${language}.yaml`
    const words = this.#texts.has(file) ? this.#document(translationSchema, file) : undefined
    if (words) this.#problems.push(...problemsInTranslation(file, words, document, nearMisses))
    const brief = this.#texts.get(`${folder}brief.${language}.md`)
    const debrief = this.#texts.get(`${folder}debrief.${language}.md`)
    const stages = new Map(
      Object.keys(document.stages).flatMap((id) => {
        const told = this.#texts.get(`${folder}stages/${id}.${language}.md`)
        return told === undefined ? [] : [[id, told] as const]
      }),
    )
    if (!words && brief === undefined && debrief === undefined && !stages.size) return undefined
    return {
      stages,
      ...(words && { words }),
      ...(brief !== undefined && { brief }),
      ...(debrief !== undefined && { debrief }),
    }
  }

  /** Texts in languages that pack.yaml does not name: nobody would ever read them. */
  #strangeLanguages(folder: string, { language, others }: Languages): Problem[] {
    return this.#namesIn(folder).flatMap((name): Problem[] => {
      const [, found] = /\.([a-z]{2}(?:-[A-Z]{2})?)\.(?:md|yaml)$/.exec(name) ?? []
      if (found === undefined || others.includes(found)) return []
      const expected = others.length ? `one of ${others.join(', ')}` : 'a language that pack.yaml names'
      const hint =
        found === language
          ? 'It is the first of the pack’s languages, whose files have no language in their names.'
          : 'Add it to the languages in pack.yaml.'
      return [{ file: folder + name, found: `the language ${found}`, expected, hint }]
    })
  }

  #namesIn(folder: string): readonly string[] {
    return [...this.#texts.keys()]
      .filter((path) => path.startsWith(folder))
      .map((path) => path.slice(folder.length))
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
