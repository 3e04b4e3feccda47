import { readFileSync } from 'node:fs'
import { parse } from 'yaml'

interface WrittenExam {
  readonly name: string
  readonly tasks: Readonly<Record<string, { readonly title: string; readonly topics: readonly string[] }>>
}

export interface Exam {
  /** `ANS-C01`. */
  readonly code: string
  readonly name: string
  readonly topics: ReadonlySet<string>
}

/** The exams of AWS, with the topics of the curriculum that they ask for. */
export function exams(): readonly Exam[] {
  const written = parse(readFileSync('content/exams.yaml', 'utf8')) as Readonly<Record<string, WrittenExam>>
  return Object.entries(written).map(([code, { name, tasks }]) => ({
    code,
    name,
    topics: new Set(Object.values(tasks).flatMap(({ topics }) => topics)),
  }))
}
