import { type Problem, shown } from './problem.ts'
import { type Submission, submissionFormat, submissionLimits, submissionSchema } from './submission-schema.ts'

/** A file that somebody handed in; or what is wrong with it. */
export function readSubmission(
  file: string,
  bytes: Uint8Array,
): { readonly submission: Submission } | { readonly problems: readonly Problem[] } {
  const refuse = (found: string, expected: string, hint?: string) => ({
    problems: [{ file, found, expected, ...(hint !== undefined && { hint }) }],
  })
  if (bytes.length > submissionLimits.bytes)
    return refuse(`${bytes.length} bytes`, `at most ${submissionLimits.bytes}`)
  let value: unknown
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch (error) {
    return refuse((error as Error).message, 'a submission: JSON in UTF-8')
  }
  const { kind, format } = (value ?? {}) as { readonly kind?: unknown; readonly format?: unknown }
  if (kind !== 'hopwise-submission') return refuse('something else', 'what `lab submit` makes')
  if (typeof format === 'number' && format > submissionFormat)
    return refuse(`format ${format}`, `format ${submissionFormat}`, 'It is from a newer version of Hopwise.')
  const read = submissionSchema.safeParse(value)
  if (read.success) return { submission: read.data }
  const problems = read.error.issues.slice(0, mostTold).map(({ path, message }): Problem => {
    const at = path.reduce<unknown>(
      (one, part) => (one as Record<PropertyKey, unknown> | undefined)?.[part],
      value,
    )
    const [, expected = message] = /expected (.*?)(, received .*)?$/.exec(message) ?? []
    return { file, path: path.map(String).join('.'), found: shown(at), expected }
  })
  return { problems }
}

const mostTold = 5
