import type { z } from 'zod'
import { packLimits } from './limits.ts'
import { type Problem, shown } from './problem.ts'
import { readYaml } from './read-yaml.ts'

/** A YAML file as what its schema says; or everything that is wrong with it. */
export function readDocument<S extends z.ZodType>(
  schema: S,
  file: string,
  text: string,
): { value?: z.output<S>; problems: readonly Problem[] } {
  if (text.length > packLimits.textBytes) {
    return {
      problems: [{ file, found: `${text.length} characters`, expected: `at most ${packLimits.textBytes}` }],
    }
  }
  const yaml = readYaml(file, text)
  if (yaml.problems.length) return { problems: yaml.problems }
  const read = schema.safeParse(yaml.value)
  if (read.success) return { value: read.data, problems: [] }
  return { problems: read.error.issues.flatMap((issue) => problemsOf(issue, [])).map(placed) }

  function placed({ path, message, keys }: Found): Problem {
    const at = keys?.[0] === undefined ? path : [...path, keys[0]]
    const { found, expected, hint } = wordsOf(message, valueAt(yaml.value, path), keys)
    return {
      file,
      path: path.map(String).join('.'),
      ...yaml.locate(at),
      found,
      expected,
      ...(hint !== undefined && { hint }),
    }
  }
}

interface Found {
  readonly path: readonly PropertyKey[]
  readonly message: string
  /** Members that nobody knows. */
  readonly keys?: readonly string[]
}

/** A union's problem is that of the branch that came nearest: the one whose complaint lies deepest. */
function problemsOf(issue: z.core.$ZodIssue, above: readonly PropertyKey[]): readonly Found[] {
  const path = [...above, ...issue.path]
  if (issue.code === 'unrecognized_keys') return [{ path, message: issue.message, keys: issue.keys }]
  if (issue.code === 'invalid_key' || issue.code === 'invalid_element') {
    return issue.issues.flatMap((one) => problemsOf(one, path))
  }
  if (issue.code !== 'invalid_union' || !issue.errors.length) return [{ path, message: issue.message }]
  const branches = issue.errors.map((errors) => errors.flatMap((one) => problemsOf(one, path)))
  const depth = (found: readonly Found[]) => Math.max(0, ...found.map((one) => one.path.length))
  return branches.reduce((best, one) => (depth(one) > depth(best) ? one : best))
}

const valueAt = (value: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (at, part) =>
      typeof at === 'object' && at !== null ? (at as Record<PropertyKey, unknown>)[part] : undefined,
    value,
  )

function wordsOf(
  message: string,
  value: unknown,
  keys?: readonly string[],
): Pick<Problem, 'found' | 'expected' | 'hint'> {
  if (keys)
    return {
      found: keys.join(', '),
      expected: 'no such member',
      hint: 'Look at its spelling, and at how far it is indented.',
    }
  const [, expected, said] =
    /^(?:Invalid (?:input|option|string|key in record): )?expected (.*?)(?:; found (.*))?$/.exec(message) ??
    []
  if (expected !== undefined) {
    // Zod tells what was received; what was written helps more.
    return { found: said ?? shown(value), expected: expected.replace(/, received .*$/, '') }
  }
  return { found: shown(value), expected: message.charAt(0).toLowerCase() + message.slice(1) }
}
