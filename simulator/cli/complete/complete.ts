import { globalOptions } from '../arguments/global-options.ts'
import type { Argument } from '../arguments/option.ts'
import type { CliHost, CliResult } from '../host.ts'
import { type Place, placeOf } from './place.ts'
import { knownValues, liveValues } from './values.ts'
import { typedWords } from './words.ts'

/**
 * What `aws_completer` prints for a line with the cursor at `point`: commands, options, and ids and names
 * that exist. The real one completes no value that needs no call (observed in AWS CLI 2.36).
 */
export function complete(line: string, point: number, host: CliHost): string[] {
  return completions(line, point, host, false)
}

/** For the terminal's own Tab: also the values that an option is known to take, and no option twice. */
export function suggest(line: string, point: number, host: CliHost): string[] {
  return completions(line, point, host, true)
}

/** The command `aws_completer`, which shells call with the line in the environment. */
export function awsCompleter(host: CliHost): CliResult {
  const line = host.env.COMP_LINE ?? host.env.COMMAND_LINE
  if (line === undefined) return { stdout: '', stderr: '', exitCode: 0 }
  const found = complete(line, Number(host.env.COMP_POINT ?? line.length), host)
  return { stdout: `${found.join('\n')}\n`, stderr: '', exitCode: 0 }
}

function completions(line: string, point: number, host: CliHost, generous: boolean): string[] {
  const { words, fragment } = typedWords(line.slice(0, point))
  const place = placeOf(words[0] ?? '', words.slice(1), host)
  if (!place || words.length === 0) return []
  if (fragment.startsWith('--')) return optionsAt(place, fragment, generous)
  if (place.pending) return valuesAt(place, place.pending, fragment, host, generous)
  if (place.commands.length > 0) return place.commands.filter((name) => name.startsWith(fragment))
  return fragment === '' ? optionsAt(place, fragment, generous) : []
}

/** The command's options in the model's order, then the global ones. */
function optionsAt(place: Place, fragment: string, generous: boolean): string[] {
  const offered = [...place.options, ...globalOptions].filter(({ positional }) => !positional)
  return offered
    .filter((option) => !(generous && isUsed(option, place, offered)))
    .map(({ name }) => `--${name}`)
    .filter((option) => option.startsWith(fragment))
}

function isUsed(option: Argument, place: Place, offered: readonly Argument[]): boolean {
  return offered.some(({ key, name }) => key === option.key && place.given.has(name))
}

function valuesAt(
  place: Place,
  { argument, values }: NonNullable<Place['pending']>,
  fragment: string,
  host: CliHost,
  generous: boolean,
): string[] {
  const live = liveValues(place, argument, fragment, host)
  const found = generous ? [...live, ...knownValues(place, argument, fragment, host)] : live
  const left = [...new Set(found)].filter((value) => value.startsWith(fragment) && !values.includes(value))
  // After a list's first value, what follows may be an option as well.
  return left.length === 0 && generous && fragment === '' && values.length > 0
    ? optionsAt(place, '', true)
    : left
}
