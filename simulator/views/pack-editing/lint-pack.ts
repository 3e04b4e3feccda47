import { loadPack, type PackFiles } from '../../packs/load.ts'
import { packSchema } from '../../packs/pack-schema.ts'
import { type Problem, tellProblem } from '../../packs/problem.ts'
import { questionSchema } from '../../packs/question-schema.ts'
import { readDocument } from '../../packs/read-document.ts'
import { scenarioSchema } from '../../packs/scenario-schema.ts'
import { translationSchema } from '../../packs/translation-schema.ts'
import type { Lint } from '../policy-editing/lint.ts'
import { kindOfPackFile } from './pack-schemas.ts'

// What is wrong with a file of a pack as it stands in an editor, in the words of `hopwise pack lint`.

/** The folder that is a pack, and what is in it, by paths from there. */
export interface PackAround {
  readonly folder: string
  readonly files: PackFiles
}

/** Looks at a file with the others of its pack; without a pack around it, at the file alone. */
export function lintPackFile(path: string, text: string, around?: PackAround): readonly Lint[] {
  if (!around) return alone(path, text).map((one) => asLint(text, one))
  const { folder, files } = around
  const own = path.slice(folder.length + 1)
  const { problems } = loadPack(new Map(files).set(own, new TextEncoder().encode(text)))
  const beside = own.slice(0, own.lastIndexOf('/') + 1)
  return [
    ...problems.filter(({ file }) => file === own).map((one) => asLint(text, one)),
    // What is missing around it is told in the file that stands for it: the pack's, or the scenario's.
    ...(kindOfPackFile(own) && !own.startsWith('questions/')
      ? problems
          .filter(({ file }) => file !== own && file.startsWith(beside))
          .map((one): Lint => ({ severity: 'warning', message: tellProblem(one), from: 0, to: 0 }))
      : []),
  ]
}

const schemas = { pack: packSchema, scenario: scenarioSchema, question: questionSchema } as const

function alone(path: string, text: string): readonly Problem[] {
  const name = path.slice(path.lastIndexOf('/') + 1)
  if (/^scenario\.[a-z]{2}(-[A-Z]{2})?\.yaml$/.test(name))
    return readDocument(translationSchema, name, text).problems
  const kind = kindOfPackFile(path)
  return kind ? readDocument(schemas[kind], name, text).problems : []
}

function asLint(text: string, problem: Problem): Lint {
  const { line = 1, column = 1, file } = problem
  const from = offsetOf(text, line) + column - 1
  const [token = ''] = /^(?:"[^"\n]*"?|'[^'\n]*'?|[^\s,{}[\]:]+)/.exec(text.slice(from)) ?? []
  // The file and the line stand beside it already.
  const message = tellProblem(problem).slice(`${file}:${line}:${column}: `.length)
  const { line: _, column: __, ...unplaced } = problem
  const isPlaced = problem.line !== undefined
  return {
    severity: 'error',
    message: isPlaced ? message : tellProblem(unplaced).slice(`${file}: `.length),
    from,
    to: from + Math.max(1, token.length),
  }
}

const offsetOf = (text: string, line: number): number =>
  text
    .split('\n')
    .slice(0, line - 1)
    .reduce((sum, one) => sum + one.length + 1, 0)
