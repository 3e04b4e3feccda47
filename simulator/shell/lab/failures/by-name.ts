import { nearest } from '../../nearest.ts'
import { awsErrors } from './aws-errors.ts'
import { awsFamilies } from './aws-families.ts'
import { dnsStatuses } from './dns-statuses.ts'
import { type ExitStatus, exitStatuses } from './exit-statuses.ts'
import type { Named } from './failure.ts'
import { httpStatuses } from './http-statuses.ts'
import { onTheWire, type WireFailure } from './on-the-wire.ts'

// Failures by what people type: an error code, an HTTP or DNS status, a tool and its exit status, a name of ours.

/** A status of a tool, which may say all there is. */
export interface NamedStatus {
  readonly title: string
  readonly status: ExitStatus
}

export type Found = Named | NamedStatus

const byCode = new Map(
  awsErrors.flatMap(({ codes, ...failure }) =>
    codes.map((code) => [code.toLowerCase(), { code, failure }] as const),
  ),
)

/** Of names that AWS gives: only such words are taken for one by their form. */
const likeCode = /^[A-Z][A-Za-z0-9]+(?:\.[A-Z][A-Za-z0-9]+)*$/

export function awsError(code: string): Named | undefined {
  const known = byCode.get(code.toLowerCase())
  if (known) return { title: known.code, failure: known.failure }
  const family = likeCode.test(code) ? awsFamilies.find(({ form }) => form.test(code)) : undefined
  return family && { title: code, failure: family.failure, remark: 'This is what codes of this form say.' }
}

export const wireFailure = (name: WireFailure, title: string = name): Named => ({
  title,
  failure: onTheWire[name],
})

export function exitStatus(tool: string, number: number): NamedStatus | undefined {
  // Those from 126 on, bash gives for any command.
  const known = exitStatuses[tool]?.[number] ?? (number >= 126 && exitStatuses['bash']?.[number])
  return known ? { title: `Exit status ${number} of ${tool}`, status: known } : undefined
}

export function httpStatus(number: string): Named | undefined {
  const known = httpStatuses[number]
  return known && { title: `HTTP ${number} ${known.words}`, failure: known.failure }
}

export function dnsStatus(name: string): Named | undefined {
  const known = dnsStatuses[name]
  return known && { title: name, failure: onTheWire[known.see], remark: known.means }
}

/** What is known under these words; several things where a number says too little. */
export function findFailures(words: readonly string[]): readonly Found[] {
  const [first = '', second] = words
  const wanted = first.toLowerCase()
  if (second !== undefined) {
    const number = second.replace(/^\(?(\d+)\)?$/, '$1')
    const found =
      wanted === 'http'
        ? httpStatus(number)
        : wanted === 'exit'
          ? undefined
          : exitStatus(wanted, Number(number))
    if (found) return [found]
    return wanted === 'exit' || wanted === 'status' ? statuses(number) : []
  }
  if (/^\d+$/.test(wanted)) return statuses(wanted)
  const found =
    (wanted in onTheWire ? wireFailure(wanted as WireFailure) : undefined) ??
    (aliases[wanted] && wireFailure(aliases[wanted]!)) ??
    dnsStatus(first.toUpperCase()) ??
    (byCode.has(wanted) ? awsError(first) : undefined)
  return found ? [found] : []
}

function statuses(number: string): readonly Found[] {
  const http = httpStatus(number)
  const tools = Object.keys(exitStatuses).flatMap((tool) =>
    exitStatuses[tool]?.[Number(number)] ? exitStatus(tool, Number(number))! : [],
  )
  return http ? [http, ...tools] : tools
}

const aliases: Readonly<Record<string, WireFailure>> = {
  timeout: 'time-out',
  tls: 'tls-handshake',
  ssl: 'tls-handshake',
}

/** Every name that could be asked for. */
export const failureNames: readonly string[] = [
  ...Object.keys(onTheWire),
  ...Object.keys(dnsStatuses),
  ...Object.keys(httpStatuses),
  ...awsErrors.flatMap(({ codes }) => codes),
]

export const nearestFailure = (typed: string, others: readonly string[]): string | undefined => {
  const names = new Map([...others, ...failureNames].map((name) => [name.toLowerCase(), name]))
  const meant = nearest(typed.toLowerCase(), names.keys())
  return meant === undefined ? undefined : names.get(meant)
}
