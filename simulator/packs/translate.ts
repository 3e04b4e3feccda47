import type { Problem } from './problem.ts'
import type { Scenario } from './scenario.ts'
import type { ScenarioDocument } from './scenario-schema.ts'
import type { Translation, TranslationDocument } from './translation-schema.ts'

// A scenario's texts in the languages that its pack has.

/** The scenario in the first of these languages that it has: `pt-BR`, else `pt`, else as it is. */
export function inLanguage(scenario: Scenario, languages: readonly string[]): Scenario {
  for (const one of languages) {
    if (one === scenario.language) return scenario
    const found = scenario.translations.get(one) ?? scenario.translations.get(one.split('-')[0]!)
    if (found) return translated(scenario, found, one)
    if (one.split('-')[0] === scenario.language) return scenario
  }
  return scenario
}

function translated(
  scenario: Scenario,
  { words, brief, debrief, stages }: Translation,
  language: string,
): Scenario {
  const { document, goals } = scenario
  return {
    ...scenario,
    language,
    brief: brief ?? scenario.brief,
    ...((debrief ?? scenario.debrief) !== undefined && { debrief: debrief ?? scenario.debrief! }),
    stages: scenario.stages.map((stage) => {
      const own = words?.stages[stage.id]
      const told = own?.brief ?? stages.get(stage.id) ?? stage.brief
      return { ...stage, title: own?.title ?? stage.title, ...(told !== undefined && { brief: told }) }
    }),
    nearMisses: scenario.nearMisses.map((miss) => ({
      ...miss,
      because: words?.['near-misses'][miss.name] ?? miss.because,
    })),
    ...(words && {
      document: {
        ...document,
        title: words.title ?? document.title,
        summary: words.summary ?? document.summary,
        hints: document.hints.map((hint) => ({ ...hint, text: hintIn(words, hint) ?? hint.text })),
        sites: { ...document.sites, ...words.sites },
        people: Object.fromEntries(
          Object.entries(document.people).map(([id, one]) => {
            const own = words.people[id]
            return [id, { ...one, name: own?.name ?? one.name, role: own?.role ?? one.role }]
          }),
        ),
        locked: document.locked.map((lock, i) => ({ ...lock, says: words.locked[i] ?? lock.says })),
      },
      goals: goals.map((goal) => {
        const own = words.checks[goal.id]
        const says = { ...goal.says, ...words.says, ...document.checks[goal.id]?.says, ...own?.says }
        return {
          ...goal,
          check: own?.quiz ? { ...goal.check, quiz: quizIn(goal.check['quiz'], own.quiz) } : goal.check,
          ...(own?.title !== undefined && { title: own.title }),
          ...(goal.says && { says }),
        }
      }),
    }),
  }
}

type Hint = ScenarioDocument['hints'][number]

function hintIn({ hints }: TranslationDocument, { entry, depth }: Hint): string | undefined {
  const said = hints[entry]
  return typeof said === 'string' ? said : said?.[depth]
}

interface Question {
  readonly question: string
  readonly options: Readonly<Record<string, { readonly text: string; readonly why: string }>>
}

function quizIn(quiz: unknown, words: NonNullable<TranslationDocument['checks'][string]['quiz']>): unknown {
  const { question, options, ...rest } = quiz as Question
  return {
    ...rest,
    question: words.question ?? question,
    options: Object.fromEntries(
      Object.entries(options).map(([letter, option]) => {
        const own = words.options?.[letter]
        return [letter, { ...option, text: own?.text ?? option.text, why: own?.why ?? option.why }]
      }),
    ),
  }
}

/** Words for what is not there: ids that scenario.yaml does not have, lists that are longer than its own. */
export function problemsInTranslation(
  file: string,
  words: TranslationDocument,
  document: ScenarioDocument,
  nearMisses: readonly string[],
): readonly Problem[] {
  const strangers = (member: string, found: object, known: readonly string[]): Problem[] =>
    Object.keys(found)
      .filter((id) => !known.includes(id))
      .map((id) => ({
        file,
        path: `${member}.${id}`,
        found: id,
        expected: known.length ? `one of ${known.join(', ')}` : 'nothing, because scenario.yaml has none',
      }))
  const entries = new Set(document.hints.map(({ entry }) => entry)).size
  const tooMany = (member: string, found: number, known: number): Problem[] =>
    found <= known ? [] : [{ file, path: member, found: `${found} entries`, expected: `at most ${known}` }]
  const checks = Object.entries(words.checks).flatMap(([id, { says = {}, quiz }]): Problem[] => {
    const own = Object.hasOwn(document.checks, id) ? document.checks[id] : undefined
    if (!own) return []
    const question = (own as { readonly quiz?: Question }).quiz
    if (quiz && !question)
      return [
        { file, path: `checks.${id}.quiz`, found: 'a question', expected: 'words of a check that is none' },
      ]
    const letters = Object.keys(question?.options ?? {})
    return [
      ...strangers(`checks.${id}.says`, says, Object.keys(own.says ?? {})),
      ...strangers(`checks.${id}.quiz.options`, quiz?.options ?? {}, letters),
    ]
  })
  const depths = words.hints.flatMap((said, entry): Problem[] => {
    if (typeof said === 'string') return []
    const known = document.hints.filter((one) => one.entry === entry).map(({ depth }) => depth)
    return strangers(`hints.${entry}`, said, known)
  })
  return [
    ...strangers('checks', words.checks, Object.keys(document.checks)),
    ...strangers('says', words.says ?? {}, Object.keys(document.says ?? {})),
    ...strangers('stages', words.stages, Object.keys(document.stages)),
    ...strangers('sites', words.sites, Object.keys(document.sites)),
    ...strangers('people', words.people, Object.keys(document.people)),
    ...strangers('near-misses', words['near-misses'], nearMisses),
    ...tooMany('hints', words.hints.length, entries),
    ...tooMany('locked', words.locked.length, document.locked.length),
    ...checks,
    ...depths,
  ]
}
